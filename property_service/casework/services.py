"""What casework does for other packages. Callers check permissions; these functions check facts."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.desk.doctype.notification_log.notification_log import enqueue_create_notification
from frappe.model.document import Document
from frappe.utils import escape_html

from property_service.casework import conversation, intake, mailing, sources, writer
from property_service.casework.attachments import EVIDENCE_EXTENSIONS, extension_of
from property_service.casework.files import prepare_uploads
from property_service.casework.staff import is_staff_of, one_above, staff_of
from property_service.casework.states import is_reopening
from property_service.exceptions import CaseError, WorkflowCategoryError

__all__ = [
	"EVIDENCE_EXTENSIONS",
	"add_owner_message",
	"apply_category",
	"ask_supervisor",
	"case_progress",
	"cases_of",
	"category_always_visited",
	"extension_of",
	"file_case",
	"is_reopening",
	"is_staff_of",
	"mail_owner",
	"notify",
	"one_above",
	"open_case_counts",
	"reopen_case",
	"reply_to_owner",
	"staff_of",
]

INTAKE_FIELDS = (
	"description", "subject", "request_type", "category", "severity", "unit", "community", "property_owner",
	"is_anonymous", "contact_name", "contact_mobile", "location", "handler", "responsible_party",
	"promised_reply_at", "parent_complaint",
)  # fmt: skip
CASES_SHOWN = 100


def file_case(
	data: dict[str, Any],
	*,
	channel: str,
	filed_by: str | None = None,
	files: list[dict[str, Any]] | None = None,
) -> str:
	"""File a case and return its name.

	Args:
		data: any of `INTAKE_FIELDS`; only the description and a unit or a community are needed. Other keys are ignored.
		channel: how it reached us, an option of Complaint's channel.
		filed_by: the user it is filed for, the session's by default. A user without the right to create cases (a
			resident) files for the Property Owner that is their own account; that the unit is theirs is checked before.
		files: each {"file_name", "content" (bytes)}, or {"name"} of a File the same user has just uploaded.
	Raises:
		CaseError: no place, a unit of another community, a promise for the past, an empty description.
		AttachmentError: a file of a forbidden type, content or size.
		frappe.PermissionError: a resident names somebody else, or a file is another user's.
	"""
	user = filed_by or frappe.session.user
	values = {key: data[key] for key in INTAKE_FIELDS if data.get(key) not in (None, "")}
	_check_filing(values)
	may_create = bool(frappe.has_permission("Complaint", "create", user=user))
	if not may_create:
		_check_resident(values, user)
	anonymous = bool(values.get("is_anonymous")) and channel == intake.PORTAL
	uploads = prepare_uploads(files or (), user)
	with intake.nameless(anonymous):
		case = writer.insert_case(
			{**values, "channel": channel}, tuple(values), ignore_permissions=anonymous or not may_create
		)
		for upload in uploads:
			writer.attach(case.name, upload)
	return case.name


def open_case_counts(units: list[str]) -> dict[str, int]:
	"""Return unit → number of its open and waiting cases; units without one are left out."""
	return sources.open_counts(units)


def cases_of(
	units: list[str] | None = None, owners: list[str] | None = None, limit: int = CASES_SHOWN
) -> list[dict[str, Any]]:
	"""Return the cases of these units or these Property Owners, newest first, as plain rows."""
	return sources.cases(units or [], owners or [], limit)


def case_progress(case: str) -> list[dict[str, Any]]:
	"""Return what the owner may see of a case: see `conversation.course`."""
	return conversation.course(case)


def apply_category(case: str, category: str, note: str, by: str) -> None:
	"""Move a case to the state its active workflow has for `category`, whatever steps a person may take.

	Args:
		case: name of the Complaint.
		category: Open, Waiting, Resolved, Closed or Rejected.
		note: why, for the staff; also the resolution or the reason when the case has none yet.
		by: the user who stands behind it.
	Raises:
		WorkflowCategoryError: the workflow has no state of this category.
		SecondPersonError: a reopened case would be closed by the same person again.
	"""
	_move(frappe.get_doc(sources.CASE, case, for_update=True), category, note, by)


def reopen_case(case: str, note: str, by: str) -> str | None:
	"""Reopen a case, hand it one level up and return the new handler, None when nobody is above.

	The executor stays: the work may be theirs to mend, the case is not theirs to judge.
	"""
	doc = frappe.get_doc(sources.CASE, case, for_update=True)
	above = one_above(doc.handler, doc.community)
	doc.handler = above or doc.handler
	_move(doc, "Open", note, by)
	if not above:
		writer.note(
			sources.CASE, case, _("Nobody stands above the handler, so the case stays with the same person.")
		)
	return above


def ask_supervisor(case: str, note: str) -> str | None:
	"""Ask a supervisor of the case's community to decide how to go on; return who was asked."""
	doc = frappe.get_doc(sources.CASE, case)
	supervisor = one_above(doc.handler, doc.community)
	if supervisor:
		notify([supervisor], note, doc)
	return supervisor


def reply_to_owner(case: str, message: str) -> str:
	"""Send the session user's words to the owner of a case and return the Communication."""
	return conversation.reply(case, message, frappe.session.user)


def add_owner_message(case: str, message: str, property_owner: str) -> str:
	"""Add what the owner wrote in the portal; a case that waited for the owner goes on.

	The caller has checked that the session's user is `property_owner` and may see the case.
	"""
	user = frappe.session.user
	communication = conversation.add_owner_message(case, message, property_owner, user)
	doc = frappe.get_doc(sources.CASE, case, for_update=True)
	if doc.state_category == "Waiting":
		_move(doc, "Open", _("The owner has answered."), user)
	if doc.handler:
		notify([doc.handler], _("The owner wrote on case {0}: {1}").format(doc.name, doc.subject), doc)
	return communication


def category_always_visited(category: str | None) -> bool:
	"""Return whether a category or a group above it always needs a return visit (requirement C5)."""
	return any(row.must_visit for row in sources.category_line(category)) if category else False


def mail_owner(template: str, property_owner: str | None, context: dict[str, Any], **options: Any) -> bool:
	"""Mail a template to a person in their language and return whether it went out: see `mailing.send`."""
	contact = sources.contact_of(property_owner) if property_owner else None
	if not contact or not contact.email:
		return False
	context = {"owner_name": escape_html(contact.owner_name), **context}
	return mailing.send(template, contact.email, contact.language, context, **options)


def notify(users: list[str], subject: str, doc: Document) -> None:
	"""Tell desk users something about a document in their notifications."""
	enqueue_create_notification(
		users,
		{
			"type": "Alert",
			"document_type": doc.doctype,
			"document_name": doc.name,
			"subject": subject,
			"from_user": frappe.session.user,
		},
	)


def _move(doc: Document, category: str, note: str, by: str) -> None:
	machine = sources.machine_of()
	if doc.state_category == category:
		return
	if machine:
		state = machine.state_for(category, doc.workflow_state)
		if not state:
			frappe.throw(
				_(
					"The workflow of cases has no state with the category {0}. Add one in the Workflow list."
				).format(frappe.bold(_(category))),
				WorkflowCategoryError,
				title=_("Workflow State Missing"),
			)
		doc.workflow_state = state
	doc.state_category = category
	_give_reason(doc, category, note)
	doc.flags.update({"moved_by_service": True, "actor": by, "note": note})
	doc.save(
		ignore_permissions=True
	)  # the caller decided on its own rules; the workflow's steps are for people
	writer.note(sources.CASE, doc.name, note)


def _give_reason(doc: Document, category: str, note: str) -> None:
	if category in ("Resolved", "Closed"):
		doc.resolution = doc.resolution or note
	elif category == "Rejected":
		doc.reject_reason = doc.reject_reason or note


def _check_filing(values: dict[str, Any]) -> None:
	if not str(values.get("description") or "").strip():
		frappe.throw(
			_("Write what happened. One sentence is enough."), CaseError, title=_("Description Missing")
		)
	if not values.get("unit") and not values.get("community"):
		frappe.throw(
			_("Say where it is: choose a unit, or the community when it is not about a unit."),
			CaseError,
			title=_("Place Missing"),
		)


def _check_resident(values: dict[str, Any], user: str) -> None:
	owner = values.get("property_owner")
	if values.get("is_anonymous") and not owner:
		return
	if not owner or frappe.db.get_value("Property Owner", owner, "user") != user:
		frappe.throw(
			_("You can only report in your own name. Sign in again and repeat."),
			frappe.PermissionError,
			title=_("Not Permitted"),
		)
