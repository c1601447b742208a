"""Names of a run's invoices, reserved before the first one is posted."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import frappe
from frappe.model.naming import set_new_name

from property_service.billing import writer
from property_service.billing.periods import CYCLE_MONTHS, calendar_period
from property_service.billing.statuses import PLANNED
from property_service.billing.transactions import checkpoint


def reserve_names(run_name: str) -> None:
	"""Give every invoice to come its name, from the site's own series or naming rule.

	The series row stays locked until commit, so this is one short transaction for the whole run. The run is locked
	first: a second worker waits and then finds nothing to name. A name is kept while its invoice fails.
	"""
	checkpoint()
	frappe.db.get_value("Billing Run", run_name, "name", for_update=True)
	names: dict[str, str] = {}
	for charges in _groups(run_name).values():
		names |= dict.fromkeys(charges, _next_name(charges[0]))
	writer.set_reserved_names(names)
	checkpoint()


def _groups(run_name: str) -> dict[tuple, list[str]]:
	"""Return the unnamed charges by what makes one invoice: payer, bill group and billing cycle."""
	rows = frappe.get_all(
		"Fee Charge",
		filters={"billing_run": run_name, "status": PLANNED, "reserved_invoice": ["is", "not set"]},
		fields=["name", "payer", "bill_group", "fee_item", "period_start"],
		order_by="unit, period_start, name",
	)
	months = _cycle_months({row.fee_item for row in rows})
	groups: dict[tuple, list[str]] = defaultdict(list)
	for row in rows:
		cycle = calendar_period(row.period_start, months[row.fee_item])
		groups[(row.payer, row.bill_group, cycle)].append(row.name)
	return groups


def _cycle_months(fee_items: set[str]) -> dict[str, int]:
	rows = frappe.get_all(
		"Fee Item",
		filters={"name": ["in", list(fee_items)]},
		fields=["name", "billing_cycle"],
		order_by="name",
	)
	return {row.name: CYCLE_MONTHS[row.billing_cycle or "Monthly"] for row in rows}


def _next_name(_charge: Any) -> str:
	invoice = frappe.new_doc("Sales Invoice")
	set_new_name(invoice)
	return invoice.name
