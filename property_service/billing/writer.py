"""The only place that inserts and changes billing documents. Callers have checked what may be written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pypika import Case

import frappe
from frappe.model.document import Document
from frappe.query_builder.functions import Concat
from frappe.utils import now

from property_service.billing.keys import sentinel
from property_service.billing.statuses import POSTED, SKIPPED, VOID

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
	fixed = {
		"creation": stamp,
		"modified": stamp,
		"owner": user,
		"modified_by": user,
		"docstatus": 0,
		"idx": 0,
	}
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


# Columns that are never NULL, for rows that leave them out.
CHARGE_DEFAULTS: Row = {
	"part_no": 1,
	"quantity": 0,
	"unit_price": 0,
	"settled_amount": 0,
	"credited_amount": 0,
}


def insert_charges(rows: Iterable[Row]) -> None:
	"""Insert complete Fee Charge rows; each brings `name`, `charge_key` and `status`."""
	bulk_insert("Fee Charge", [{**CHARGE_DEFAULTS, **row} for row in rows])


def insert_unit_fees(rows: Iterable[Row]) -> None:
	bulk_insert("Unit Fee", [{"name": new_name(), "discount_percent": 0, **row} for row in rows])


def delete_skipped(run: str | None, unit_fees: list[str]) -> None:
	"""Forget why these unit fees were skipped in a run that is planned again."""
	if run and unit_fees:
		frappe.db.delete("Fee Charge", {"billing_run": run, "status": SKIPPED, "unit_fee": ["in", unit_fees]})


def move_billed_through(last_days: Mapping[str, date | None]) -> None:
	"""Set Unit Fee.billed_through, one statement per day."""
	fees_by_day: dict[date | None, list[str]] = defaultdict(list)
	for unit_fee, day in last_days.items():
		fees_by_day[day].append(unit_fee)
	for day, unit_fees in fees_by_day.items():
		frappe.db.set_value(
			"Unit Fee", {"name": ["in", unit_fees]}, "billed_through", day, update_modified=False
		)


def set_charges(charges: Sequence[str], values: Mapping[str, Any]) -> None:
	"""Write the same values to several Fee Charges."""
	if charges:
		frappe.db.set_value(
			"Fee Charge", {"name": ["in", list(charges)]}, dict(values), update_modified=False
		)


def void_charges(charges: Sequence[str], reason: str) -> None:
	"""Void charges: they keep their figures, and give up their key and their days."""
	if not charges:
		return
	table = frappe.qb.DocType("Fee Charge")
	(
		frappe.qb.update(table)
		.set(table.status, VOID)
		.set(table.reason, reason)
		.set(table.charge_key, Concat(sentinel(""), table.name))
		.set(table.reserved_invoice, None)
		.where(table.name.isin(list(charges)))
		.run()
	)


def set_run(run: str, **values: Any) -> None:
	"""Write fields of a submitted Billing Run without touching its time stamp: a clerk may have it open."""
	frappe.db.set_value("Billing Run", run, values, update_modified=False)


def set_reserved_names(names: Mapping[str, str]) -> None:
	"""Write Fee Charge.reserved_invoice: invoice name by charge, a chunk per statement."""
	_set_by_name("Fee Charge", "reserved_invoice", names)


def mark_posted(invoice: Document) -> None:
	"""Write to each charge on a submitted Sales Invoice that it is posted there."""
	lines = {line.fee_charge: line.name for line in invoice.items if line.fee_charge}
	values = {
		"status": POSTED,
		"reason": None,
		"sales_invoice": invoice.name,
		"posting_date": invoice.posting_date,
		"due_date": invoice.due_date,
	}
	if len(lines) == 1:
		(charge, line), *_rest = lines.items()
		set_charges([charge], values | {"invoice_item": line})
		return
	set_charges(list(lines), values)
	_set_by_name("Fee Charge", "invoice_item", lines)


def _set_by_name(doctype: str, fieldname: str, values: Mapping[str, str]) -> None:
	"""Write a value of its own into one field of many rows, CHUNK rows per statement."""
	table = frappe.qb.DocType(doctype)
	names = list(values)
	for start in range(0, len(names), CHUNK):
		chunk = names[start : start + CHUNK]
		cases = Case()
		for name in chunk:
			cases = cases.when(table.name == name, values[name])
		frappe.qb.update(table).set(table[fieldname], cases).where(table.name.isin(chunk)).run()
