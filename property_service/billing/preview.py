"""What a run would bill, computed like the run itself and saved nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import frappe

from property_service.billing import runs
from property_service.billing.drafts import Row, draft_charges
from property_service.billing.reasons import reason_text
from property_service.billing.rounding import ZERO
from property_service.billing.sources import RunScope, load_chunk, run_scope, unit_chunks
from property_service.billing.statuses import PLANNED

if TYPE_CHECKING:
	from property_service.property_service.doctype.billing_run.billing_run import BillingRun

EXAMPLES = 5


def preview_run(run: BillingRun) -> dict[str, Any]:
	"""Return the figures of a run before it is submitted; amounts in 元.

	`charges`, `payers`, `amount`, `posting_date`, `due_date`; `by_fee` and `by_building` (label, charges, amount),
	the largest first; `skipped` (reason, count, units: titles of a few), the commonest first.
	"""
	scope = run_scope(run, runs.due_date_of(run))
	figures = _Figures(scope)
	for units in unit_chunks(scope):
		chunk = load_chunk(scope, units, lock=False)
		buildings = {name: facts.building for name, facts in chunk.units.items()}
		figures.add(draft_charges(scope, chunk), buildings)
	return figures.result()


class _Figures:
	def __init__(self, scope: RunScope) -> None:
		self.scope = scope
		self.payers: set[str] = set()
		self.by_fee: dict[str, Row] = defaultdict(lambda: {"charges": 0, "amount": ZERO})
		self.by_building: dict[str, Row] = defaultdict(lambda: {"charges": 0, "amount": ZERO})
		self.skipped: dict[str, list[str]] = defaultdict(list)

	def add(self, rows: Iterable[Row], buildings: dict[str, str]) -> None:
		for row in rows:
			if row["status"] != PLANNED:
				skip = row["skip"]
				self.skipped[reason_text(skip.code, skip.details)].append(row["unit"])
				continue
			self.payers.add(row["property_owner"])
			for group in (self.by_fee[row["fee_item"]], self.by_building[buildings[row["unit"]]]):
				group["charges"] += 1
				group["amount"] += row["amount"]

	def result(self) -> dict[str, Any]:
		titles = {name: fee.title for name, fee in self.scope.fees.items()}
		return {
			"charges": sum(group["charges"] for group in self.by_fee.values()),
			"payers": len(self.payers),
			"amount": sum((group["amount"] for group in self.by_fee.values()), ZERO),
			"posting_date": self.scope.posting_date,
			"due_date": self.scope.due_date,
			"by_fee": _sorted(self.by_fee, titles),
			"by_building": _sorted(self.by_building, _building_names(self.by_building)),
			"skipped": self._skipped(),
		}

	def _skipped(self) -> list[Row]:
		examples = {reason: list(dict.fromkeys(units))[:EXAMPLES] for reason, units in self.skipped.items()}
		titles = dict(
			frappe.get_all(
				"Property Unit",
				filters={"name": ["in", [unit for units in examples.values() for unit in units]]},
				fields=["name", "unit_title"],
				as_list=True,
				order_by="name",
			)
		)
		rows = [
			{
				"reason": reason,
				"count": len(units),
				"units": [titles.get(unit) or unit for unit in examples[reason]],
			}
			for reason, units in self.skipped.items()
		]
		return sorted(rows, key=lambda row: -row["count"])


def _building_names(names: Iterable[str]) -> dict[str, str]:
	return dict(
		frappe.get_all(
			"Property Building",
			filters={"name": ["in", list(names)]},
			fields=["name", "building_name"],
			as_list=True,
			order_by="name",
		)
	)


def _sorted(groups: dict[str, Row], titles: dict[str, str]) -> list[Row]:
	rows = [{"name": name, "label": titles.get(name, name), **group} for name, group in groups.items()]
	return sorted(rows, key=lambda row: -row["amount"])
