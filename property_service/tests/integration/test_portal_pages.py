"""The pages rendered by Frappe's own website code, as the person who asks: content, queries, escaping."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

import frappe
from frappe.website.serve import get_response

from property_service.portal import bills, case_sources, presenter
from property_service.portal.residents import scope_of
from property_service.tests.integration.portal_http import seeded
from property_service.tests.integration.test_portal_isolation import PEOPLE, SEES_BILLS_OF, SEES_CASES_OF
from property_service.tests.portal_world import World, canary, last_month, make_case

BUDGET = 30
PAGES = ("/property", "/property/bills?show=all", "/property/cases")


@pytest.fixture(scope="module")
def world(site) -> World:
	"""The committed world; what a test adds to it is rolled back."""
	return seeded(frappe.local.site)


@pytest.fixture
def render(as_user, monkeypatch: pytest.MonkeyPatch) -> Callable:
	"""Return a function that gives the page a user gets at a path: (status, text)."""

	def page(user: str, path: str, language: str = "en") -> tuple[int, str]:
		request = Request(
			EnvironBuilder(path=path.partition("?")[0], query_string=path.partition("?")[2]).get_environ()
		)
		monkeypatch.setattr(frappe.local, "request", request, raising=False)
		monkeypatch.setattr(frappe.local, "form_dict", frappe._dict(request.args), raising=False)
		monkeypatch.setattr(frappe.local, "path", request.path.strip("/"), raising=False)
		monkeypatch.setattr(frappe.local, "lang", language)
		with as_user(user):
			frappe.local.lang = language
			response = get_response(request.path)
		return response.status_code, response.get_data(as_text=True)

	return page


def body(text: str) -> str:
	"""Return the portal's part of a page."""
	return text[text.index('<div class="ps-portal"') :]


def test_home_shows_due_open_requests_and_units(world: World, render) -> None:
	status, text = render(world.users["carol"], "/property")
	# two units of 100 m² at 2.50 yuan for the month: 2 × 250.00
	assert status == 200 and presenter.amount(Decimal("500.00")) in body(text)
	assert f"{canary('carol')} subject" in text
	assert body(text).count("ps-unit") >= 2


def test_every_bill_and_case_opens_for_those_who_share_it_and_nobody_else(world: World) -> None:
	for person in PEOPLE:
		scope = scope_of(world.users[person])
		seen_bills = {owner for owner, bill in world.bills.items() if bills.bill_for(bill, scope)}
		seen_cases = {owner for owner, case in world.cases.items() if case_sources.case(case, scope)}
		assert (seen_bills, seen_cases) == (SEES_BILLS_OF[person], SEES_CASES_OF[person]), person


def test_sale_splits_the_month_and_each_sees_the_own_part(world: World) -> None:
	"""S1 costs 250.00 for the month; frank had it for 15 days, grace for the rest."""
	parts = {
		person: bills.bill_for(world.bills[person], scope_of(world.users[person]))
		for person in ("frank", "grace")
	}
	assert sum(part["amount"] for part in parts.values()) == Decimal("250.00")
	assert parts["frank"]["charges"][0]["period_end"].day == 15
	assert bills.bill_for(world.bills["frank"], scope_of(world.users["grace"])) is None
	assert bills.bill_for(world.bills["grace"], scope_of(world.users["frank"])) is None


def test_co_owner_sees_only_the_shared_unit_of_a_bill(world: World) -> None:
	mine = bills.bill_for(world.bills["dave"], scope_of(world.users["erin"]))
	whole = bills.bill_for(world.bills["dave"], scope_of(world.users["dave"]))
	assert [line["unit"] for line in mine["charges"]] == [world.units["J1"]] and not mine["is_complete"]
	assert {line["unit"] for line in whole["charges"]} == {world.units["J1"], world.units["J2"]}
	assert (mine["amount"], whole["amount"], whole["is_complete"]) == (
		Decimal("250.00"),
		Decimal("500.00"),
		True,
	)


def test_former_owner_keeps_the_own_bill_and_loses_the_unit(world: World, render) -> None:
	_status, text = render(world.users["frank"], "/property")
	assert "No unit is registered for you today" in text
	_status, text = render(world.users["frank"], "/property/bills?show=all")
	assert world.bills["frank"] in text and world.bills["grace"] not in text


def test_tenant_without_the_right_to_pay_sees_no_bill_and_files_cases(world: World, render) -> None:
	_status, text = render(world.users["heidi"], "/property/bills?show=all")
	assert world.bills["alice"] not in text and "There is no bill here." in text
	_status, text = render(world.users["heidi"], "/property/new-case")
	assert world.units["A1"] in text


def test_bill_explains_its_lines(world: World, render) -> None:
	_status, text = render(world.users["alice"], f"/property/bills/{world.bills['alice']}")
	days = last_month()[1].day
	assert f"100 m² × 2.50 yuan/m²/month × {days}/{days} days = 250.00" in body(text)


def test_pages_run_few_queries_and_no_more_for_more_rows(world: World, render, count_queries) -> None:
	def statements(path: str) -> list[str]:
		render(world.users["carol"], path)  # fills caches that every later request finds full
		with count_queries() as run:
			render(world.users["carol"], path)
		return run

	few = {path: statements(path) for path in PAGES}
	for _number in range(12):
		make_case("carol", world.units["C1"], world.owners["carol"])
		_bill_again(world)
	for path, before in few.items():
		after = statements(path)
		assert len(before) <= BUDGET, "\n".join([path, *before])
		assert len(after) == len(before), "\n".join([path, *sorted(set(after) - set(before))])


def _bill_again(world: World) -> None:
	from property_service.billing.services import raise_one_off_charge
	from property_service.tests.factories import make_fee_item

	fee = make_fee_item(mode="One-off", fee_code=frappe.generate_hash(length=8)).name
	raise_one_off_charge(
		unit=world.units["C1"], fee_item=fee, amount=Decimal("10"), posting_date=last_month()[0]
	)


def test_what_people_write_is_shown_as_text(world: World, render) -> None:
	evil = "<script>alert(1)</script>{{ 7*7 }}<img src=x onerror=alert(1)>\"'"
	case = make_case("alice", world.units["A1"], world.owners["alice"])
	frappe.db.set_value(
		"Complaint", case.name, {"subject": evil[:100], "description": evil, "resolution": evil}
	)
	frappe.db.set_value("Property Unit", world.units["A1"], "unit_title", evil[:100])
	frappe.db.set_value("User", world.users["alice"], "full_name", evil[:100])
	frappe.clear_document_cache("User", world.users["alice"])
	for path in (*PAGES, f"/property/cases/{case.name}", "/property/new-case", "/property/profile",
		f"/property/bills/{world.bills['alice']}"):  # fmt: skip
		status, text = render(world.users["alice"], path)
		assert status == 200, path
		assert "<script>alert(1)" not in body(text) and "<img src=x" not in body(text), path
		assert "49" not in re.findall(r"alert\(1\)&lt;/script&gt;(\w+)", body(text)), path


def test_page_speaks_the_readers_language(world: World, render) -> None:
	_status, text = render(world.users["alice"], "/property", language="zh")
	assert "我的家" in text and "待缴" in text and "¥250.00" in text
	_status, text = render(world.users["alice"], "/property", language="en")
	assert "My Home" in text and "我的家" not in text


def test_pages_load_nothing_from_elsewhere(world: World, render) -> None:
	for path in PAGES:
		_status, text = render(world.users["alice"], path)
		assert not re.findall(r"""(?:src|href)=["'](?:https?:)?//[^"']+""", body(text)), path


def test_odd_addresses_do_no_harm(world: World, render) -> None:
	for path in (
		"/property/bills?page=-3&show=x",
		"/property/cases?page=abc",
		"/property/bills/",
		"/property/bill",
	):
		status, _text = render(world.users["alice"], path)
		assert status in (200, 404), path
