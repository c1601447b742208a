"""Who may take money, for which communities, and whose right books it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import frappe
from frappe.model.document import Document

from property_service.billing import receipt_api, receipts
from property_service.tests.bootstrap import COMMUNITY, OTHER_COMMUNITY
from property_service.tests.factories import (
	make_bill,
	make_owner,
	make_receipt,
	make_sole_ownership,
	make_unit,
)

CASHIER = "cashier@test.invalid"


@pytest.fixture
def owner() -> str:
	owner = make_owner("Wang Fang", mobile_no="13900001234")
	make_sole_ownership(make_unit(unit_no="0907").name, owner.name)
	return owner.name


@pytest.fixture
def bill(owner: str) -> Document:
	return make_bill(owner, 100)


@pytest.fixture
def one_community() -> None:
	"""Limit the cashier to the first community, as the Property Manager would."""
	frappe.get_doc(
		doctype="User Permission", user=CASHIER, allow="Property Community", for_value=COMMUNITY
	).insert()


def take(owner: str, bill: Document, **overrides) -> Document:
	receipt = make_receipt(owner, [(bill.name, 100)], [("Cash", 100)], **overrides).insert()
	receipt.submit()
	return receipt


@pytest.mark.parametrize("user", [CASHIER, "manager@test.invalid"])
def test_staff_without_erpnext_rights_book_through_the_receipt(
	as_user: Callable, owner: str, bill: Document, user: str
) -> None:
	with as_user(user):
		assert not frappe.has_permission("Payment Entry", "submit")
		receipt = take(owner, bill)
		receipts.void_receipt(receipt.name, "Wrong person")
	payment = frappe.get_doc("Payment Entry", {"property_receipt": receipt.name})
	assert (payment.owner, payment.docstatus, receipt.cashier) == (user, 2, user)


def test_cashier_with_erpnext_rights_books_in_their_own_right(
	as_user: Callable, owner: str, bill: Document
) -> None:
	frappe.get_doc("User", CASHIER).add_roles("Accounts User")
	with as_user(CASHIER):
		receipt = take(owner, bill)
		assert frappe.get_doc("Payment Entry", {"property_receipt": receipt.name}).has_permission("read")


@pytest.mark.parametrize(
	"user", ["supervisor@test.invalid", "housekeeper@test.invalid", "assistant@test.invalid"]
)
def test_other_staff_take_no_money(as_user: Callable, owner: str, bill: Document, user: str) -> None:
	with as_user(user), pytest.raises(frappe.PermissionError):
		take(owner, bill)


def test_supervisor_reads_but_does_not_void(as_user: Callable, owner: str, bill: Document) -> None:
	name = take(owner, bill).name
	with as_user("supervisor@test.invalid"), pytest.raises(frappe.PermissionError):
		receipt_api.void_receipt(name, "Not mine to void")
	assert frappe.db.get_value("Property Receipt", name, "docstatus") == 1


def test_bill_of_a_hidden_community_is_refused(as_user: Callable, owner: str, one_community: None) -> None:
	hidden = make_bill(owner, 100, community=OTHER_COMMUNITY)
	with (
		as_user(CASHIER),
		pytest.raises(frappe.PermissionError, match="You may not take money for community"),
	):
		take(owner, hidden)


def test_row_cannot_claim_another_community_than_its_bill(
	as_user: Callable, owner: str, one_community: None
) -> None:
	hidden = make_bill(owner, 100, community=OTHER_COMMUNITY)
	receipt = make_receipt(owner, [(hidden.name, 100)], [("Cash", 100)])
	receipt.bills[0].community = COMMUNITY
	with (
		as_user(CASHIER),
		pytest.raises(frappe.PermissionError, match="You may not take money for community"),
	):
		receipt.insert()


def test_receipt_of_a_hidden_community_is_neither_taken_nor_voided(
	as_user: Callable, owner: str, bill: Document, one_community: None
) -> None:
	with as_user(CASHIER), pytest.raises(frappe.PermissionError):
		take(owner, bill, community=OTHER_COMMUNITY)
	foreign = make_receipt(owner, [], [("Cash", 10)], community=OTHER_COMMUNITY, keep_as_advance=1).insert()
	foreign.submit()
	with as_user(CASHIER), pytest.raises(frappe.PermissionError):
		receipt_api.void_receipt(foreign.name, "Not mine")


@pytest.mark.parametrize(
	"text", ["Wang", "1234", "13900001234", "0907"], ids=["name", "last digits", "whole number", "unit"]
)
def test_cashier_finds_the_payer(as_user: Callable, owner: str, text: str) -> None:
	with as_user(CASHIER):
		rows = receipt_api.search_payers("Property Owner", text, "name", 0, 20, None)
	row = next(row for row in rows if row[0] == owner)
	assert row[1:3] == ("Wang Fang", "139****1234")
	assert "0907" in row[3]


def test_search_shows_nobody_of_a_hidden_community(as_user: Callable, one_community: None) -> None:
	stranger = make_owner("Stranger Danger")
	make_sole_ownership(make_unit(community=OTHER_COMMUNITY, unit_no="7777").name, stranger.name)
	with as_user(CASHIER):
		for text in ("Stranger", "7777"):
			found = receipt_api.search_payers("Property Owner", text, "name", 0, 20, None)
			assert stranger.name not in [row[0] for row in found]


@pytest.mark.parametrize("user", ["supervisor@test.invalid", "technician@test.invalid", "Guest"])
@pytest.mark.parametrize("method", ["search_payers", "payer_bills", "void_receipt"])
def test_methods_refuse_everybody_else(
	as_user: Callable, owner: str, bill: Document, user: str, method: str
) -> None:
	name = take(owner, bill).name
	calls = {
		"search_payers": lambda: receipt_api.search_payers("Property Owner", "Wang", "name", 0, 20, None),
		"payer_bills": lambda: receipt_api.payer_bills(owner),
		"void_receipt": lambda: receipt_api.void_receipt(name, "Because"),
	}
	with as_user(user), pytest.raises(frappe.PermissionError):
		calls[method]()


def test_void_is_post_only() -> None:
	assert frappe.allowed_http_methods_for_whitelisted_func[receipt_api.void_receipt] == ["POST"]
