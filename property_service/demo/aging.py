"""Move an invented case into the past: a demo cannot wait ten weeks for its own history.

The case has gone its real way through services and workflow within a second; only its moments are spread over the days
its story took, so that lists, deadlines and reports have something to show. Nothing but dates is touched.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import frappe
from frappe.utils import get_datetime, now_datetime

from property_service.demo.case_clock import message_moments, moments
from property_service.demo.case_plan import PlannedCase
from property_service.demo.context import Demo

CASE, LOG, VISIT, MESSAGE = "Complaint", "Complaint Status Log", "Return Visit", "Communication"
DUE_FIELDS = ("ps_reply_due", "promised_reply_at")


def age_case(demo: Demo, case: PlannedCase, name: str) -> None:
	"""Spread the moments of one case over the days before `demo.today`."""
	logs = rows_of(LOG, {"complaint": name}, ["to_category"])
	if not logs:
		return
	now = min(now_datetime(), datetime.combine(demo.today, datetime.max.time()))
	reported_on = demo.today - timedelta(days=case.age_days)
	at_night = case.text.request_type == "Emergency"
	times = moments(case.key, reported_on, len(logs) - 1, now, at_night=at_night)
	for log, moment in zip(logs, times, strict=True):
		put(LOG, log.name, moment, changed_on=moment)
	by_category = {log.to_category: moment for log, moment in zip(logs, times, strict=True)}
	first_answer = age_messages(name, times[0], now)
	age_document(name, times, by_category, first_answer)
	age_visits(name, by_category, times[-1], now)


def age_messages(name: str, filed: datetime, now: datetime) -> datetime | None:
	"""Spread the messages; return the moment of the first, which is the staff's answer."""
	messages = rows_of(
		MESSAGE,
		{"reference_doctype": CASE, "reference_name": name, "communication_type": "Communication"},
		[],
	)
	times = message_moments(filed, len(messages), now)
	for message, moment in zip(messages, times, strict=True):
		put(MESSAGE, message.name, moment, communication_date=moment)
	return times[0] if times else None


def age_document(
	name: str, times: list[datetime], by_category: dict[str, datetime], first_answer: datetime | None
) -> None:
	case = frappe.db.get_value(
		CASE, name, ["creation", "ps_replied_on", "ps_resolved_on", "ps_closed_on", *DUE_FIELDS], as_dict=True
	)
	shift = get_datetime(case.creation) - times[0]
	values: dict[str, Any] = {field: case[field] - shift for field in DUE_FIELDS if case[field]}
	answers = [moment for moment in (first_answer, *times[1:2]) if moment]
	if case.ps_replied_on and answers:
		values["ps_replied_on"] = min(answers)
	if case.ps_resolved_on:
		values["ps_resolved_on"] = by_category.get("Resolved")
	if case.ps_closed_on:
		values["ps_closed_on"] = by_category.get("Closed") or by_category.get("Rejected")
	put(CASE, name, times[0], **values, modified=times[-1])


def age_visits(name: str, by_category: dict[str, datetime], last: datetime, now: datetime) -> None:
	"""Date the visits from the day the case was resolved; one that was made was made at the last change."""
	resolved = by_category.get("Resolved")
	visits = rows_of(VISIT, {"reference_name": name}, ["visit_from", "due_date", "completed_on"])
	for visit in visits if resolved else ():
		days = visit.creation.date() - resolved.date()
		values = {"due_date": visit.due_date - days}
		if visit.visit_from:
			values["visit_from"] = visit.visit_from - days
		if visit.completed_on:
			values["completed_on"] = max(last, min(resolved + timedelta(hours=20), now))
		put(VISIT, visit.name, resolved, **values)


def rows_of(doctype: str, filters: dict[str, Any], fields: list[str]) -> list[frappe._dict]:
	return frappe.get_all(
		doctype, filters=filters, fields=["name", "creation", *fields], order_by="creation, name"
	)


def put(doctype: str, name: str, creation: datetime, **values: Any) -> None:
	frappe.db.set_value(doctype, name, {"creation": creation, **values}, update_modified=False)
