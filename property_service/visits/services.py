"""What visits do for other packages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from frappe.model.document import Document

from property_service.visits import completion, links, planning, sources

__all__ = [
	"answer_visit",
	"complete_visit",
	"issue_answer_link",
	"plan_visits",
	"record_attempt",
	"visit_to_answer",
	"visits_of",
]

VISITS_SHOWN = 100


def plan_visits(doc: Document) -> list[str]:
	"""Plan the return visits that the change of `doc` just saved asks for; return their names (none or one)."""
	return planning.plan(doc)


def complete_visit(
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
	"""Complete a visit as the signed-in person who made it.

	Args:
		visit: name of the Return Visit, locked until commit.
		outcome: Satisfied, Partly Satisfied, Dissatisfied, or Unreachable after enough attempts.
		evidence_type: Call Reference, Signature or Photo; Unreachable needs none beside its attempts.
		evidence_reference: number and time of the call.
		evidence_file: URL of the photo or signed paper, attached to this visit.
		score: 1 to 5 stars.
		owner_words: what the owner said.
		answers: question → answer; a score as "1" to "5", "Yes" or "No", or text.
		by: must be the session's user when given: nobody completes a visit for somebody else.
	Raises:
		VisitEvidenceError: not a person who may, not in a request, missing evidence or answers, wrong status.
		SecondPersonError: a reopened case would be closed by the same person again.
	"""
	completion.complete(
		visit,
		outcome,
		evidence_type=evidence_type,
		evidence_reference=evidence_reference,
		evidence_file=evidence_file,
		score=score,
		owner_words=owner_words,
		answers=answers,
		by=by,
	)


def record_attempt(visit: str, method: str, note: str | None = None) -> int:
	"""Note that the owner was not reached (method Phone, Visit or Portal); return the number of attempts."""
	return completion.record_attempt(visit, method, note)


def answer_visit(
	token: str,
	outcome: str,
	*,
	score: int | None = None,
	owner_words: str | None = None,
	answers: Mapping[str, str] | None = None,
) -> str:
	"""Complete a visit by its owner's answer through a one-time link; return the visit.

	The session's user has to be the visit's own Property Owner; the link works once and expires.
	"""
	return completion.answer(token, outcome, score=score, owner_words=owner_words, answers=answers)


def issue_answer_link(visit: str) -> tuple[str, bool]:
	"""Return a fresh one-time link for the owner and whether it was mailed. The caller checks who asks for it."""
	return links.issue(visit)


def visit_to_answer(token: str) -> dict[str, Any] | None:
	"""Return the planned visit that a one-time link opens for the session's own Property Owner, None for any other.

	It has name, property_owner, reference_doctype, reference_name, questionnaire and questions (each question,
	answer_type, is_required).
	"""
	return links.opened(token)


def visits_of(
	units: list[str] | None = None, owners: list[str] | None = None, limit: int = VISITS_SHOWN
) -> list[dict[str, Any]]:
	"""Return the visits of these units or these Property Owners, newest first, as plain rows."""
	return sources.visits(units or [], owners or [], limit)
