"""The bills of a receipt, what is left of them, and the payments made for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

import frappe
from frappe import _
from frappe.query_builder.functions import Coalesce

from property_service.billing.periods import month_end
from property_service.billing.rounding import money
from property_service.constants import COMMUNITY_DIMENSION
from property_service.exceptions import BillChangedError

# MariaDB's ER_CHECKREAD: with innodb_snapshot_isolation (on since 11.6) a row that changed after the transaction
# began cannot be locked any more.
RECORD_CHANGED = 1020


@dataclass(frozen=True)
class Bill:
	"""A Sales Invoice as a receipt sees it; `outstanding` in the company's currency."""

	name: str
	company: str
	customer: str
	account: str
	community: str | None
	currency: str
	due_date: date | None
	outstanding: Decimal
	docstatus: int
	is_return: bool


def read_bills(names: Iterable[str]) -> dict[str, Bill]:
	"""Return the Sales Invoices named, by name; names that do not exist are missing from it."""
	return {row.name: _bill(row) for row in _bill_query(names).run(as_dict=True)}


def lock_bills(names: Iterable[str]) -> dict[str, Bill]:
	"""Return the Sales Invoices named as they are now, and hold them until the transaction ends.

	Rows are locked in the order of their names, so two receipts over the same bills wait and never deadlock.
	Raises BillChangedError when a bill moved after this transaction took its snapshot: ERPNext computes what is left
	of a bill from Payment Ledger rows by plain reads, which would not see the other payment.
	"""
	try:
		now = {row.name: _bill(row) for row in _bill_query(names).for_update().run(as_dict=True)}
	except (frappe.QueryTimeoutError, frappe.QueryDeadlockError, frappe.db.OperationalError) as error:
		_raise_if_contended(error)
		raise
	before = read_bills(now)
	for name, bill in now.items():
		if name not in before or before[name].outstanding != bill.outstanding:
			raise_paid_meanwhile(bill)
	return now


def raise_paid_meanwhile(bill: Bill) -> None:
	"""Refuse a bill that somebody else has just paid, wholly or in part, and say what is left of it."""
	frappe.throw(
		_("Bill {0} was paid meanwhile: {1} left. Fetch the open bills again, then take the money.").format(
			frappe.bold(bill.name), frappe.bold(f"{bill.outstanding:,.2f}")
		),
		BillChangedError,
		title=_("Bill Changed"),
	)


def _raise_if_contended(error: Exception) -> None:
	contended = isinstance(error, frappe.QueryTimeoutError | frappe.QueryDeadlockError)
	if contended or error.args[:1] == (RECORD_CHANGED,):
		frappe.throw(
			_("Somebody else is taking money on one of these bills. Wait a moment and try again."),
			BillChangedError,
			title=_("Bill Changed"),
		)


def _bill_query(names: Iterable[str]):
	invoice = frappe.qb.DocType("Sales Invoice")
	return (
		frappe.qb.from_(invoice)
		.select(
			invoice.name,
			invoice.company,
			invoice.customer,
			invoice.debit_to,
			invoice[COMMUNITY_DIMENSION].as_("community"),
			invoice.currency,
			invoice.due_date,
			invoice.outstanding_amount,
			invoice.docstatus,
			invoice.is_return,
		)
		.where(invoice.name.isin(sorted(set(names)) or [""]))
		.orderby(invoice.name)
	)


def _bill(row: frappe._dict) -> Bill:
	return Bill(
		name=row.name,
		company=row.company,
		customer=row.customer,
		account=row.debit_to,
		community=row.community,
		currency=row.currency,
		due_date=row.due_date,
		outstanding=money(row.outstanding_amount),
		docstatus=row.docstatus,
		is_return=bool(row.is_return),
	)


def customers_of_bills(customers: Iterable[str]) -> dict[str, frappe._dict]:
	"""Return per Customer: customer_name, property_owner, disabled, is_frozen."""
	rows = frappe.get_all(
		"Customer",
		filters={"name": ("in", sorted(set(customers)) or [""])},
		fields=["name", "customer_name", "property_owner", "disabled", "is_frozen"],
		order_by="name",
	)
	return {row.name: row for row in rows}


def open_charges(charges: Iterable[str]) -> dict[str, tuple[str, Decimal]]:
	"""Return per Fee Charge the Sales Invoice it was posted with and what is still open of it (元)."""
	rows = frappe.get_all(
		"Fee Charge",
		filters={"name": ("in", sorted(set(charges)) or [""])},
		fields=["name", "sales_invoice", "amount", "settled_amount", "credited_amount"],
		order_by="name",
	)
	return {
		row.name: (
			row.sales_invoice,
			money(row.amount) - money(row.settled_amount) - money(row.credited_amount),
		)
		for row in rows
	}


def what_bills_are_for(names: Iterable[str]) -> dict[str, str]:
	"""Return per Sales Invoice its days and units in plain data, for example "2026-10 Cloud Harbour 3 1802"."""
	charge, unit = frappe.qb.DocType("Fee Charge"), frappe.qb.DocType("Property Unit")
	rows = (
		frappe.qb.from_(charge)
		.left_join(unit)
		.on(unit.name == charge.unit)
		.select(
			charge.sales_invoice,
			Coalesce(unit.unit_title, charge.unit).as_("unit"),
			charge.period_start,
			charge.period_end,
		)
		.where(charge.sales_invoice.isin(sorted(set(names)) or [""]))
		.orderby(charge.sales_invoice, charge.unit, charge.period_start)
		.run(as_dict=True)
	)
	return {name: _label(list(lines)) for name, lines in groupby(rows, key=lambda row: row.sales_invoice)}


def _label(charges: list[frappe._dict]) -> str:
	units = ", ".join(dict.fromkeys(charge.unit for charge in charges))
	start, end = min(c.period_start for c in charges), max(c.period_end for c in charges)
	shape = "%Y-%m" if start.day == 1 and end == month_end(end) else "%Y-%m-%d"
	days = dict.fromkeys(day.strftime(shape) for day in (start, end))
	return f"{' ~ '.join(days)} {units}"


def payments_of(receipt: str) -> list[str]:
	"""Return the submitted Payment Entries of a receipt, oldest first.

	They are found by their `property_receipt`, not listed in the receipt: rows added to it on submit would wait for
	the gap that every other receipt being submitted has locked in the same index, and both would wait for ever.
	"""
	return frappe.get_all(
		"Payment Entry",
		filters={"property_receipt": receipt, "docstatus": 1},
		pluck="name",
		order_by="creation, name",
	)


def invoices_of_payments(payments: Iterable[str]) -> list[str]:
	"""Return the Sales Invoices that Payment Entries are allocated to by now, later allocations included."""
	return frappe.get_all(
		"Payment Entry Reference",
		filters={"parent": ("in", sorted(set(payments)) or [""]), "reference_doctype": "Sales Invoice"},
		pluck="reference_name",
		order_by="reference_name",
		distinct=True,
	)
