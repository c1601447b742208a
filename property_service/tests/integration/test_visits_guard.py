"""No job, no list action, no import, no call of the wrong person completes a return visit."""

from __future__ import annotations

import json

import pytest

import frappe
from frappe.utils import getdate, now_datetime, set_request
from frappe.utils.background_jobs import execute_job

from property_service.casework import services as casework
from property_service.exceptions import VisitEvidenceError
from property_service.tests.bootstrap import COMMUNITY, OTHER_COMMUNITY
from property_service.tests.factories import make_case, make_owned_unit, make_staff
from property_service.visits import api, services, tasks

CALL = {"evidence_type": "Call Reference", "evidence_reference": "13800138000 14:05"}
# One person of each role, from the masters.
PEOPLE = {
	"handler": "housekeeper@test.invalid",
	"visitor": "assistant@test.invalid",
	"supervisor": "supervisor@test.invalid",
	"manager": "manager@test.invalid",
	"technician": "technician@test.invalid",
}
ANSWERS = {"How satisfied are you with the result?": "5"}


@pytest.fixture
def browser():
	set_request(method="POST", path="/api/method/x")
	frappe.local.request_ip = "127.0.0.1"
	yield
	del frappe.local.request


@pytest.fixture
def people() -> dict[str, str]:
	return PEOPLE


@pytest.fixture
def visit(people):
	case = make_case(
		unit=make_owned_unit().name,
		category="Water Leak",
		handler=people["handler"],
		executor=people["technician"],
	)
	casework.apply_category(case.name, "Resolved", "Sealed.", people["technician"])
	return frappe.get_last_doc("Return Visit", {"reference_name": case.name})


@pytest.fixture(autouse=True)
def untouched(visit, monkeypatch: pytest.MonkeyPatch):
	"""Whatever a test tries, the visit stays planned and its case stays resolved.

	List actions and jobs roll back what failed, which here would be the test's own data.
	"""
	with monkeypatch.context() as patch:
		patch.setattr(frappe.local.db, "rollback", lambda *args, **kwargs: None)
		yield
	assert frappe.db.get_value("Return Visit", visit.name, ["status", "outcome"]) in (
		("Planned", None),
		("Planned", ""),
	)
	assert frappe.db.get_value("Complaint", visit.reference_name, "state_category") == "Resolved"


def complete(visit) -> None:
	services.complete_visit(visit.name, "Satisfied", **CALL, answers=ANSWERS)


# --- not a person -------------------------------------------------------------------------------------------------------


def test_a_script_on_the_server_cannot(visit, people, as_user) -> None:
	with as_user(people["visitor"]), pytest.raises(VisitEvidenceError, match="no job and no script"):
		complete(visit)


def test_a_background_job_cannot_even_in_a_persons_name(visit, people, browser, as_user) -> None:
	with as_user(people["visitor"]), pytest.raises(VisitEvidenceError, match="no job and no script"):
		execute_job(
			frappe.local.site,
			"property_service.visits.services.complete_visit",
			None,
			"x",
			{"visit": visit.name, "outcome": "Satisfied", **CALL, "answers": ANSWERS},
			user=people["visitor"],
			is_async=False,
		)
	del frappe.local.job


def test_the_daily_job_reminds_and_completes_nothing(visit, people) -> None:
	frappe.db.set_value("Return Visit", visit.name, "due_date", "2020-01-01")
	tasks.remind_due_visits()


def test_no_scheduled_job_of_ours_can_reach_a_completion() -> None:
	import ast
	from pathlib import Path

	import property_service

	for path in Path(property_service.__file__).parent.glob("*/tasks.py"):
		names = {
			node.attr if isinstance(node, ast.Attribute) else node.id
			for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
			if isinstance(node, ast.Attribute | ast.Name)
		}
		assert not names & {"complete_visit", "answer_visit", "completion", "complete"}, path


# --- the wrong person -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["technician", "handler"])
def test_who_had_a_part_cannot(visit, people, browser, as_user, who: str) -> None:
	with as_user(people[who]), pytest.raises((VisitEvidenceError, frappe.PermissionError)):
		api.complete_visit(visit.name, "Satisfied", **CALL, answers=ANSWERS)


def test_a_technician_cannot_under_any_right(visit, browser, as_user) -> None:
	both = make_staff("Property Technician", "Service Assistant", "Property Manager", community=COMMUNITY)
	with as_user(both):
		assert frappe.has_permission("Return Visit", "write", doc=visit.name)
		for call in (
			lambda: api.complete_visit(visit.name, "Satisfied", **CALL, answers=ANSWERS),
			lambda: api.record_attempt(visit.name),
		):
			with pytest.raises(VisitEvidenceError, match="not by"):
				call()


@pytest.mark.parametrize("user", ["Administrator", "Guest"])
def test_no_person_no_completion(visit, browser, as_user, user: str) -> None:
	with as_user(user), pytest.raises((VisitEvidenceError, frappe.PermissionError)):
		api.complete_visit(visit.name, "Satisfied", **CALL, answers=ANSWERS)


def test_a_system_manager_is_no_visitor(visit, browser, as_user) -> None:
	admin = make_staff("System Manager")
	with as_user(admin), pytest.raises(VisitEvidenceError, match="not by"):
		api.complete_visit(visit.name, "Satisfied", **CALL, answers=ANSWERS)


def test_another_communitys_staff_cannot(visit, browser, as_user) -> None:
	with as_user(make_staff("Service Assistant", community=OTHER_COMMUNITY)):
		with pytest.raises(frappe.PermissionError):
			api.complete_visit(visit.name, "Satisfied", **CALL, answers=ANSWERS)
		with pytest.raises(frappe.PermissionError):
			complete(visit)


def test_nobody_completes_in_another_name(visit, people, browser, as_user) -> None:
	with as_user(people["supervisor"]), pytest.raises(VisitEvidenceError, match="Sign in as"):
		services.complete_visit(visit.name, "Satisfied", **CALL, answers=ANSWERS, by=people["visitor"])


def test_who_resolved_it_as_supervisor_cannot(visit, people, browser, as_user) -> None:
	frappe.db.set_value("Complaint", visit.reference_name, "ps_resolved_by", people["supervisor"])
	with as_user(people["supervisor"]), pytest.raises(VisitEvidenceError, match="had a part"):
		complete(visit)


# --- the wrong way ---------------------------------------------------------------------------------------------------------


def everybody(people) -> list[str]:
	return [people["visitor"], people["supervisor"], people["handler"], "Administrator"]


@pytest.mark.parametrize(
	("field", "value"),
	[
		("status", "Completed"),
		("status", "Cancelled"),
		("outcome", "Satisfied"),
		("completed_on", "2026-10-01 10:00:00"),
		("completed_by", "Administrator"),
		("score", 1),
		("owner_words", "Great"),
		("evidence_reference", "13800138000 14:05"),
		("answer_token_hash", "0" * 64),
		("rule", None),
		("reference_name", None),
		("plan_key", "x"),
		("handler_visited", None),
		("round", 7),
	],
)
def test_no_field_of_the_result_is_typed_in(visit, people, browser, as_user, field: str, value) -> None:
	for user in everybody(people):
		with as_user(user), pytest.raises(frappe.ValidationError):
			frappe.client.set_value("Return Visit", visit.name, field, value)
	visit.reload()


@pytest.mark.parametrize("table", ["attempts", "answers"])
def test_no_row_of_the_result_is_typed_in(visit, people, browser, as_user, table: str) -> None:
	row = (
		{"attempted_on": now_datetime(), "method": "Phone"}
		if table == "attempts"
		else {"question": "x", "answer": "5"}
	)
	for user in everybody(people):
		with as_user(user):
			doc = frappe.get_doc("Return Visit", visit.name)
			doc.append(table, row)
			with pytest.raises(VisitEvidenceError, match="Complete Visit"):
				doc.save()


def test_the_list_action_cannot(visit, people, browser, as_user) -> None:
	from frappe.desk.doctype.bulk_update.bulk_update import submit_cancel_or_update_docs

	for user in everybody(people):
		with as_user(user):
			data = json.dumps({"status": "Completed", "outcome": "Satisfied"})
			failed = submit_cancel_or_update_docs("Return Visit", json.dumps([visit.name]), "update", data)
			assert failed == [visit.name]


def test_the_generic_save_cannot(visit, people, browser, as_user) -> None:
	from frappe.desk.form.save import savedocs

	doc = frappe.get_doc("Return Visit", visit.name).as_dict()
	doc.update(
		{"status": "Completed", "outcome": "Satisfied", "flags": {"visit_action": True}, "visit_action": True}
	)
	with as_user(people["visitor"]), pytest.raises(VisitEvidenceError, match="Complete Visit"):
		savedocs(frappe.as_json(doc), "Save")


@pytest.mark.parametrize(
	"result", [{"status": "Completed"}, {"outcome": "Satisfied"}, {"status": "Unreachable"}]
)
def test_a_visit_cannot_be_born_completed(visit, people, browser, as_user, result: dict) -> None:
	born = {
		"doctype": "Return Visit", "reference_doctype": "Complaint", "reference_name": visit.reference_name,
		"due_date": str(getdate()), **result,
	}  # fmt: skip
	for user in everybody(people):
		with as_user(user), pytest.raises(VisitEvidenceError):
			frappe.client.insert(born)


def test_an_import_cannot(visit) -> None:
	frappe.flags.in_import = True
	doc = frappe.get_doc("Return Visit", visit.name)
	with pytest.raises(VisitEvidenceError):
		doc.update({"status": "Completed", "outcome": "Satisfied"}).save()


def test_the_plan_may_be_changed_by_staff(visit, people, browser, as_user) -> None:
	with as_user(people["supervisor"]):
		doc = frappe.get_doc("Return Visit", visit.name)
		doc.update({"due_date": "2027-01-01", "visitor": people["supervisor"], "method": "Visit"}).save()


def test_a_technician_changes_nothing(visit, people, browser, as_user) -> None:
	with as_user(people["technician"]):
		for field, value in (("due_date", "2027-01-01"), ("visitor", people["technician"])):
			with pytest.raises(frappe.PermissionError):
				frappe.client.set_value("Return Visit", visit.name, field, value)
		for call in (
			lambda: api.complete_visit(visit.name, "Satisfied", **CALL, answers=ANSWERS),
			lambda: api.record_attempt(visit.name),
			lambda: api.cancel_visit(visit.name, "x"),
			lambda: api.send_answer_link(visit.name),
			lambda: frappe.client.delete("Return Visit", visit.name),
		):
			with pytest.raises(frappe.PermissionError):
				call()


def test_the_case_itself_offers_no_way_around(visit, people, browser, as_user) -> None:
	for user in (people["supervisor"], people["handler"], people["technician"]):
		with as_user(user), pytest.raises(frappe.ValidationError):
			frappe.client.set_value("Complaint", visit.reference_name, "state_category", "Closed")
