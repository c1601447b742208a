"""What the counter form gets: the payer's open bills, and those of the household when asked for."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

import frappe

from property_service.billing import receipt_api
from property_service.tests import factories as make
from property_service.tests.bootstrap import COMMUNITY, COMPANY, OTHER_COMMUNITY

CASHIER = "cashier@test.invalid"


@pytest.fixture
def family() -> SimpleNamespace:
	"""Return a husband who lives in his wife's unit and owns a shop elsewhere, each unit billed for October."""
	husband, wife = make.make_owner("Husband"), make.make_owner("Wife")
	flat = make.make_owned_unit(wife.name)
	shop = make.make_owned_unit(husband.name, community=OTHER_COMMUNITY)
	frappe.get_doc(
		doctype="Unit Occupant",
		unit=flat.name,
		property_owner=husband.name,
		relation="Family",
		from_date="2024-01-01",
	).insert()
	for unit, community in ((flat, COMMUNITY), (shop, OTHER_COMMUNITY)):
		fee = make.make_fee_item().name
		make.make_rate(fee, community=community)
		make.make_unit_fee(unit.name, fee)
		make.make_run(community=community, fee_items=[{"fee_item": fee}]).submit()
	return SimpleNamespace(husband=husband.name, wife=wife.name, flat=flat, shop=shop)


def test_payer_gets_their_own_bills(as_user: Callable, family: SimpleNamespace) -> None:
	with as_user(CASHIER):
		(bill,) = receipt_api.payer_bills(family.husband)
	assert (bill["community"], bill["payer_name"], bill["outstanding_amount"]) == (
		OTHER_COMMUNITY,
		"Husband",
		250.0,
	)
	assert bill["description"] == f"2026-10 {family.shop.unit_title}"


@pytest.mark.parametrize(("sent", "payers"), [("0", ["Husband"]), ("1", ["Husband", "Wife"])])
def test_household_is_fetched_on_request_only(
	as_user: Callable, family: SimpleNamespace, sent: str, payers: list[str]
) -> None:
	with as_user(CASHIER):
		bills = receipt_api.payer_bills(family.husband, household=sent)  # a request sends text
	assert sorted(bill["payer_name"] for bill in bills) == payers


def test_household_bills_of_a_hidden_community_stay_hidden(
	as_user: Callable, family: SimpleNamespace
) -> None:
	frappe.get_doc(
		doctype="User Permission", user=CASHIER, allow="Property Community", for_value=COMMUNITY
	).insert()
	with as_user(CASHIER):
		bills = receipt_api.payer_bills(family.husband, household=True)
	assert [bill["payer_name"] for bill in bills] == ["Wife"]


def test_fetched_rows_make_a_receipt_as_they_are(as_user: Callable, family: SimpleNamespace) -> None:
	with as_user(CASHIER):
		rows = [
			{**row, "amount": row["outstanding_amount"]}
			for row in receipt_api.payer_bills(family.husband, household=True)
		]
		receipt = frappe.get_doc(
			doctype="Property Receipt",
			property_owner=family.husband,
			community=COMMUNITY,
			posting_date="2026-10-20",
			bills=rows,
			tenders=[{"mode_of_payment": "Cash", "amount": 500}],
		).insert()
		receipt.submit()
		assert not receipt_api.payer_bills(family.husband, household=True)


def test_payment_and_void_settle_and_open_the_charges(family: SimpleNamespace) -> None:
	row = receipt_api.payer_bills(family.husband)[0]
	charge = frappe.get_doc("Fee Charge", {"sales_invoice": row["sales_invoice"]})
	receipt = make.make_receipt(family.husband, [(row["sales_invoice"], 100)], [("Cash", 100)]).insert()
	receipt.submit()
	assert charge.reload().settled_amount == 100
	receipt_api.void_receipt(receipt.name, "Wrong bill")
	assert charge.reload().settled_amount == 0


def two_fees_on_one_bill() -> tuple[str, str, dict[str, str]]:
	"""Return an owner, a bill of two fees at 250 each, and its charges by fee."""
	owner = make.make_owner().name
	unit = make.make_owned_unit(owner).name
	fees = [make.make_fee_item(collection_order=number).name for number in (1, 2)]
	for fee in fees:
		make.make_rate(fee)
		make.make_unit_fee(unit, fee)
	make.make_run(fee_items=[{"fee_item": fee} for fee in fees]).submit()
	charges = {fee: frappe.get_doc("Fee Charge", {"unit": unit, "fee_item": fee}) for fee in fees}
	(bill,) = {charge.sales_invoice for charge in charges.values()}
	return owner, bill, [charges[fee].name for fee in fees]


def settled(charges: list[str]) -> list[float]:
	return [frappe.db.get_value("Fee Charge", name, "settled_amount") for name in charges]


def test_payer_chooses_which_line_of_a_bill_to_pay() -> None:
	owner, bill, charges = two_fees_on_one_bill()
	bank = make.make_mode_of_payment(COMPANY)
	receipt = make.make_receipt(owner, [(bill, 200)], [("Cash", 80), (bank, 120, "SLIP")])
	receipt.bills[0].fee_charge = charges[1]
	receipt.insert().submit()
	# The second fee, though the first comes first in the collection order, and over both tenders.
	assert settled(charges) == [0, 200]


def test_line_cannot_be_paid_beyond_what_is_left_of_it() -> None:
	owner, bill, charges = two_fees_on_one_bill()
	receipt = make.make_receipt(owner, [(bill, 250.01)], [("Cash", 250.01)])
	receipt.bills[0].fee_charge = charges[1]
	with pytest.raises(frappe.ValidationError, match="is left of fee charge"):
		receipt.insert()


def test_line_of_another_bill_is_refused() -> None:
	owner, bill, _charges = two_fees_on_one_bill()
	_other, _bill, foreign = two_fees_on_one_bill()
	receipt = make.make_receipt(owner, [(bill, 10)], [("Cash", 10)])
	receipt.bills[0].fee_charge = foreign[0]
	with pytest.raises(frappe.ValidationError, match="is not a line of bill"):
		receipt.insert()
