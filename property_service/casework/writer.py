"""The only place that writes casework's documents. Permissions are the caller's business and were checked there."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.core.utils import html2text
from frappe.desk.form import assign_to
from frappe.model.document import Document
from frappe.utils import escape_html, get_fullname, now_datetime

from property_service.casework.sources import CASE


def insert_case(values: dict[str, Any], chosen: tuple[str, ...], *, ignore_permissions: bool) -> Document:
	"""Insert a Complaint. `chosen` are the fields the reporter decided, which a category must not overrule."""
	doc = frappe.new_doc(CASE)
	doc.update(values)
	doc.flags.chosen_fields = chosen
	return doc.insert(ignore_permissions=ignore_permissions)


def log_state(doc: Document, before: Document | None, actor: str, note: str | None) -> None:
	"""Append a change of state to the case's history."""
	frappe.get_doc(
		doctype="Complaint Status Log",
		complaint=doc.name,
		community=doc.community,
		from_state=before.workflow_state if before else None,
		to_state=doc.workflow_state,
		from_category=before.state_category if before else None,
		to_category=doc.state_category,
		changed_on=now_datetime(),
		changed_by=actor,
		reopen_count=doc.reopen_count,
		note=note,
	).insert(ignore_permissions=True)  # nobody has the right to write history by hand


def add_message(
	case: Document, text: str, *, sent: bool, sender: str, property_owner: str, recipient: str | None
) -> Document:
	"""Add what staff wrote to the owner (`sent`) or the owner to the staff as a Communication of the case.

	Args:
		text: plain text; it is escaped.
		sender: the user who writes.
		property_owner: the person it is exchanged with; the link to the person is what makes it visible to them.
		recipient: the owner's e-mail address, when it goes out by mail too.
	"""
	return frappe.get_doc(
		doctype="Communication",
		communication_type="Communication",
		communication_medium="Email" if recipient else "Other",
		sent_or_received="Sent" if sent else "Received",
		subject=case.subject,
		content=escape_html(text).replace("\n", "<br>"),
		sender=sender,
		sender_full_name=get_fullname(sender),
		recipients=recipient,
		reference_doctype=CASE,
		reference_name=case.name,
		timeline_links=[{"link_doctype": "Property Owner", "link_name": property_owner}],
	).insert(ignore_permissions=True)  # residents and technicians write no Communication by themselves


def plain_text(content: str | None) -> str:
	"""Return the text of a message without its markup."""
	return html2text(content or "").strip()


def note(doctype: str, name: str, text: str) -> None:
	"""Add a remark to a document's history that only staff see."""
	frappe.get_doc(
		doctype="Comment",
		comment_type="Info",
		reference_doctype=doctype,
		reference_name=name,
		comment_email=frappe.session.user,
		comment_by=get_fullname(frappe.session.user),
		content=text,
	).insert(ignore_permissions=True)  # the remark says what was just done with a right that was checked


def attach(case: str, file: dict[str, Any]) -> None:
	"""Attach a private file to a case; its type and size are checked by the File's own events.

	Args:
		file: `file_name` and `content`, and `upload`: the File it was uploaded as, which is not needed any more.
	"""
	frappe.get_doc(
		doctype="File",
		file_name=file["file_name"],
		content=file["content"],
		is_private=1,
		attached_to_doctype=CASE,
		attached_to_name=case,
	).insert(ignore_permissions=True)  # who may file the case may send photos with it
	if file.get("upload"):
		frappe.delete_doc("File", file["upload"], ignore_permissions=True)


def assign(case: Document, user: str, assigned_by: str) -> None:
	"""Put the case on somebody's list of things to do. Routed by rule, it is assigned by the person's own hand."""
	assign_to.add(
		{
			"doctype": CASE,
			"name": case.name,
			"assign_to": [user],
			"assigned_by": assigned_by,
			"description": escape_html(case.subject),
			"priority": {"Urgent": "High", "High": "High", "Low": "Low"}.get(case.severity, "Medium"),
		},
		ignore_permissions=True,
	)


def unassign(case: str, user: str) -> None:
	assign_to.remove(CASE, case, user, ignore_permissions=True)


def finish_assignments(case: str) -> None:
	assign_to.close_all_assignments(CASE, case, ignore_permissions=True)


def delete_log(case: str) -> None:
	frappe.db.delete("Complaint Status Log", {"complaint": case})
