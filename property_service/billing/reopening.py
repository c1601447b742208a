"""Charges whose bill was cancelled or credited: opened again, put back, or voided so that their days are free."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.query_builder.functions import Max

from property_service.billing import runs, writer
from property_service.billing.rounding import ZERO, money
from property_service.billing.statuses import LIVE, PLANNED, POSTED, RUN_PLANNED
from property_service.exceptions import AlreadyBilledError, ManagedInvoiceError


def reopen_charges_of(bill: Document) -> None:
	"""Open the charges of a cancelled bill again: the run can post them on a fresh invoice."""
	charges = frappe.get_all(
		"Fee Charge", filters={"sales_invoice": bill.name}, pluck="name", order_by="name"
	)
	_reopen(charges, _("Bill {0} was cancelled.").format(bill.name))


def reopen_credited_charges(credit_note: Document) -> None:
	"""Open the charges whose line this credit note brings to zero; the other lines stay as they are."""
	charges = [line.fee_charge for line in credit_note.items if line.fee_charge and _is_fully_credited(line)]
	held = frappe.get_all(
		"Fee Charge",
		filters={"name": ["in", charges], "sales_invoice": credit_note.return_against, "status": POSTED},
		pluck="name",
		order_by="name",
	)
	_reopen(held, _("Credited in full by {0}.").format(credit_note.name))


def _is_fully_credited(line: Document) -> bool:
	billed = money(frappe.db.get_value("Sales Invoice Item", line.sales_invoice_item, "amount"))
	return _credited(line.sales_invoice_item) >= billed


def _credited(invoice_line: str) -> Decimal:
	"""Return what submitted credit notes took off one invoice line, in 元."""
	rows = frappe.get_all(
		"Sales Invoice Item",
		filters={"sales_invoice_item": invoice_line, "docstatus": 1},
		pluck="amount",
		order_by="name",
	)
	return -sum((money(amount) for amount in rows), ZERO)


def _reopen(charges: list[str], reason: str) -> None:
	writer.set_charges(
		charges,
		{
			"status": PLANNED,
			"reason": reason,
			"sales_invoice": None,
			"invoice_item": None,
			"reserved_invoice": None,
			"settled_amount": 0,
			"credited_amount": 0,
		},
	)
	_refresh_runs(charges, status=RUN_PLANNED)


def check_put_back(credit_note: Document) -> None:
	"""Refuse to cancel a credit note whose charge was billed again or voided. Raises ManagedInvoiceError."""
	charges = [line.fee_charge for line in credit_note.items if line.fee_charge and _is_fully_credited(line)]
	moved = frappe.get_all(
		"Fee Charge",
		filters={"name": ["in", charges], "status": ["!=", PLANNED]},
		fields=["name", "status", "sales_invoice"],
		order_by="name",
		limit=1,
	)
	if moved and moved[0].sales_invoice != credit_note.return_against:
		frappe.throw(
			_(
				"Charge {0} was billed again ({1}) since this credit note. Cancel or credit that bill first."
			).format(frappe.bold(moved[0].name), frappe.bold(moved[0].sales_invoice or _(moved[0].status))),
			exc=ManagedInvoiceError,
			title=_("Billed Again"),
		)


def put_back_charges(credit_note: Document) -> None:
	"""After a credit note was cancelled, its charges stand on their old bill again."""
	lines = {line.fee_charge: line.sales_invoice_item for line in credit_note.items if line.fee_charge}
	opened = frappe.get_all(
		"Fee Charge",
		filters={"name": ["in", list(lines)], "status": PLANNED, "sales_invoice": ["is", "not set"]},
		pluck="name",
		order_by="name",
	)
	for charge in opened:
		values = {"status": POSTED, "reason": None, "sales_invoice": credit_note.return_against}
		writer.set_charges([charge], values | {"invoice_item": lines[charge]})
	_refresh_runs(opened)


def void_charges(charges: Iterable[str], reason: str) -> list[str]:
	"""See `services.void_charges`."""
	rows = _with_parts(list(charges))
	posted = next((row for row in rows if row.status == POSTED), None)
	if posted:
		frappe.throw(
			_("Charge {0} is on bill {1}. Credit or cancel that bill first, then void the charge.").format(
				frappe.bold(posted.name), frappe.bold(posted.sales_invoice)
			),
			exc=AlreadyBilledError,
			title=_("Charge Is Billed"),
		)
	names = [row.name for row in rows]
	writer.void_charges(names, reason)
	reset_billed_through({row.unit_fee for row in rows if row.unit_fee})
	_refresh_runs(names)
	return names


def _with_parts(charges: list[str]) -> list[frappe._dict]:
	"""Return these live charges and the other shares of the same days: days are billed whole or not at all."""
	fields = ["name", "status", "sales_invoice", "unit_fee", "period_start", "period_end"]
	asked = frappe.get_all(
		"Fee Charge",
		filters={"name": ["in", charges], "status": ["in", LIVE]},
		fields=fields,
		order_by="name",
	)
	found = {row.name: row for row in asked}
	for row in asked:
		if row.unit_fee:
			same_days = {field: row[field] for field in ("unit_fee", "period_start", "period_end")}
			shares = frappe.get_all(
				"Fee Charge", filters={**same_days, "status": ["in", LIVE]}, fields=fields, order_by="name"
			)
			found |= {share.name: share for share in shares}
	return list(found.values())


def reset_billed_through(unit_fees: Iterable[str]) -> None:
	"""Set Unit Fee.billed_through to the last day that a live charge still holds."""
	names = list(unit_fees)
	if not names:
		return
	charge = frappe.qb.DocType("Fee Charge")
	rows = (
		frappe.qb.from_(charge)
		.select(charge.unit_fee, Max(charge.period_end))
		.where(charge.unit_fee.isin(names) & charge.status.isin(LIVE))
		.groupby(charge.unit_fee)
		.run()
	)
	last_days: dict[str, date | None] = dict.fromkeys(names)
	writer.move_billed_through(last_days | dict(rows))


def _refresh_runs(charges: list[str], **values: str) -> None:
	names = frappe.get_all(
		"Fee Charge",
		filters={"name": ["in", charges], "billing_run": ["is", "set"]},
		pluck="billing_run",
		distinct=True,
		order_by="billing_run",
	)
	for run_name in names:
		runs.refresh_totals(run_name)
		if values:
			writer.set_run(run_name, **values)
