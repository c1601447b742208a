"""Completing a visit: by a person with evidence, or by the owner's own answer. Nothing else calls the writer for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, now_datetime

from property_service.casework.services import EVIDENCE_EXTENSIONS, extension_of
from property_service.exceptions import VisitEvidenceError
from property_service.visits import guard, outcomes, sources, writer
from property_service.visits.evidence import (
	PORTAL_ANSWER,
	SCORES,
	counts_as_attempt,
	evidence_fault,
	unanswered,
)
from property_service.visits.tokens import fingerprint, is_usable

JUDGEMENTS = ("Satisfied", "Partly Satisfied", "Dissatisfied")
UNREACHABLE = "Unreachable"
ATTEMPTS_NEEDED = 3


def complete(
	visit: str,
	outcome: str,
	*,
	evidence_type: str | None = None,
	evidence_reference: str | None = None,
	evidence_file: str | None = None,
	score: int | None = None,
	owner_words: str | None = None,
	answers: Mapping[str, str] | None = None,
	by: str | None = None,
) -> None:
	"""Complete a visit as the session's user: see `services.complete_visit`."""
	doc = frappe.get_doc(sources.VISIT, visit, for_update=True)
	guard.check_open(doc)
	user = guard.check_person(doc, by)
	if outcome == UNREACHABLE:
		_finish_unreachable(doc, user)
		return
	_check_outcome(outcome)
	_check_evidence(doc, evidence_type, evidence_reference, evidence_file)
	evidence = {
		"evidence_type": evidence_type,
		"evidence_reference": (evidence_reference or "").strip(),
		"evidence_file": evidence_file,
	}
	_finish(doc, outcome, user, evidence, score, owner_words, answers or {})


def answer(
	token: str,
	outcome: str,
	*,
	score: int | None = None,
	owner_words: str | None = None,
	answers: Mapping[str, str] | None = None,
) -> str:
	"""Complete a visit by the owner's own answer and return its name: see `services.answer_visit`."""
	guard.check_human_request()
	doc = _visit_of_token(token)
	_check_outcome(outcome)
	user = frappe.session.user
	evidence = {
		"evidence_type": PORTAL_ANSWER,
		"evidence_reference": f"{user} {now_datetime():%Y-%m-%d %H:%M:%S}",
		"answer_token_hash": None,
		"answer_token_expires": None,
	}
	_finish(doc, outcome, user, evidence, score, owner_words, answers or {})
	return doc.name


def record_attempt(visit: str, method: str, note: str | None) -> int:
	"""Note that the owner was not reached and return how many attempts there are now."""
	doc = frappe.get_doc(sources.VISIT, visit, for_update=True)
	guard.check_open(doc)
	user = guard.check_person(doc)
	now = now_datetime()
	if not counts_as_attempt(now, [get_datetime(row.attempted_on) for row in doc.attempts]):
		_refuse(
			_("The last attempt was less than half an hour ago. Try again later, at another time of day.")
		)
	writer.add_attempt(doc, user, method, note, now)
	return len(doc.attempts)


def cancel(visit: str, reason: str) -> None:
	"""Cancel a planned visit for a reason that is kept."""
	doc = frappe.get_doc(sources.VISIT, visit, for_update=True)
	if doc.status != "Planned":
		_refuse(_("Visit {0} has its result already and cannot be cancelled.").format(frappe.bold(visit)))
	if not reason.strip():
		_refuse(_("Write why the visit is cancelled."))
	writer.save(doc, {"status": "Cancelled", "cancel_reason": reason.strip()})


def cancel_planned(doctype: str, name: str, reason: str) -> None:
	"""Cancel what is still planned for a document that came back: its next resolution plans again."""
	for visit in sources.planned_visits(doctype, name):
		cancel(visit, reason)


def attempts_needed() -> int:
	return int(sources.setting("visit_attempts_needed") or ATTEMPTS_NEEDED)


def _finish(
	doc: Document,
	outcome: str,
	user: str,
	evidence: dict[str, Any],
	score: int | None,
	owner_words: str | None,
	answers: Mapping[str, str],
) -> None:
	_fill_answers(doc, answers)
	values = {
		"status": "Completed",
		"outcome": outcome,
		"score": _rating(score),
		"owner_words": (owner_words or "").strip(),
		"completed_on": now_datetime(),
		"completed_by": user,
	}
	writer.save(doc, {**values, **evidence})
	outcomes.follow(doc, user)


def _finish_unreachable(doc: Document, user: str) -> None:
	needed = attempts_needed()
	if len(doc.attempts) < needed:
		_refuse(
			_(
				"{0} attempts are noted, {1} are needed before the owner counts as unreachable. Note each attempt."
			).format(frappe.bold(len(doc.attempts)), frappe.bold(needed))
		)
	values = {
		"status": UNREACHABLE,
		"outcome": UNREACHABLE,
		"completed_on": now_datetime(),
		"completed_by": user,
	}
	writer.save(doc, values)
	outcomes.follow(doc, user)


def _visit_of_token(token: str) -> Document:
	"""Return the planned visit of the session's owner that this link opens; say no more than yes or no."""
	doc = frappe.get_all(
		sources.VISIT,
		filters={"answer_token_hash": fingerprint(token or ""), "status": "Planned"},
		pluck="name",
		order_by="creation asc",
		limit=1,
	)
	visit = frappe.get_doc(sources.VISIT, doc[0], for_update=True) if doc else None
	usable = visit and is_usable(token, visit.answer_token_hash, visit.answer_token_expires, now_datetime())
	if not usable or sources.user_of_owner(visit.property_owner) != frappe.session.user:
		_refuse(_("This link is not valid any more. Ask the service centre for a new one."))
	return visit


def _check_outcome(outcome: str) -> None:
	if outcome not in JUDGEMENTS:
		_refuse(
			_("Choose how the owner judges the result: {0}.").format(
				", ".join(_(item) for item in JUDGEMENTS)
			)
		)


def _check_evidence(doc: Document, kind: str | None, reference: str | None, file: str | None) -> None:
	fault = evidence_fault(kind, reference, file)
	if fault:
		_refuse(
			{
				"type": _(
					"Choose what proves the visit: the call, a signature or a photo. Owners answer in the portal themselves."
				),
				"reference": _("Give the number and the time of the call, for example {0}.").format(
					"13800138000 14:05"
				),
				"file": _("Attach the photo or the signed paper to the visit."),
			}[fault]
		)
	if kind == "Call Reference":
		_check_call(doc, (reference or "").strip())
	else:
		_check_file(doc, file or "")


def _check_call(doc: Document, reference: str) -> None:
	other = sources.visit_with_call(reference, doc.name, doc.property_owner)
	if other:
		_refuse(
			_("The same call proves visit {0} of somebody else. Give this visit's own call.").format(
				frappe.bold(other)
			)
		)


def _check_file(doc: Document, file_url: str) -> None:
	file = sources.file_of_visit(doc.name, file_url)
	if not file or extension_of(file.file_name) not in EVIDENCE_EXTENSIONS:
		_refuse(_("The evidence has to be a photo or PDF attached to this visit. Upload it here."))
	other = sources.visit_with_file(file.content_hash, doc.name)
	if other:
		_refuse(
			_("The same file proves visit {0} already. Attach what belongs to this visit.").format(
				frappe.bold(other)
			)
		)


def _fill_answers(doc: Document, answers: Mapping[str, str]) -> None:
	questions = sources.questions_of(doc.questionnaire)
	asked = {row.question for row in doc.answers}
	open_questions = unanswered([question for question in questions if question.text in asked], answers)
	if open_questions:
		_refuse(
			_("Answer these questions: {0}.").format(
				frappe.bold(", ".join(_(text) for text in open_questions))
			)
		)
	for row in doc.answers:
		row.answer = str(answers.get(row.question) or "")


def _rating(score: int | None) -> float:
	"""Return stars 1 to 5 as Frappe stores a rating, 0 when there are none."""
	if not score:
		return 0
	if int(score) not in SCORES:
		_refuse(_("The score is 1 to 5 stars."))
	return int(score) / 5


def _refuse(message: str) -> None:
	frappe.throw(message, VisitEvidenceError, title=_("Return Visit"))
