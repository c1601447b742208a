"""What the portal reads of bills: charges under the resident's criterion, never invoices by name alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pypika.enums import Order

import frappe
from frappe.query_builder import DocType
from frappe.query_builder.functions import Max, Min, Sum

from property_service.portal import criteria
from property_service.portal.scope import Scope
from property_service.portal.sources import PAGE_LENGTH

Show = Literal["open", "paid", "all"]
CENT = Decimal("0.01")


def open_amounts(scope: Scope) -> dict[str, Decimal]:
	"""Return what is open (元) per unit, over the charges the resident may see; own former units included."""
	charge = DocType("Fee Charge")
	rows = (
		frappe.qb.from_(charge)
		.select(charge.unit, Sum(_open(charge)))
		.where(criteria.fee_charges(scope))
		.groupby(charge.unit)
		.run()
	)
	return {unit: money(value) for unit, value in rows}


def bill_rows(scope: Scope, show: Show = "all", page: int = 1) -> list[frappe._dict]:
	"""Return one page of the visible part of each bill per unit, the newest period first.

	Args:
		show: only bills with something open, only paid ones, or all.
		page: counted from 1, `PAGE_LENGTH` rows each.

	Returns:
		rows with sales_invoice, unit, unit_title, property_owner, owner_name, period_start, period_end, due_date
		and, in 元, amount and open. A bill of several units makes a row per unit.
	"""
	charge, unit, payer = DocType("Fee Charge"), DocType("Property Unit"), DocType("Property Owner")
	query = (
		frappe.qb.from_(charge)
		.left_join(unit)
		.on(unit.name == charge.unit)
		.left_join(payer)
		.on(payer.name == charge.property_owner)
		.select(charge.sales_invoice, charge.unit, unit.unit_title, charge.property_owner, payer.owner_name)
		.select(Min(charge.period_start).as_("period_start"), Max(charge.period_end).as_("period_end"))
		.select(Min(charge.due_date).as_("due_date"))
		.select(Sum(charge.amount).as_("amount"), Sum(_open(charge)).as_("open"))
		.where(criteria.fee_charges(scope) & charge.sales_invoice.isnotnull())
		.groupby(charge.sales_invoice, charge.unit)
		.orderby(Max(charge.period_start), order=Order.desc)
		.orderby(charge.sales_invoice, order=Order.desc)
		.limit(PAGE_LENGTH)
		.offset(PAGE_LENGTH * (page - 1))
	)
	if show != "all":
		is_open = Sum(_open(charge)) > 0
		query = query.having(is_open if show == "open" else is_open.negate())
	rows = query.run(as_dict=True)
	for row in rows:
		row.update(amount=money(row.amount), open=money(row.open))
	return rows


def visible_charges(sales_invoice: str, scope: Scope) -> list[str]:
	"""Return the names of the bill's charges that the resident may see; empty: no such bill for them."""
	charge = DocType("Fee Charge")
	query = frappe.qb.from_(charge).select(charge.name).where(charge.sales_invoice == sales_invoice)
	return query.where(criteria.fee_charges(scope)).orderby(charge.name).run(pluck=True)


def money(value: Decimal | float | None) -> Decimal:
	"""Return a sum of the database as an amount in 元, to the cent."""
	return Decimal(str(value or 0)).quantize(CENT)


def _open(charge: DocType):
	return charge.amount - charge.settled_amount - charge.credited_amount
