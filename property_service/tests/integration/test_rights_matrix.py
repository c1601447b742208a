"""Every right of every role on every DocType of ours is one reviewed line of a table."""

from __future__ import annotations

import csv

import pytest

import frappe

from property_service.constants import ALL_ROLES, MODULE, PROPERTY_RESIDENT, STAFF_ROLES
from property_service.portal.criteria import RESIDENT_CRITERIA
from property_service.tests import permission_matrix

# Rows that may stand for no community on purpose: a rule for all of them.
COMMUNITY_OPTIONAL = {"Return Visit Rule"}


@pytest.fixture(scope="module")
def granted(site) -> list[tuple[str, ...]]:
	frappe.set_user("Administrator")
	return permission_matrix.rows()


def our_doctypes() -> list[str]:
	return frappe.get_all("DocType", {"module": MODULE, "istable": 0}, pluck="name", order_by="name asc")


def test_site_grants_what_the_reviewed_table_says(granted: list[tuple[str, ...]]) -> None:
	with permission_matrix.FILE.open(encoding="utf-8") as file:
		reviewed = {tuple(row) for row in csv.reader(file)} - {permission_matrix.HEADER}
	now = set(granted)
	assert now == reviewed, "\n".join(
		["docs/permissions-matrix.csv differs; see tests/permission_matrix.py for how to write it anew."]
		+ [f"- {row}" for row in sorted(reviewed - now)]
		+ [f"+ {row}" for row in sorted(now - reviewed)]
	)


def test_every_doctype_has_somebody_who_may_read_it(granted: list[tuple[str, ...]]) -> None:
	assert {row[0] for row in granted} == set(our_doctypes())


def test_our_roles_have_no_right_on_foreign_doctypes() -> None:
	"""Cashiers and finance get ERPNext's roles through role profiles, never rights for ours."""
	for table in ("DocPerm", "Custom DocPerm"):
		rows = frappe.get_all(
			table, {"role": ["in", ALL_ROLES]}, ["parent", "role"], order_by="parent asc", distinct=True
		)
		assert not [row for row in rows if row.parent not in our_doctypes()]


def test_nobody_of_ours_has_rights_through_all_or_guest() -> None:
	for table in ("DocPerm", "Custom DocPerm"):
		filters = {"role": ["in", ["All", "Guest", "Desk User"]], "parent": ["in", our_doctypes()]}
		assert not frappe.get_all(table, filters, ["parent", "role"], order_by="parent asc")


def test_residents_read_only_what_has_a_rule(granted: list[tuple[str, ...]]) -> None:
	readable = {row[0]: row[2] for row in granted if row[1] == PROPERTY_RESIDENT}
	assert set(readable.values()) == {"read"} and set(readable) <= set(RESIDENT_CRITERIA)


@pytest.mark.parametrize("hook", ["permission_query_conditions", "has_permission", "has_website_permission"])
def test_rule_stands_behind_all_three_hooks(hook: str) -> None:
	hooked = {
		doctype
		for doctype, paths in frappe.get_hooks(hook).items()
		if any(path.startswith("property_service.portal.residents.") for path in paths)
	}
	assert hooked == set(RESIDENT_CRITERIA)


def test_every_document_names_its_community() -> None:
	"""A row with an empty community would be visible to staff of all communities."""
	for doctype in our_doctypes():
		field = frappe.get_meta(doctype).get_field("community")
		if field and doctype not in COMMUNITY_OPTIONAL:
			assert field.reqd and field.options == "Property Community", doctype
			assert not field.ignore_user_permissions, doctype


def test_personal_numbers_stand_above_level_0() -> None:
	levels = {field.fieldname: field.permlevel for field in frappe.get_meta("Property Owner").fields}
	assert levels["id_number"] == 1 and levels["mobile_no"] == levels["email"] == levels["birthday"] == 2
	assert frappe.get_meta("Complaint").get_field("contact_mobile").permlevel == 2


def test_staff_roles_open_the_desk_and_the_resident_does_not() -> None:
	for role in STAFF_ROLES:
		assert frappe.db.get_value("Role", role, "desk_access") == 1, role
	assert frappe.db.get_value("Role", PROPERTY_RESIDENT, "desk_access") == 0
