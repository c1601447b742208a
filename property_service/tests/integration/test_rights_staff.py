"""Staff limited to communities by User Permission see those communities and nothing of the others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import frappe
from frappe.desk.reportview import execute as reportview_execute
from frappe.desk.search import search_widget

from property_service.constants import MODULE
from property_service.tests.factories import make_owned_unit, make_owner, make_unit
from property_service.tests.integration.portal_http import seeded
from property_service.tests.portal_world import World, canary

SUPERVISOR = "supervisor@test.invalid"
# What a mandatory field gets that a bare row must have; others get the row's name, which keeps unique ones unique.
FILLERS = {"Date": "2026-01-01", "Datetime": "2026-01-01 08:00:00", "Time": "08:00:00", "Currency": 1, "Float": 1, "Int": 1, "Percent": 1}  # fmt: skip
OPTIONAL_COMMUNITY = {"Return Visit Rule"}


@pytest.fixture(scope="module")
def world(site) -> World:
	"""The committed world; what a test adds to it is rolled back."""
	return seeded(frappe.local.site)


@pytest.fixture
def limited(world: World) -> Iterator[str]:
	"""The supervisor of the world's first community only."""
	frappe.get_doc(
		doctype="User Permission", user=SUPERVISOR, allow="Property Community", for_value=world.community
	).insert()
	frappe.clear_cache(user=SUPERVISOR)
	yield SUPERVISOR
	frappe.clear_cache(user=SUPERVISOR)


def doctypes_with_community() -> list[str]:
	doctypes = frappe.get_all("DocType", {"module": MODULE, "istable": 0}, pluck="name", order_by="name asc")
	return [
		name
		for name in doctypes
		if (field := frappe.get_meta(name).get_field("community")) and field.options == "Property Community"
	]


def put_row_in(doctype: str, community: str) -> str:
	"""Write a bare row straight into the table: what is tested is who sees it, not how it is made."""
	doc = frappe.new_doc(doctype)
	doc.update({"name": frappe.generate_hash(length=10), "community": community})
	for field in doc.meta.fields:
		if field.reqd and not doc.get(field.fieldname) and field.fieldtype not in frappe.model.table_fields:
			doc.set(field.fieldname, FILLERS.get(field.fieldtype, doc.name))
	for field in doc.meta.fields:
		if (
			field.fieldtype == "Link"
			and field.options == "Property Community"
			and field.fieldname != "community"
		):
			doc.set(field.fieldname, community)
	doc.db_insert()
	return doc.name


def test_every_doctype_with_a_community_is_limited_in_lists_and_documents(
	world: World, limited: str, as_user
) -> None:
	seen = {}
	for doctype in doctypes_with_community():
		here, there = put_row_in(doctype, world.community), put_row_in(doctype, world.other_community)
		with as_user(limited):
			if not frappe.has_permission(doctype, "read"):
				continue
			names = frappe.get_list(doctype, pluck="name", order_by="name", limit=0)
			seen[doctype] = (here in names, there in names)
			assert not frappe.get_doc(doctype, there).has_permission("read"), doctype
	assert len(seen) > 10 and set(seen.values()) == {(True, False)}, seen


def test_community_itself_is_limited(world: World, limited: str, as_user) -> None:
	with as_user(limited):
		assert frappe.get_list("Property Community", pluck="name", order_by="name") == [world.community]
		assert not frappe.has_permission("Property Community", doc=world.other_community)


def test_document_without_a_community_cannot_be_made(world: World) -> None:
	unit = make_unit()
	for doctype in doctypes_with_community():
		meta = frappe.get_meta(doctype)
		assert meta.get_field("community").reqd or doctype in OPTIONAL_COMMUNITY, doctype
	with pytest.raises(frappe.ValidationError):
		unit.community = None
		unit.save()


def test_staff_cannot_write_into_a_community_that_is_not_theirs(world: World, limited: str, as_user) -> None:
	with as_user(limited):
		with pytest.raises(frappe.PermissionError):
			make_unit(
				frappe.db.get_value("Property Unit", world.units["O1"], "building"),
				community=world.other_community,
			)
		case = frappe.get_doc("Complaint", world.cases["judy"])
		with pytest.raises(frappe.PermissionError):
			case.save()


def test_owners_of_other_communities_are_not_seen(world: World, limited: str, as_user) -> None:
	expected = {name for name in world.owners if name not in ("judy", "mallory")}
	with as_user(limited):
		names = set(frappe.get_list("Property Owner", pluck="name", order_by="name", limit=0))
		readable = {
			person
			for person, owner in world.owners.items()
			if frappe.has_permission("Property Owner", doc=owner)
		}
	assert {person for person, owner in world.owners.items() if owner in names} == readable == expected


def test_owner_of_two_communities_is_seen_from_both(world: World, limited: str, as_user) -> None:
	make_owned_unit(world.owners["judy"], community=world.community)
	with as_user(limited):
		assert frappe.has_permission("Property Owner", doc=world.owners["judy"])


def test_developer_and_own_new_record_are_seen(world: World, limited: str, as_user) -> None:
	developer = make_owner("Developer")
	frappe.db.set_value("Property Community", world.community, "developer", developer.name)
	with as_user(limited):
		assert frappe.has_permission("Property Owner", doc=developer.name)
		new = make_owner("Walks In")
		assert frappe.has_permission("Property Owner", "write", doc=new.name)
		assert new.name in frappe.get_list("Property Owner", pluck="name", order_by="name", limit=0)


def test_staff_without_a_limit_see_everybody(world: World, as_user) -> None:
	with as_user("manager@test.invalid"):
		assert frappe.has_permission("Property Owner", doc=world.owners["judy"])
		assert frappe.has_permission("Complaint", doc=world.cases["judy"])


def test_search_and_report_view_obey_the_limit(world: World, limited: str, as_user) -> None:
	with as_user(limited):
		for doctype, text in (("Property Owner", canary("judy")), ("Complaint", canary("judy"))):
			search_widget(doctype, text)
			assert canary("judy") not in frappe.as_json(frappe.response.get("values") or [])
			rows = reportview_execute(doctype, fields=["*"], limit_page_length=0)
			assert canary("judy") not in frappe.as_json(rows), doctype


def test_query_reports_of_ours_obey_the_limit(world: World, limited: str, as_user) -> None:
	from frappe.desk.query_report import run

	reports = frappe.get_all(
		"Report",
		{"module": MODULE, "report_type": ["in", ["Script Report", "Query Report"]], "disabled": 0},
		pluck="name",
		order_by="name asc",
	)
	for report in reports:
		with as_user(limited):
			try:
				result = run(report, filters={"community": world.community})
			except frappe.PermissionError:
				continue
			assert canary("judy") not in frappe.as_json(result), report
