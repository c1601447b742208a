"""What stands on the forms of units and owners, and in their connections."""

from __future__ import annotations

import re

import frappe

from property_service.overview import api, panels
from property_service.registry import services as registry
from property_service.tests import factories as make
from property_service.tests.integration.test_overview_tree import bill

FORMS = ("Property Unit", "Property Owner", "Property Building", "Property Community", "Customer")


def text_of(html: str) -> str:
	return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_a_unit_shows_owners_occupants_bills_cases_and_history() -> None:
	old = make.make_owner("Old Owner").name
	unit = make.make_owned_unit(old, status="Sold").name
	pair = [make.make_owner(name, mobile_no="13811114242").name for name in ("First Owner", "Second Owner")]
	registry.set_ownership(
		unit, "2026-01-01", "By Shares",
		[
			{"property_owner": pair[0], "share_numerator": 2, "share_denominator": 6, "is_payer": 1},
			{"property_owner": pair[1], "share_numerator": 2, "share_denominator": 3},
		],
	)  # fmt: skip
	tenant = make.make_owner("The Tenant").name
	frappe.get_doc(
		doctype="Unit Occupant", unit=unit, property_owner=tenant, relation="Tenant", to_date="2030-12-31"
	).insert()
	case = make.make_case(unit=unit)
	bill(unit, 310)
	registry.change_unit_status(unit, "Rented", reason="Lease signed")
	shown = text_of(api.get_unit_panel(unit))
	for part in (
		"First Owner Pays the Bills", "By Shares 1/3", "By Shares 2/3", "138****4242", "The Tenant",
		"Tenant until 31-12-2030", "310.00", case.subject or case.name, "Old Owner", "Sold → Rented", "Lease signed",
	):  # fmt: skip
		assert part in shown, part
	assert "13811114242" not in shown


def test_a_unit_without_anybody_says_what_to_do() -> None:
	assert "Ownership Transfer" in text_of(api.get_unit_panel(make.make_unit().name))


def test_an_owner_shows_units_of_today_and_of_the_past() -> None:
	person = make.make_owner("Many Units").name
	owned = make.make_owned_unit(person).name
	sold = make.make_owned_unit(person).name
	registry.set_ownership(sold, "2026-01-01", "Sole", [{"property_owner": make.make_owner().name}])
	rented = make.make_unit().name
	frappe.get_doc(doctype="Unit Occupant", unit=rented, property_owner=person, relation="Tenant").insert()
	make.make_case(unit=owned, property_owner=person)
	bill(owned, 310)
	shown = panels.owner_panel(person)
	assert [(row["unit"], row["kind"], row["is_past"]) for row in shown["units"]][-1] == (sold, "owner", True)
	assert {row["unit"] for row in shown["units"]} == {owned, sold, rented}
	assert len(shown["bills"]) == 1 and len(shown["cases"]) == 1
	html = text_of(api.get_owner_panel(person))
	assert "310.00" in html and "until 31-12-2025" in html


def test_names_with_markup_are_shown_as_text() -> None:
	unit = make.make_owned_unit(make.make_owner("Eve").name).name
	owner = frappe.db.get_value("Unit Ownership", {"unit": unit}, "property_owner")
	frappe.db.set_value("Property Owner", owner, "owner_name", "<script>alert(1)</script>")
	html = api.get_unit_panel(unit)
	assert "<script>" not in html and "&lt;script&gt;" in html


def test_panels_speak_the_language_of_the_reader() -> None:
	unit = make.make_owned_unit().name
	frappe.local.lang = "zh"
	shown = text_of(api.get_unit_panel(unit))
	assert "单独所有" in shown and "Sole" not in shown


def test_a_unit_panel_costs_the_same_for_one_owner_and_for_many(count_queries) -> None:
	unit = make.make_owned_unit().name
	api.get_unit_panel(unit)
	with count_queries() as one:
		api.get_unit_panel(unit)
	people = [
		{"property_owner": make.make_owner().name, "share_numerator": 1, "share_denominator": 8}
		for _owner in range(8)
	]
	registry.set_ownership(unit, "2026-01-01", "By Shares", people)
	api.get_unit_panel(unit)
	with count_queries() as eight:
		api.get_unit_panel(unit)
	assert len(eight) == len(one)


def test_connections_name_only_doctypes_that_exist_and_link() -> None:
	for doctype in FORMS:
		data = frappe.get_meta(doctype).get_dashboard_data()
		for item in [item for group in data.transactions for item in group["items"]]:
			assert frappe.db.exists("DocType", item), f"{doctype}: {item}"
			if doctype.startswith("Property"):
				assert frappe.get_meta(item).has_field(data.fieldname), f"{doctype}: {item}"
	assert "Complaint" in str(frappe.get_meta("Property Unit").get_dashboard_data())
	assert "Fee Charge" in str(frappe.get_meta("Customer").get_dashboard_data())


def test_a_doctype_that_comes_later_appears_by_itself() -> None:
	from property_service.registry.dashboards import unit_dashboard

	if frappe.db.exists("DocType", "Decoration Permit"):
		assert "Decoration Permit" in str(unit_dashboard())
		return
	assert "Decoration Permit" not in str(unit_dashboard())
	frappe.get_doc(
		doctype="DocType", name="Decoration Permit", module="Property Service", custom=1,
		fields=[{"fieldname": "unit", "fieldtype": "Link", "options": "Property Unit", "label": "Unit"}],
		permissions=[{"role": "System Manager", "read": 1}],
	).db_insert()  # fmt: skip
	frappe.get_doc(
		doctype="DocField", parent="Decoration Permit", parenttype="DocType", parentfield="fields", fieldname="unit",
		fieldtype="Link", options="Property Unit", label="Unit",
	).db_insert()  # fmt: skip
	frappe.clear_cache()
	assert "Decoration Permit" in str(unit_dashboard())
	frappe.db.rollback()
	frappe.clear_cache()


def test_counts_of_connections_work_for_every_form() -> None:
	from frappe.desk.notifications import get_open_count

	unit = make.make_owned_unit()
	owner = frappe.db.get_value("Unit Ownership", {"unit": unit.name}, "property_owner")
	registry.ensure_customer(owner)
	make.make_case(unit=unit.name, property_owner=owner)
	for doctype, name in (
		("Property Unit", unit.name), ("Property Owner", owner), ("Property Building", unit.building),
		("Property Community", unit.community), ("Customer", owner),
	):  # fmt: skip
		counts = get_open_count(doctype, name)["count"]
		found = {row["doctype"]: row["count"] for row in counts["external_links_found"]}
		if doctype in ("Property Unit", "Property Owner"):
			assert found["Complaint"] == 1 and found["Unit Ownership"] == 1


def test_the_tile_of_the_app_is_for_staff(as_user) -> None:
	from property_service.registry.api import may_open_app

	resident = make.make_resident().user
	for user, may in (
		("technician@test.invalid", True),
		("cashier@test.invalid", True),
		(resident, False),
		("Guest", False),
	):
		with as_user(user):
			assert may_open_app() is may, user
