"""The fee catalogue refuses what would bill wrong, and says what to do instead."""

from __future__ import annotations

import pytest

import frappe

from property_service.billing import services
from property_service.exceptions import (
	AlreadyBilledError,
	InvalidFeeError,
	MissingAccountError,
	OverlappingRateError,
	OverlappingUnitFeeError,
)
from property_service.tests import factories as make
from property_service.tests.bootstrap import COMMUNITY, COMPANY, OTHER_COMMUNITY
from property_service.tests.integration.billing_steps import posted_bill


def shown(day: str) -> str:
	return frappe.utils.format_date(day)


def leaf_account(root_type: str, **filters) -> str:
	return frappe.db.get_value(
		"Account",
		{"company": COMPANY, "root_type": root_type, "is_group": 0, **filters},
		"name",
		order_by="lft",
	)


def test_a_fee_gets_an_item_that_takes_fractions_of_a_yuan() -> None:
	fee = make.make_fee_item(fee_code="pool fee", fee_item_name="Pool")

	item = frappe.get_doc("Item", fee.item)
	assert (fee.name, item.name, item.stock_uom, item.is_stock_item) == ("POOLFEE", "FEE-POOLFEE", "Yuan", 0)


def test_an_item_counted_in_whole_numbers_cannot_carry_a_fee() -> None:
	item = frappe.get_doc(
		doctype="Item",
		item_code="WHOLE",
		item_group=frappe.db.get_value("Item Group", {"is_group": 0}),
		stock_uom="Nos",
	).insert()

	with pytest.raises(InvalidFeeError, match="whose unit allows fractions"):
		make.make_fee_item(item=item.name)


@pytest.mark.parametrize(
	("nature", "root_type", "account_type"),
	[
		("Income", "Liability", ""),
		("Collected for Others", "Income", ""),
		("Held for Owners", "Liability", "Payable"),
	],
)
def test_money_is_not_booked_to_an_account_of_another_nature(
	nature: str, root_type: str, account_type: str
) -> None:
	account = leaf_account(root_type, account_type=account_type)

	with pytest.raises(InvalidFeeError, match="income, or a liability without account type"):
		make.make_fee_item(accounts=[{"company": COMPANY, "nature": nature, "account": account}])


def test_a_company_has_one_row_per_community() -> None:
	row = {"company": COMPANY, "nature": "Income", "account": leaf_account("Income")}

	with pytest.raises(InvalidFeeError, match="Keep one row per company and community"):
		make.make_fee_item(accounts=[row, dict(row)])


def test_a_price_must_be_above_zero() -> None:
	with pytest.raises(InvalidFeeError, match="above zero"):
		make.make_rate(make.make_fee_item().name, unit_price=0)


def test_a_price_does_not_end_before_it_begins() -> None:
	with pytest.raises(InvalidFeeError, match="Choose a later last day"):
		make.make_rate(make.make_fee_item().name, valid_to="2023-12-31")


def test_two_prices_of_one_scope_on_one_day_are_refused_with_the_other_price_and_its_days() -> None:
	fee = make.make_fee_item().name
	first = make.make_rate(fee, valid_to="2026-06-30")

	with pytest.raises(OverlappingRateError) as refusal:
		make.make_rate(fee, valid_from="2026-06-30")

	for expected in (first.name, shown("2024-01-01"), shown("2026-06-30")):
		assert expected in str(refusal.value)
	make.make_rate(fee, valid_from="2026-07-01")


def test_prices_of_other_scopes_and_communities_do_not_overlap() -> None:
	fee = make.make_fee_item().name
	unit = make.make_unit()
	make.make_rate(fee)
	make.make_rate(fee, community=OTHER_COMMUNITY)
	make.make_rate(fee, scope="Property Unit", unit=unit.name)
	make.make_rate(fee, scope="Building", building=unit.building)
	make.make_rate(fee, scope="Unit Type", unit_type="Shop")
	make.make_rate(fee, scope="Unit Type", unit_type="Office")


def test_a_scope_lies_in_its_community() -> None:
	unit = make.make_unit(community=OTHER_COMMUNITY)

	with pytest.raises(InvalidFeeError, match="Choose one of that community"):
		make.make_rate(make.make_fee_item().name, scope="Property Unit", unit=unit.name)


def test_a_price_that_was_billed_is_ended_not_changed() -> None:
	bill = posted_bill([("Cleaning", 200.0)])
	rate = frappe.get_doc("Fee Rate", {"fee_item": bill.items[0].item_code.removeprefix("FEE-")})
	rate.unit_price = 210

	with pytest.raises(AlreadyBilledError, match="add the new price as a new row"):
		rate.save()

	rate.reload().update({"valid_to": "2026-12-31"}).save()


def test_a_unit_pays_a_fee_once_a_day() -> None:
	fee = make.make_fee_item().name
	unit = make.make_unit().name
	make.make_unit_fee(unit, fee, to_date="2026-06-30")

	with pytest.raises(OverlappingUnitFeeError, match="already pays this fee"):
		make.make_unit_fee(unit, fee, from_date="2026-06-30")

	make.make_unit_fee(unit, fee, from_date="2026-07-01")


def test_only_periodic_fees_are_attached_to_units() -> None:
	fee = make.make_fee_item(mode="One-off").name

	with pytest.raises(InvalidFeeError, match="Choose a periodic fee"):
		make.make_unit_fee(make.make_unit().name, fee)


def test_a_billed_fee_does_not_move_to_another_unit() -> None:
	bill = posted_bill([("Cleaning", 200.0)])
	unit_fee = frappe.get_doc("Unit Fee", {"unit": bill.items[0].property_unit})
	unit_fee.unit = make.make_unit().name

	with pytest.raises(AlreadyBilledError, match="attach the other fee as a new row"):
		unit_fee.save()


def test_attaching_a_fee_again_adds_only_what_is_missing(max_queries) -> None:
	fee = make.make_fee_item().name
	building = make.make_building().name
	units = [make.make_unit(building).name for _number in range(4)]
	make.make_unit_fee(units[0], fee)
	day = frappe.utils.getdate("2026-01-01")

	with max_queries(8):
		attached = services.attach_fee(units, fee, day)

	assert attached == 3
	assert services.attach_fee(units, fee, day) == 0
	rows = frappe.get_all("Unit Fee", {"fee_item": fee}, ["community", "from_date"], order_by="name")
	assert {(row.community, row.from_date) for row in rows} == {(COMMUNITY, day)}


def test_a_fee_without_account_says_where_to_set_one() -> None:
	from property_service.billing.fee_accounts import fee_accounts

	fee = make.make_fee_item().name
	frappe.db.set_value("Company", COMPANY, "default_income_account", None)
	settings = frappe.get_doc("Property Service Settings")
	settings.company_accounts = []
	settings.save()

	with pytest.raises(MissingAccountError, match="Add one to the fee, or set the company's accounts"):
		fee_accounts([fee], COMPANY, COMMUNITY)


def test_a_communitys_own_account_comes_before_the_companys() -> None:
	from property_service.billing.fee_accounts import fee_accounts

	income = leaf_account("Income")
	liability = leaf_account("Liability", account_type="")
	fee = make.make_fee_item(
		accounts=[
			{"company": COMPANY, "nature": "Income", "account": income},
			{
				"company": COMPANY,
				"community": OTHER_COMMUNITY,
				"nature": "Held for Owners",
				"account": liability,
			},
		]
	).name

	assert fee_accounts([fee], COMPANY, COMMUNITY)[fee].account == income
	assert fee_accounts([fee], COMPANY, OTHER_COMMUNITY)[fee].account == liability
