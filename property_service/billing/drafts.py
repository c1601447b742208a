"""Charges that a run would make, as plain rows: what planning writes and what the preview shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from property_service.billing.charges import Part, Skip, snapshot
from property_service.billing.keys import charge_key
from property_service.billing.payers import PayerRules
from property_service.billing.sources import Chunk, RunScope, UnitFee
from property_service.billing.statuses import PLANNED, SKIPPED
from property_service.billing.unit_plan import FeeTerms, PeriodPlan, plan_fee

Row = dict[str, Any]


def draft_charges(scope: RunScope, chunk: Chunk) -> Iterator[Row]:
	"""Yield one row per charge of the chunk, Planned with its `charge_key` or Skipped with its `skip`.

	Days that this very run holds already yield nothing, so that an interrupted run can be planned on.
	"""
	for unit_fee in chunk.unit_fees:
		for plan in _plans(scope, chunk, unit_fee):
			yield from _rows(scope, unit_fee, plan)


def _plans(scope: RunScope, chunk: Chunk, unit_fee: UnitFee) -> Iterator[PeriodPlan]:
	unit, fee = chunk.units[unit_fee.unit], scope.fees[unit_fee.fee_item]
	targets = unit.scope_targets(scope.community)
	unit_rates = [rate for rate in scope.rates.get(fee.name, []) if (rate.scope, rate.target) in targets]
	rules = PayerRules(
		unit,
		fee.name,
		unit_fee.payer,
		scope.developer,
		chunk.tenures[unit.name],
		chunk.agreements[unit.name],
	)
	terms = FeeTerms(unit_fee.from_date, unit_fee.to_date, fee.months, unit_fee.discount)
	for plan in plan_fee(scope.window, terms, chunk.billed[unit_fee.name], unit_rates, rules):
		own = isinstance(plan.outcome, Skip) and plan.outcome == Skip("billed", (scope.run,))
		if not own:
			yield plan


def _rows(scope: RunScope, unit_fee: UnitFee, plan: PeriodPlan) -> Iterator[Row]:
	common = {
		"billing_run": scope.run,
		"community": scope.community,
		"company": scope.company,
		"unit": unit_fee.unit,
		"fee_item": unit_fee.fee_item,
		"unit_fee": unit_fee.name,
		"bill_group": scope.fees[unit_fee.fee_item].bill_group,
		"charge_kind": "Periodic",
		"posting_date": scope.posting_date,
		"due_date": scope.due_date,
	}
	if isinstance(plan.outcome, Skip):
		yield common | _skipped(plan.days.start, plan.days.end, plan.outcome)
		return
	for part in plan.outcome:
		key = charge_key(unit_fee.name, plan.days.start, part.part_no)
		if part.amount:
			yield common | {"status": PLANNED, "charge_key": key} | _priced(part)
		else:
			yield common | _skipped(part.days.start, part.days.end, Skip("zero_amount"))


def _skipped(start: Any, end: Any, skip: Skip) -> Row:
	return {
		"status": SKIPPED,
		"skip": skip,
		"period_start": start,
		"period_end": end,
		"part_no": 1,
		"amount": Decimal(0),
	}


def _priced(part: Part) -> Row:
	return {
		"property_owner": part.share.property_owner,
		"period_start": part.days.start,
		"period_end": part.days.end,
		"part_no": part.part_no,
		"quantity": part.quantity,
		"unit_price": part.rate.unit_price,
		"fee_rate": part.rate.name,
		"amount": part.amount,
		"snapshot": json.dumps(snapshot(part)),
	}
