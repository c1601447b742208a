"""The property tree: what is open beside every unit, at the same cost however many there are."""

from __future__ import annotations

from decimal import Decimal

import pytest

import frappe

from property_service.overview import api, tree
from property_service.registry import services as registry
from property_service.tests import factories as make
from property_service.tests.bootstrap import COMMUNITY, COMPANY, OTHER_COMMUNITY

TECHNICIAN, HOUSEKEEPER = "technician@test.invalid", "housekeeper@test.invalid"


def bill(unit: str, amount: float) -> None:
	"""Post a bill over October 2026 (元) for a unit."""
	fee = make.make_fee_item().name
	make.make_rate(fee, basis="Fixed", unit_price=amount)
	make.make_unit_fee(unit, fee)
	make.make_run(fee_items=[{"fee_item": fee}]).submit()


def names(rows: list[dict]) -> list[str]:
	return [row["name"] for row in rows]


# -- levels


def test_communities_come_with_units_and_currency() -> None:
	rows = {row["name"]: row for row in api.get_communities()}
	assert rows[COMMUNITY]["currency"] == "CNY" and "unit_count" in rows[COMMUNITY]


def test_an_inactive_community_is_left_out() -> None:
	frappe.get_doc(
		doctype="Property Community",
		community_name="Given Up",
		community_code="GU",
		company=COMPANY,
		status="Inactive",
	).insert()
	assert "Given Up" not in names(api.get_communities())


def test_buildings_come_in_their_order_and_number_by_value_with_counts() -> None:
	frappe.get_doc(
		doctype="Property Community", community_name="Sorted", community_code="SO", company=COMPANY
	).insert()
	made = {
		name: make.make_building(community="Sorted", building_name=name, sort_order=order).name
		for name, order in (("10", 0), ("2", 0), ("Garage", 9), ("1", 0))
	}
	for _unit in range(3):
		make.make_unit(made["2"], community="Sorted")
	rows = api.get_buildings("Sorted")
	assert [(row["building_name"], row["unit_count"]) for row in rows] == [
		("1", 0),
		("2", 3),
		("10", 0),
		("Garage", 0),
	]


def test_units_come_with_owner_open_amount_and_open_cases() -> None:
	building = make.make_building().name
	unit = make.make_owned_unit(make.make_owner("Wang Fang").name, building=building, unit_no="0302").name
	make.make_unit(building, unit_no="1201")
	make.make_unit(building, unit_no="0301")
	make.make_case(unit=unit)
	bill(unit, 310)
	rows = api.get_units(building)["units"]
	assert [row["unit_no"] for row in rows] == ["0301", "0302", "1201"]
	assert (rows[1]["owner_names"], rows[1]["open_amount"], rows[1]["open_cases"]) == (
		"Wang Fang",
		Decimal("310"),
		1,
	)
	assert (rows[0]["owner_names"] or "", rows[0]["open_amount"], rows[0]["open_cases"]) == (
		"",
		Decimal(0),
		0,
	)


def test_a_large_building_comes_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr(tree, "PAGE", 2)
	building = make.make_building().name
	for number in range(5):
		make.make_unit(building, unit_no=f"0{number}")
	pages = [api.get_units(building, start) for start in (0, 2, 4)]
	assert [row["unit_no"] for page in pages for row in page["units"]] == ["00", "01", "02", "03", "04"]
	assert [page["has_more"] for page in pages] == [True, True, False]


def test_every_level_costs_the_same_however_many_rows(count_queries) -> None:
	building = make.make_building().name
	costs = []
	for more in (1, 12):
		for _unit in range(more):
			unit = make.make_owned_unit(building=building).name
			make.make_case(unit=unit)
		for call in (
			api.get_communities,
			lambda: api.get_buildings(COMMUNITY),
			lambda: api.get_units(building),
		):
			call()
		with count_queries() as statements:
			api.get_communities()
			api.get_buildings(COMMUNITY)
			api.get_units(building)
		costs.append(len(statements))
	assert costs[0] == costs[1] <= 12, costs


# -- who sees what


def test_who_may_not_read_charges_sees_no_amounts(as_user) -> None:
	building = make.make_building().name
	unit = make.make_owned_unit(building=building).name
	bill(unit, 310)
	with as_user(TECHNICIAN):
		assert not frappe.has_permission("Fee Charge", "read")
		assert api.get_units(building)["units"][0]["open_amount"] is None
		assert "310" not in api.get_unit_panel(unit)
	with as_user(HOUSEKEEPER):
		assert api.get_units(building)["units"][0]["open_amount"] == 310


def test_staff_of_one_community_see_and_find_nothing_of_another(as_user) -> None:
	owner = make.make_owner("Everywhere", mobile_no="13811118642").name
	here = make.make_owned_unit(owner, unit_no="7777").name
	there = make.make_owned_unit(owner, unit_no="7777", community=OTHER_COMMUNITY).name
	there_building = frappe.db.get_value("Property Unit", there, "building")
	with as_user(make.make_staff("Housekeeper", community=COMMUNITY)):
		assert names(api.get_communities()) == [COMMUNITY]
		for call, target in (
			(api.get_buildings, OTHER_COMMUNITY),
			(api.get_units, there_building),
			(api.get_unit_panel, there),
		):
			with pytest.raises(frappe.PermissionError):
				call(target)
		for text in ("7777", "Everywhere", "8642"):
			assert here in names(api.find_units(text)) and there not in names(api.find_units(text)), text
		panel = api.get_owner_panel(owner)
		assert here in panel and there not in panel


def test_residents_reach_nothing_of_it(as_user) -> None:
	resident = make.make_resident()
	unit = make.make_owned_unit(resident.name).name
	with as_user(resident.user):
		assert frappe.has_permission("Property Unit", doc=unit)
		for call, arguments in (
			(api.get_communities, ()),
			(api.get_buildings, (COMMUNITY,)),
			(api.find_units, ("1",)),
			(api.get_unit_panel, (unit,)),
			(api.get_owner_panel, (resident.name,)),
		):
			with pytest.raises(frappe.PermissionError, match="Only"):
				call(*arguments)


# -- finding


@pytest.mark.parametrize("text", ["F9-2-0801", "f9 2 801", "Ｆ９栋2单元0801", "0801", "801"])
def test_a_unit_is_found_by_its_place(text: str) -> None:
	building = make.make_building(building_name="F9").name
	unit = make.make_unit(building, entrance="2", unit_no="0801").name
	assert unit in names(api.find_units(text))


def test_the_very_number_comes_before_longer_ones() -> None:
	building = make.make_building(building_name="F8").name
	for number in ("13011", "23011", "3011"):
		make.make_unit(building, unit_no=number)
	assert api.find_units("3011")[0]["unit_no"] == "3011"


def test_a_unit_is_found_by_owner_and_by_occupant() -> None:
	owned = make.make_owned_unit(make.make_owner("欧阳震华").name).name
	rented = make.make_unit().name
	frappe.get_doc(
		doctype="Unit Occupant",
		unit=rented,
		property_owner=make.make_owner("欧阳租客").name,
		relation="Tenant",
	).insert()
	assert {owned, rented} <= set(names(api.find_units("欧阳")))
	assert names(api.find_units("震华")) == [owned]


def test_who_sold_is_not_found_at_the_unit_any_more() -> None:
	unit = make.make_owned_unit(make.make_owner("Seller Gone").name).name
	registry.set_ownership(unit, "2026-01-01", "Sole", [{"property_owner": make.make_owner("Buyer").name}])
	assert api.find_units("Seller Gone") == []


@pytest.mark.parametrize("text", ["", " ", "%", "_", "no such thing", "12"])
def test_what_means_nothing_finds_nothing(text: str) -> None:
	make.make_unit(unit_no="ABCD")
	assert "ABCD" not in [row["unit_no"] for row in api.find_units(text)]


def test_finding_costs_the_same_however_many_are_found(count_queries) -> None:
	costs = []
	for more in (1, 10):
		for _unit in range(more):
			make.make_owned_unit(make.make_owner("Costly Name").name)
		api.find_units("Costly")
		with count_queries() as statements:
			api.find_units("Costly")
		costs.append(len(statements))
	assert costs[0] == costs[1] <= 10, costs
