"""Calendar cycles, broken months and days that are still free."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from property_service.billing.periods import (
	DAY,
	Period,
	calendar_period,
	cut,
	free_days,
	is_whole_months,
	months_fraction,
	months_of,
	periods_in,
)

days = st.dates(date(2020, 1, 1), date(2032, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
	start = draw(days)
	return Period(start, start + timedelta(days=draw(st.integers(0, 800))))


def every_day(period: Period) -> set[date]:
	return {period.start + timedelta(days=number) for number in range(period.days)}


@pytest.mark.parametrize(
	("day", "months", "start", "end"),
	[
		(date(2026, 10, 17), 1, date(2026, 10, 1), date(2026, 10, 31)),
		(date(2024, 2, 29), 1, date(2024, 2, 1), date(2024, 2, 29)),
		(date(2026, 2, 28), 1, date(2026, 2, 1), date(2026, 2, 28)),
		(date(2026, 12, 31), 3, date(2026, 10, 1), date(2026, 12, 31)),
		(date(2026, 6, 30), 6, date(2026, 1, 1), date(2026, 6, 30)),
		(date(2026, 7, 1), 6, date(2026, 7, 1), date(2026, 12, 31)),
		(date(2028, 2, 29), 12, date(2028, 1, 1), date(2028, 12, 31)),
	],
)
def test_a_day_lies_in_its_calendar_cycle(day: date, months: int, start: date, end: date) -> None:
	assert calendar_period(day, months) == Period(start, end)


def test_a_quarter_of_monthly_periods_has_three() -> None:
	window = Period(date(2026, 10, 1), date(2026, 12, 31))

	assert [period.start.month for period in periods_in(window, 1)] == [10, 11, 12]
	assert list(periods_in(window, 3)) == [window]


@given(days, st.sampled_from([1, 3, 6, 12]))
def test_a_day_lies_in_exactly_one_cycle_and_cycles_join(day: date, months: int) -> None:
	cycle = calendar_period(day, months)

	assert cycle.start <= day <= cycle.end
	assert months_fraction(cycle) == months
	assert calendar_period(cycle.end + DAY, months).start == cycle.end + DAY


@pytest.mark.parametrize(
	("period", "fraction"),
	[
		(Period(date(2026, 10, 1), date(2026, 10, 31)), Fraction(1)),
		(Period(date(2026, 10, 17), date(2026, 10, 31)), Fraction(15, 31)),
		(Period(date(2026, 1, 31), date(2026, 2, 1)), Fraction(1, 31) + Fraction(1, 28)),
		(Period(date(2024, 2, 1), date(2024, 2, 15)), Fraction(15, 29)),
	],
)
def test_a_broken_month_counts_its_days_over_its_own_length(period: Period, fraction: Fraction) -> None:
	assert months_fraction(period) == fraction


@given(periods())
def test_the_months_of_a_period_hold_all_its_days(period: Period) -> None:
	assert sum(month.days for month in months_of(period)) == period.days


@given(periods(), st.lists(days, max_size=6))
def test_cutting_loses_no_day_and_changes_no_fraction(period: Period, starts: list[date]) -> None:
	pieces = cut(period, starts)

	assert set().union(*(every_day(piece) for piece in pieces)) == every_day(period)
	assert sum(piece.days for piece in pieces) == period.days
	assert sum(months_fraction(piece) for piece in pieces) == months_fraction(period)


@given(periods(), st.lists(periods(), max_size=5))
def test_free_days_are_those_nobody_holds(period: Period, billed: list[Period]) -> None:
	free = free_days(period, billed)

	taken = set().union(*(every_day(row) for row in billed)) if billed else set()
	assert set().union(set(), *(every_day(row) for row in free)) == every_day(period) - taken
	assert sum(row.days for row in free) == len(every_day(period) - taken)


def test_only_first_to_last_of_month_are_whole_months() -> None:
	assert is_whole_months(Period(date(2026, 2, 1), date(2026, 3, 31)))
	assert not is_whole_months(Period(date(2026, 2, 2), date(2026, 2, 28)))
	assert not is_whole_months(Period(date(2024, 2, 1), date(2024, 2, 28)))
