"""Why a charge costs what it costs, in the reader's language, rendered from the charge's snapshot."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import frappe
from frappe import _

from property_service.billing.bills import HEADER, with_units
from property_service.billing.rounding import exact, money

CHARGE_FIELDS = (
	"name",
	"unit",
	"fee_item",
	"period_start",
	"period_end",
	"quantity",
	"unit_price",
	"amount",
	"settled_amount",
	"credited_amount",
	"property_owner",
	"fee_rate",
	"snapshot",
	"charge_kind",
	"sales_invoice",
)


def bill_details(sales_invoice: str) -> dict[str, Any] | None:
	"""See `services.bill_details`."""
	headers = frappe.get_all(
		"Sales Invoice", filters={"name": sales_invoice}, fields=list(HEADER), order_by="name"
	)
	if not headers:
		return None
	charges = _charges(sales_invoice)
	return dict(with_units(headers)[0]) | {"charges": [_shown(row) for row in charges]}


def _charges(sales_invoice: str) -> list[dict[str, Any]]:
	"""Return the charges on the lines of a bill, also those that were credited since and opened again."""
	names = frappe.get_all(
		"Sales Invoice Item", filters={"parent": sales_invoice}, pluck="fee_charge", order_by="idx"
	)
	rows = frappe.get_all(
		"Fee Charge",
		filters={"name": ["in", [n for n in names if n]]},
		fields=list(CHARGE_FIELDS),
		order_by="name",
	)
	place = {name: number for number, name in enumerate(names)}
	rows.sort(key=lambda row: place[row.name])
	titles = _titles("Property Unit", "unit_title", {row.unit for row in rows})
	fees = _titles("Fee Item", "fee_item_name", {row.fee_item for row in rows})
	for row in rows:
		row.unit_title = titles.get(row.unit) or row.unit
		row.fee_name = fees.get(row.fee_item) or row.fee_item
	return rows


def _titles(doctype: str, fieldname: str, names: set[str]) -> dict[str, str]:
	return dict(
		frappe.get_all(
			doctype,
			filters={"name": ["in", list(names)]},
			fields=["name", fieldname],
			as_list=True,
			order_by="name",
		)
	)


def _shown(row: Any) -> dict[str, Any]:
	amounts = {field: money(row[field]) for field in ("amount", "settled_amount", "credited_amount")}
	return {
		"fee_charge": row.name,
		"unit": row.unit,
		"unit_title": row.unit_title,
		"fee_item": row.fee_item,
		"fee_name": _(row.fee_name),
		"period_start": row.period_start,
		"period_end": row.period_end,
		"quantity": exact(row.quantity),
		"unit_price": exact(row.unit_price),
		"open_amount": amounts["amount"] - amounts["settled_amount"] - amounts["credited_amount"],
		"explanation": explain(row.snapshot, amounts["amount"]),
		**amounts,
	}


def explain(snapshot: str | dict | None, amount: Decimal) -> str:
	"""Return the sum behind an amount (元), such as "100 m² × 2.50 yuan/m²/month × 31/31 days = 250.00".

	Arguments: the charge's snapshot (see charges.snapshot) and its amount.
	"""
	facts = json.loads(snapshot) if isinstance(snapshot, str) and snapshot else snapshot or {}
	if "months" not in facts:
		return facts.get("description") or ""
	factors = [*_price(facts), _months(facts["months"]), *_discount(facts), *_share(facts)]
	return f"{' × '.join(factors)} = {amount:.2f}"


def _price(facts: dict[str, Any]) -> list[str]:
	price = _at_least_two_places(facts["unit_price"])
	if facts["basis"] == "Fixed":
		return [_("{0} yuan/month").format(price)]
	return [_("{0} m²").format(facts["quantity"]), _("{0} yuan/m²/month").format(price)]


def _at_least_two_places(value: str) -> str:
	number = exact(value)
	return f"{number:.2f}" if number == money(number) else value


def _months(months: Sequence[Sequence[Any]]) -> str:
	"""Return "31/31 days" for one month; whole months counted and broken ones as days for several."""
	if len(months) == 1:
		_month, days, length = months[0]
		return _("{0}/{1} days").format(days, length)
	whole = sum(1 for _month, days, length in months if days == length)
	terms = [_("{0} months").format(whole)] if whole else []
	terms += [_("{0}/{1} days").format(days, length) for _month, days, length in months if days != length]
	return terms[0] if len(terms) == 1 else f"({' + '.join(terms)})"


def _discount(facts: dict[str, Any]) -> list[str]:
	percent = exact(facts.get("discount"))
	return [_("{0}% after discount").format(f"{(100 - percent).normalize():f}")] if percent else []


def _share(facts: dict[str, Any]) -> list[str]:
	numerator, denominator = facts.get("share") or (1, 1)
	return [_("share {0}/{1}").format(numerator, denominator)] if numerator != denominator else []
