"""What settlements are made of: a bill's charges, what the Payment Ledger says, and what payers chose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import frappe
from frappe.query_builder.functions import Min, Sum

from property_service.billing.allocation import Voucher
from property_service.billing.rounding import money

# A voucher: its DocType and name.
Key = tuple[str, str]
Row = dict[str, Any]


def charges_of_bill(invoice: str) -> list[Row]:
	"""Return the bill's charges in the order in which they are settled: collection order, age, line."""
	line = frappe.qb.DocType("Sales Invoice Item")
	charge, fee = frappe.qb.DocType("Fee Charge"), frappe.qb.DocType("Fee Item")
	return (
		frappe.qb.from_(line)
		.inner_join(charge)
		.on(charge.name == line.fee_charge)
		.inner_join(fee)
		.on(fee.name == charge.fee_item)
		.select(charge.name, charge.sales_invoice, charge.community, charge.unit, charge.fee_item)
		.select(charge.settled_amount, charge.credited_amount, line.amount.as_("line_amount"))
		.where(line.parent == invoice)
		.orderby(fee.collection_order)
		.orderby(charge.period_start)
		.orderby(line.idx)
		.run(as_dict=True)
	)


def live_settlements(invoice: str) -> list[Row]:
	"""Return the settlements of a bill that are not reversed, oldest first."""
	rows = frappe.get_all(
		"Charge Settlement",
		filters={"sales_invoice": invoice},
		fields=["name", "fee_charge", "voucher_type", "voucher_no", "amount", "reverses", "posting_date"],
		order_by="creation, name",
	)
	reversed_rows = {row.reverses for row in rows if row.reverses}
	return [row for row in rows if not row.reverses and row.name not in reversed_rows]


def vouchers_of_bill(invoice: str, settled: Iterable[Row]) -> list[Voucher]:
	"""Return what the ledger takes off the bill, voucher by voucher.

	Vouchers that `settled` before come first and in that order: a later payment must not push an earlier one
	to another charge. The others follow in the order of the ledger.
	"""
	order: dict[Key, int] = {}
	for row in settled:
		order.setdefault((row.voucher_type, row.voucher_no), len(order))
	amounts = _ledger_amounts(invoice)
	chosen = _receipt_choices(invoice, amounts) | _credited_lines(amounts)
	return [
		Voucher(key, amounts[key], is_credit=key[0] == "Sales Invoice", chosen=chosen.get(key, {}))
		for key in sorted(amounts, key=lambda key: order.get(key, len(order)))
	]


def _ledger_amounts(invoice: str) -> dict[Key, Decimal]:
	"""Return what each voucher takes off the bill (元). A cancelled bill owes nothing, so nothing settles it."""
	entry, bill = frappe.qb.DocType("Payment Ledger Entry"), frappe.qb.DocType("Sales Invoice")
	rows = (
		frappe.qb.from_(entry)
		.inner_join(bill)
		.on(bill.name == entry.against_voucher_no)
		.select(entry.voucher_type, entry.voucher_no, Sum(entry.amount_in_account_currency).as_("amount"))
		.where((entry.against_voucher_type == "Sales Invoice") & (entry.against_voucher_no == invoice))
		.where((entry.voucher_no != invoice) & (entry.delinked == 0) & (bill.docstatus == 1))
		.groupby(entry.voucher_type, entry.voucher_no)
		.orderby(Min(entry.creation))
		.orderby(entry.voucher_no)
		.run(as_dict=True)
	)
	return {(row.voucher_type, row.voucher_no): -money(row.amount) for row in rows if money(row.amount)}


def _receipt_choices(invoice: str, keys: Iterable[Key]) -> dict[Key, dict[str, Decimal]]:
	"""Return the lines that payers chose at the counter (Property Receipt Bill.fee_charge)."""
	payments = [name for doctype, name in keys if doctype == "Payment Entry"]
	if not payments:
		return {}
	payment, row = frappe.qb.DocType("Payment Entry"), frappe.qb.DocType("Property Receipt Bill")
	rows = (
		frappe.qb.from_(payment)
		.inner_join(row)
		.on((row.parent == payment.property_receipt) & (row.parenttype == "Property Receipt"))
		.select(payment.name, row.fee_charge, Sum(row.amount).as_("amount"))
		.where(payment.name.isin(payments) & (row.sales_invoice == invoice) & (row.fee_charge > ""))
		.groupby(payment.name, row.fee_charge)
		.orderby(payment.name)
		.orderby(Min(row.idx))
		.run(as_dict=True)
	)
	return _by_voucher("Payment Entry", rows)


def _credited_lines(keys: Iterable[Key]) -> dict[Key, dict[str, Decimal]]:
	"""Return how much each credit note credits of which charge, above zero."""
	credit_notes = [name for doctype, name in keys if doctype == "Sales Invoice"]
	if not credit_notes:
		return {}
	credit, line = (
		frappe.qb.DocType("Sales Invoice Item"),
		frappe.qb.DocType("Sales Invoice Item").as_("line"),
	)
	rows = (
		frappe.qb.from_(credit)
		.inner_join(line)
		.on(line.name == credit.sales_invoice_item)
		.select(credit.parent.as_("name"), line.fee_charge, (Sum(credit.amount) * -1).as_("amount"))
		.where(credit.parent.isin(credit_notes))
		.groupby(credit.parent, line.fee_charge)
		.orderby(credit.parent)
		.orderby(Min(credit.idx))
		.run(as_dict=True)
	)
	return _by_voucher("Sales Invoice", rows)


def _by_voucher(doctype: str, rows: Iterable[Row]) -> dict[Key, dict[str, Decimal]]:
	chosen: dict[Key, dict[str, Decimal]] = defaultdict(dict)
	for row in rows:
		chosen[(doctype, row.name)][row.fee_charge] = money(row.amount)
	return chosen


def posting_dates(keys: Iterable[Key]) -> Mapping[Key, date]:
	"""Return the posting date of each voucher, one query per DocType."""
	names: dict[str, list[str]] = defaultdict(list)
	for doctype, name in keys:
		names[doctype].append(name)
	dates: dict[Key, date] = {}
	for doctype, vouchers in names.items():
		rows = frappe.get_all(
			doctype, filters={"name": ["in", vouchers]}, fields=["name", "posting_date"], order_by="name"
		)
		dates |= {(doctype, row.name): row.posting_date for row in rows}
	return dates
