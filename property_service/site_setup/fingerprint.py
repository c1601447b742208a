"""When two contents of a record count as the same: values normalised by field type, then hashed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

NUMBERS = {"Int", "Float", "Currency", "Percent", "Duration", "Rating", "Long Int"}
# Written by the workflow builder's canvas, not by whoever edits the workflow.
LAYOUT_FIELDS = {"workflow_builder_id"}

Content = dict[str, Any]


@dataclass(frozen=True)
class Column:
	"""A field of a child table: its type, and the value that counts as not filled in."""

	fieldtype: str
	default: Any = None


@dataclass(frozen=True)
class Shape:
	"""What is needed to read a record's content: fieldname → type, and child table → its columns."""

	fields: Mapping[str, str]
	tables: Mapping[str, Mapping[str, Column]] = field(default_factory=dict)


def content_of(values: Mapping[str, Any], shape: Shape, keys: Iterable[str]) -> Content:
	"""Return the content of a record, restricted to `keys`, in a form that JSON keeps and equality compares.

	Arguments: `values` maps fieldnames to values, child tables to lists of such mappings. Of a child row every filled
	column counts, so that a condition somebody adds to a transition is an edit even if none was shipped.
	"""
	content: Content = {}
	for key in sorted(set(keys) & (shape.fields.keys() | shape.tables.keys())):
		if key in shape.tables:
			content[key] = [row_content(row, shape.tables[key]) for row in values.get(key) or []]
		else:
			content[key] = normalised(values.get(key), shape.fields[key])
	return content


def row_content(row: Mapping[str, Any], columns: Mapping[str, Column]) -> Content:
	content: Content = {}
	for name, column in sorted(columns.items()):
		default = normalised(column.default, column.fieldtype)
		value = row.get(name)
		shown = default if value is None else normalised(value, column.fieldtype)
		if name not in LAYOUT_FIELDS and shown != default:
			content[name] = shown
	return content


def normalised(value: Any, fieldtype: str) -> str | bool:
	"""Return one value so that what a form, a file or the database makes of it compares equal."""
	if fieldtype == "Check":
		return bool(int(value or 0))
	if fieldtype in NUMBERS:
		return plain_number(value)
	if fieldtype == "JSON" and isinstance(value, dict | list):
		return json.dumps(value, ensure_ascii=False, sort_keys=True)
	return plain_text("" if value is None else str(value))


def plain_number(value: Any) -> str:
	try:
		number = Decimal(str(value or 0))
	except InvalidOperation:
		return plain_text(str(value))
	return format(number.normalize(), "f") if number else "0"


def plain_text(text: str) -> str:
	lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
	return "\n".join(line.rstrip() for line in lines).strip("\n")


def fingerprint(content: Content) -> str:
	"""Return the SHA-256 of a content, 64 hexadecimal characters."""
	return hashlib.sha256(canonical(content).encode()).hexdigest()


def canonical(content: Content) -> str:
	"""Return a content as JSON that is the same for the same content, one line per value for reading and diffing."""
	return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1)
