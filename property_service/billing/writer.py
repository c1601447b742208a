"""The only place that inserts and changes billing documents. Callers have checked what may be written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import frappe
from frappe.utils import now

CHUNK = 1000
Row = Mapping[str, Any]


def bulk_insert(doctype: str, rows: Sequence[Row]) -> None:
	"""Insert rows of `doctype` in chunks, without hooks; each row brings its `name`.

	Only for the app's own journal-like DocTypes, whose rows are complete when they are made.
	"""
	if not rows:
		return
	stamp, user = now(), frappe.session.user
	columns = list(dict.fromkeys(column for row in rows for column in row))
	fixed = {"creation": stamp, "modified": stamp, "owner": user, "modified_by": user, "docstatus": 0, "idx": 0}
	values = [tuple((fixed | dict(row)).get(column) for column in (*fixed, *columns)) for row in rows]
	frappe.db.bulk_insert(doctype, [*fixed, *columns], values, chunk_size=CHUNK)


def new_name() -> str:
	return frappe.generate_hash(length=10)


def insert_settlements(rows: Iterable[Row]) -> None:
	bulk_insert("Charge Settlement", [{"name": new_name(), **row} for row in rows])


def set_charge_amounts(charge: str, *, settled: Decimal, credited: Decimal) -> None:
	frappe.db.set_value(
		"Fee Charge",
		charge,
		{"settled_amount": settled, "credited_amount": credited},
		update_modified=False,
	)
