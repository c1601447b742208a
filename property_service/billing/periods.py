"""Billing periods: calendar cycles, and which days of a unit fee fall into a run. Pure date arithmetic."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

# The vocabulary of Fee Item.billing_cycle, in months. Cycles start in January.
CYCLE_MONTHS: dict[str, int] = {"Monthly": 1, "Quarterly": 3, "Half-Yearly": 6, "Yearly": 12}
DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Period:
	"""Days from `start` to `end`, both included."""

	start: date
	end: date

	@property
	def days(self) -> int:
		return (self.end - self.start).days + 1

	def overlaps(self, other: Period) -> bool:
		return self.start <= other.end and other.start <= self.end

	def clip(self, first: date | None, last: date | None) -> Period | None:
		"""Return the days between `first` and `last` (None is open), or None when no day is left."""
		start = max(self.start, first or self.start)
		end = min(self.end, last or self.end)
		return Period(start, end) if start <= end else None


@dataclass(frozen=True)
class MonthPart:
	"""The `days` of one calendar month that are billed; the month is named by its `first` day and `length`."""

	first: date
	days: int
	length: int

	@property
	def fraction(self) -> Fraction:
		return Fraction(self.days, self.length)


def month_end(day: date) -> date:
	return day.replace(day=monthrange(day.year, day.month)[1])


def calendar_period(day: date, months: int) -> Period:
	"""Return the calendar cycle of `months` (1, 3, 6 or 12) that `day` lies in."""
	first_month = (day.month - 1) // months * months + 1
	last_month = first_month + months - 1
	return Period(date(day.year, first_month, 1), month_end(date(day.year, last_month, 1)))


def periods_in(window: Period, months: int) -> Iterator[Period]:
	"""Yield the calendar cycles of `months` that share a day with `window`, oldest first."""
	period = calendar_period(window.start, months)
	while period.start <= window.end:
		yield period
		period = calendar_period(period.end + DAY, months)


def is_whole_months(window: Period) -> bool:
	return window.start.day == 1 and window.end == month_end(window.end)


def months_of(period: Period) -> list[MonthPart]:
	"""Return the period cut at the calendar months, oldest first.

	A month's price is divided by the month's own days (days billed / days of the month), the field's usual
	rule and the one that makes every full month cost the same.
	"""
	parts = []
	start = period.start
	while start <= period.end:
		end = min(month_end(start), period.end)
		parts.append(MonthPart(start.replace(day=1), (end - start).days + 1, month_end(start).day))
		start = end + DAY
	return parts


def months_fraction(period: Period) -> Fraction:
	"""Return how many months the period counts: 1–31 October is 1, 17–31 October 15/31."""
	return sum((part.fraction for part in months_of(period)), Fraction(0))


def free_days(period: Period, billed: Iterable[Period]) -> list[Period]:
	"""Return the days of `period` that no period of `billed` covers, as few periods as possible."""
	free = [period]
	for taken in billed:
		free = [rest for part in free for rest in _without(part, taken)]
	return free


def _without(period: Period, taken: Period) -> list[Period]:
	if not period.overlaps(taken):
		return [period]
	rests = []
	if period.start < taken.start:
		rests.append(Period(period.start, taken.start - DAY))
	if taken.end < period.end:
		rests.append(Period(taken.end + DAY, period.end))
	return rests


def cut(period: Period, starts: Iterable[date]) -> list[Period]:
	"""Return `period` cut so that a new piece begins on each of the days `starts` that lies inside."""
	firsts = sorted({period.start, *(day for day in starts if period.start < day <= period.end)})
	lasts = [day - DAY for day in firsts[1:]] + [period.end]
	return [Period(first, last) for first, last in zip(firsts, lasts, strict=True)]
