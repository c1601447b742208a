"""The owner's own answer: one link, one owner, one use."""

from __future__ import annotations

import pytest

import frappe
from frappe.utils import now_datetime, set_request

from property_service.casework import services as casework
from property_service.exceptions import VisitEvidenceError
from property_service.tests.bootstrap import COMMUNITY
from property_service.tests.factories import make_case, make_owned_unit, make_resident, make_staff
from property_service.visits import api, services
from property_service.visits.tokens import fingerprint

ASSISTANT = "assistant@test.invalid"
ANSWERS = {"How satisfied are you with the result?": "4"}
INVALID = "not valid any more"


@pytest.fixture(autouse=True)
def browser():
	set_request(method="POST", path="/api/method/x")
	frappe.local.request_ip = "127.0.0.1"
	yield
	del frappe.local.request
	frappe.cache.delete_keys("rl:")


@pytest.fixture
def owner():
	return make_resident(email="owner@test.invalid", language="en")


@pytest.fixture
def visit(owner):
	keeper = make_staff("Housekeeper", community=COMMUNITY)
	case = make_case(unit=make_owned_unit(owner.name).name, category="Water Leak", handler=keeper)
	casework.apply_category(case.name, "Resolved", "Sealed.", keeper)
	return frappe.get_last_doc("Return Visit", {"reference_name": case.name})


@pytest.fixture
def token(visit, as_user) -> str:
	with as_user(ASSISTANT):
		return api.send_answer_link(visit.name)["link"].split("token=")[1]


def category(visit) -> str:
	return frappe.db.get_value("Complaint", visit.reference_name, "state_category")


def test_the_owner_answers_and_the_case_closes(visit, token, owner, as_user) -> None:
	with as_user(owner.user):
		api.answer_visit(token, "Satisfied", score=4, owner_words="Fine.", answers=ANSWERS)
	visit.reload()
	assert (visit.status, visit.evidence_type, visit.completed_by) == (
		"Completed",
		"Portal Answer",
		owner.user,
	)
	assert owner.user in visit.evidence_reference
	assert category(visit) == "Closed"


def test_a_dissatisfied_owner_reopens_the_case_without_any_right_on_it(visit, token, owner, as_user) -> None:
	with as_user(owner.user):
		assert not frappe.has_permission("Complaint", "write", doc=visit.reference_name)
		api.answer_visit(token, "Dissatisfied", answers={"How satisfied are you with the result?": "1"})
	assert category(visit) == "Open"


def test_the_link_works_once(visit, token, owner, as_user) -> None:
	with as_user(owner.user):
		api.answer_visit(token, "Satisfied", answers=ANSWERS)
		with pytest.raises(VisitEvidenceError, match=INVALID):
			api.answer_visit(token, "Dissatisfied", answers=ANSWERS)
	assert visit.reload().outcome == "Satisfied"


def test_nobody_else_can_use_it(visit, token, as_user) -> None:
	neighbor = make_resident()
	for user in (neighbor.user, ASSISTANT, "technician@test.invalid", "Guest", "Administrator"):
		with as_user(user), pytest.raises(VisitEvidenceError, match=INVALID):
			api.answer_visit(token, "Satisfied", answers=ANSWERS)
	assert visit.reload().status == "Planned"


@pytest.mark.parametrize("wrong", ["", "x", "stored"])
def test_a_wrong_token_tells_nothing(visit, token, owner, as_user, wrong: str) -> None:
	guess = (
		frappe.db.get_value("Return Visit", visit.name, "answer_token_hash") if wrong == "stored" else wrong
	)
	with as_user(owner.user), pytest.raises(VisitEvidenceError, match=INVALID):
		api.answer_visit(guess, "Satisfied", answers=ANSWERS)


def test_an_expired_link_opens_nothing(visit, token, owner, as_user) -> None:
	frappe.db.set_value("Return Visit", visit.name, "answer_token_expires", "2020-01-01 00:00:00")
	with as_user(owner.user), pytest.raises(VisitEvidenceError, match=INVALID):
		api.answer_visit(token, "Satisfied", answers=ANSWERS)


def test_a_new_link_makes_the_old_one_useless(visit, token, owner, as_user) -> None:
	with as_user(ASSISTANT):
		newer = api.send_answer_link(visit.name)["link"].split("token=")[1]
	with as_user(owner.user):
		with pytest.raises(VisitEvidenceError, match=INVALID):
			api.answer_visit(token, "Satisfied", answers=ANSWERS)
		api.answer_visit(newer, "Satisfied", answers=ANSWERS)


def test_the_database_holds_the_fingerprint_only(visit, token) -> None:
	row = frappe.get_all("Return Visit", {"name": visit.name}, ["*"])[0]
	assert row.answer_token_hash == fingerprint(token)
	assert token not in str(row)
	assert row.answer_token_expires > now_datetime()


def test_the_link_is_mailed_to_the_owner(visit, token) -> None:
	queue = frappe.get_all("Email Queue", {"reference_name": visit.name}, pluck="name")
	assert frappe.get_all("Email Queue Recipient", {"parent": ["in", queue]}, pluck="recipient") == [
		"owner@test.invalid"
	]


def test_a_job_cannot_answer_for_the_owner(visit, token, owner, as_user) -> None:
	frappe.local.job = frappe._dict()
	with as_user(owner.user), pytest.raises(VisitEvidenceError, match="no job and no script"):
		services.answer_visit(token, "Satisfied", answers=ANSWERS)
	del frappe.local.job


def test_an_owner_cannot_call_the_own_visit_unreachable(visit, token, owner, as_user) -> None:
	with as_user(owner.user), pytest.raises(VisitEvidenceError, match="how the owner judges"):
		api.answer_visit(token, "Unreachable")


def test_required_questions_are_asked_of_owners_too(visit, token, owner, as_user) -> None:
	questionnaire = frappe.get_doc("Return Visit Questionnaire", "Standard Return Visit")
	questionnaire.questions[0].is_required = 1
	questionnaire.save()
	with as_user(owner.user), pytest.raises(VisitEvidenceError, match="How satisfied"):
		api.answer_visit(token, "Satisfied")


def test_the_owner_may_ask_for_the_own_link_and_for_no_other(visit, owner, as_user) -> None:
	with as_user(owner.user):
		link = api.send_answer_link(visit.name)["link"]
		api.answer_visit(link.split("token=")[1], "Satisfied", answers=ANSWERS)
	with as_user(make_resident().user), pytest.raises(frappe.PermissionError):
		api.send_answer_link(visit.name)


def test_a_former_owner_who_was_merged_answers_no_more(visit, token, owner, as_user) -> None:
	frappe.db.set_value("Property Owner", owner.name, "status", "Inactive")
	with as_user(owner.user), pytest.raises(VisitEvidenceError, match=INVALID):
		api.answer_visit(token, "Satisfied", answers=ANSWERS)


def test_an_owner_without_an_account_gets_no_link(visit, as_user) -> None:
	frappe.db.set_value("Property Owner", visit.property_owner, "user", None)
	with as_user(ASSISTANT), pytest.raises(VisitEvidenceError, match="no portal account"):
		api.send_answer_link(visit.name)


def test_guessing_is_slowed_down(visit, token, owner, as_user) -> None:
	with as_user(owner.user):
		for _attempt in range(api.ANSWERS_PER_HOUR):
			with pytest.raises(VisitEvidenceError):
				api.answer_visit("x", "Satisfied")
		with pytest.raises(frappe.RateLimitExceededError):
			api.answer_visit(token, "Satisfied", answers=ANSWERS)
