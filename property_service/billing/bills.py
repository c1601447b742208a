"""Reads of posted bills, as plain rows for receipts, registers and the portal."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import frappe
from frappe.query_builder.functions import Sum
from frappe.utils import getdate

from property_service.billing.periods import Period, months_fraction
from property_service.billing.rounding import CENT, ZERO, money, round_fraction
from property_service.constants import COMMUNITY_DIMENSION

HEADER = (
	"name as sales_invoice",
	"customer",
	"property_owner",
	f"{COMMUNITY_DIMENSION} as community",
	"company",
	"property_bill_group as bill_group",
	"property_period_start as period_start",
	"property_period_end as period_end",
	"posting_date",
	"due_date",
	"debit_to",
	"currency",
	"grand_total",
	"outstanding_amount",
)


def open_bills(customers: list[str] | None = None, units: list[str] | None = None) -> list[dict[str, Any]]:
	"""See `services.open_bills`."""
	filters: dict[str, Any] = {"docstatus": 1, "is_return": 0, "outstanding_amount": [">", 0]}
	filters["property_bill_group"] = ["is", "set"]
	if customers is not None:
		filters["customer"] = ["in", customers]
	if units is not None:
		filters["name"] = ["in", invoices_of_units(units)]
	bills = frappe.get_all(
		"Sales Invoice", filters=filters, fields=list(HEADER), order_by="due_date, posting_date, name"
	)
	return with_units(bills)


def with_units(bills: list[dict[str, Any]]) -> list[dict[str, Any]]:
	"""Add `unit_names` (names) and `units` (their titles, joined) to bills that have a `sales_invoice`."""
	units = units_by_invoice([bill["sales_invoice"] for bill in bills])
	for bill in bills:
		rows = units.get(bill["sales_invoice"], {})
		bill["unit_names"] = list(rows)
		bill["units"] = ", ".join(rows.values())
		bill["grand_total"] = money(bill["grand_total"])
		bill["outstanding_amount"] = money(bill["outstanding_amount"])
	return bills


def invoices_of_units(units: list[str]) -> list[str]:
	"""Return the names of the invoices that hold a posted charge of one of `units`."""
	if not units:
		return []
	return frappe.get_all(
		"Fee Charge",
		filters={"unit": ["in", units], "status": "Posted"},
		pluck="sales_invoice",
		distinct=True,
		order_by="sales_invoice",
	)


def units_by_invoice(invoices: list[str]) -> dict[str, dict[str, str]]:
	"""Return per invoice its units: name → title."""
	if not invoices:
		return {}
	line, unit = frappe.qb.DocType("Sales Invoice Item"), frappe.qb.DocType("Property Unit")
	rows = (
		frappe.qb.from_(line)
		.inner_join(unit)
		.on(unit.name == line.property_unit)
		.select(line.parent, unit.name, unit.unit_title)
		.distinct()
		.where(line.parent.isin(invoices))
		.orderby(unit.unit_sort)
		.orderby(unit.name)
		.run(as_dict=True)
	)
	units: dict[str, dict[str, str]] = defaultdict(dict)
	for row in rows:
		units[row.parent][row.name] = row.unit_title or row.name
	return units


def open_amounts_by_unit(units: list[str]) -> dict[str, Decimal]:
	"""See `services.open_amounts_by_unit`."""
	amounts = dict.fromkeys(units, ZERO)
	if not units:
		return amounts
	charge = frappe.qb.DocType("Fee Charge")
	rows = (
		frappe.qb.from_(charge)
		.select(charge.unit, Sum(charge.amount - charge.settled_amount - charge.credited_amount))
		.where(charge.unit.isin(units) & (charge.status == "Posted"))
		.groupby(charge.unit)
		.run()
	)
	return amounts | {unit: money(amount) for unit, amount in rows}


def charges_after(unit: str, day: date) -> list[dict[str, Any]]:
	"""See `services.charges_after`."""
	day = getdate(day)
	charge = frappe.qb.DocType("Fee Charge")
	rows = (
		frappe.qb.from_(charge)
		.select(
			charge.name.as_("fee_charge"),
			charge.unit_fee,
			charge.fee_item,
			charge.sales_invoice,
			charge.period_start.as_("from_date"),
			charge.period_end.as_("to_date"),
			charge.amount,
			charge.credited_amount,
			charge.property_owner,
			charge.payer.as_("customer"),
		)
		.where((charge.unit == unit) & (charge.status == "Posted") & (charge.period_end >= day))
		.where(charge.charge_kind == "Periodic")
		.orderby(charge.period_start)
		.orderby(charge.name)
		.run(as_dict=True)
	)
	for row in rows:
		row["credit_amount"] = _credit_from(day, row)
	return rows


def _credit_from(day: date, row: dict[str, Any]) -> Decimal:
	"""Return the part (元) of a charge for its days from `day` on, counted as billing counted them."""
	days = Period(row["from_date"], row["to_date"])
	late = days.clip(day, None)
	share = months_fraction(late) / months_fraction(days)
	amount = round_fraction(Fraction(money(row["amount"])) * share, CENT)
	return min(amount, money(row["amount"]) - money(row["credited_amount"]))
