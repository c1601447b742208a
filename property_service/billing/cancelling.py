"""Cancelling a Billing Run, alone or with its bills."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import strip_html

from property_service.billing import runs, writer
from property_service.billing.reopening import reset_billed_through
from property_service.billing.statuses import FAILED, PLANNED, POSTED, RUN_CANCELLED
from property_service.billing.transactions import checkpoint, is_transient, savepoint, with_retry
from property_service.exceptions import BillingRunError

if TYPE_CHECKING:
	from property_service.property_service.doctype.billing_run.billing_run import BillingRun


def refuse_with_bills(run: BillingRun) -> None:
	"""Refuse to cancel a run that is being worked on, or whose bills stand. Raises BillingRunError."""
	if runs.is_busy(run.name):
		frappe.throw(
			_("Run {0} is being posted. Wait until it has finished, then cancel it.").format(
				frappe.bold(run.name)
			),
			exc=BillingRunError,
			title=_("Run Is Posting"),
		)
	bills = standing_bills(run.name)
	if bills:
		frappe.throw(
			_("Run {0} has {1} bills. Press Cancel With Bills, or cancel the bills first.").format(
				frappe.bold(run.name), frappe.bold(len(bills))
			),
			exc=BillingRunError,
			title=_("Bills Stand"),
		)


def standing_bills(run_name: str) -> list[str]:
	return frappe.get_all(
		"Fee Charge",
		filters={"billing_run": run_name, "status": POSTED},
		pluck="sales_invoice",
		distinct=True,
		order_by="sales_invoice",
	)


def void_run(run: BillingRun) -> None:
	"""Void what a cancelled run planned, so that another run can plan the same days."""
	rows = frappe.get_all(
		"Fee Charge",
		filters={"billing_run": run.name, "status": ["in", (PLANNED, FAILED)]},
		fields=["name", "unit_fee"],
		order_by="name",
	)
	writer.void_charges([row.name for row in rows], _("Run {0} was cancelled.").format(run.name))
	reset_billed_through({row.unit_fee for row in rows if row.unit_fee})
	writer.set_run(run.name, status=RUN_CANCELLED)


def cancel_bills(run_name: str) -> dict[str, Any]:
	"""Cancel the run's bills by ERPNext's own cancel; return `cancelled` (count) and `kept` (bill → reason)."""
	cancelled, kept = 0, {}
	for bill in standing_bills(run_name):
		reason = with_retry(_cancel_bill, bill)
		if reason:
			kept[bill] = reason
		else:
			cancelled += 1
		runs.beat(run_name)
		checkpoint()
	return {"cancelled": cancelled, "kept": kept}


def _cancel_bill(bill: str) -> str | None:
	try:
		with savepoint("cancel_bill"):
			invoice = frappe.get_doc("Sales Invoice", bill)
			# Whoever asked may cancel the run: our roles have no rights on ERPNext's documents.
			invoice.flags.ignore_permissions = True
			invoice.cancel()
	except Exception as error:
		if is_transient(error):
			raise
		frappe.clear_messages()
		return strip_html(str(error)) or type(error).__name__
	return None
