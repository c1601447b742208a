"""Records people may edit: written when missing, replaced by a newer release only while nobody edited them.

`sync_shipped_records` runs after the install and after every migrate. What it wrote is remembered in Property Shipped
Record, together with the content as the site kept it, so that an edit shows as a difference to that content.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

import frappe
from frappe.model import no_value_fields, table_fields
from frappe.model.document import Document

from property_service.site_setup import memory, workflow_parts
from property_service.site_setup.fingerprint import Column, Content, Shape, canonical, content_of, fingerprint
from property_service.site_setup.release import ReleasedRecord, released_records

AS_SHIPPED = "As Shipped"
EDITED = "Edited"
NEWER_AVAILABLE = "Newer Available"
FAILED = "Failed"


def sync_shipped_records(records: Iterable[ReleasedRecord] | None = None) -> Counter[str]:
	"""Bring the site's shipped records up to this release without touching what people edited or deleted.

	Arguments: `records` stands in for the files of the release in tests.
	Returns how many records are in each status; a record that could not be written counts as Failed and is in the
	error log, so that one of them never stops a migrate.
	"""
	return Counter(sync_safely(record) for record in (released_records() if records is None else records))


def sync_safely(record: ReleasedRecord) -> str:
	savepoint = "property_shipped_record"
	frappe.db.savepoint(savepoint)
	try:
		return sync_record(record)
	except frappe.ValidationError:
		frappe.db.rollback(save_point=savepoint)
		frappe.clear_last_message()
		frappe.log_error(title=f"Shipped record not written: {record.key}")
		return FAILED


def sync_record(record: ReleasedRecord) -> str:
	"""Bring one record up to this release. Returns its status."""
	known = memory.recall(record.key)
	if not known:
		return first_sync(record)
	if not frappe.db.exists(known.record_doctype, known.record_name):
		frappe.db.set_value(memory.DOCTYPE, known.name, "status", memory.DELETED)
		return memory.DELETED
	return next_sync(record, known)


def first_sync(record: ReleasedRecord) -> str:
	name = existing_name(record)
	if name:
		return adopt(record, name)
	workflow_parts.create_missing(record)
	document = frappe.get_doc({"doctype": record.doctype, **record.values})
	document.insert(set_name=record.values.get("name"))
	keep_as_shipped(record, document.name, made_by_app=1)
	return AS_SHIPPED


def adopt(record: ReleasedRecord, name: str) -> str:
	"""Take note of a record that stood here before: it is not ours, so a different content is only offered."""
	document = frappe.get_doc(record.doctype, name)
	if current_content(document, record.values) == released_content(record):
		keep_as_shipped(record, name, made_by_app=0)
		return AS_SHIPPED
	memory.remember(record.key, record.doctype, name, made_by_app=0, **offer(record))
	return NEWER_AVAILABLE


def next_sync(record: ReleasedRecord, known: Document) -> str:
	document = frappe.get_doc(known.record_doctype, known.record_name)
	if known.release_hash == fingerprint(released_content(record)):
		status = EDITED if is_edited(document, known) else AS_SHIPPED
		set_status(known, status)
		return status
	if is_edited(document, known) and current_content(document, record.values) != released_content(record):
		if known.offered_hash != fingerprint(released_content(record)):
			memory.remember(record.key, document.doctype, document.name, **offer(record))
		return NEWER_AVAILABLE
	write_release(record, document)
	return AS_SHIPPED


def write_release(record: ReleasedRecord, document: Document) -> None:
	"""Replace the shipped fields of a record with this release's."""
	workflow_parts.create_missing(record)
	document.update({key: value for key, value in record.values.items() if key != "name"})
	document.save()
	keep_as_shipped(record, document.name)


def keep_as_shipped(record: ReleasedRecord, name: str, **values: Any) -> None:
	# read back: the database, sanitizing and validate decide what the content looks like from now on
	written = current_content(frappe.get_doc(record.doctype, name), record.values)
	memory.remember(
		record.key,
		record.doctype,
		name,
		status=AS_SHIPPED,
		shipped_content=canonical(written),
		shipped_hash=fingerprint(written),
		release_hash=fingerprint(released_content(record)),
		offered_content=None,
		offered_hash=None,
		**values,
	)


def offer(record: ReleasedRecord) -> dict[str, Any]:
	content = released_content(record)
	return {
		"status": NEWER_AVAILABLE,
		"offered_content": json.dumps(record.values, ensure_ascii=False, indent=1),
		"offered_hash": fingerprint(content),
	}


def set_status(known: Document, status: str) -> None:
	if known.status != status:
		known.status = status
		known.save()


def is_edited(document: Document, known: Document) -> bool:
	"""Return whether somebody changed a field this app wrote, compared to what it last wrote here."""
	shipped: Content = json.loads(known.shipped_content or "{}")
	return not shipped or fingerprint(current_content(document, shipped)) != known.shipped_hash


def existing_name(record: ReleasedRecord) -> str | None:
	autoname = frappe.get_meta(record.doctype).autoname or ""
	field = autoname.removeprefix("field:") if autoname.startswith("field:") else "name"
	name = record.values.get(field)
	return name if name and frappe.db.exists(record.doctype, name) else None


def current_content(document: Document, keys: Iterable[str]) -> Content:
	return content_of(document.as_dict(), shape_of(document.doctype), keys)


def released_content(record: ReleasedRecord) -> Content:
	return content_of(record.values, shape_of(record.doctype), record.values)


def shape_of(doctype: str) -> Shape:
	"""Return how to read the content of `doctype`: its fields by type, and the columns of its child tables."""
	meta = frappe.get_meta(doctype)
	fields = {df.fieldname: df.fieldtype for df in meta.fields if df.fieldtype not in no_value_fields}
	tables = {df.fieldname: columns_of(df.options) for df in meta.fields if df.fieldtype in table_fields}
	return Shape({name: kind for name, kind in fields.items() if name not in tables}, tables)


def columns_of(child_doctype: str) -> dict[str, Column]:
	meta = frappe.get_meta(child_doctype)
	return {
		df.fieldname: Column(df.fieldtype, df.default)
		for df in meta.fields
		if df.fieldtype not in no_value_fields
	}
