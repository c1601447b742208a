"""Lifecycle of a Billing Run: what may be submitted, where it stands, and its totals."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.query_builder.functions import Count, Sum
from frappe.utils import add_days, add_months, format_date, getdate, now, time_diff_in_seconds

from property_service.billing import statuses, writer
from property_service.billing.open_days import refuse_closed_day
from property_service.billing.periods import Period, is_whole_months
from property_service.billing.rounding import ZERO, money
from property_service.billing.transactions import checkpoint
from property_service.exceptions import BillingRunError

if TYPE_CHECKING:
	from property_service.property_service.doctype.billing_run.billing_run import BillingRun

LONGEST_RUN_MONTHS = 12
# A batch takes seconds; a process that was silent for this long is dead.
BUSY_SECONDS = 300


def validate_run(run: BillingRun) -> None:
	"""Refuse a run whose days or building make no sense, before anything is read or planned."""
	_check_period(run)
	if run.due_date and getdate(run.due_date) < getdate(run.posting_date):
		_refuse(
			_("Due Date {0} is before the posting date {1}. Choose a later due date.").format(
				frappe.bold(format_date(run.due_date)), frappe.bold(format_date(run.posting_date))
			),
			_("Due Date Too Early"),
		)
	if (
		run.building
		and frappe.get_cached_value("Property Building", run.building, "community") != run.community
	):
		_refuse(
			_("Building {0} is not in community {1}. Choose one of that community, or none.").format(
				frappe.bold(run.building), frappe.bold(run.community)
			),
			_("Building Does Not Fit"),
		)


def _check_period(run: BillingRun) -> None:
	window = Period(getdate(run.period_start), getdate(run.period_end))
	if window.start > window.end or not is_whole_months(window):
		_refuse(
			_(
				"A run bills whole calendar months. Choose a first and a last day of month, not {0} to {1}."
			).format(frappe.bold(format_date(window.start)), frappe.bold(format_date(window.end))),
			_("Period Not Possible"),
		)
	if window.end >= getdate(add_months(window.start, LONGEST_RUN_MONTHS)):
		_refuse(
			_("A run bills at most {0} months. Choose an earlier last day.").format(
				frappe.bold(LONGEST_RUN_MONTHS)
			),
			_("Period Too Long"),
		)


def check_ready(run: BillingRun) -> None:
	"""Refuse to submit a run whose bills could not be booked. Nothing is written yet."""
	refuse_closed_day(run.company, getdate(run.posting_date))
	for row in run.fee_items:
		fee = frappe.get_cached_value("Fee Item", row.fee_item, ["mode", "enabled"], as_dict=True)
		if fee.mode != "Periodic" or not fee.enabled:
			_refuse(
				_("Fee {0} is disabled or not billed by period. Remove it from the run.").format(
					frappe.bold(row.fee_item)
				),
				_("Fee Cannot Be Billed"),
			)


def due_date_of(run: BillingRun) -> date:
	"""Return the due date of the run's bills, never before their posting date."""
	if run.due_date:
		return getdate(run.due_date)
	days = frappe.get_cached_value("Property Community", run.community, "due_days") or 0
	return getdate(add_days(run.posting_date, days))


def queue_again(run: BillingRun) -> None:
	"""Open the failed charges of a run again and set it back to Queued."""
	failed = frappe.get_all(
		"Fee Charge",
		filters={"billing_run": run.name, "status": statuses.FAILED},
		pluck="name",
		order_by="name",
	)
	writer.set_charges(failed, {"status": statuses.PLANNED, "reason": None})
	writer.set_run(run.name, status=statuses.RUN_QUEUED, heartbeat_on=now())


def start(run_name: str) -> str:
	"""Claim a submitted run for this process and return its status. Raises BillingRunError.

	The row is locked while it is checked, as `is_busy` does: a run is either worked on or cancelled, never both.
	"""
	checkpoint()
	run = frappe.db.get_value("Billing Run", run_name, ["docstatus", "status"], as_dict=True, for_update=True)
	if not run or run.docstatus != 1:
		_refuse(
			_("Billing run {0} is not submitted. Submit it first.").format(frappe.bold(run_name)),
			_("Run Not Submitted"),
		)
	beat(run_name)
	checkpoint()
	return run.status


def is_busy(run_name: str) -> bool:
	"""Return whether a process showed signs of life on this run a moment ago. Locks the run until commit."""
	run = frappe.db.get_value(
		"Billing Run", run_name, ["status", "heartbeat_on"], as_dict=True, for_update=True
	)
	if run.status not in (statuses.RUN_QUEUED, statuses.RUN_POSTING) or not run.heartbeat_on:
		return False
	return time_diff_in_seconds(now(), run.heartbeat_on) < BUSY_SECONDS


def beat(run_name: str) -> None:
	"""Say that the run is being worked on, so that the sweeper leaves it alone."""
	writer.set_run(run_name, heartbeat_on=now())


def refresh_totals(run_name: str) -> dict[str, Any]:
	"""Count the run's charges again, write the figures to the run and return them. Amounts in 元."""
	counts, amounts = _charge_totals(run_name)
	totals = {
		"charge_count": sum(counts.get(status, 0) for status in statuses.LIVE),
		"posted_count": counts.get(statuses.POSTED, 0),
		"skipped_count": counts.get(statuses.SKIPPED, 0),
		"failed_count": counts.get(statuses.FAILED, 0),
		"planned_amount": sum((amounts.get(status, ZERO) for status in statuses.LIVE), ZERO),
		"posted_amount": amounts.get(statuses.POSTED, ZERO),
		"invoice_count": _invoice_count(run_name),
	}
	writer.set_run(run_name, **totals)
	return totals | {"planned_count": counts.get(statuses.PLANNED, 0)}


def progress(run_name: str) -> tuple[int, int]:
	"""Return how many of the run's charges are dealt with, and how many there are."""
	counts, _amounts = _charge_totals(run_name)
	total = sum(counts.get(status, 0) for status in statuses.LIVE)
	return total - counts.get(statuses.PLANNED, 0), total


def _charge_totals(run_name: str) -> tuple[dict[str, int], dict[str, Any]]:
	charge = frappe.qb.DocType("Fee Charge")
	rows = (
		frappe.qb.from_(charge)
		.select(charge.status, Count("*").as_("count"), Sum(charge.amount).as_("amount"))
		.where(charge.billing_run == run_name)
		.groupby(charge.status)
		.run(as_dict=True)
	)
	return {row.status: row["count"] for row in rows}, {row.status: money(row.amount) for row in rows}


def _invoice_count(run_name: str) -> int:
	charge = frappe.qb.DocType("Fee Charge")
	return (
		frappe.qb.from_(charge)
		.select(Count(charge.sales_invoice).distinct())
		.where((charge.billing_run == run_name) & (charge.status == statuses.POSTED))
		.run()[0][0]
	)


def finish(run_name: str) -> dict[str, Any]:
	"""Set the status and message that the run's charges add up to, and return its totals."""
	totals = refresh_totals(run_name)
	if totals["planned_count"]:
		status = statuses.RUN_PLANNED
	elif totals["failed_count"]:
		status = statuses.RUN_FAILURES
	else:
		status = statuses.RUN_POSTED
	message = result_message(totals)
	writer.set_run(run_name, status=status, message=message, finished_on=now())
	frappe.get_doc("Billing Run", run_name).notify_update()
	return totals | {"status": status, "message": message}


def result_message(totals: dict[str, Any]) -> str:
	"""Return one sentence about what came of a run."""
	if not totals["charge_count"] and not totals["skipped_count"]:
		return _("Nothing to bill: no unit of this community has a fee in this period.")
	if not totals["charge_count"]:
		return _("Nothing new to bill: {0} fees were skipped, see their reasons.").format(
			totals["skipped_count"]
		)
	if totals["failed_count"]:
		return _("{0} of {1} charges failed. See their reasons, mend them and press Retry Failed.").format(
			totals["failed_count"], totals["charge_count"]
		)
	return _("{0} charges are on {1} bills, {2} fees were skipped.").format(
		totals["posted_count"], totals["invoice_count"], totals["skipped_count"]
	)


def _refuse(message: str, title: str) -> None:
	frappe.throw(message, exc=BillingRunError, title=title)
