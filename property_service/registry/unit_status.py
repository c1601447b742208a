"""The status of a unit and its history. Every change is kept, whoever makes it and wherever."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from property_service.registry import writer

if TYPE_CHECKING:
	from property_service.property_service.doctype.property_unit.property_unit import PropertyUnit


def change_unit_status(
	unit: str,
	status: str,
	*,
	reason: str,
	effective_date: date | str | None = None,
	reference: Document | None = None,
) -> None:
	"""Set a unit's status on behalf of an event whose own rights were checked, and keep the change.

	Args:
		reason: why, as staff read it in the history.
		effective_date: first day of the new status; today when empty. A day to come is applied by the daily job,
			and a day before the newest change only enters the history.
		reference: the document that caused it.
	"""
	day = getdate(effective_date)
	document: PropertyUnit = frappe.get_doc("Property Unit", unit, for_update=True)
	before = status_on(unit, day)
	if before == status:
		return
	log = writer.insert_status_log(document, before, status, day, reason, reference)
	if status_on(unit, getdate()) == document.status:
		return
	document.status = status
	document.flags.status_log = log.name
	document.save(ignore_permissions=True)


def log_status_change(unit: PropertyUnit) -> None:
	"""Keep the change when somebody edits the status on the form, imports it, or makes a unit."""
	if unit.flags.status_log:
		return
	before = unit.get_doc_before_save()
	if before and before.status == unit.status:
		return
	writer.insert_status_log(
		unit, before and before.status, unit.status, getdate(), unit.flags.status_reason, None
	)


def status_on(unit: str, day: date) -> str | None:
	"""Return the status a unit had, has or will have on a day, by its history.

	The first row, without a status before it, only says how the unit was entered: it holds where no change does,
	also for changes of days before the unit was entered.
	"""
	changed = {"unit": unit, "effective_date": ("<=", day), "from_status": ("is", "set")}
	entered = {"unit": unit, "from_status": ("is", "not set")}
	for filters in (changed, entered):
		status = frappe.db.get_value(
			"Unit Status Log", filters, "to_status", order_by="effective_date desc, creation desc"
		)
		if status:
			return status
	return None


def apply_due_statuses(start: date, end: date) -> int:
	"""Bring units whose planned status began in these days to the status of the last day; return how many changed."""
	log, unit = frappe.qb.DocType("Unit Status Log"), frappe.qb.DocType("Property Unit")
	due = (
		frappe.qb.from_(log)
		.join(unit)
		.on(unit.name == log.unit)
		.select(unit.name)
		.distinct()
		.where(log.effective_date.between(start, end) & (log.to_status != unit.status))
		.orderby(unit.name)
		.run()
	)
	return sum(_apply_status(unit, end) for (unit,) in due)


def _apply_status(unit: str, day: date) -> bool:
	status = status_on(unit, day)
	if not status or status == frappe.db.get_value("Property Unit", unit, "status"):
		return False
	document: PropertyUnit = frappe.get_doc("Property Unit", unit, for_update=True)
	document.status = status
	document.flags.status_log = True
	document.save(ignore_permissions=True)
	return True
