"""The health checks are silent on sound books and name what was broken by hand."""

from __future__ import annotations

import pytest

import frappe

from property_service.billing import schema
from property_service.billing.health import check_invariants
from property_service.tests.bootstrap import COMMUNITY
from property_service.tests.integration.billing_steps import charge, credit, pay, posted_bill

FEES = [("Elevator", 50.0), ("Cleaning", 200.0)]


def found(community: str | None = COMMUNITY) -> set[str]:
	return {finding["check"] for finding in check_invariants(community)}


def test_sound_books_have_no_findings() -> None:
	bill = posted_bill(FEES)
	pay(bill.name, 60)
	credit(bill.name, Elevator=50)
	posted_bill(FEES).cancel()

	assert check_invariants(COMMUNITY) == []


@pytest.mark.parametrize(
	("check", "doctype", "values"),
	[
		("posted_charges_on_one_line", "Fee Charge", {"amount": 49}),
		("posted_charges_on_one_line", "Fee Charge", {"sales_invoice": "elsewhere"}),
		("lines_with_a_charge", "Fee Charge", {"status": "Planned"}),
		("keys_of_live_charges", "Fee Charge", {"charge_key": "none:x"}),
		("settlements_agree", "Charge Settlement", {"amount": 1}),
		("outstanding_agrees", "Sales Invoice", {"outstanding_amount": 1}),
		("ledgers_agree", "GL Entry", {"is_cancelled": 1}),
		("run_totals_agree", "Billing Run", {"planned_amount": 1}),
	],
)
def test_what_was_broken_by_hand_is_named(check: str, doctype: str, values: dict) -> None:
	bill = posted_bill(FEES)
	pay(bill.name, 60)
	target = {
		"Fee Charge": {"name": charge(bill.name, "Elevator").name},
		"Charge Settlement": {"sales_invoice": bill.name, "amount": 50},
		"Sales Invoice": {"name": bill.name},
		"GL Entry": {"voucher_no": bill.name, "account": bill.debit_to},
		"Billing Run": {"name": bill.property_billing_run},
	}
	frappe.db.set_value(doctype, target[doctype], values)

	assert check in found()
	assert check in found(None)


def test_the_charge_key_is_unique_and_not_null_in_the_database() -> None:
	assert schema.charge_key_state() == {"not_null": True, "unique": True}


def test_a_second_charge_with_the_same_key_is_refused_by_the_database() -> None:
	bill = posted_bill(FEES)
	one, other = charge(bill.name, "Elevator"), charge(bill.name, "Cleaning")

	with pytest.raises(
		frappe.db.IntegrityError if hasattr(frappe.db, "IntegrityError") else Exception, match="Duplicate"
	):
		frappe.db.set_value("Fee Charge", other.name, "charge_key", one.charge_key)


def test_a_charge_without_key_is_refused_by_the_database() -> None:
	bill = posted_bill(FEES)

	with pytest.raises(Exception, match="cannot be null"):
		frappe.db.set_value("Fee Charge", charge(bill.name, "Elevator").name, "charge_key", None)


def test_the_indexes_that_billing_reads_by_exist() -> None:
	keys = {
		(row.Key_name, row.Seq_in_index): row.Column_name
		for row in frappe.db.sql("show index from `tabFee Charge`", as_dict=True)  # no query builder for SHOW
	}
	firsts = {name: keys[(name, 1)] for name, number in keys if number == 2}

	assert {"billing_run", "unit"} <= set(firsts.values())
	assert "sales_invoice" in keys.values()
