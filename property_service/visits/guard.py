"""Who may complete a visit, and what nobody may do to one. The heart of: a return visit cannot be faked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.model import no_value_fields
from frappe.utils import get_fullname, getdate

from property_service.casework.services import is_staff_of
from property_service.constants import (
	HOUSEKEEPER,
	PROPERTY_MANAGER,
	PROPERTY_TECHNICIAN,
	SERVICE_ASSISTANT,
	SERVICE_SUPERVISOR,
)
from property_service.exceptions import VisitEvidenceError
from property_service.visits import sources
from property_service.visits.planning import involved_people

if TYPE_CHECKING:
	from property_service.property_service.doctype.return_visit.return_visit import ReturnVisit

VISITOR_ROLES = (SERVICE_ASSISTANT, HOUSEKEEPER, SERVICE_SUPERVISOR, PROPERTY_MANAGER)
CANCEL_ROLES = (SERVICE_SUPERVISOR, PROPERTY_MANAGER)
# Written by the visit's own actions only.
RESULT_FIELDS = (
	"status", "outcome", "score", "owner_words", "evidence_type", "evidence_reference", "evidence_file",
	"completed_on", "completed_by", "cancel_reason", "answer_token_hash", "answer_token_expires", "reminded_on",
)  # fmt: skip
RESULT_TABLES = {
	"attempts": ("attempted_on", "attempted_by", "method", "note"),
	"answers": ("question", "answer_type", "answer"),
}
PLAN_FIELDS = (
	"reference_doctype", "reference_name", "community", "rule", "round", "plan_key", "handler_visited",
	"executor_visited", "questionnaire",
)  # fmt: skip


def protect(visit: ReturnVisit) -> None:
	"""Refuse every way around the visit's actions: form, list, import, bulk update, API."""
	if visit.flags.visit_action:
		return
	before = visit.get_doc_before_save()
	if not before:
		_refuse_if(_has_result(visit), visit)
		return
	if before.status != "Planned":
		_refuse_if(any(_differs(visit, field.fieldname) for field in _data_fields(visit)), visit)
	changed = any(_differs(visit, field) for field in (*RESULT_FIELDS, *PLAN_FIELDS))
	_refuse_if(changed or _tables_differ(visit), visit)


def check_visitor(visit: ReturnVisit) -> None:
	"""Refuse a visitor who had a part in the case, does technical work, or does not see the community."""
	if not visit.visitor or not visit.has_value_changed("visitor"):
		return
	if visit.visitor in barred_people(visit) or PROPERTY_TECHNICIAN in frappe.get_roles(visit.visitor):
		frappe.throw(
			_("{0} had a part in this case and cannot ask about it. Choose somebody else.").format(
				frappe.bold(get_fullname(visit.visitor))
			),
			VisitEvidenceError,
			title=_("Visitor Not Independent"),
		)
	if not is_staff_of(visit.visitor, visit.community, VISITOR_ROLES):
		frappe.throw(
			_(
				"{0} does not make visits in {1}. Choose an assistant, housekeeper, supervisor or manager there."
			).format(frappe.bold(get_fullname(visit.visitor)), frappe.bold(visit.community)),
			VisitEvidenceError,
			title=_("Not Staff of the Community"),
		)


def check_person(visit: ReturnVisit, by: str | None = None) -> str:
	"""Return the session's user when that is a person who may complete `visit`; refuse anybody and anything else."""
	user = frappe.session.user
	if by and by != user:
		_throw(_("A visit is completed by the person who made it. Sign in as {0}.").format(frappe.bold(by)))
	check_human_request()
	roles = set(frappe.get_roles(user))
	if user in ("Guest", "Administrator") or PROPERTY_TECHNICIAN in roles or not roles & set(VISITOR_ROLES):
		_throw(_("Return visits are made by assistants, housekeepers, supervisors and managers, not by {0}.").format(
			frappe.bold(get_fullname(user))
		))  # fmt: skip
	visit.check_permission("write")
	if user in barred_people(visit):
		_throw(_("You had a part in this case, so another person has to ask the owner. Hand the visit over."))
	return user


def check_human_request() -> None:
	"""Refuse when no person is behind the call: a job, the scheduler, a script on the server."""
	in_job = getattr(frappe.local, "job", None) is not None
	if in_job or not getattr(frappe.local, "request", None):
		_throw(
			_(
				"Only a person can complete a return visit: no job and no script. Open the visit and complete it there."
			)
		)


def check_may_cancel() -> None:
	"""Refuse everybody but supervisors and managers: a visit that is due is not waved through by who has to make it."""
	if not set(CANCEL_ROLES) & set(frappe.get_roles()):
		frappe.throw(
			_("Only supervisors and managers cancel a return visit. Ask one of them."),
			frappe.PermissionError,
			title=_("Not Permitted"),
		)


def check_open(visit: ReturnVisit) -> None:
	"""Refuse a visit that has its result already, or whose time has not come."""
	if visit.status != "Planned":
		_throw(_("Visit {0} has its result already: {1}. Plan another visit if there is more to ask.").format(
			frappe.bold(visit.name), frappe.bold(_(visit.status))
		))  # fmt: skip
	if visit.visit_from and getdate(visit.visit_from) > getdate():
		_throw(_("Visit {0} may be made from {1} on: before, the owner cannot judge the result.").format(
			frappe.bold(visit.name), frappe.bold(frappe.format(visit.visit_from, "Date"))
		))  # fmt: skip


def barred_people(visit: ReturnVisit) -> set[str]:
	"""Return the users who may not make this visit; nobody is barred when the rule allows the handler."""
	if visit.rule and frappe.get_cached_value("Return Visit Rule", visit.rule, "not_by_handler") == 0:
		return set()
	reference = frappe.get_doc(visit.reference_doctype, visit.reference_name)
	return involved_people(reference) | {visit.handler_visited, visit.executor_visited} - {None, ""}


def refuse_deletion(visit: ReturnVisit) -> None:
	"""Refuse to delete a visit that has been made: it is evidence."""
	if visit.status in ("Completed", "Unreachable"):
		_throw(
			_("Visit {0} has been made and stays as evidence. It cannot be deleted.").format(
				frappe.bold(visit.name)
			)
		)


def refuse_closing(case: str, doctype: str) -> None:
	"""Refuse to close a document by hand while a visit to its owner is still to be made."""
	open_visits = sources.planned_visits(doctype, case)
	if open_visits:
		_throw(
			_(
				"Return visit {0} is still to be made, its result decides. Complete it, or let a supervisor cancel it."
			).format(frappe.bold(", ".join(open_visits)))
		)


def _has_result(visit: ReturnVisit) -> bool:
	filled = any(visit.get(field) for field in RESULT_FIELDS if field != "status")
	return (
		filled
		or visit.status not in (None, "", "Planned")
		or bool(visit.attempts or visit.plan_key or visit.rule)
	)


def _data_fields(visit: ReturnVisit) -> list:
	return [field for field in visit.meta.fields if field.fieldtype not in no_value_fields]


def _differs(visit: ReturnVisit, fieldname: str) -> bool:
	before = visit.get_doc_before_save().get(fieldname)
	return bool(before or visit.get(fieldname)) and visit.has_value_changed(fieldname)


def _tables_differ(visit: ReturnVisit) -> bool:
	before = visit.get_doc_before_save()
	return any(_cells(visit, table) != _cells(before, table) for table in RESULT_TABLES)


def _cells(visit: ReturnVisit, table: str) -> list[list[str]]:
	columns = RESULT_TABLES[table]
	return [[str(row.get(column) or "") for column in columns] for row in visit.get(table)]


def _refuse_if(tampered: bool, visit: ReturnVisit) -> None:
	if tampered:
		_throw(
			_(
				"The result of visit {0} is not typed in. Open it and use Complete Visit: it asks for the evidence."
			).format(frappe.bold(visit.name or _("Return Visit")))
		)


def _throw(message: str) -> None:
	frappe.throw(message, VisitEvidenceError, title=_("Return Visit"))
