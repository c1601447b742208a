"""The registry's daily job: what changes by the calendar alone."""

from __future__ import annotations

from datetime import date

import frappe
from frappe.utils import add_days, getdate

from property_service.registry import ownership_changes, sources, unit_status

# A site that was switched off over a holiday catches up.
CATCH_UP_DAYS = 31


def refresh_by_date(day: date | None = None) -> None:
	"""Show owners and statuses that begin on `day` (today when empty), or began since the job last ran.

	Safe to repeat.
	"""
	today = getdate(day)
	start = getdate(add_days(today, -CATCH_UP_DAYS))
	units = sources.units_changing_on(start, today)
	for chunk in frappe.utils.create_batch(units, 500):
		ownership_changes.refresh_owner_names(chunk, today)
	unit_status.apply_due_statuses(start, today)
