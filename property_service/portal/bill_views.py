"""Bills made ready to be shown: every word translated, every amount and day written out."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate

from property_service.portal import presenter, sources
from property_service.portal.scope import Scope
from property_service.portal.website import HOME


def bill_sections(rows: list[frappe._dict], scope: Scope) -> list[dict[str, Any]]:
	"""Return bill rows grouped by unit; units sold since come last."""
	today = set(scope.units())
	rows = sorted(rows, key=lambda row: (row.unit not in today, row.unit_title or row.unit or ""))
	sections = []
	for unit, bills in groupby(rows, key=lambda row: row.unit):
		bills = list(bills)
		due = sum((bill.open for bill in bills), Decimal(0))
		sections.append(
			{
				"title": bills[0].unit_title or unit,
				"due": presenter.amount(due) if due else "",
				"bills": [_bill_row(bill, scope) for bill in bills],
			}
		)
	return sections


def bill_page(bill: dict[str, Any]) -> dict[str, Any]:
	"""Return one bill, as `bills.bill_for` gives it, ready to be shown."""
	currency = bill["currency"]
	tone, status = _bill_status(bill["open"], bill["amount"], bill["due_date"])
	return {
		"number": bill["sales_invoice"],
		"pdf": f"/api/method/property_service.portal.api.download_bill?name={bill['sales_invoice']}",
		"period": presenter.period(bill["period_start"], bill["period_end"]),
		"units": ", ".join(dict.fromkeys(line["unit_title"] for line in bill["charges"])),
		"payer": sources.owner_name(bill["property_owner"]),
		"due_on": presenter.day(bill["due_date"]),
		"amount": presenter.amount(bill["amount"], currency),
		"open": presenter.amount(bill["open"], currency) if bill["open"] else "",
		"tone": tone,
		"status": status,
		"is_complete": bill["is_complete"],
		"lines": [_bill_line(line, currency) for line in bill["charges"]],
	}


def _bill_row(bill: frappe._dict, scope: Scope) -> dict[str, Any]:
	tone, status = _bill_status(bill.open, bill.amount, bill.due_date)
	notes = [_("Due {0}").format(presenter.day(bill.due_date))] if bill.due_date else []
	if bill.property_owner not in scope.owners and bill.owner_name:
		notes.append(_("Billed to {0}").format(bill.owner_name))
	return {
		"url": f"{HOME}/bills/{bill.sales_invoice}",
		"period": presenter.period(bill.period_start, bill.period_end),
		"note": " · ".join(notes),
		"amount": presenter.amount(bill.amount),
		"tone": tone,
		"status": status,
	}


def _bill_line(line: dict[str, Any], currency: str) -> dict[str, str]:
	credited = line["credited_amount"]
	return {
		"fee": line["fee_name"],
		"unit": line["unit_title"],
		"period": presenter.period(line["period_start"], line["period_end"]),
		"explanation": line["explanation"],
		"note": _("{0} credited").format(presenter.amount(credited, currency)) if credited else "",
		"amount": presenter.amount(line["amount"], currency),
	}


def _bill_status(open_amount: Any, amount: Any, due_date: Any) -> tuple[str, str]:
	if not open_amount:
		return "green", _("Paid")
	if due_date and getdate(due_date) < getdate():
		return "red", _("Overdue")
	if open_amount < amount:
		return "amber", _("Partly Paid")
	return "amber", _("To be paid")
