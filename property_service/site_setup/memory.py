"""What this app put on the site, remembered in Property Shipped Record: so that nothing deleted comes back."""

from __future__ import annotations

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
		{"record_key": key, "record_doctype": doctype, "record_name": name, "app_version": __version__, **values}
	)
	# a record somebody deleted is remembered too
	memory.flags.ignore_links = True
	return memory.save()


def standing_record(key: str) -> str | None:
	"""Return the name of the record made for `key`, None when there is none or somebody deleted it."""
	memory = recall(key)
	if not memory:
		return None
	if frappe.db.exists(memory.record_doctype, memory.record_name):
		return memory.record_name
	forget_content(memory)
	return None


def forget_content(memory: Document) -> None:
	if memory.status != DELETED:
		memory.status = DELETED
		memory.flags.ignore_links = True
		memory.save()


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
		DOCTYPE, filters=filters, fields=["record_doctype", "record_name"], order_by="creation desc, name desc"
	)
