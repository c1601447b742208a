"""Document events that visits listen to: any document may have return visits when a rule says so."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from property_service.casework.services import is_reopening
from property_service.visits import completion, guard, sources
from property_service.visits.services import plan_visits

CATEGORY = "state_category"


def on_reference_update(doc: Document, method: str | None = None) -> None:
	"""Plan what the rules ask for, and drop what is planned for a document that came back.

	Runs after every save on the site, so it leaves at once when no rule names the document type.
	"""
	flags = frappe.flags
	if flags.in_install or flags.in_migrate or flags.in_uninstall or doc.doctype not in sources.rules():
		return
	before = doc.get_doc_before_save()
	if before and is_reopening(before.get(CATEGORY), doc.get(CATEGORY) or ""):
		completion.cancel_planned(doc.doctype, doc.name, _("Reopened before the visit was made."))
	plan_visits(doc)


def guard_closing(doc: Document, method: str | None = None) -> None:
	"""Refuse to close a case while a return visit to it is still to be made."""
	before = doc.get_doc_before_save()
	if before and doc.state_category == "Closed" and before.state_category != "Closed":
		guard.refuse_closing(doc.name, doc.doctype)
