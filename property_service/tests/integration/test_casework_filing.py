"""A case gets what it needs when it is filed, and somebody always answers for it."""

from __future__ import annotations

from datetime import timedelta

import pytest

import frappe
from frappe.utils import get_datetime, now_datetime

from property_service.casework import api, services
from property_service.exceptions import CaseError
from property_service.tests.bootstrap import COMMUNITY, OTHER_COMMUNITY
from property_service.tests.factories import (
	make_building,
	make_case,
	make_owned_unit,
	make_owner,
	make_resident,
	make_staff,
	make_unit,
)

LEAK = "Water Leak"


def test_a_sentence_and_a_unit_are_enough() -> None:
	owner = make_owner("Zhang Wei", mobile_no="13800138000", email="zhang@test.invalid")
	unit = make_owned_unit(owner.name)

	name = services.file_case(
		{"description": "Kitchen tap leaks. Please come.", "unit": unit.name}, channel="Phone"
	)

	case = frappe.get_doc("Complaint", name)
	assert case.subject == "Kitchen tap leaks"
	assert (case.community, case.property_owner, case.contact_name) == (COMMUNITY, owner.name, "Zhang Wei")
	assert (case.contact_mobile, case.contact_email) == ("13800138000", "zhang@test.invalid")
	assert case.state_category == "Open"
	assert case.workflow_state
	assert case.handler


def test_the_first_reply_is_promised_within_the_hours_of_the_settings() -> None:
	frappe.db.set_single_value("Property Service Settings", "first_reply_hours", 10)
	frappe.clear_document_cache("Property Service Settings", "Property Service Settings")

	case = make_case()

	wait = get_datetime(case.ps_reply_due) - now_datetime()
	assert timedelta(hours=9, minutes=59) < wait <= timedelta(hours=10)
	assert case.promised_reply_at == case.ps_reply_due


def test_a_promise_may_not_lie_in_the_past() -> None:
	with pytest.raises(CaseError, match="is over already"):
		make_case(promised_reply_at=now_datetime() - timedelta(hours=1))


def test_the_category_proposes_what_nobody_chose() -> None:
	case = make_case(category="Person Trapped in Elevator")
	assert (case.request_type, case.severity, case.responsible_party) == ("Emergency", "Urgent", "Specialist")


def test_what_the_reporter_chose_stands_against_the_category() -> None:
	data = {
		"description": "x",
		"community": COMMUNITY,
		"category": LEAK,
		"severity": "Normal",
		"request_type": "Complaint",
	}
	case = frappe.get_doc("Complaint", services.file_case(data, channel="Phone"))
	# Water Leak proposes High and Repair
	assert (case.severity, case.request_type) == ("Normal", "Complaint")


@pytest.mark.parametrize("change", [{"is_group": 1}, {"enabled": 0}])
def test_a_group_or_a_switched_off_category_is_refused(change: dict) -> None:
	values = {"doctype": "Complaint Category", "category_name": "Odd One", "enabled": 1, **change}
	name = frappe.get_doc(values).insert().name
	with pytest.raises(CaseError, match="Odd One"):
		make_case(category=name)


def test_a_unit_of_another_community_is_refused() -> None:
	unit = make_unit(community=OTHER_COMMUNITY)
	with pytest.raises(CaseError, match=OTHER_COMMUNITY):
		make_case(unit=unit.name, community=COMMUNITY)


@pytest.mark.parametrize(
	("data", "message"),
	[({"description": " ", "community": COMMUNITY}, "what happened"), ({"description": "x"}, "where it is")],
)
def test_no_story_and_no_place_are_refused_with_a_remedy(data: dict, message: str) -> None:
	with pytest.raises(CaseError, match=message):
		services.file_case(data, channel="Phone")


def test_fields_that_are_not_for_intake_are_ignored() -> None:
	data = {
		"description": "x",
		"community": COMMUNITY,
		"state_category": "Closed",
		"ps_closed_by": "Administrator",
	}
	case = frappe.get_doc("Complaint", services.file_case(data, channel="Phone"))
	assert (case.state_category, case.ps_closed_by) == ("Open", None)


def test_a_new_case_cannot_bring_its_own_history() -> None:
	case = make_case(
		ps_replied_on=now_datetime(),
		ps_resolved_by="Administrator",
		reopen_count=9,
		ps_closed_on="2020-01-01",
	)
	assert (case.ps_replied_on, case.ps_resolved_by, case.reopen_count, case.ps_closed_on) == (
		None,
		None,
		0,
		None,
	)


def test_the_housekeeper_of_the_unit_answers_before_that_of_the_building() -> None:
	near, far = make_staff("Housekeeper"), make_staff("Housekeeper")
	building = make_building(housekeeper=far)
	assert make_case(unit=make_unit(building.name, housekeeper=near).name).handler == near
	assert make_case(unit=make_unit(building.name).name).handler == far


def test_the_category_or_a_group_above_it_names_the_handler_when_no_housekeeper_does() -> None:
	keeper = make_staff("Housekeeper")
	group = frappe.db.get_value("Complaint Category", LEAK, "parent_complaint_category")
	frappe.db.set_value("Complaint Category", group, "default_handler", keeper)
	assert make_case(category=LEAK).handler == keeper


def test_who_left_or_works_elsewhere_is_passed_over() -> None:
	left, elsewhere = make_staff("Housekeeper"), make_staff("Housekeeper", community=OTHER_COMMUNITY)
	frappe.db.set_value("User", left, "enabled", 0)
	building = make_building(housekeeper=elsewhere)
	handler = make_case(unit=make_unit(building.name, housekeeper=left).name).handler
	assert handler not in (left, elsewhere, None)


def test_without_anybody_named_the_communitys_own_supervisor_answers() -> None:
	own = make_staff("Service Supervisor", community=COMMUNITY)
	assert make_case().handler == own
	assert make_case(community=OTHER_COMMUNITY).handler != own


def test_an_anonymous_case_stores_nobody() -> None:
	unit = make_owned_unit()
	case = make_case(unit=unit.name, is_anonymous=1, contact_name="Secret", contact_mobile="13800138000")
	assert not (case.property_owner or case.contact_name or case.contact_mobile or case.contact_email)


def test_an_anonymous_portal_case_leads_to_nobody(as_user) -> None:
	resident = make_resident()
	unit = make_owned_unit(resident.name)
	data = {
		"description": "The guard sleeps.",
		"unit": unit.name,
		"property_owner": resident.name,
		"is_anonymous": 1,
	}
	with as_user(resident.user):
		name = services.file_case(data, channel="Portal", files=[{"file_name": "a.png", "content": PNG}])

	assert frappe.db.get_value("Complaint", name, "community") == COMMUNITY
	traces = {resident.user, resident.name, unit.name}
	for doctype, key in EVERYTHING_ABOUT_A_CASE.items():
		rows = frappe.get_all(doctype, filters={key: name}, fields=["*"])
		assert rows or doctype == "Version", doctype
		for row in rows:
			assert not traces & set(map(str, row.values())), doctype


EVERYTHING_ABOUT_A_CASE = {
	"Complaint": "name", "Complaint Status Log": "complaint", "File": "attached_to_name", "ToDo": "reference_name",
	"Comment": "reference_name", "Notification Log": "document_name", "Workflow Action": "reference_name",
	"Version": "docname",
}  # fmt: skip
PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)


def test_a_resident_files_in_their_own_name_only(as_user) -> None:
	resident, other = make_resident(), make_owner()
	unit = make_owned_unit(resident.name)
	with as_user(resident.user):
		name = services.file_case(
			{"description": "x", "unit": unit.name, "property_owner": resident.name}, channel="Portal"
		)
		for owner in (other.name, None):
			with pytest.raises(frappe.PermissionError):
				services.file_case(
					{"description": "x", "unit": unit.name, "property_owner": owner}, channel="Portal"
				)
	assert frappe.db.get_value("Complaint", name, ["owner", "property_owner"]) == (
		resident.user,
		resident.name,
	)


def test_the_desk_refuses_who_may_not_create_cases(as_user) -> None:
	with as_user("cashier@test.invalid"), pytest.raises(frappe.PermissionError):
		api.file_case("x", community=COMMUNITY)


def test_the_desk_refuses_a_unit_out_of_sight(as_user) -> None:
	unit = make_unit(community=OTHER_COMMUNITY)
	assistant = make_staff("Service Assistant", community=COMMUNITY)
	with as_user(assistant), pytest.raises(frappe.PermissionError):
		api.file_case("x", unit=unit.name)


def test_a_new_case_is_on_its_handlers_list_and_announced_once() -> None:
	keeper = make_staff("Housekeeper")
	case = make_case(unit=make_unit(housekeeper=keeper).name, subject="Tap")

	assert frappe.get_all("ToDo", {"reference_name": case.name, "status": "Open"}, pluck="allocated_to") == [
		keeper
	]
	told = frappe.get_all(
		"Notification Log", {"document_name": case.name, "for_user": keeper}, pluck="subject"
	)
	assert told == [f"New case {case.name}: Tap"]


def test_units_are_found_by_number_name_and_phone_end(as_user) -> None:
	owner = make_owner("Ouyang Xiu", mobile_no="13912345678")
	unit = make_owned_unit(owner.name, unit_no="ZZ-1203")
	hidden = make_owned_unit(owner.name, community=OTHER_COMMUNITY)
	with as_user(make_staff("Service Assistant", community=COMMUNITY)):
		for text in ("ZZ-1203", "Ouyang", "5678", "139 1234 5678"):
			found = [row[0] for row in api.search_units("Property Unit", text, "name", 0, 10)]
			assert unit.name in found, text
			assert hidden.name not in found, text
		assert api.search_units("Property Unit", "00005678", "name", 0, 10) == []


def test_the_briefing_shows_people_and_what_is_open() -> None:
	owner = make_owner("Su Shi")
	unit = make_owned_unit(owner.name)
	case = make_case(unit=unit.name)
	briefing = api.unit_briefing(unit.name)
	assert briefing["people"] == [
		{"property_owner": owner.name, "owner_name": "Su Shi", "relation": "Property Owner"}
	]
	assert ([row.name for row in briefing["cases"]], briefing["open_count"]) == ([case.name], 1)
	assert services.open_case_counts([unit.name]) == {unit.name: 1}


def test_cases_of_nobody_are_no_cases() -> None:
	make_case()
	assert services.cases_of([], []) == []
	assert services.open_case_counts([]) == {}


def test_filing_stays_within_its_query_budget(max_queries) -> None:
	unit = make_owned_unit()
	make_case(unit=unit.name)
	with max_queries(120):
		make_case(unit=unit.name)
