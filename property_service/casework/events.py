"""Document events that casework listens to on documents of Frappe."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.model.document import Document

from property_service.casework import files
from property_service.casework.states import FIELD, Machine, State, missing_categories, uncategorized
from property_service.constants import OPEN_CATEGORIES
from property_service.exceptions import AttachmentError, WorkflowCategoryError

if TYPE_CHECKING:
	from frappe.core.doctype.file.file import File
	from frappe.workflow.doctype.workflow.workflow import Workflow

GUARDED_DOCTYPES = ("Complaint", "Return Visit")


def check_workflow_categories(doc: Workflow, method: str | None = None) -> None:
	"""Refuse a workflow that would leave the code guessing what its states mean.

	Holds for every document that has a state category: each state must set it, new documents must start open, and there
	must be a state to close to.
	"""
	field = frappe.get_meta(doc.document_type).get_field(FIELD)
	if not field:
		return
	categories = [option for option in (field.options or "").split("\n") if option]
	faulty = uncategorized(
		[(row.state, row.update_field, row.update_value) for row in doc.states], categories
	)
	if faulty:
		frappe.throw(
			_(
				"State {0} has no valid category. Set its Update Field to {1} and its Update Value to one of: {2}."
			).format(
				frappe.bold(", ".join(_(state) for state in faulty)),
				frappe.bold(FIELD),
				", ".join(categories),
			),
			WorkflowCategoryError,
			title=_("State Without Category"),
		)
	_check_frame(doc)


def guard_attachment(doc: File, method: str | None = None) -> None:
	"""Refuse a file that is not wanted on a case or a visit, and one that is made public later."""
	if doc.attached_to_doctype not in GUARDED_DOCTYPES or doc.is_folder:
		return
	if not doc.get_doc_before_save():
		_check_file(doc)
	elif not doc.is_private:
		frappe.throw(
			_("Files of a case are private. Leave {0} private.").format(frappe.bold(doc.file_name)),
			AttachmentError,
			title=_("File Must Stay Private"),
		)
	elif any(doc.has_value_changed(field) for field in ("attached_to_name", "file_url", "file_name")):
		_check_file(doc)


def keep_attachment_private(doc: File, method: str | None = None) -> None:
	"""Make a file private that was uploaded to a case or a visit as public."""
	if doc.attached_to_doctype in GUARDED_DOCTYPES and not doc.is_private and not doc.is_folder:
		doc.is_private = 1
		doc.save(ignore_permissions=True)  # who may attach a file may not choose to publish it


def _check_frame(doc: Workflow) -> None:
	machine = Machine(tuple(State(row.state, row.update_value) for row in doc.states))
	missing = missing_categories(machine)
	if missing:
		frappe.throw(
			_("The workflow has no state with the category {0}. Add one: cases need it.").format(
				frappe.bold(", ".join(_(category) for category in missing))
			),
			WorkflowCategoryError,
			title=_("Category Missing"),
		)
	if machine.first.category not in OPEN_CATEGORIES:
		frappe.throw(
			_(
				"New cases start in the first state, {0}, so its category has to be Open. Move an open state to the top."
			).format(frappe.bold(_(machine.first.name))),
			WorkflowCategoryError,
			title=_("First State Not Open"),
		)


def _check_file(doc: Document) -> None:
	path = Path(doc.get_full_path())
	if doc.is_remote_file or not path.is_file():
		files.check(doc.file_name, b"", 0)
		return
	with path.open("rb") as file:
		files.check(doc.file_name, file.read(files.HEAD_BYTES), path.stat().st_size)
