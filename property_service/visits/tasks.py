"""Daily reminders of return visits. They remind and never complete one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import frappe
from frappe import _
from frappe.desk.doctype.notification_log.notification_log import enqueue_create_notification
from frappe.utils import getdate

from property_service.casework.services import staff_of
from property_service.constants import PROPERTY_MANAGER, SERVICE_SUPERVISOR
from property_service.visits import sources, writer


def remind_due_visits() -> int:
	"""Tell each visitor once a day what is due, and supervisors what is overdue or has no visitor.

	Returns the number of people told. Running it twice on a day tells nobody twice.
	"""
	today = getdate()
	rows = sources.due_visits(today)
	if not rows:
		return 0
	told = _by_person(rows, today)
	for user, visits in told.items():
		_tell(user, visits, today)
	writer.mark_reminded([row.name for row in rows], today)
	return len(told)


def _by_person(rows: Iterable[frappe._dict], today: date) -> dict[str, dict[str, frappe._dict]]:
	told: dict[str, dict[str, frappe._dict]] = defaultdict(dict)
	supervisors: dict[str, list[str]] = {}
	for row in rows:
		people = [row.visitor] if row.visitor else []
		if not row.visitor or row.due_date < today:
			if row.community not in supervisors:
				supervisors[row.community] = staff_of(row.community, (SERVICE_SUPERVISOR,)) or staff_of(
					row.community, (PROPERTY_MANAGER,)
				)
			people += supervisors[row.community]
		for user in people:
			told[user][row.name] = row
	return told


def _tell(user: str, visits: dict[str, frappe._dict], today: date) -> None:
	language = frappe.db.get_value("User", user, "language") or "zh"
	overdue = sum(row.due_date < today for row in visits.values())
	alone = sum(not row.visitor for row in visits.values())
	subject = _(
		"Return visits to make: {0}, of them overdue {1}, without a visitor {2}.", lang=language
	).format(len(visits), overdue, alone)
	enqueue_create_notification(
		user,
		{
			"type": "Alert",
			"document_type": sources.VISIT,
			"document_name": next(iter(visits)),
			"subject": subject,
			"from_user": user,
			"link": "/app/return-visit?status=Planned",
		},
	)
