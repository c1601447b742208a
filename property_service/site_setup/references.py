"""Everything on the site that names one of our DocTypes: taken away with them on uninstall."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import frappe

from property_service.constants import APP
from property_service.site_setup.doctypes import own_doctype_files, own_doctypes
from property_service.site_setup.series import own_counters

# Records that are about one DocType and mean nothing without it. Everything else is only unlinked or left alone.
ABOUT_A_DOCTYPE = (
	"Assignment Rule", "Auto Email Report", "Auto Repeat", "Calendar View", "Client Script", "Closed Document", "Comment",
	"Custom Field", "Dashboard Chart", "Data Import", "DocShare", "DocType Layout", "Document Follow",
	"Document Naming Rule", "Document Share Key", "Email Unsubscribe", "Energy Point Log", "Energy Point Rule",
	"Form Tour", "Kanban Board", "List Filter", "Milestone", "Milestone Tracker", "Notification", "Notification Log",
	"Number Card", "Onboarding Step", "Print Format", "Print Format Field Template", "Property Setter", "Reminder",
	"Report", "Server Script", "Submission Queue", "Success Action", "Tag Link", "ToDo", "User Permission", "Version",
	"View Log", "Web Form", "Webhook", "Workflow", "Workflow Action",
)  # fmt: skip
# What happened with a person or a mail server outlives the case it was about, as when Frappe deletes one document.
OUTLIVES_IT = {
	"Activity Log",
	"Communication",
	"Email Account",
	"Email Queue",
	"Error Log",
	"Event",
	"Integration Request",
}
# Columns that hold a DocType's name as plain text, so that no Link field leads to them.
PLAIN_TEXT = (
	("Deleted Document", "deleted_doctype"),
	("Custom DocPerm", "parent"),
	("Workspace Link", "link_to"),
	("Workspace Shortcut", "link_to"),
)


def remove_files() -> None:
	"""Delete what is attached to our documents. Before they go: a File asks the document it is attached to."""
	remove_documents("File", {"attached_to_doctype": ["in", own_doctypes()]})


def remove_references() -> None:
	"""Delete or unlink every row that names one of our DocTypes, except on submitted documents."""
	for doctype, fieldname in link_fields():
		remove_rows(doctype, fieldname)
	for doctype, column in PLAIN_TEXT:
		frappe.db.delete(doctype, {column: ["in", own_doctypes()]})
	frappe.db.delete("DefaultValue", {"defkey": ["in", [frappe.scrub(name) for name in own_doctypes()]]})
	frappe.db.delete("Singles", {"doctype": ["in", own_doctypes()]})
	for table in ("__UserSettings", "__global_search"):
		settings = frappe.qb.Table(table)
		frappe.qb.from_(settings).delete().where(settings.doctype.isin(own_doctypes())).run()
	remove_app_rows()


def link_fields() -> Iterator[tuple[str, str]]:
	"""Yield DocType and fieldname of every stored link to a DocType that is not ours."""
	for source, parent in (("DocField", "parent"), ("Custom Field", "dt")):
		filters = {"fieldtype": "Link", "options": "DocType", parent: ["not in", own_doctypes()]}
		for row in frappe.get_all(source, filters=filters, fields=[parent, "fieldname"], order_by="name"):
			if frappe.db.table_exists(row[parent]):
				yield row[parent], row.fieldname


def remove_rows(doctype: str, fieldname: str) -> None:
	meta = frappe.get_meta(doctype)
	named: dict[str, Any] = {fieldname: ["in", own_doctypes()]}
	if meta.istable:
		# rows of submitted documents stay as they were posted
		frappe.db.delete(doctype, {**named, "docstatus": 0})
	elif doctype in OUTLIVES_IT:
		frappe.db.set_value(doctype, named, fieldname, None, update_modified=False)
	elif doctype in ABOUT_A_DOCTYPE:
		remove_documents(doctype, named)


def remove_documents(doctype: str, filters: dict[str, Any]) -> None:
	"""Delete documents: one by one where they have rows or a file of their own, else at once."""
	if doctype != "File" and not frappe.get_meta(doctype).get_table_fields():
		frappe.db.delete(doctype, filters)
		return
	for name in frappe.get_all(doctype, filters=filters, pluck="name", order_by="name"):
		frappe.delete_doc(doctype, name, force=True, ignore_permissions=True, delete_permanently=True)


def remove_app_rows() -> None:
	"""Delete what Frappe keeps per app or per method: scheduled jobs with their logs, and the patch log."""
	methods = ["like", f"{APP}.%"]
	jobs = frappe.get_all("Scheduled Job Type", filters={"method": methods}, pluck="name", order_by="name")
	if jobs:
		frappe.db.delete("Scheduled Job Log", {"scheduled_job_type": ["in", jobs]})
		frappe.db.delete("Scheduled Job Type", {"name": ["in", jobs]})
	frappe.db.delete("Patch Log", {"patch": methods})


def remove_counters() -> None:
	"""Delete the counters of our naming series, unless another DocType counts with the same prefix."""
	series = frappe.qb.DocType("Series")
	counters = frappe.qb.from_(series).select(series.name).run(pluck=True)
	names = own_counters(counters, own_series(), other_series())
	if names:
		frappe.qb.from_(series).delete().where(series.name.isin(names)).run()


def own_series() -> list[str]:
	found = [document.get("autoname") or "" for document in own_doctype_files()]
	for document in own_doctype_files():
		for field in document["fields"]:
			if field["fieldname"] == "naming_series":
				found += (field.get("options") or "").split("\n")
	return found


def other_series() -> list[str]:
	filters = {"parent": ["not in", own_doctypes()], "fieldname": "naming_series"}
	options = frappe.get_all("DocField", filters=filters, pluck="options", order_by="name")
	setters = {"field_name": "naming_series", "property": "options", "doc_type": ["not in", own_doctypes()]}
	options += frappe.get_all("Property Setter", filters=setters, pluck="value", order_by="name")
	names = {"name": ["not in", own_doctypes()], "autoname": ["like", "%.#%"]}
	options += frappe.get_all("DocType", filters=names, pluck="autoname", order_by="name")
	return [line for text in options for line in (text or "").split("\n")]
