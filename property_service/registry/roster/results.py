"""What became of each row, how many there are of each kind, and how far a run is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import now_datetime

from property_service.registry.masking import mask_numbers
from property_service.registry.roster import writer
from property_service.registry.roster.compare import Decision
from property_service.registry.roster.messages import Messages, file_message, plain_error
from property_service.registry.roster.preview import problem_data
from property_service.registry.roster.problems import Problem, RosterFileError
from property_service.registry.roster.session import Session

if TYPE_CHECKING:
	from property_service.property_service.doctype.property_roster_import.property_roster_import import (
		PropertyRosterImport,
	)

EVENT = "property_roster_progress"
COUNTS = {
	"Ready": "valid_rows",
	"Imported": "imported_rows",
	"Unchanged": "unchanged_rows",
	"Error": "error_rows",
}
COUNTERS = (*COUNTS.values(), "processed_rows")
READY = {"New": "Ready", "Update": "Ready"}
IMPORTED = {"New": "Imported", "Update": "Imported"}


def begin(document: PropertyRosterImport, status: str) -> None:
	"""Start a run: count from nothing and drop the results of the run before."""
	writer.clear_rows(document.name)
	now = now_datetime()
	zeros = dict.fromkeys((*COUNTERS, "total_rows", "processed_units"), 0)
	times = {"started_on": now, "finished_on": None, "last_progress_on": now}
	document.db_set({**zeros, **times, "status": status, "message": ""})


def record(
	session: Session, decisions: list[Decision], statuses: dict[str, str], units: dict[str, str]
) -> None:
	"""Write what became of each row of a chunk, and count it.

	Args:
		decisions: one per unit.
		statuses: what a row is called whose unit is new or updated, `READY` or `IMPORTED`.
		units: names of the units written now, by key.
	"""
	rows = []
	for decision in decisions:
		status = statuses.get(decision.action, decision.action)
		unit = units.get(decision.plan.key) or decision.unit or None
		for row_no in decision.plan.rows:
			problems = _problems_of_row(decision, row_no, status)
			rows.append(_result_row(session.messages, decision, row_no, status, problems, unit))
		session.counts[COUNTS[status]] += len(decision.plan.rows)
		session.counts["processed_rows"] += len(decision.plan.rows)
	writer.write_rows(session.document, rows)


def commit_chunk(session: Session, values: dict) -> None:
	"""Commit a chunk with the counts that belong to it, and tell the open form."""
	counts = {name: session.counts[name] for name in COUNTERS}
	totals = {"total_rows": session.roster.row_count, "last_progress_on": now_datetime()}
	session.document.db_set({**values, **counts, **totals}, update_modified=False)
	publish(session.document)
	frappe.db.commit()  # nosemgrep: a finished chunk must survive a killed worker, and its locks must not last
	# Frappe keeps what was looked up until the job ends, which is too long for 100,000 rows.
	frappe.db.value_cache.clear()
	frappe.local.message_log = []


def finish(session: Session, status: str, values: dict) -> None:
	"""End a run."""
	session.document.db_set({**values, "status": status, "finished_on": now_datetime()})
	publish(session.document)
	frappe.db.commit()  # nosemgrep: the open form is told after the commit and then reads the end of the run


def fail(document: PropertyRosterImport, error: Exception) -> None:
	"""Keep why a run could not go on."""
	if isinstance(error, RosterFileError):
		message = file_message(error)
	elif isinstance(error, frappe.ValidationError):
		message = plain_error(error)
	else:
		message = _(
			"The run stopped because of an unexpected error, which the Error Log holds. Start it again."
		)
	document.db_set({"status": "Failed", "message": message, "finished_on": now_datetime()})
	publish(document)


def publish(document: PropertyRosterImport) -> None:
	"""Tell the open form, once this is committed, how far the run is."""
	state = {name: document.get(name) for name in ("name", "status", "processed_rows", "total_rows")}
	frappe.publish_realtime(EVENT, state, doctype=document.doctype, docname=document.name, after_commit=True)


def _problems_of_row(decision: Decision, row_no: int, status: str) -> list[Problem]:
	own = [problem for problem in decision.problems if problem.row == row_no]
	if status != "Error":
		return [Problem(row_no, "", "repeated_row")] if row_no in decision.plan.repeated_rows else []
	return own or [Problem(row_no, "", "other_row", (str(decision.problems[0].row),))]


def _result_row(
	messages: Messages,
	decision: Decision,
	row_no: int,
	status: str,
	problems: list[Problem],
	unit: str | None,
) -> dict:
	columns = dict.fromkeys(messages.column(problem.field) for problem in problems if problem.field)
	return {
		"row_no": row_no,
		"unit_label": mask_numbers(decision.plan.address.label)[:140],
		"status": status,
		"column_label": ", ".join(columns)[:140],
		"message": "\n".join(messages.both(problem) for problem in problems),
		"details": json.dumps([problem_data(problem) for problem in problems], ensure_ascii=False),
		"unit": None if status == "Error" else unit,
	}
