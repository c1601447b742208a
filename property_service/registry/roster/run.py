"""Check or import one roster, chunk by chunk. The database knows how far a run came, never the queue."""

from __future__ import annotations

import json
import time
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import getdate

from property_service.exceptions import RosterImportError
from property_service.registry.community import refresh_figures
from property_service.registry.roster import results, sources
from property_service.registry.roster.compare import Decision, decide
from property_service.registry.roster.known_people import People
from property_service.registry.roster.messages import plain_error
from property_service.registry.roster.plan import UnitPlan
from property_service.registry.roster.planning import unit_count
from property_service.registry.roster.preview import PREVIEW_UNITS, preview_of
from property_service.registry.roster.problems import Problem
from property_service.registry.roster.session import Session, opened
from property_service.registry.roster.writer import UnitWriter, bulk_work

if TYPE_CHECKING:
	from property_service.property_service.doctype.property_roster_import.property_roster_import import (
		PropertyRosterImport,
	)

UNITS_PER_CHECK = 500
UNITS_PER_COMMIT = 100
ATTEMPTS = 3
SAVEPOINT = "roster_unit"


def check(document: PropertyRosterImport) -> None:
	"""Find out what an import would do with every row, and write nothing but that."""
	results.begin(document, "Checking")
	with opened(document) as session:
		people, preview = sources.new_people(), []
		plans = session.plans()
		while chunk := list(islice(plans, UNITS_PER_CHECK)):
			decisions = _decide_all(session, chunk, people)
			preview += [preview_of(decision) for decision in decisions[: PREVIEW_UNITS - len(preview)]]
			results.record(session, decisions, results.READY, {})
			results.commit_chunk(session, {})
		values = {
			"file_hash": session.file_hash,
			"column_map": session.column_map,
			"ignored_columns": ", ".join(session.roster.header.ignored),
			"preview_data": json.dumps(preview, ensure_ascii=False),
		}
		results.finish(session, "Checked", values)


def run_import(document: PropertyRosterImport, seconds: float | None = None) -> bool:
	"""Write every unit that can be written; return False when `seconds` were over before the end.

	A run that was interrupted goes on after its last committed chunk, as long as the file is still the same.
	"""
	resumes = document.status == "Importing" and document.processed_units > 0
	with opened(document, resumes=resumes) as session:
		_refuse_other_file(session)
		if not resumes:
			results.begin(document, "Importing")
			document.db_set({"column_map": session.column_map, "file_hash": session.file_hash})
		session.counts.update({name: document.get(name) for name in results.COUNTERS})
		deadline = time.monotonic() + seconds if seconds else None
		plans = session.plans(document.processed_units)
		while chunk := list(islice(plans, UNITS_PER_COMMIT)):
			_import_chunk_with_retry(session, chunk)
			if (
				deadline
				and time.monotonic() > deadline
				and document.processed_units < unit_count(session.roster)
			):
				return False
		refresh_figures(document.community)
		results.finish(session, "Completed with Errors" if session.counts["error_rows"] else "Completed", {})
	return True


def import_chunk(session: Session, chunk: list[UnitPlan]) -> None:
	"""Write one chunk of units, each in its own savepoint, and commit them with their results and the position."""
	_claim(session)
	people = sources.new_people()
	registry = session.registry(chunk, people)
	first_day = getdate(session.document.effective_date)
	unit_writer = UnitWriter(session.document, session.buildings, people, first_day, session.parking_area)
	decisions, units = [], {}
	with bulk_work():
		for plan in chunk:
			decision = decide(plan, registry)
			if decision.action in ("New", "Update"):
				decision = _write_or_refuse(unit_writer, decision, units)
			decisions.append(decision)
	results.record(session, decisions, results.IMPORTED, units)
	results.commit_chunk(session, {"processed_units": session.document.processed_units + len(chunk)})


def _import_chunk_with_retry(session: Session, chunk: list[UnitPlan]) -> None:
	"""Try a chunk again when somebody else held its rows: Frappe 15's own retry of jobs does not reach this far."""
	for attempt in range(1, ATTEMPTS + 1):
		counts = Counter(session.counts)
		try:
			import_chunk(session, chunk)
			return
		except _lock_errors():
			if attempt == ATTEMPTS:
				raise
			frappe.db.rollback()
			time.sleep(attempt)
			session.counts = counts
			session.document.reload()
			session.read_buildings()


def _lock_errors() -> tuple[type[Exception], ...]:
	return (
		frappe.QueryDeadlockError,
		frappe.QueryTimeoutError,
		frappe.db.OperationalError,
		frappe.db.InternalError,
	)


def _write_or_refuse(unit_writer: UnitWriter, decision: Decision, units: dict[str, str]) -> Decision:
	"""Write one unit wholly or not at all; return the decision, turned into an error when it was refused."""
	frappe.db.savepoint(SAVEPOINT)
	try:
		units[decision.plan.key] = unit_writer.write(decision)
	except _lock_errors():
		raise
	except Exception as error:
		# Whatever is wrong with one unit costs its rows, never the run.
		frappe.db.rollback(save_point=SAVEPOINT)
		unit_writer.forget()
		frappe.clear_last_message()
		return Decision(decision.plan, "Error", problems=(_refusal(decision.plan, error),))
	frappe.db.release_savepoint(SAVEPOINT)
	return decision


def _refusal(plan: UnitPlan, error: Exception) -> Problem:
	row = plan.rows[0]
	if isinstance(error, frappe.DuplicateEntryError):
		return Problem(row, "unit_no", "name_taken")
	if isinstance(error, frappe.ValidationError | frappe.PermissionError):
		return Problem(row, "", "refused", (plain_error(error),))
	# Without the local variables, which hold the owner's numbers.
	frappe.log_error(title="Roster Import", message=frappe.get_traceback(with_context=False))
	return Problem(row, "", "unexpected")


def _decide_all(session: Session, chunk: list[UnitPlan], people: People) -> list[Decision]:
	"""Decide a chunk of a dry run; later units meet the people that earlier units would make."""
	registry = session.registry(chunk, people)
	decisions = []
	for plan in chunk:
		decision = decide(plan, registry)
		decisions.append(decision)
		for owner in decision.owners if decision.action != "Error" else ():
			if not owner.record:
				people.expect(owner.owner)
	return decisions


def _refuse_other_file(session: Session) -> None:
	document = session.document
	if document.file_hash and document.file_hash != session.file_hash:
		frappe.throw(
			_("The file of {0} is not the one that was checked. Check it again before importing.").format(
				frappe.bold(document.name)
			),
			RosterImportError,
			title=_("File Changed"),
		)


def _claim(session: Session) -> None:
	"""Stop when another worker has gone on with this import meanwhile; else hold it until the chunk is committed."""
	document = session.document
	fields = ["processed_units", "status"]
	done, status = frappe.db.get_value(document.doctype, document.name, fields, for_update=True)
	if done != document.processed_units or status != "Importing":
		frappe.throw(
			_("{0} is being imported by another job.").format(frappe.bold(document.name)),
			RosterImportError,
			title=_("Import Under Way"),
		)
