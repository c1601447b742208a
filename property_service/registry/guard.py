"""Close the way around permlevels: Frappe hides a field's value but lets everybody filter and sort by it.

Whoever may list owners could ask for those whose number begins with 138, then 1381, and so on, and read the number
digit by digit. `permission_query_conditions` never sees the filters, so the request is looked at before it runs.
See docs/decisions/0022-no-searching-by-hidden-fields.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import frappe
from frappe import _

# Every DocType of ours with fields above permlevel 0; a wiring test holds this against the DocTypes.
GUARDED = ("Property Owner", "Complaint")
# Frappe itself leaves out the columns a user may not read.
CHECKED_BY_FRAPPE = {"fields"}
WRITING = re.compile(r"^frappe\.client\.set_value$")


def refuse_search_by_hidden_fields() -> None:
	"""Hook `auth_hooks`, after every way of signing in: refuse asking for records by a field one may not read.

	Raises:
		frappe.PermissionError: a filter, an order or a search names a field above the user's permlevels.
	"""
	if not frappe.request or frappe.session.user in ("Guest", "Administrator"):
		return
	named = _named_doctypes(frappe.request.path, frappe.form_dict)
	hidden = {field for doctype in named for field in hidden_fields(doctype, frappe.session.user)}
	if hidden and asks_by_field(frappe.request.path, frappe.form_dict, hidden):
		frappe.throw(
			_(
				"You may not search or sort by fields you may not read. Search by name or by the last phone digits."
			),
			frappe.PermissionError,
			title=_("Not Permitted"),
		)


def hidden_fields(doctype: str, user: str) -> set[str]:
	"""Return the fields of a DocType above the user's permlevels; empty for who may read all."""
	meta = frappe.get_meta(doctype)
	readable = set(meta.get_permlevel_access("read", user=user))
	return {field.fieldname for field in meta.get_high_permlevel_fields() if field.permlevel not in readable}


def asks_by_field(path: str, parameters: dict[str, Any], hidden: set[str]) -> bool:
	"""Return whether a request names one of the fields where a search is meant, not a value to write."""
	if WRITING.match(str(parameters.get("cmd") or path.rsplit("/", 1)[-1])):
		return False
	names = re.compile(
		rf"(?<![a-z0-9_])({'|'.join(re.escape(field) for field in sorted(hidden))})(?![a-z0-9_])",
		re.IGNORECASE,
	)
	return any(names.search(text) for text in _searched_texts(parameters))


def _named_doctypes(path: str, parameters: dict[str, Any]) -> list[str]:
	"""Return the guarded DocTypes a request speaks of, by name or through a link field."""
	raw = [path, *(str(value) for value in parameters.values())]
	if not any("\\u" in text or _mentions(text, doctype) for text in raw for doctype in GUARDED):
		return []
	texts = [path, *_searched_texts(parameters)]
	return [doctype for doctype in GUARDED if any(_mentions(text, doctype) for text in texts)]


def _mentions(text: str, doctype: str) -> bool:
	lowered = text.lower()
	return doctype.lower() in lowered or frappe.scrub(doctype) in lowered


def _searched_texts(parameters: dict[str, Any]) -> Iterator[str]:
	for key, value in parameters.items():
		value = _parsed(value)
		if key not in CHECKED_BY_FRAPPE and not (key in ("doc", "docs") and _is_guarded_document(value)):
			yield from _texts(value)


def _is_guarded_document(value: Any) -> bool:
	"""Return whether a parameter is a record to save or to act on: Frappe checks each of its fields by permlevel."""
	documents = value if isinstance(value, list) else [value]
	return all(isinstance(document, dict) and document.get("doctype") in GUARDED for document in documents)


def _texts(value: Any) -> Iterator[str]:
	"""Yield every text in a parameter, keys too, with JSON inside strings taken apart as Frappe does."""
	value = _parsed(value)
	if isinstance(value, dict):
		for key, entry in value.items():
			yield from _texts(str(key))
			yield from _texts(entry)
	elif isinstance(value, list | tuple):
		for entry in value:
			yield from _texts(entry)
	elif isinstance(value, str):
		yield value


def _parsed(value: Any) -> Any:
	if isinstance(value, str) and value.lstrip()[:1] in ("{", "[", '"'):
		try:
			return json.loads(value)
		except ValueError:
			return value
	return value
