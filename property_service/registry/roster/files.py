"""The uploaded roster: private, readable by whoever imports it, and read as bytes."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.core.doctype.file.file import File

from property_service.exceptions import RosterImportError
from property_service.registry.roster.reader import MAX_FILE_MB

if TYPE_CHECKING:
	from property_service.property_service.doctype.property_roster_import.property_roster_import import (
		PropertyRosterImport,
	)

ENDINGS = (".csv", ".xlsx")


def secure_file(document: PropertyRosterImport) -> None:
	"""Refuse a file the user may not read or of another kind, and make an own public upload private.

	A roster is full of phone and ID numbers: nothing of it may lie in the public folder for one minute more.
	"""
	if not document.roster_file or not document.has_value_changed("roster_file"):
		return
	file = _file_of(document)
	if not (file.file_name or "").lower().endswith(ENDINGS):
		frappe.throw(
			_(
				"{0} is neither a CSV nor an XLSX file. Save the roster as .xlsx or .csv and attach it again."
			).format(frappe.bold(file.file_name)),
			RosterImportError,
			title=_("Wrong Kind of File"),
		)
	if not file.is_private:
		_make_private(file, document)


def read_file(document: PropertyRosterImport) -> tuple[bytes, str, str]:
	"""Return content, file name and fingerprint of the roster; its reader was checked when it was attached."""
	if not document.roster_file:
		frappe.throw(
			_("Attach the roster as a CSV or XLSX file first."),
			RosterImportError,
			title=_("No Roster Attached"),
		)
	file = _file_of(document)
	path = Path(file.get_full_path())
	if not file.is_private or not path.is_file():
		frappe.throw(
			_("The attached roster is missing or not private. Attach it again."),
			RosterImportError,
			title=_("Roster Not Readable"),
		)
	if path.stat().st_size > MAX_FILE_MB << 20:
		frappe.throw(
			_("The file is larger than {0} MB. Split it and import the parts one after the other.").format(
				frappe.bold(MAX_FILE_MB)
			),
			RosterImportError,
			title=_("File Too Large"),
		)
	content = path.read_bytes()
	return content, file.file_name, sha256(content).hexdigest()


def _file_of(document: PropertyRosterImport) -> File:
	"""Return a File with this address that the user may read.

	Frappe attaches any address written into an Attach field to the document, and whoever reads the document may then
	read the file: so the right to read it must exist before.
	"""
	names = frappe.get_all(
		"File",
		filters={"file_url": document.roster_file, "is_folder": 0},
		pluck="name",
		order_by="creation desc",
	)
	files: list[File] = [frappe.get_doc("File", name) for name in names]
	readable = next((file for file in files if file.has_permission("read")), None)
	if readable is None:
		frappe.throw(
			_("{0} is not a file you uploaded. Attach the roster with the paper clip of this field.").format(
				frappe.bold(document.roster_file)
			),
			RosterImportError,
			title=_("File Not Found"),
		)
	return readable


def _make_private(file: File, document: PropertyRosterImport) -> None:
	if not file.has_permission("write"):
		frappe.throw(
			_("{0} is a public file of somebody else. Attach the roster yourself, as a private file.").format(
				frappe.bold(file.file_name)
			),
			RosterImportError,
			title=_("Public File"),
		)
	file.is_private = 1
	file.save()
	document.roster_file = file.file_url
