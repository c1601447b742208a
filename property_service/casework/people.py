"""Who answers for a case and who does the work: checked, and kept on their lists of things to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import get_fullname

from property_service.casework import writer
from property_service.casework.progress import is_unfinished
from property_service.casework.staff import is_staff_of
from property_service.exceptions import CaseError

if TYPE_CHECKING:
	from property_service.property_service.doctype.complaint.complaint import Complaint

_PEOPLE = ("handler", "executor")


def check_people(doc: Complaint) -> None:
	"""Refuse a handler or executor who does not work for the community, and an open case nobody answers for."""
	for fieldname in _PEOPLE:
		user = doc.get(fieldname)
		if user and doc.has_value_changed(fieldname) and not is_staff_of(user, doc.community):
			frappe.throw(
				_(
					"{0} does not work for {1}. Choose somebody with a service role who may see that community."
				).format(frappe.bold(get_fullname(user)), frappe.bold(doc.community)),
				CaseError,
				title=_("Not Staff of the Community"),
			)
	before = doc.get_doc_before_save()
	if before and before.handler and not doc.handler:
		frappe.throw(
			_("Somebody has to answer for case {0}. Choose another handler instead of none.").format(
				frappe.bold(doc.name)
			),
			CaseError,
			title=_("Handler Missing"),
		)


def follow_people(doc: Complaint) -> None:
	"""Give the case to its handler and executor as a thing to do; take it from who was replaced and when it is done."""
	before = doc.get_doc_before_save()
	if before and not any(doc.has_value_changed(field) for field in (*_PEOPLE, "state_category")):
		return
	if not is_unfinished(doc):
		if before and is_unfinished(before):
			writer.finish_assignments(doc.name)
		return
	now = _people_of(doc)
	had = _people_of(before) if before and is_unfinished(before) else set()
	for user in had - now:
		writer.unassign(doc.name, user)
	for user in now - had:
		# a case routed at filing is announced by the notification of new cases, not a second time
		writer.assign(doc, user, assigned_by=frappe.session.user if before else user)


def _people_of(doc: Complaint) -> set[str]:
	return {doc.get(field) for field in _PEOPLE} - {None, ""}
