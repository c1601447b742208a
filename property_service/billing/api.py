"""What the desk may call of billing."""

from typing import Any

import frappe
from frappe.utils import getdate

from property_service.billing import attaching, explanation, one_off, preview, reopening, runs, tasks
from property_service.billing.periods import DAY, month_end
from property_service.billing.rounding import money

RUN = "Billing Run"


@frappe.whitelist()
def preview_run(billing_run: str) -> dict[str, Any]:
	"""For everybody who may read the run: what it would bill, see `preview.preview_run`. Saves nothing."""
	run = frappe.get_doc(RUN, billing_run)
	run.check_permission("read")
	return preview.preview_run(run)


@frappe.whitelist(methods=["POST"])
def retry_failed(billing_run: str) -> None:
	"""For everybody who may submit runs: plan and post once more what failed, was skipped or stopped."""
	run = frappe.get_doc(RUN, billing_run)
	run.check_permission("submit")
	runs.check_ready(run)
	runs.queue_again(run)
	tasks.enqueue_resumed_run(run.name)


@frappe.whitelist(methods=["POST"])
def cancel_with_bills(billing_run: str) -> None:
	"""For everybody who may cancel the run: cancel its bills and then the run, in the background."""
	frappe.get_doc(RUN, billing_run).check_permission("cancel")
	tasks.enqueue_cancel_run(billing_run)


@frappe.whitelist()
def next_period(community: str) -> dict[str, Any]:
	"""For everybody who may read the community: the month after its latest run, else this month."""
	frappe.get_doc("Property Community", community).check_permission("read")
	last = frappe.db.get_value(
		RUN, {"community": community, "docstatus": 1}, "period_end", order_by="period_end desc"
	)
	start = last + DAY if last else getdate().replace(day=1)
	return {"period_start": start, "period_end": month_end(start)}


@frappe.whitelist(methods=["POST"])
def attach_fee(
	fee_item: str, community: str, from_date: str, building: str | None = None, unit_type: str | None = None
) -> int:
	"""For everybody who may create unit fees in the community: attach a fee to its units, return how many got it."""
	frappe.has_permission("Unit Fee", "create", throw=True)
	frappe.get_doc("Property Community", community).check_permission("read")
	filters = {"community": community, "building": building, "unit_type": unit_type}
	units = frappe.get_list(
		"Property Unit",
		filters={field: value for field, value in filters.items() if value},
		pluck="name",
		order_by="unit_sort, name",
		limit=0,
	)
	return attaching.attach_fee(units, fee_item, from_date)


@frappe.whitelist(methods=["POST"])
def void_charges(charges: list[str], reason: str) -> list[str]:
	"""For everybody who may cancel billing runs in the charges' communities: free the days of unposted charges."""
	frappe.has_permission(RUN, "cancel", throw=True)
	for name in charges:
		frappe.get_doc("Fee Charge", name).check_permission("read")
	return reopening.void_charges(charges, reason)


@frappe.whitelist(methods=["POST"])
def post_charge(fee_charge: str) -> str:
	"""For everybody who may submit billing runs: post a reopened one-off charge again; return its invoice."""
	frappe.has_permission(RUN, "submit", throw=True)
	frappe.get_doc("Fee Charge", fee_charge).check_permission("read")
	return one_off.post_now(fee_charge)


@frappe.whitelist()
def explain_bill(sales_invoice: str) -> dict[str, Any] | None:
	"""For everybody who may read fee charges of the bill's community: the bill and the sum behind each line."""
	community = frappe.db.get_value("Sales Invoice", sales_invoice, "property_community")
	frappe.has_permission("Fee Charge", "read", throw=True)
	frappe.get_doc("Property Community", community).check_permission("read")
	return explanation.bill_details(sales_invoice)


@frappe.whitelist()
def explain_charge(fee_charge: str) -> str:
	"""For everybody who may read the charge: the sum behind its amount, in the reader's language."""
	charge = frappe.get_doc("Fee Charge", fee_charge)
	charge.check_permission("read")
	return explanation.explain(charge.snapshot, money(charge.amount))
