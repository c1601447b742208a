"""What this app put on the site, remembered in Property Shipped Record: so that nothing deleted comes back."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import frappe
from frappe.model.document import Document

from property_service import __version__

DOCTYPE = "Property Shipped Record"
CREATED_ONCE = "Created Once"
DELETED = "Deleted"


def recall(key: str) -> Document | None:
	"""Return the memory of the record with this key, None when the app never wrote it here."""
	name = frappe.db.get_value(DOCTYPE, {"record_key": key})
	return frappe.get_doc(DOCTYPE, name) if name else None


def remember(key: str, doctype: str, name: str, **values: Any) -> Document:
	"""Note that the record `name` of `doctype` stands for `key`. `values` are fields of Property Shipped Record."""
	memory = recall(key) or frappe.new_doc(DOCTYPE)
	memory.update(
		{
			"record_key": key,
			"record_doctype": doctype,
			"record_name": name,
			"app_version": __version__,
			**values,
		}
	)
	# a record somebody deleted is remembered too
	memory.flags.ignore_links = True
	# the app's own bookkeeping, which nobody has the right to create by hand: whoever made the record is noted here
	return memory.save(ignore_permissions=True)


def standing_record(key: str) -> str | None:
	"""Return the name of the record made for `key`, None when there is none or somebody deleted it."""
	memory = recall(key)
	return (
		memory.record_name if memory and frappe.db.exists(memory.record_doctype, memory.record_name) else None
	)


def mark_deleted() -> None:
	"""Note which records are gone, so that the list of Property Shipped Record tells what an administrator deleted."""
	rows = frappe.get_all(
		DOCTYPE,
		filters={"status": ["!=", DELETED]},
		fields=["name", "record_doctype", "record_name"],
		order_by="record_doctype, name",
	)
	for doctype, group in groupby(rows, key=lambda row: row.record_doctype):
		names = {row.record_name: row.name for row in group}
		standing = frappe.get_all(
			doctype, filters={"name": ["in", list(names)]}, pluck="name", order_by="name"
		)
		for record_name in names.keys() - set(standing):
			frappe.db.set_value(DOCTYPE, names[record_name], "status", DELETED)


def create_once(key: str, doctype: str, name: str | None, values: dict[str, Any]) -> str | None:
	"""Make a record the first time this is called with `key`, and never again.

	Arguments: `name` is what to look for before making it (None: always make); `values` its fields.
	Returns the record's name, None when an administrator deleted it since. A record that stood here before is used
	as it is and remembered as not ours.
	"""
	if recall(key):
		return standing_record(key)
	found = name if name and frappe.db.exists(doctype, name) else None
	record = found or insert(doctype, name, values)
	remember(key, doctype, record, status=CREATED_ONCE, made_by_app=0 if found else 1)
	return record


def insert(doctype: str, name: str | None, values: dict[str, Any]) -> str:
	document = frappe.get_doc({"doctype": doctype, **values})
	return document.insert(set_name=name).name


def made_by_app(doctype: str | None = None) -> list[dict[str, str]]:
	"""Return record_doctype and record_name of everything this app made, newest first."""
	filters: dict[str, Any] = {"made_by_app": 1}
	if doctype:
		filters["record_doctype"] = doctype
	return frappe.get_all(
		DOCTYPE,
		filters=filters,
		fields=["record_doctype", "record_name"],
		order_by="creation desc, name desc",
	)
