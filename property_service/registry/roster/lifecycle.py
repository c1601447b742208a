"""What a Property Roster Import checks when it is saved or deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _

from property_service.exceptions import RosterImportError
from property_service.registry.roster import writer
from property_service.registry.roster.tasks import RUNNING, is_stalled

if TYPE_CHECKING:
	from property_service.property_service.doctype.property_roster_import.property_roster_import import (
		PropertyRosterImport,
	)

INPUT_FIELDS = (
	"community",
	"roster_file",
	"effective_date",
	"create_buildings",
	"update_existing",
	"parking_area",
)
RESULT_FIELDS = (
	"message", "ignored_columns", "column_map", "preview_data", "file_hash", "started_on", "finished_on",
	"total_rows", "processed_rows", "valid_rows", "imported_rows", "unchanged_rows", "error_rows", "processed_units",
)  # fmt: skip


def refuse_change_while_running(document: PropertyRosterImport) -> None:
	"""Refuse another file or option while a job is reading them."""
	if document.is_new() or not _input_changed(document):
		return
	if document.status in RUNNING and not is_stalled(document):
		frappe.throw(
			_("{0} is under way. Wait for its end, then change it.").format(frappe.bold(document.name)),
			RosterImportError,
			title=_("Import Under Way"),
		)


def start_over_after_change(document: PropertyRosterImport) -> None:
	"""Forget a result that belongs to another file or other options."""
	if document.is_new() or not _input_changed(document):
		return
	document.status = "Draft"
	for fieldname in RESULT_FIELDS:
		document.set(fieldname, None)
	writer.clear_rows(document.name)


def delete_results(document: PropertyRosterImport) -> None:
	"""Delete the results with the import they belong to; refused while a job is writing them."""
	if document.status in RUNNING and not is_stalled(document):
		frappe.throw(
			_("{0} is under way. Wait for its end, then delete it.").format(frappe.bold(document.name)),
			RosterImportError,
			title=_("Import Under Way"),
		)
	writer.clear_rows(document.name)


def _input_changed(document: PropertyRosterImport) -> bool:
	return any(document.has_value_changed(fieldname) for fieldname in INPUT_FIELDS)
