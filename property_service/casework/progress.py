"""How a case moves: its category follows its state, finished cases stay as they are, times are stamped.

Every function takes the Complaint being saved. The workflow says which steps a person may take; `services` may move a
case whatever the steps are (`doc.flags.moved_by_service`, which no client can set) and names who stands behind it
(`doc.flags.actor`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.model import no_value_fields
from frappe.model.workflow import get_transitions
from frappe.utils import now_datetime

from property_service.casework import clock, sources, writer
from property_service.casework.states import FINISHED_CATEGORIES, Machine
from property_service.constants import OPEN_CATEGORIES
from property_service.exceptions import CaseError, ClosedCaseError, SecondPersonError

if TYPE_CHECKING:
	from property_service.property_service.doctype.complaint.complaint import Complaint

# Kept by the system; a form, an import or the API changes none of them.
SYSTEM_FIELDS = (
	"ps_reply_due", "ps_resolve_due", "ps_replied_on", "ps_resolved_on", "ps_resolved_by", "ps_closed_on",
	"ps_closed_by", "ps_clock_state", "ps_escalation_level", "reopen_count",
)  # fmt: skip


def category_before(doc: Complaint) -> str | None:
	"""Return the category in the database, None for a new case."""
	before = doc.get_doc_before_save()
	return before.state_category if before else None


def keep_system_fields(doc: Complaint) -> None:
	"""Put back what only the system sets."""
	before = doc.get_doc_before_save()
	if not before:
		doc.update({field: None for field in SYSTEM_FIELDS if field != "ps_reply_due"})
		doc.reopen_count = doc.ps_escalation_level = 0
		return
	for field in SYSTEM_FIELDS:
		doc.set(field, before.get(field))


def match_category(doc: Complaint) -> None:
	"""Make state and category agree: the state decides; a card dragged to another category takes a step there."""
	machine = sources.machine_of()
	if not machine:
		doc.state_category = doc.state_category or "Open"
		return
	doc.workflow_state = doc.workflow_state or machine.first.name
	if _only_category_changed(doc):
		doc.workflow_state = _step_to(doc, machine)
	doc.state_category = machine.category_of(doc.workflow_state) or doc.state_category


def refuse_change_when_finished(doc: Complaint) -> None:
	"""Refuse to edit a closed or rejected case: what was answered for stays as it was."""
	before = doc.get_doc_before_save()
	if not before or before.state_category not in FINISHED_CATEGORIES or _moves(doc):
		return
	changed = [_(field.label) for field in doc.meta.fields if _is_edited(doc, field)]
	if changed:
		frappe.throw(
			_("Case {0} is finished and {1} cannot be changed. Reopen the case, or file a new one.").format(
				frappe.bold(doc.name), frappe.bold(", ".join(changed))
			),
			ClosedCaseError,
			title=_("Case Is Finished"),
		)


def check_reasons(doc: Complaint) -> None:
	"""Refuse to resolve or reject without the words the owner gets to read."""
	if doc.state_category == category_before(doc):
		return
	if doc.state_category == "Rejected" and not (doc.reject_reason or "").strip():
		frappe.throw(
			_("Write the reason for rejecting: the owner is told it. Then reject the case."),
			CaseError,
			title=_("Reason Missing"),
		)
	if doc.state_category in ("Resolved", "Closed") and not (doc.resolution or "").strip():
		frappe.throw(
			_("Write under Resolution what was done: the owner reads it. Then resolve the case."),
			CaseError,
			title=_("Resolution Missing"),
		)


def check_second_person(doc: Complaint) -> None:
	"""Refuse that a case that came back is closed by whoever resolved it or closed it before."""
	if doc.state_category != "Closed" or category_before(doc) == "Closed":
		return
	if not clock.may_close_again(
		actor_of(doc),
		reopen_count=doc.reopen_count,
		resolved_by=doc.ps_resolved_by,
		closed_by=doc.ps_closed_by,
	):
		frappe.throw(
			_(
				"Case {0} was reopened, so another person has to close it. Ask a colleague or a supervisor."
			).format(frappe.bold(doc.name)),
			SecondPersonError,
			title=_("Second Person Needed"),
		)


def stamp(doc: Complaint) -> None:
	"""Record who changed the category when, and the first answer: any first step of the staff is one."""
	now = now_datetime()
	doc.update(
		clock.stamps(
			category_before(doc),
			doc.state_category,
			now=now,
			actor=actor_of(doc),
			reopen_count=doc.reopen_count or 0,
		)
	)
	if _moves(doc) and not doc.ps_replied_on:
		doc.ps_replied_on = now


def log_change(doc: Complaint) -> None:
	"""Write the change of state into the case's history."""
	before = doc.get_doc_before_save()
	if before and not _moves(doc):
		return
	writer.log_state(doc, before, actor_of(doc), doc.flags.note)


def actor_of(doc: Complaint) -> str:
	"""Return the user who stands behind this change."""
	return doc.flags.actor or frappe.session.user


def is_unfinished(doc: Complaint) -> bool:
	return doc.state_category in OPEN_CATEGORIES


def _moves(doc: Complaint) -> bool:
	before = doc.get_doc_before_save()
	return bool(before) and (before.workflow_state, before.state_category) != (
		doc.workflow_state,
		doc.state_category,
	)


def _only_category_changed(doc: Complaint) -> bool:
	before = doc.get_doc_before_save()
	return (
		bool(before)
		and not doc.flags.moved_by_service
		and before.workflow_state == doc.workflow_state
		and before.state_category != doc.state_category
	)


def _step_to(doc: Complaint, machine: Machine) -> str:
	before = doc.get_doc_before_save()
	steps = [row["next_state"] for row in get_transitions(before)]
	target = machine.pick(doc.state_category, steps)
	if not target:
		frappe.throw(
			_("You cannot move case {0} from {1} to {2}. Open it to see which actions you have.").format(
				frappe.bold(doc.name),
				frappe.bold(_(before.workflow_state)),
				frappe.bold(_(doc.state_category)),
			),
			CaseError,
			title=_("Step Not Possible"),
		)
	return target


def _is_edited(doc: Complaint, field) -> bool:
	if field.fieldtype in no_value_fields or field.fieldname in SYSTEM_FIELDS:
		return False
	before = doc.get_doc_before_save()
	return doc.has_value_changed(field.fieldname) and (
		doc.get(field.fieldname) or before.get(field.fieldname)
	)
