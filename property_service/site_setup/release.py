"""The records this release ships, as files: `records/<doctype>/<key>.json`, long texts beside them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

RECORDS = Path(__file__).resolve().parent / "records"
# What must stand before what: states before the workflow, an email template before who sends it.
ORDER = (
	"Workflow State",
	"Workflow Action Master",
	"Email Template",
	"Terms and Conditions",
	"Print Format",
	"Notification",
	"Complaint Category",
	"Return Visit Questionnaire",
	"Return Visit Rule",
	"Workflow",
)
# Where the text of `html_file` and `css_file` belongs.
HTML_FIELDS = {
	"Email Template": "response_html",
	"Notification": "message",
	"Print Format": "html",
	"Terms and Conditions": "terms",
}
CSS_FIELD = "css"


@dataclass(frozen=True)
class ReleasedRecord:
	"""One record of the release: `key` is its folder and file, `values` its fields without the doctype."""

	key: str
	doctype: str
	values: dict[str, Any]


def released_records(folder: Path = RECORDS) -> list[ReleasedRecord]:
	"""Return the records in the order in which they can be written: by ORDER, and parents before children."""
	records = [read_record(path) for path in sorted(folder.glob("*/*.json"))]
	ranked = sorted(records, key=lambda record: (rank(record.doctype), record.doctype))
	groups = groupby(ranked, key=lambda record: record.doctype)
	return [record for _doctype, group in groups for record in parents_first(group)]


def read_record(path: Path) -> ReleasedRecord:
	"""Return the record in one file. Raises KeyError without a doctype, FileNotFoundError without its text."""
	values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
	doctype = values.pop("doctype")
	html, css = values.pop("html_file", None), values.pop("css_file", None)
	if html:
		values[HTML_FIELDS[doctype]] = (path.parent / html).read_text(encoding="utf-8")
	if css:
		values[CSS_FIELD] = (path.parent / css).read_text(encoding="utf-8")
	return ReleasedRecord(f"{path.parent.name}/{path.stem}", doctype, values)


def rank(doctype: str) -> int:
	return ORDER.index(doctype) if doctype in ORDER else len(ORDER)


def parents_first(records: Iterable[ReleasedRecord]) -> list[ReleasedRecord]:
	"""Return the records of one DocType with a tree's parents before their children, the order otherwise kept.

	A parent is named in `parent_<doctype>`, as in every tree of Frappe. Raises ValueError when they go in a circle.
	"""
	waiting = list(records)
	ordered: list[ReleasedRecord] = []
	while waiting:
		open_names = {name_of(record) for record in waiting}
		ready = [record for record in waiting if not parent_of(record) or parent_of(record) not in open_names]
		if not ready:
			raise ValueError(f"{waiting[0].key}: its parents go round in a circle")
		ordered += ready
		waiting = [record for record in waiting if record not in ready]
	return ordered


def parent_of(record: ReleasedRecord) -> str | None:
	return record.values.get("parent_" + record.doctype.lower().replace(" ", "_")) or None


def name_of(record: ReleasedRecord) -> str | None:
	"""Return the name the record gets: its `name`, else the field that DocTypes named by a field call `…_name`."""
	named = (value for key, value in record.values.items() if key.endswith("_name"))
	return record.values.get("name") or next(named, None)
