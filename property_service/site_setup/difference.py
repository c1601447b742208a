"""A shipped record's two contents side by side, as HTML for its form."""

from __future__ import annotations

import json
from difflib import HtmlDiff

import frappe
from frappe import _
from frappe.model.document import Document

from property_service.site_setup import shipped
from property_service.site_setup.fingerprint import Content
from property_service.site_setup.release import ReleasedRecord


def difference_html(known: Document) -> str:
	"""Return a table of what differs between the site's record and the offered release, empty when nothing is offered.

	Arguments: `known` is a Property Shipped Record. Every text is escaped.
	"""
	if known.status != shipped.NEWER_AVAILABLE or not frappe.db.exists(
		known.record_doctype, known.record_name
	):
		return ""
	record = offered_record(known)
	document = frappe.get_doc(known.record_doctype, known.record_name)
	return HtmlDiff().make_table(
		readable(shipped.current_content(document, record.values)),
		readable(shipped.released_content(record)),
		fromdesc=frappe.utils.escape_html(_("On this site")),
		todesc=frappe.utils.escape_html(_("Newer shipped version")),
		context=True,
		numlines=2,
	)


def offered_record(known: Document) -> ReleasedRecord:
	return ReleasedRecord(known.record_key, known.record_doctype, json.loads(known.offered_content))


def readable(content: Content) -> list[str]:
	"""Return a content as lines: one heading per field, long texts line by line."""
	lines: list[str] = []
	for key, value in content.items():
		lines.append(f"[{key}]")
		text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)
		lines += text.split("\n")
	return lines
