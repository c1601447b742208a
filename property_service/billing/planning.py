"""Planning a run: every charge is written before the first bill is posted, exactly once."""

from __future__ import annotations

from typing import Any

import frappe

from property_service.billing import runs, writer
from property_service.billing.drafts import Row, draft_charges
from property_service.billing.keys import sentinel
from property_service.billing.reasons import reason_text
from property_service.billing.sources import Chunk, RunScope, load_chunk, run_scope, unit_chunks
from property_service.billing.statuses import PLANNED, SKIPPED
from property_service.billing.transactions import checkpoint, savepoint, with_retry
from property_service.registry.services import ensure_customers


def plan_run(run_name: str) -> dict[str, Any]:
	"""Plan the charges of a submitted Billing Run and return its totals, see `runs.refresh_totals`.

	Works chunk by chunk, each in a transaction of its own; called again, it plans only what is missing.
	"""
	run = frappe.get_doc("Billing Run", run_name)
	scope = run_scope(run, runs.due_date_of(run))
	for units in unit_chunks(scope):
		with_retry(_plan_chunk, scope, units)
		runs.beat(run_name)
		checkpoint()
	return runs.refresh_totals(run_name)


def _plan_chunk(scope: RunScope, units: list[str]) -> None:
	"""Plan all periods of these units in one savepoint, with their Unit Fee rows locked."""
	checkpoint()
	with savepoint("plan_chunk"):
		chunk = load_chunk(scope, units, lock=True)
		writer.delete_skipped(scope.run, [fee.name for fee in chunk.unit_fees])
		rows = _complete(list(draft_charges(scope, chunk)))
		writer.insert_charges(rows)
		writer.move_billed_through(_last_days(rows, chunk))


def _complete(rows: list[Row]) -> list[Row]:
	"""Give planned rows their customer, skipped ones their reason and placeholder key, and all a name."""
	customers = ensure_customers([row["property_owner"] for row in rows if row["status"] == PLANNED])
	for row in rows:
		row["name"] = writer.new_name()
		skip = row.pop("skip", None)
		if row["status"] == SKIPPED:
			row["charge_key"] = sentinel(row["name"])
			row["reason"] = reason_text(skip.code, skip.details)
			row["snapshot"] = frappe.as_json(
				{"skip": skip.code, "details": [str(item) for item in skip.details]}
			)
		else:
			row["payer"] = customers[row["property_owner"]]
	return rows


def _last_days(rows: list[Row], chunk: Chunk) -> dict[str, Any]:
	"""Return per unit fee the last day that a live charge holds, old and new ones together."""
	ends = {fee: max(row.days.end for row in days) for fee, days in chunk.billed.items() if days}
	for row in rows:
		if row["status"] == PLANNED:
			ends[row["unit_fee"]] = max(row["period_end"], ends.get(row["unit_fee"], row["period_end"]))
	return ends
