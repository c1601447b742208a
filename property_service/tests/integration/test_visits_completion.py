"""A return visit is completed by a person with evidence, and its result decides about the case."""

from __future__ import annotations

from datetime import timedelta

import pytest

import frappe
from frappe.utils import add_days, getdate, now_datetime, set_request

from property_service.casework import services as casework
from property_service.exceptions import SecondPersonError, VisitEvidenceError
from property_service.tests.factories import make_case, make_owned_unit, make_owner
from property_service.visits import api

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
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


@pytest.fixture(autouse=True)
def browser():
	"""A person at a browser is behind each call."""
	set_request(method="POST", path="/api/method/x")
	frappe.local.request_ip = "127.0.0.1"
	yield
	del frappe.local.request


@pytest.fixture
def people() -> dict[str, str]:
	return PEOPLE


@pytest.fixture
def case(people):
	case = make_case(
		unit=make_owned_unit().name,
		category="Water Leak",
		handler=people["handler"],
		executor=people["technician"],
	)
	casework.apply_category(case.name, "Resolved", "Sealed.", people["technician"])
	return case.reload()


@pytest.fixture
def visit(case):
	return frappe.get_last_doc("Return Visit", {"reference_name": case.name})


@pytest.fixture
def required_question():
	questionnaire = frappe.get_doc("Return Visit Questionnaire", "Standard Return Visit")
	questionnaire.questions[0].is_required = 1
	questionnaire.save()


def complete(visit, outcome: str, **values) -> None:
	api.complete_visit(visit.name, outcome, **{**CALL, "answers": ANSWERS, **values})


def category(case) -> str:
	return frappe.db.get_value("Complaint", case.name, "state_category")


def photo(visit, name: str = "signed.png", content: bytes = PNG) -> str:
	file = frappe.get_doc(
		doctype="File", file_name=name, content=content, is_private=1,
		attached_to_doctype=visit.doctype, attached_to_name=visit.name,
	)  # fmt: skip
	return file.insert().file_url


def test_satisfied_closes_the_case(case, visit, people, as_user) -> None:
	with as_user(people["visitor"]):
		complete(visit, "Satisfied", score=5, owner_words="Dry now.")
	visit.reload()
	assert (visit.status, visit.outcome, visit.completed_by, visit.score) == (
		"Completed",
		"Satisfied",
		people["visitor"],
		1,
	)
	assert visit.answers[0].answer == "5"
	case.reload()
	assert (case.state_category, case.ps_closed_by) == ("Closed", people["visitor"])


def test_dissatisfied_reopens_one_level_up_and_asks_for_a_new_visit(case, visit, people, as_user) -> None:
	with as_user(people["visitor"]):
		complete(visit, "Dissatisfied", owner_words="Still wet.")
	case.reload()
	assert (case.state_category, case.reopen_count, case.handler) == ("Open", 1, people["supervisor"])
	log = frappe.get_last_doc("Complaint Status Log", {"complaint": case.name, "reopen_count": 1})
	assert "Still wet." in log.note

	casework.apply_category(case.name, "Resolved", "x", people["technician"])
	rounds = frappe.get_all(
		"Return Visit", {"reference_name": case.name}, ["round", "status"], order_by="round asc"
	)
	assert [(row.round, row.status) for row in rounds] == [(0, "Completed"), (1, "Planned")]


def test_the_second_closing_needs_another_person(case, visit, people, as_user) -> None:
	with as_user(people["visitor"]):
		complete(visit, "Satisfied")
	casework.reopen_case(case.name, "Wet again.", people["manager"])
	casework.apply_category(case.name, "Resolved", "x", people["technician"])
	second = frappe.get_last_doc("Return Visit", {"reference_name": case.name, "round": 1})
	assert second.visitor != people["visitor"]
	with as_user(people["visitor"]), pytest.raises(VisitEvidenceError, match="had a part"):
		complete(second, "Satisfied", evidence_reference="13800138000 16:00")
	with as_user(people["manager"]):
		complete(second, "Satisfied", evidence_reference="13800138000 16:00")
	assert category(case) == "Closed"


def test_a_rule_that_allows_the_handler_still_keeps_the_second_person(case, visit, people, as_user) -> None:
	frappe.db.set_value("Return Visit Rule", visit.rule, "not_by_handler", 0)
	frappe.clear_document_cache("Return Visit Rule", visit.rule)
	with as_user(people["visitor"]):
		complete(visit, "Satisfied")
	casework.reopen_case(case.name, "Wet again.", people["manager"])
	casework.apply_category(case.name, "Resolved", "x", people["technician"])
	second = frappe.get_last_doc("Return Visit", {"reference_name": case.name, "round": 1})
	with as_user(people["visitor"]), pytest.raises(SecondPersonError):
		complete(second, "Satisfied", evidence_reference="13800138000 16:00")


def test_partly_satisfied_leaves_the_decision_to_a_supervisor(case, visit, people, as_user) -> None:
	with as_user(people["visitor"]):
		complete(visit, "Partly Satisfied")
	assert category(case) == "Resolved"
	told = frappe.get_all(
		"Notification Log", {"document_name": case.name, "for_user": people["supervisor"]}, pluck="subject"
	)
	assert any("partly satisfied" in subject for subject in told)


def test_a_second_planned_visit_keeps_the_case_open_for_it(case, visit, people, as_user) -> None:
	other = frappe.get_doc(
		doctype="Return Visit", reference_doctype="Complaint", reference_name=case.name, due_date=getdate()
	).insert()
	with as_user(people["visitor"]):
		complete(visit, "Satisfied")
		assert category(case) == "Resolved"
		complete(other, "Satisfied", answers={})
	assert category(case) == "Closed"


def test_a_case_with_a_planned_visit_is_not_closed_by_hand(case, visit, people, as_user) -> None:
	with as_user(people["supervisor"]):
		doc = frappe.get_doc("Complaint", case.name)
		with pytest.raises(VisitEvidenceError, match=visit.name):
			doc.update({"state_category": "Closed"}).save()
		api.cancel_visit(visit.name, "The owner moved abroad.")
		doc.reload().update({"state_category": "Closed"}).save()
	visit.reload()
	assert (visit.status, visit.cancel_reason) == ("Cancelled", "The owner moved abroad.")


def test_cancelling_is_for_supervisors_with_a_reason(visit, people, as_user) -> None:
	with as_user(people["visitor"]), pytest.raises(frappe.PermissionError):
		api.cancel_visit(visit.name, "no time")
	with as_user(people["supervisor"]), pytest.raises(VisitEvidenceError, match="Write why"):
		api.cancel_visit(visit.name, "  ")


# --- unreachable ------------------------------------------------------------------------------------------------------


def attempt(visit, hours_ago: int) -> None:
	api.record_attempt(visit.name, "Phone", "no answer")
	row = frappe.get_last_doc("Return Visit Attempt", {"parent": visit.name}, order_by="idx desc")
	row.db_set("attempted_on", now_datetime() - timedelta(hours=hours_ago))


def test_unreachable_needs_its_attempts_and_does_not_close(case, visit, people, as_user) -> None:
	with as_user(people["visitor"]):
		for hours_ago in (30, 20):
			attempt(visit, hours_ago)
			with pytest.raises(VisitEvidenceError, match="attempts are noted"):
				api.complete_visit(visit.name, "Unreachable")
		attempt(visit, 10)
		api.complete_visit(visit.name, "Unreachable")
	visit.reload()
	assert (visit.status, visit.outcome, len(visit.attempts)) == ("Unreachable", "Unreachable", 3)
	assert {row.attempted_by for row in visit.attempts} == {people["visitor"]}
	assert category(case) == "Resolved"
	assert frappe.db.exists(
		"Notification Log", {"document_name": case.name, "for_user": people["supervisor"]}
	)


def test_three_calls_in_a_row_are_one_attempt(visit, people, as_user) -> None:
	with as_user(people["visitor"]):
		api.record_attempt(visit.name)
		with pytest.raises(VisitEvidenceError, match="half an hour"):
			api.record_attempt(visit.name)


def test_an_owner_reached_in_the_end_is_no_longer_unreachable(case, visit, people, as_user) -> None:
	with as_user(people["visitor"]):
		attempt(visit, 3)
		complete(visit, "Satisfied")
	assert category(case) == "Closed"


# --- evidence ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
	("values", "message"),
	[
		({"evidence_type": None}, "what proves the visit"),
		({"evidence_type": "Portal Answer"}, "Owners answer in the portal"),
		({"evidence_reference": "called"}, "number and the time"),
		({"evidence_type": "Photo", "evidence_file": None}, "Attach the photo"),
		(
			{"evidence_type": "Signature", "evidence_file": "/private/files/other.png"},
			"attached to this visit",
		),
		({"score": 6}, "1 to 5"),
	],
)
def test_a_visit_without_proof_is_not_completed(
	visit, case, people, as_user, values: dict, message: str
) -> None:
	with as_user(people["visitor"]), pytest.raises(VisitEvidenceError, match=message):
		complete(visit, "Satisfied", **values)
	assert (visit.reload().status, category(case)) == ("Planned", "Resolved")


def test_a_required_question_is_answered(visit, people, as_user, required_question) -> None:
	with as_user(people["visitor"]):
		for answers in ({}, {"How satisfied are you with the result?": "great"}):
			with pytest.raises(VisitEvidenceError, match="How satisfied"):
				complete(visit, "Satisfied", answers=answers)
		complete(visit, "Satisfied")


@pytest.mark.parametrize("outcome", ["", "Happy", "satisfied"])
def test_an_unknown_outcome_is_refused(visit, people, as_user, outcome: str) -> None:
	with as_user(people["visitor"]), pytest.raises(VisitEvidenceError, match="how the owner judges"):
		complete(visit, outcome)


def test_a_signed_paper_proves_a_visit(visit, case, people, as_user) -> None:
	with as_user(people["visitor"]):
		complete(
			visit, "Satisfied", evidence_type="Signature", evidence_reference=None, evidence_file=photo(visit)
		)
	assert category(case) == "Closed"


def another_visit(people, owner: str | None = None):
	case = make_case(unit=make_owned_unit(owner).name, category="Water Leak", handler=people["handler"])
	casework.apply_category(case.name, "Resolved", "x", people["handler"])
	return frappe.get_last_doc("Return Visit", {"reference_name": case.name})


def test_one_call_proves_the_cases_of_one_owner_only(visit, people, as_user) -> None:
	same_owner = another_visit(people, visit.property_owner)
	other_owner = another_visit(people, make_owner().name)
	with as_user(people["visitor"]):
		complete(visit, "Satisfied")
		complete(same_owner, "Satisfied")
		with pytest.raises(VisitEvidenceError, match="somebody else"):
			complete(other_owner, "Satisfied")


def test_one_photo_proves_one_visit(visit, people, as_user) -> None:
	other = another_visit(people)
	with as_user(people["visitor"]):
		complete(
			visit, "Satisfied", evidence_type="Photo", evidence_reference=None, evidence_file=photo(visit)
		)
		with pytest.raises(VisitEvidenceError, match="already"):
			complete(
				other,
				"Satisfied",
				evidence_type="Photo",
				evidence_reference=None,
				evidence_file=photo(other, "b.png"),
			)


def test_a_film_is_no_signed_paper(visit, people, as_user) -> None:
	clip = photo(visit, "clip.mp4", b"\0\0\0\x20ftypisom" + bytes(50))
	with as_user(people["visitor"]), pytest.raises(VisitEvidenceError, match="photo or PDF"):
		complete(visit, "Satisfied", evidence_type="Photo", evidence_reference=None, evidence_file=clip)


def test_too_early_is_refused(visit, people, as_user) -> None:
	frappe.db.set_value("Return Visit", visit.name, "visit_from", add_days(getdate(), 1))
	with as_user(people["visitor"]), pytest.raises(VisitEvidenceError, match="may be made from"):
		complete(visit, "Satisfied")


def test_a_result_is_given_once(visit, people, as_user) -> None:
	with as_user(people["visitor"]):
		complete(visit, "Satisfied")
		with pytest.raises(VisitEvidenceError, match="has its result already"):
			complete(visit, "Dissatisfied")
		with pytest.raises(VisitEvidenceError, match="has its result already"):
			api.record_attempt(visit.name)
	with as_user(people["supervisor"]), pytest.raises(VisitEvidenceError, match="cannot be cancelled"):
		api.cancel_visit(visit.name, "x")


def test_the_briefing_says_whom_to_call_about_what(visit, case, people, as_user) -> None:
	case.db_set("contact_mobile", "13800138000")
	with as_user(people["visitor"]):
		briefing = api.visit_briefing(visit.name)
	assert (briefing["subject"], briefing["phone"], briefing["attempts_needed"]) == (
		case.subject,
		"13800138000",
		3,
	)
	assert len(briefing["questions"]) == 4
