"""What staff and owner say to each other on a case, and what the owner gets to see of its course."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html, get_url, now_datetime

from property_service.casework import mailing, sources, writer
from property_service.casework.states import FINISHED_CATEGORIES
from property_service.exceptions import CaseError, ClosedCaseError

REPLY_TEMPLATE = "Property Case Reply"
RESOLVED_TEMPLATE = "Property Case Resolved"
CASE_PAGE = "/property/cases/"


def reply(case: str, message: str, by: str) -> str:
	"""Send a reply to the owner and return the Communication. The first one stops the reply clock.

	Raises CaseError for an empty message and for an anonymous case.
	"""
	doc = frappe.get_doc(sources.CASE, case)
	text = _checked_text(message)
	if not doc.property_owner:
		frappe.throw(
			_(
				"Nobody is named on case {0}, so there is nobody to reply to. Note the person first, or write a comment."
			).format(frappe.bold(case)),
			CaseError,
			title=_("No Owner on the Case"),
		)
	contact = sources.contact_of(doc.property_owner)
	recipient = contact.email if contact and contact.email and mailing.can_send() else None
	communication = writer.add_message(
		doc, text, sent=True, sender=by, property_owner=doc.property_owner, recipient=recipient
	)
	if not doc.ps_replied_on:
		frappe.db.set_value(sources.CASE, case, "ps_replied_on", now_datetime(), update_modified=False)
	if recipient:
		_mail(REPLY_TEMPLATE, doc, contact, message=text, communication=communication.name)
	return communication.name


def tell_resolved(doc: Document) -> None:
	"""Write to the owner what was done, when a case becomes resolved and there is an address."""
	before = doc.get_doc_before_save()
	resolved = doc.state_category == "Resolved" and before and before.state_category != "Resolved"
	contact = sources.contact_of(doc.property_owner) if resolved and doc.property_owner else None
	if contact and contact.email:
		_mail(RESOLVED_TEMPLATE, doc, contact, message=doc.resolution)


def add_owner_message(case: str, message: str, property_owner: str, by: str) -> str:
	"""Add the owner's words to an unfinished case and return the Communication.

	Raises ClosedCaseError when the case is finished, CaseError when the message is empty.
	"""
	doc = frappe.get_doc(sources.CASE, case)
	text = _checked_text(message)
	if doc.state_category in FINISHED_CATEGORIES:
		frappe.throw(
			_("Case {0} is finished. Please report again, so that somebody takes care of it.").format(
				frappe.bold(case)
			),
			ClosedCaseError,
			title=_("Case Is Finished"),
		)
	communication = writer.add_message(
		doc, text, sent=False, sender=by, property_owner=property_owner, recipient=None
	)
	return communication.name


def course(case: str) -> list[dict[str, Any]]:
	"""Return what the owner may see of a case, oldest first.

	Each entry: `at` (datetime), `kind` ("Filed", "State", "Reply" from the staff, "Message" from the owner), `state`
	(label), `category`, `text` (plain), `by` (name, replies only). Comments, notes and assignments are left out.
	"""
	entries = [_state_entry(row) for row in sources.state_log(case)]
	owner = frappe.db.get_value(sources.CASE, case, "property_owner")
	if owner:
		entries += [_message_entry(row) for row in sources.messages_with(case, owner)]
	return sorted(entries, key=lambda entry: entry["at"])


def _state_entry(row: frappe._dict) -> dict[str, Any]:
	return {
		"at": row.changed_on,
		"kind": "State" if row.from_category else "Filed",
		"state": row.to_state,
		"category": row.to_category,
		"text": "",
		"by": "",
	}


def _message_entry(row: frappe._dict) -> dict[str, Any]:
	from_staff = row.sent_or_received == "Sent"
	return {
		"at": row.communication_date,
		"kind": "Reply" if from_staff else "Message",
		"state": "",
		"category": "",
		"text": writer.plain_text(row.content),
		"by": row.sender_full_name if from_staff else "",
	}


def _checked_text(message: str) -> str:
	text = (message or "").strip()
	if not text:
		frappe.throw(_("Write something before sending it."), CaseError, title=_("Message Is Empty"))
	return text


def _mail(
	template: str, doc: Document, contact: frappe._dict, *, message: str | None, communication=None
) -> None:
	# templates do not escape what they are given
	context = {
		"case": doc.name,
		"subject": escape_html(doc.subject),
		"owner_name": escape_html(contact.owner_name),
		"community": escape_html(doc.community),
		"message": escape_html(message or "").replace("\n", "<br>"),
		"url": get_url(f"{CASE_PAGE}{doc.name}"),
	}
	mailing.send(
		template,
		contact.email,
		contact.language,
		context,
		reference_doctype=doc.doctype,
		reference_name=doc.name,
		communication=communication,
	)
