"""The jobs of a roster import: one enqueue function and one synchronous function for each."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import frappe
from frappe.utils import add_to_date, now_datetime

from property_service.registry.roster import results, run
from property_service.registry.roster.problems import RosterFileError

if TYPE_CHECKING:
	from collections.abc import Iterator

	from property_service.property_service.doctype.property_roster_import.property_roster_import import (
		PropertyRosterImport,
	)

DOCTYPE = "Property Roster Import"
TIMEOUT = 1500
# A job stops well before the long queue's limit and leaves the rest to the next one.
SECONDS_PER_JOB = 900
STALLED_MINUTES = 15
RUNNING = ("Checking", "Importing")
RESULT_FIELDS = (
	"status",
	"message",
	"total_rows",
	"valid_rows",
	"imported_rows",
	"unchanged_rows",
	"error_rows",
)


def enqueue_check(name: str) -> None:
	"""Check a roster in the background, once at a time."""
	_enqueue("check_job", name, f"property-roster-check::{name}")


def enqueue_import(name: str, processed_units: int = 0) -> None:
	"""Import a roster in the background from where it stands; each stretch of a long run is a job of its own."""
	_enqueue("import_job", name, f"property-roster-import::{name}::{processed_units}")


def check_roster(name: str) -> dict:
	"""Check a roster now and return the result: status, message and how many rows of each kind.

	What is wrong with the file as a whole ends in status Failed with the reason in `message`, nothing is raised.
	The user needs the right to write the import.
	"""
	document = _document(name)
	try:
		run.check(document)
	except RosterFileError as error:
		results.fail(document, error)
	return _result(document)


def import_roster(name: str) -> dict:
	"""Import a roster now, whole, and return the result as `check_roster` does.

	Commits chunk by chunk. Called again after a crash it goes on where it stopped; called again after the end it
	finds every unit unchanged. No check needs to have run before.
	"""
	document = _document(name)
	try:
		run.run_import(document)
	except RosterFileError as error:
		results.fail(document, error)
	return _result(document)


def check_job(name: str, language: str) -> None:
	"""Job of `enqueue_check`."""
	frappe.local.lang = language
	with _failure_kept(name) as document:
		run.check(document)


def import_job(name: str, language: str) -> None:
	"""Job of `enqueue_import`: a stretch of the run, which enqueues the next one itself."""
	frappe.local.lang = language
	with _failure_kept(name) as document:
		if not run.run_import(document, SECONDS_PER_JOB):
			enqueue_import(name, document.processed_units)


def resume_stalled_imports() -> None:
	"""Scheduler: go on with imports whose worker died, as the user who started them."""
	before = add_to_date(now_datetime(), minutes=-STALLED_MINUTES)
	stalled = frappe.get_all(
		DOCTYPE,
		filters={"status": ("in", RUNNING), "last_progress_on": ("<", before)},
		fields=["name", "status", "processed_units", "modified_by"],
		order_by="last_progress_on",
	)
	for row in stalled:
		_enqueue_as(row.modified_by, row)


def is_stalled(document: PropertyRosterImport) -> bool:
	"""Return whether a run shows no sign of life any more."""
	if document.status not in RUNNING:
		return False
	return not document.last_progress_on or document.last_progress_on < add_to_date(
		now_datetime(), minutes=-STALLED_MINUTES
	)


def _enqueue(job: str, name: str, job_id: str) -> None:
	frappe.enqueue(
		f"property_service.registry.roster.tasks.{job}",
		queue="long",
		timeout=TIMEOUT,
		job_id=job_id,
		deduplicate=True,
		enqueue_after_commit=True,
		name=name,
		language=frappe.local.lang,
	)


def _enqueue_as(user: str, row: frappe._dict) -> None:
	scheduler = frappe.session.user
	frappe.set_user(user)
	try:
		if row.status == "Checking":
			enqueue_check(row.name)
		else:
			enqueue_import(row.name, row.processed_units)
	finally:
		frappe.set_user(scheduler)


def _document(name: str) -> PropertyRosterImport:
	document: PropertyRosterImport = frappe.get_doc(DOCTYPE, name)
	document.check_permission("write")
	return document


def _result(document: PropertyRosterImport) -> dict:
	return {field: document.get(field) for field in RESULT_FIELDS}


@contextmanager
def _failure_kept(name: str) -> Iterator[PropertyRosterImport]:
	"""Yield the import; what stops its job is shown on the form, and raised for the job's log when it is a defect."""
	document = _document(name)
	try:
		yield document
	except (RosterFileError, frappe.ValidationError) as error:
		frappe.db.rollback()
		results.fail(document, error)
	except Exception as error:
		frappe.db.rollback()
		results.fail(document, error)
		frappe.db.commit()  # nosemgrep: the job's own error handling rolls back, but the reason must stay
		raise
