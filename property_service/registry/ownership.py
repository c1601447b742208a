"""Who owns a unit on which day, and whether it adds up. Shares are exact fractions, days are inclusive.

Sole counts as one, all joint owners (共同共有, Civil Code art. 299) together count as one, and owners by shares
(按份共有, art. 298) count with their fraction. From the first day on every day must add up to exactly one; only the
very end may stay open to nobody, when a unit falls back to the developer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

SOLE, JOINT, BY_SHARES = "Sole", "Joint", "By Shares"
WHOLE = Fraction(1)
DAY = timedelta(days=1)

ProblemKind = Literal["no_share", "dates", "sum", "payer"]


@dataclass(frozen=True)
class Holding:
	"""One ownership row: `end` is its last day, None while it lasts; `share` only counts for By Shares."""

	owner: str
	tenure: str
	start: date
	end: date | None = None
	share: Fraction | None = None
	is_payer: bool = False

	def covers(self, day: date) -> bool:
		return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Problem:
	"""The first thing wrong: on which day, what the shares add up to, and who pays."""

	kind: ProblemKind
	day: date
	total: Fraction
	owners: tuple[str, ...]


def share_of(numerator: int | None, denominator: int | None) -> Fraction | None:
	"""Return numerator / denominator when that is a share (more than 0, at most 1), else None."""
	numerator, denominator = int(numerator or 0), int(denominator or 0)
	if not 0 < numerator <= denominator:
		return None
	return Fraction(numerator, denominator)


def total_share(holdings: Iterable[Holding]) -> Fraction:
	"""Return what the given holdings of one day add up to; joint owners count as one together."""
	total, joint = Fraction(0), False
	for holding in holdings:
		if holding.tenure == JOINT:
			joint = True
		elif holding.tenure == SOLE:
			total += WHOLE
		else:
			total += holding.share or 0
	return total + (WHOLE if joint else 0)


def first_problem(holdings: Sequence[Holding]) -> Problem | None:
	"""Return the first day on which the ownership of one unit does not hold together, or None.

	Checked per stretch of days with the same owners, so the cost does not grow with the length of time.
	"""
	for holding in holdings:
		if holding.end is not None and holding.end < holding.start:
			return Problem("dates", holding.start, total_share([holding]), (holding.owner,))
		if holding.tenure == BY_SHARES and holding.share is None:
			return Problem("no_share", holding.start, Fraction(0), (holding.owner,))
	for day in _days_of_change(holdings):
		problem = _problem_on(day, [row for row in holdings if row.covers(day)])
		if problem:
			return problem
	return None


def rows_after(holdings: Iterable[Holding], day: date) -> list[Holding]:
	"""Return the rows that begin after `day`: a change on that day would no longer be the newest."""
	return [holding for holding in holdings if holding.start > day]


def _days_of_change(holdings: Sequence[Holding]) -> list[date]:
	"""Return each first day of a stretch with the same owners, without the open end after the last row."""
	starts = {holding.start for holding in holdings}
	after_ends = {holding.end + DAY for holding in holdings if holding.end is not None}
	days = sorted(starts | after_ends)
	lasts_for_ever = any(holding.end is None for holding in holdings)
	return days if lasts_for_ever else days[:-1]


def _problem_on(day: date, holdings: list[Holding]) -> Problem | None:
	owners = tuple(holding.owner for holding in holdings)
	total = total_share(holdings)
	if total != WHOLE:
		return Problem("sum", day, total, owners)
	payers = tuple(holding.owner for holding in holdings if holding.is_payer)
	by_shares = holdings[0].tenure == BY_SHARES
	# Owners by shares without a payer are billed each for their share.
	if len(payers) == 1 or (by_shares and not payers):
		return None
	return Problem("payer", day, total, payers)
