"""Background jobs of billing. The database knows what is done; the queue only says when to look."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import frappe
from frappe.query_builder.functions import Coalesce
from frappe.utils import add_to_date, now, now_datetime, strip_html

from property_service.billing import cancelling, planning, posting, runs, statuses, writer
from property_service.billing.transactions import checkpoint

# A job of the long queue is killed after 25 minutes: it hands over to the next one well before.
JOB_MINUTES = 15
STALLED_AFTER_MINUTES = 30


def enqueue_post_run(run_name: str, part: int = 1) -> None:
	"""Post a run in the background; asking twice queues it once. `part` counts the jobs of a long run."""
	frappe.enqueue(
		"property_service.billing.tasks.post_run",
		queue="long",
		job_id=f"property_service:post_run:{run_name}:{part}",
		deduplicate=True,
		enqueue_after_commit=True,
		run_name=run_name,
		minutes=JOB_MINUTES,
		part=part,
	)


def post_run(run_name: str, minutes: int | None = None, part: int = 1) -> dict[str, Any]:
	"""Plan and post a submitted Billing Run, or go on where it stopped, and return its totals.

	Arguments: the run; after how many `minutes` to hand over to a further job (None works to the end).
	The totals have status, message, charge_count, planned_count, posted_count, skipped_count, failed_count,
	invoice_count and, in 元, planned_amount and posted_amount. Running it again posts nothing twice.
	"""
	status = runs.start(run_name)
	frappe.set_user_lang(frappe.session.user)
	deadline = time.monotonic() + 60 * minutes if minutes else None
	try:
		_work(run_name, status, keep_going=lambda: not deadline or time.monotonic() < deadline)
	except Exception as error:
		_stop(run_name, error)
		raise
	if deadline and time.monotonic() >= deadline and posting.planned_invoices(run_name):
		enqueue_post_run(run_name, part + 1)
		return runs.refresh_totals(run_name)
	return runs.finish(run_name)


def _work(run_name: str, status: str, keep_going: Callable[[], bool]) -> None:
	if status in (statuses.RUN_QUEUED, statuses.RUN_STOPPED):
		writer.set_run(run_name, status=statuses.RUN_QUEUED, started_on=now(), message=None)
		planning.plan_run(run_name)
	writer.set_run(run_name, status=statuses.RUN_POSTING, heartbeat_on=now())
	checkpoint()
	posting.post_planned(run_name, keep_going)


def _stop(run_name: str, error: Exception) -> None:
	"""Write down why the run stopped. What it committed before stands, and Retry Failed goes on from there."""
	frappe.db.rollback()
	writer.set_run(run_name, status=statuses.RUN_STOPPED, message=strip_html(str(error)), finished_on=now())
	frappe.log_error(title=f"Billing run {run_name} stopped")
	checkpoint()


def resume_stalled_runs() -> None:
	"""Queue again what a lost job or a killed worker left behind. Runs every five minutes."""
	silent_since = add_to_date(now_datetime(), minutes=-STALLED_AFTER_MINUTES)
	run = frappe.qb.DocType("Billing Run")
	stalled = (
		frappe.qb.from_(run)
		.select(run.name)
		.where((run.docstatus == 1) & run.status.isin([statuses.RUN_QUEUED, statuses.RUN_POSTING]))
		.where(Coalesce(run.heartbeat_on, run.modified) < silent_since)
		.orderby(run.creation)
		.run(pluck=True)
	)
	for run_name in stalled:
		enqueue_resumed_run(run_name)


def enqueue_resumed_run(run_name: str) -> None:
	"""Post on a run whose first job may be dead: the queue can still count it as started.

	A number that changes every half hour keeps such a job from being taken for this one.
	"""
	enqueue_post_run(run_name, part=int(time.time() // (60 * STALLED_AFTER_MINUTES)))


def enqueue_cancel_run(run_name: str) -> None:
	"""Cancel a run together with its bills in the background."""
	frappe.enqueue(
		"property_service.billing.tasks.cancel_run",
		queue="long",
		job_id=f"property_service:cancel_run:{run_name}",
		deduplicate=True,
		enqueue_after_commit=True,
		run_name=run_name,
	)


def cancel_run(run_name: str) -> dict[str, Any]:
	"""Cancel the run's bills one by one, then the run; return `cancelled` and `kept` (bill → why it stands).

	A bill that cannot be cancelled (its period is closed, a credit note stands) keeps the run submitted.
	"""
	result = cancelling.cancel_bills(run_name)
	if not result["kept"]:
		frappe.get_doc("Billing Run", run_name).cancel()
	return result
