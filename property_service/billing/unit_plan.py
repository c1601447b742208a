"""What one unit fee owes in a run: its periods, the days billed already, and the charges. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from property_service.billing.charges import Part, Skip, split_period
from property_service.billing.payers import PayerRules
from property_service.billing.periods import Period, free_days, periods_in
from property_service.billing.rates import Rate


@dataclass(frozen=True)
class BilledDays:
	"""Days of a unit fee that a live charge holds, and the run it came from."""

	days: Period
	run: str | None


@dataclass(frozen=True)
class FeeTerms:
	"""When a unit fee holds, its cycle in months, and its discount in per cent."""

	from_date: date
	to_date: date | None
	months: int
	discount: Decimal


@dataclass(frozen=True)
class PeriodPlan:
	"""The days of one period that are still free, and what becomes of them."""

	days: Period
	outcome: list[Part] | Skip


def plan_fee(
	window: Period,
	terms: FeeTerms,
	billed: Sequence[BilledDays],
	unit_rates: Sequence[Rate],
	rules: PayerRules,
) -> Iterator[PeriodPlan]:
	"""Yield what the cycles that touch `window` bring for one unit fee; days billed before are never billed again.

	A cycle that began before the window and is billed already is passed over in silence: a quarterly fee has
	nothing to report in the second month of its quarter.
	"""
	for cycle in periods_in(window, terms.months):
		days = cycle.clip(terms.from_date, terms.to_date)
		if not days:
			if terms.to_date and terms.to_date < cycle.start:
				yield PeriodPlan(cycle, Skip("ended", (terms.to_date,)))
			continue
		free = free_days(days, [row.days for row in billed])
		if not free and window.start <= cycle.start:
			yield PeriodPlan(days, Skip("billed", (_billing_run(days, billed),)))
		for rest in free:
			yield PeriodPlan(rest, _outcome(rest, terms, unit_rates, rules))


def _outcome(
	days: Period, terms: FeeTerms, unit_rates: Sequence[Rate], rules: PayerRules
) -> list[Part] | Skip:
	outcome = split_period(days, unit_rates, rules, terms.discount)
	if isinstance(outcome, list) and not any(part.amount for part in outcome):
		return Skip("zero_amount")
	return outcome


def _billing_run(days: Period, billed: Sequence[BilledDays]) -> str:
	return next((row.run for row in billed if row.run and row.days.overlaps(days)), "")
