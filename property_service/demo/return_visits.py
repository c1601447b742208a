"""Return visits of the demo: made by a person independent of the case, with the owner's words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import frappe
from frappe.model.workflow import apply_workflow, get_transitions, get_workflow_name
from frappe.utils import set_request

from property_service import constants
from property_service.demo.case_plan import PlannedCase
from property_service.demo.case_words import DISSATISFIED_WORDS, PARTLY_SATISFIED_WORDS, SATISFIED_WORDS
from property_service.demo.context import acting_as
from property_service.demo.names import PHONE_RANGE, drawn_for
from property_service.demo.staff import login_for
from property_service.visits.services import complete_visit, record_attempt

OUTCOMES = {
	"satisfied": ("Satisfied", SATISFIED_WORDS, (5, 5, 4)),
	"partly satisfied": ("Partly Satisfied", PARTLY_SATISFIED_WORDS, (3, 4)),
	"dissatisfied": ("Dissatisfied", DISSATISFIED_WORDS, (1, 2)),
}
NOT_REACHED = "电话无人接听，晚上再打。"


def make_visit(case: PlannedCase, complaint: str) -> None:
	"""Make the return visit that was planned for a case, where its story tells of one.

	A case that no rule wanted visited is closed by the supervisor when its owner was satisfied.
	"""
	visit = frappe.db.get_value(
		"Return Visit", {"reference_name": complaint, "status": "Planned"}, ["name", "visitor"], as_dict=True
	)
	if visit and case.ending in OUTCOMES:
		ask_owner(case, visit.name, visit.visitor)
	elif visit and case.ending == "not reached":
		with a_person(visit.visitor or login_for(constants.SERVICE_SUPERVISOR)):
			record_attempt(visit.name, "Phone", NOT_REACHED)
	elif case.ending == "satisfied":
		close_unvisited(complaint)


def ask_owner(case: PlannedCase, visit: str, visitor: str | None) -> None:
	draw = drawn_for(f"{case.key}:visit")
	outcome, words, scores = OUTCOMES[case.ending]
	score = draw.choice(scores)
	phone = case.reporter.mobile if case.reporter else f"{PHONE_RANGE}00000188"
	with a_person(visitor or login_for(constants.SERVICE_SUPERVISOR)):
		complete_visit(
			visit,
			outcome,
			evidence_type="Call Reference",
			evidence_reference=f"{phone} {draw.randrange(9, 20):02d}:{draw.randrange(60):02d}",
			score=score,
			owner_words=draw.choice(words),
			answers=answers_for(visit, score),
		)


def answers_for(visit: str, score: int) -> dict[str, str]:
	"""Return an answer that fits the score for each question of the visit."""
	by_type = {"Score": str(score), "Yes or No": "Yes" if score > 2 else "No"}
	rows = frappe.get_all(
		"Return Visit Answer",
		filters={"parent": visit, "parenttype": "Return Visit"},
		fields=["question", "answer_type"],
		order_by="idx",
	)
	return {row.question: by_type[row.answer_type] for row in rows if row.answer_type in by_type}


def close_unvisited(complaint: str) -> None:
	"""Close a resolved case that was not drawn for a visit, by the step its workflow has for that."""
	workflow_name = get_workflow_name("Complaint")
	if not workflow_name:
		return
	with acting_as(login_for(constants.SERVICE_SUPERVISOR)):
		document = frappe.get_doc("Complaint", complaint)
		workflow = frappe.get_cached_doc("Workflow", workflow_name)
		closed = {row.state for row in workflow.states if row.update_value == "Closed"}
		step = next((row for row in get_transitions(document) if row["next_state"] in closed), None)
		if step:
			apply_workflow(document, step["action"])


@contextmanager
def a_person(user: str) -> Iterator[None]:
	"""Play the member of staff who made the call: as that user, in a request as their browser would send.

	Nothing but a person's request completes a visit. In a demo the people are invented too, so their requests are;
	the build refuses every site that is not marked as a demo or a test.
	"""
	before = getattr(frappe.local, "request", None)
	with acting_as(user):
		set_request(method="POST", path="/api/method/demo")
		try:
			yield
		finally:
			_put_back(before)


def _put_back(request: Any) -> None:
	"""Leave the request as it was; where there was none, Frappe asks whether the attribute is there at all."""
	if request is None:
		del frappe.local.request
	else:
		frappe.local.request = request
