"""Posting the planned charges of a run: exactly once, resumable, several workers at a time.

Invoice names are reserved first, in one short transaction. A worker locks the charges of some invoices, skips
those that others hold, posts each invoice in a savepoint and commits charge and invoice together.
"""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import strip_html

from property_service.billing import poster, runs, writer
from property_service.billing.invoice_names import reserve_names
from property_service.billing.invoices import Books, Row, books_of, build_invoice, total_of
from property_service.billing.statuses import FAILED, PLANNED
from property_service.billing.transactions import checkpoint, is_transient, savepoint, with_retry

CHARGE_FIELDS = (
	"name",
	"community",
	"unit",
	"fee_item",
	"bill_group",
	"property_owner",
	"payer",
	"period_start",
	"period_end",
	"part_no",
	"amount",
	"posting_date",
	"due_date",
	"reserved_invoice",
)
# Passes over the run without any progress before a worker leaves the rest to the one that holds it.
IDLE_PASSES = 5
IDLE_PAUSE = 0.2


def post_planned(run_name: str, keep_going: Callable[[], bool] = lambda: True) -> None:
	"""Post every planned charge of the run until none is left, or until `keep_going` says stop."""
	with_retry(reserve_names, run_name)
	books = _books(run_name)
	idle = 0
	while names := planned_invoices(run_name):
		progress = 0
		for batch in _batches(names):
			if not keep_going():
				return
			progress += with_retry(_post_batch, run_name, batch, books)
			_report(run_name)
		idle = 0 if progress else idle + 1
		if idle == IDLE_PASSES:
			return
		if idle:
			time.sleep(IDLE_PAUSE * random.uniform(0.5, 1.5))


def _books(run_name: str) -> Books:
	community = frappe.db.get_value("Billing Run", run_name, "community")
	fee_items = frappe.get_all(
		"Fee Charge",
		filters={"billing_run": run_name, "status": PLANNED},
		pluck="fee_item",
		distinct=True,
		order_by="fee_item",
	)
	return books_of(community, fee_items)


def planned_invoices(run_name: str) -> list[str]:
	"""Return the reserved names of the invoices that are still to be posted."""
	return frappe.get_all(
		"Fee Charge",
		filters={"billing_run": run_name, "status": PLANNED, "reserved_invoice": ["is", "set"]},
		pluck="reserved_invoice",
		distinct=True,
		order_by="reserved_invoice",
	)


def _batches(names: list[str]) -> Iterator[list[str]]:
	size = frappe.get_cached_doc("Property Service Settings").invoices_per_commit or 50
	for start in range(0, len(names), size):
		yield names[start : start + size]


def _post_batch(run_name: str, names: list[str], books: Books) -> int:
	"""Post the invoices of `names` that no other worker holds, commit, and return how many were dealt with."""
	checkpoint()
	groups = _claim(names)
	books.learn(row for charges in groups.values() for row in charges)
	for name, charges in groups.items():
		_post_one(run_name, name, charges, books)
	checkpoint()
	return len(groups)


def _claim(names: list[str]) -> dict[str, list[Row]]:
	"""Lock the planned charges of `names` until commit; charges that another worker holds are left out."""
	charge = frappe.qb.DocType("Fee Charge")
	rows = (
		frappe.qb.from_(charge)
		.select(*(charge[field] for field in CHARGE_FIELDS))
		.where(charge.reserved_invoice.isin(names) & (charge.status == PLANNED))
		.orderby(charge.reserved_invoice)
		.orderby(charge.unit)
		.orderby(charge.fee_item)
		.orderby(charge.period_start)
		.orderby(charge.part_no)
		.for_update(skip_locked=True)
		.run(as_dict=True)
	)
	groups: dict[str, list[Row]] = defaultdict(list)
	for row in rows:
		groups[row.reserved_invoice].append(row)
	whole = _planned_counts(list(groups))
	return {name: charges for name, charges in groups.items() if len(charges) == whole.get(name)}


def _planned_counts(names: list[str]) -> dict[str, int]:
	"""Return how many planned charges each invoice has, whoever holds them: half an invoice is not posted."""
	if not names:
		return {}
	charge = frappe.qb.DocType("Fee Charge")
	return dict(
		frappe.qb.from_(charge)
		.select(charge.reserved_invoice, Count("*"))
		.where(charge.reserved_invoice.isin(names) & (charge.status == PLANNED))
		.groupby(charge.reserved_invoice)
		.run()
	)


def _post_one(run_name: str, name: str, charges: list[Row], books: Books) -> None:
	"""Post one invoice; when it fails, its own charges say why and the run goes on."""
	try:
		with savepoint("post_invoice"):
			post_charges(charges, books, run=run_name, name=name)
	except Exception as error:
		if is_transient(error):
			raise
		frappe.clear_messages()
		writer.set_charges([row.name for row in charges], {"status": FAILED, "reason": _why(error)})


def _why(error: Exception) -> str:
	return strip_html(str(error)) or type(error).__name__


def post_charges(charges: list[Row], books: Books, *, run: str | None = None, name: str | None = None) -> str:
	"""Post one invoice for `charges` and mark them Posted in the same transaction; return the invoice's name."""
	total = total_of(charges)
	invoice = poster.post(build_invoice(charges, books, run), name, float(total))
	writer.mark_posted(invoice)
	return invoice.name


def _report(run_name: str) -> None:
	runs.beat(run_name)
	done, total = runs.progress(run_name)
	frappe.publish_progress(
		100 * done / max(total, 1), title=_("Posting"), doctype="Billing Run", docname=run_name
	)
