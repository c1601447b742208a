"""What the form of a roster import calls."""

import json
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.core.doctype.access_log.access_log import make_access_log
from frappe.utils import now_datetime

from property_service.exceptions import RosterImportError
from property_service.registry.roster import feedback, tasks
from property_service.registry.roster.messages import vocabulary
from property_service.registry.roster.preview import problem_from
from property_service.registry.roster.session import opened
from property_service.registry.roster.sources import failed_rows

if TYPE_CHECKING:
	from collections.abc import Iterator

	from property_service.property_service.doctype.property_roster_import.property_roster_import import (
		PropertyRosterImport,
	)
	from property_service.registry.roster.rows import RosterRow
	from property_service.registry.roster.session import Session

IMPORTABLE = ("Checked", "Completed", "Completed with Errors")


@frappe.whitelist(methods=["POST"])
def start_check(name: str) -> None:
	"""For whoever may write the import: check its file in the background, write nothing but the result."""
	document = _writable(name)
	_refuse_second_run(document)
	document.db_set({**_started(), "status": "Checking"})
	tasks.enqueue_check(name)


@frappe.whitelist(methods=["POST"])
def start_import(name: str) -> None:
	"""For whoever may write the import: write the checked units in the background, or go on with a stalled run."""
	document = _writable(name)
	_refuse_second_run(document)
	if document.status == "Importing":
		tasks.enqueue_import(name, document.processed_units)
		return
	if document.status not in IMPORTABLE:
		frappe.throw(
			_("Check the roster first, then import it."), RosterImportError, title=_("Not Checked Yet")
		)
	_refuse_second_import(document)
	document.db_set({**_started(), "status": "Importing"})
	tasks.enqueue_import(name)


@frappe.whitelist(methods=["GET"])
def preview(name: str) -> list[dict]:
	"""For whoever may read the import: the first units as checked, without full phone or ID numbers."""
	document: PropertyRosterImport = frappe.get_doc(tasks.DOCTYPE, name)
	document.check_permission("read")
	words = vocabulary()
	units = json.loads(document.preview_data or "[]")
	for unit in units:
		unit["unit_type"] = words.get(unit["unit_type"], unit["unit_type"])
		unit["tenure"] = words.get(unit["tenure"], unit["tenure"])
	return units


@frappe.whitelist(methods=["GET"])
def download_errors(name: str) -> None:
	"""For whoever may write the import: the rows that failed, to be mended and imported again.

	Phone and ID numbers are masked for somebody without the right to read them in Property Owner.
	"""
	document = _writable(name)
	masked = not _may_read_numbers()
	titles = [_("Row"), _("Column"), _("Problem"), _("Remedy")]
	with opened(document) as session:
		rows = _failed_rows(name, session)
		lines = feedback.feedback_lines(session.roster.header, rows, titles, masked=masked)
		is_csv = (document.roster_file or "").lower().endswith(".csv")
		content = feedback.as_csv(lines) if is_csv else feedback.as_xlsx(lines)
	# Who took full numbers out of the site is kept, as for Frappe's own exports.
	make_access_log(doctype=tasks.DOCTYPE, document=name, file_type="CSV" if is_csv else "XLSX")
	frappe.local.response.filename = f"{name}-errors.{'csv' if is_csv else 'xlsx'}"
	frappe.local.response.filecontent = content
	frappe.local.response.type = "download"


def _started() -> dict:
	return {"processed_units": 0, "processed_rows": 0, "message": "", "last_progress_on": now_datetime()}


def _writable(name: str) -> "PropertyRosterImport":
	document: PropertyRosterImport = frappe.get_doc(tasks.DOCTYPE, name)
	document.check_permission("write")
	return document


def _refuse_second_run(document: "PropertyRosterImport") -> None:
	if document.status in tasks.RUNNING and not tasks.is_stalled(document):
		frappe.throw(
			_("{0} is under way. Wait for its end.").format(frappe.bold(document.name)),
			RosterImportError,
			title=_("Import Under Way"),
		)


def _refuse_second_import(document: "PropertyRosterImport") -> None:
	"""Two files of one community at once could register one person twice."""
	other = frappe.db.get_value(
		tasks.DOCTYPE,
		{"community": document.community, "status": "Importing", "name": ("!=", document.name)},
		"name",
	)
	if other:
		frappe.throw(
			_("{0} is being imported into the same community. Wait for its end.").format(frappe.bold(other)),
			RosterImportError,
			title=_("Import Under Way"),
		)


def _may_read_numbers() -> bool:
	levels = frappe.get_meta("Property Owner").get_permlevel_access("read")
	return {1, 2} <= set(levels)


def _failed_rows(name: str, session: "Session") -> "Iterator[tuple[RosterRow, str, str, str]]":
	"""Yield the failed rows in the order of the file, with what is wrong in the reader's language."""
	messages = session.messages
	failed = failed_rows(name)
	for row in session.roster.all_rows():
		if row.row_no not in failed:
			continue
		problems = [problem_from(data) for data in json.loads(failed[row.row_no] or "[]")]
		columns = dict.fromkeys(messages.column(problem.field) for problem in problems if problem.field)
		yield (
			row,
			", ".join(columns),
			"\n".join(messages.what(problem) for problem in problems),
			"\n".join(messages.remedy(problem) for problem in problems),
		)
