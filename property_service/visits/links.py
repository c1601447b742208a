"""The owner's one-time link: made for staff to pass on or for the owner, usable by the signed-in owner alone."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days, escape_html, get_url, now_datetime

from property_service.casework.services import mail_owner
from property_service.exceptions import VisitEvidenceError
from property_service.visits import guard, sources, writer
from property_service.visits.tokens import fingerprint, is_usable, new_token

TEMPLATE = "Property Return Visit"
ANSWER_PAGE = "/property/visit?token="
LINK_DAYS = 7


def issue(visit: str) -> tuple[str, bool]:
	"""Make a fresh link for a planned visit, mail it when there is an address, and make older links useless.

	Returns:
		The link, and whether it was mailed. Without the owner's own login the link opens nothing.
	Raises:
		VisitEvidenceError: the visit is not planned any more, or its owner has no portal account.
	"""
	doc = frappe.get_doc(sources.VISIT, visit, for_update=True)
	guard.check_open(doc)
	if not sources.user_of_owner(doc.property_owner):
		frappe.throw(
			_("The owner has no portal account, so nobody could answer. Invite the owner first, or call."),
			VisitEvidenceError,
			title=_("No Portal Account"),
		)
	token, token_hash = new_token()
	days = int(sources.setting("visit_link_days") or LINK_DAYS)
	writer.store_token(doc.name, token_hash, add_days(now_datetime(), days))
	link = get_url(f"{ANSWER_PAGE}{token}")
	return link, _mail(doc, link, days)


def opened(token: str) -> dict[str, Any] | None:
	"""Return the visit a link opens for the session's user: see `services.visit_to_answer`."""
	fields = ["name", "property_owner", "reference_doctype", "reference_name", "questionnaire"]
	visit = frappe.db.get_value(
		sources.VISIT,
		{"answer_token_hash": fingerprint(token), "status": "Planned"},
		[*fields, "answer_token_hash", "answer_token_expires"],
		as_dict=True,
	)
	if not visit or not is_usable(token, visit.answer_token_hash, visit.answer_token_expires, now_datetime()):
		return None
	if sources.user_of_owner(visit.property_owner) != frappe.session.user:
		return None
	questions = [
		{"question": question.text, "answer_type": question.answer_type, "is_required": question.is_required}
		for question in sources.questions_of(visit.questionnaire)
	]
	return {**{field: visit[field] for field in fields}, "questions": questions}


def _mail(doc: Document, link: str, days: int) -> bool:
	context = {
		"visit": doc.name,
		"reference": escape_html(doc.reference_name),
		"community": escape_html(doc.community),
		"url": link,
		"days": days,
	}
	return mail_owner(
		TEMPLATE, doc.property_owner, context, reference_doctype=doc.doctype, reference_name=doc.name
	)
