"""The small demo on a real site: it stands, its books agree, it repeats without change, and it stays out of other sites."""

from __future__ import annotations

from collections import Counter

import pytest

import frappe

from property_service import constants
from property_service.billing.services import open_bills
from property_service.demo.build import build_demo, print_logins
from property_service.demo.checks import agreements
from property_service.demo.context import DemoError, demo_of_this_site
from property_service.demo.estates import ESTATE, GARDEN
from property_service.demo.portal_users import shown_logins

COUNTED = (
	"User",
	"User Permission",
	"Account",
	"Property Building",
	"Property Unit",
	"Property Owner",
	"Unit Ownership",
	"Unit Occupant",
	"Unit Fee",
	"Fee Rate",
	"Fee Charge",
	"Billing Run",
	"Sales Invoice",
	"GL Entry",
	"Property Receipt",
	"Payment Entry",
	"Complaint",
	"Return Visit",
	"Communication",
)


@pytest.fixture
def marked_site(monkeypatch: pytest.MonkeyPatch) -> None:
	"""Mark the site as a test site, as `scripts/site.sh` does for those it makes."""
	monkeypatch.setitem(frappe.local.conf, "property_service_site", "test")


def counts() -> dict[str, int]:
	return {doctype: frappe.db.count(doctype) for doctype in COUNTED}


def test_a_site_that_nobody_marked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.delitem(frappe.local.conf, "property_service_site", raising=False)
	with pytest.raises(DemoError, match="is no demo site"):
		build_demo("small")


def test_another_size_and_an_unknown_one_are_refused(marked_site) -> None:
	frappe.db.set_default("property_service_demo", None)
	with pytest.raises(DemoError, match="no demo of size huge"):
		build_demo("huge")
	frappe.db.set_default("property_service_demo", '{"size": "small", "today": "2026-11-23"}')
	with pytest.raises(DemoError, match="demo of size small, not full"):
		build_demo("full")


def test_the_small_demo_stands_agrees_with_the_ledger_and_repeats_without_change(
	marked_site, capsys: pytest.CaptureFixture
) -> None:
	build_demo("small")
	demo = demo_of_this_site()
	check_registry()
	check_books(demo)
	check_cases()
	check_people(demo)
	before = counts()
	build_demo("small")
	assert counts() == before
	check_last_words(demo, capsys)


def check_registry() -> None:
	assert frappe.db.count("Property Unit", {"community": GARDEN}) == 60
	assert frappe.db.count("Property Unit", {"community": ESTATE}) == 20
	assert set(frappe.get_all("Unit Ownership", pluck="tenure", distinct=True, order_by="tenure")) == {
		"By Shares",
		"Joint",
		"Sole",
	}
	assert {"Family", "Tenant"} <= set(frappe.get_all("Unit Occupant", pluck="relation", order_by="relation"))


def check_books(demo) -> None:
	runs = frappe.get_all(
		"Billing Run",
		{"community": ["in", [GARDEN, ESTATE]]},
		["status", "failed_count", "posted_amount", "period_start"],
		order_by="name",
	)
	assert [(run.status, run.failed_count) for run in runs] == [("Posted", 0)] * 2
	assert {run.period_start for run in runs} == {demo.first_day}
	for agreement in agreements(demo):
		assert (agreement.ours, agreement.ours) == (agreement.ledger, agreement.report), agreement
		assert 0 < agreement.paid < agreement.billed
	owners_account = frappe.db.get_value(
		"Fee Item Account", {"parent": "PROPERTY", "community": ESTATE}, "account"
	)
	# What the remuneration community bills is a liability to its owners: credited, never income.
	assert frappe.db.get_value("GL Entry", {"account": owners_account}, "sum(credit - debit)") > 0


def check_cases() -> None:
	ours = {"community": ["in", [GARDEN, ESTATE]]}
	found = Counter(frappe.get_all("Complaint", ours, pluck="state_category", order_by="name"))
	assert set(found) == set(constants.STATE_CATEGORIES)
	assert frappe.db.exists("Complaint", {"reopen_count": [">", 0]})
	visits = frappe.get_all("Return Visit", fields=["status", "outcome"], order_by="name")
	assert {"Planned", "Completed"} <= {visit.status for visit in visits}
	assert {"Satisfied", "Dissatisfied"} <= {visit.outcome for visit in visits}
	assert frappe.db.exists("File", {"attached_to_doctype": "Complaint", "is_private": 1})
	assert frappe.db.exists("Communication", {"reference_doctype": "Complaint", "sent_or_received": "Sent"})
	ages = frappe.get_all("Complaint", ours, pluck="creation", order_by="creation")
	assert (ages[-1] - ages[0]).days > 7, "all cases are of one day"


def check_people(demo) -> None:
	buyer, couple = (login for _name, login in shown_logins(demo))
	assert couple.endswith("@resident.invalid"), "one shown owner has no e-mail address"
	for login in (buyer, couple):
		assert frappe.get_roles(login).count(constants.PROPERTY_RESIDENT) == 1
		owner = frappe.db.get_value("Property Owner", {"user": login})
		assert open_bills(customers=[frappe.db.get_value("Property Owner", owner, "customer")])
		assert frappe.db.exists("Complaint", {"property_owner": owner, "channel": "Portal"})
	owner = frappe.db.get_value("Property Owner", {"user": buyer})
	units = frappe.get_all(
		"Unit Ownership", {"property_owner": owner}, pluck="community", order_by="community"
	)
	assert {GARDEN, ESTATE} <= set(units)
	assert frappe.db.count("User Permission", {"allow": "Property Community", "for_value": ESTATE}) == 2


def check_last_words(demo, capsys: pytest.CaptureFixture) -> None:
	capsys.readouterr()
	print_logins("http://demo.localhost:8000")
	words = capsys.readouterr().out
	for expected in (
		"http://demo.localhost:8000",
		"cashier@demo.invalid",
		"resident.invalid",
		"Billing run BR-",
	):
		assert expected in words
	assert words.count("our charges = General Ledger = Accounts Receivable report") == 2
	assert "DIFFER" not in words
