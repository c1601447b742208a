"""What desk and portal call for return visits. Each method checks rights first; the first line says who may call it."""

from typing import Any

import frappe
from frappe.rate_limiter import rate_limit

from property_service.visits import completion, guard, services, sources

ANSWERS_PER_HOUR = 30


@frappe.whitelist(methods=["POST"])
def complete_visit(
	visit: str,
	outcome: str,
	evidence_type: str | None = None,
	evidence_reference: str | None = None,
	evidence_file: str | None = None,
	score: int | None = None,
	owner_words: str | None = None,
	answers: dict | str | None = None,
) -> None:
	"""Visitors with the right to write the visit, never technicians or who had a part in the case."""
	frappe.has_permission("Return Visit", "write", doc=visit, throw=True)
	services.complete_visit(
		visit,
		outcome,
		evidence_type=evidence_type,
		evidence_reference=evidence_reference,
		evidence_file=evidence_file,
		score=int(score) if score else None,
		owner_words=owner_words,
		answers=frappe.parse_json(answers or {}),
	)


@frappe.whitelist(methods=["POST"])
def record_attempt(visit: str, method: str = "Phone", note: str | None = None) -> dict[str, int]:
	"""Visitors with the right to write the visit. Note that nobody was reached; return attempts made and needed."""
	frappe.has_permission("Return Visit", "write", doc=visit, throw=True)
	made = services.record_attempt(visit, method, note)
	return {"made": made, "needed": completion.attempts_needed()}


@frappe.whitelist(methods=["POST"])
def cancel_visit(visit: str, reason: str) -> None:
	"""For supervisors and managers with the right to write the visit. Cancel a planned visit for a reason."""
	frappe.has_permission("Return Visit", "write", doc=visit, throw=True)
	guard.check_may_cancel()
	completion.cancel(visit, reason)


@frappe.whitelist(methods=["POST"])
def send_answer_link(visit: str) -> dict[str, Any]:
	"""Visitors with the right to write the visit, and its own owner. Make a one-time link; return it and if it was mailed."""
	owner = frappe.db.get_value("Return Visit", visit, "property_owner")
	if sources.user_of_owner(owner) != frappe.session.user:
		frappe.has_permission("Return Visit", "write", doc=visit, throw=True)
	link, mailed = services.issue_answer_link(visit)
	return {"link": link, "mailed": mailed}


@frappe.whitelist(methods=["POST"])
@rate_limit(limit=ANSWERS_PER_HOUR, seconds=3600)
def answer_visit(
	token: str,
	outcome: str,
	score: int | None = None,
	owner_words: str | None = None,
	answers: dict | str | None = None,
) -> str:
	"""The visit's own signed-in owner, with the one-time link's token. Return the visit's name."""
	return services.answer_visit(
		token,
		outcome,
		score=int(score) if score else None,
		owner_words=owner_words,
		answers=frappe.parse_json(answers or {}),
	)


@frappe.whitelist()
def visit_briefing(visit: str) -> dict[str, Any]:
	"""Staff who may read the visit. Return what the visitor has to know: the case, the phone, the questions."""
	frappe.has_permission("Return Visit", "read", doc=visit, throw=True)
	doc = frappe.get_doc("Return Visit", visit)
	frappe.has_permission(doc.reference_doctype, "read", doc=doc.reference_name, throw=True)
	reference = frappe.get_doc(doc.reference_doctype, doc.reference_name)
	reference.apply_fieldlevel_read_permissions()
	return {
		"subject": reference.get("subject") or doc.reference_name,
		"description": reference.get("description"),
		"resolution": reference.get("resolution"),
		"phone": reference.get("contact_mobile"),
		"attempts": len(doc.attempts),
		"attempts_needed": completion.attempts_needed(),
		"has_portal": bool(sources.user_of_owner(doc.property_owner)),
		"may_cancel": bool(set(guard.CANCEL_ROLES) & set(frappe.get_roles())),
		"questions": [
			{
				"question": question.text,
				"answer_type": question.answer_type,
				"is_required": question.is_required,
			}
			for question in sources.questions_of(doc.questionnaire)
		],
	}
