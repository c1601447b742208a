"""Shares add up to exactly one on every day: checked against a naive count of every single day."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from property_service.registry.ownership import (
	BY_SHARES,
	JOINT,
	SOLE,
	Holding,
	first_problem,
	share_of,
	total_share,
)

FIRST = date(2026, 1, 1)


def day(number: int) -> date:
	return FIRST + timedelta(days=number)


def sole(owner: str, start: int, end: int | None = None) -> Holding:
	return Holding(owner, SOLE, day(start), None if end is None else day(end), None, True)


def share(
	owner: str, numerator: int, denominator: int, start: int = 0, end: int | None = None, pays: bool = False
) -> Holding:
	return Holding(
		owner,
		BY_SHARES,
		day(start),
		None if end is None else day(end),
		Fraction(numerator, denominator),
		pays,
	)


def test_three_thirds_are_exactly_one() -> None:
	assert first_problem([share(owner, 1, 3) for owner in "ABC"]) is None


def test_nearly_one_is_not_one() -> None:
	# 33/100 × 3 = 99/100
	problem = first_problem([share(owner, 33, 100) for owner in "ABC"])
	assert (problem.kind, problem.day, problem.total) == ("sum", FIRST, Fraction(99, 100))


def test_joint_owners_count_as_one_together() -> None:
	couple = [Holding("A", JOINT, FIRST, None, None, True), Holding("B", JOINT, FIRST)]
	assert total_share(couple) == 1
	assert first_problem(couple) is None


def test_a_gap_of_one_day_is_found_on_that_day() -> None:
	problem = first_problem([sole("A", 0, 9), sole("B", 11)])
	assert (problem.kind, problem.day, problem.total) == ("sum", day(10), 0)


def test_an_overlap_of_one_day_is_found_on_that_day() -> None:
	problem = first_problem([sole("A", 0, 10), sole("B", 10)])
	assert (problem.kind, problem.day, problem.total, problem.owners) == ("sum", day(10), 2, ("A", "B"))


def test_a_sole_owner_beside_a_share_is_more_than_one() -> None:
	# 1 + 1/2 = 3/2
	assert first_problem([sole("A", 0), share("B", 1, 2)]).total == Fraction(3, 2)


def test_a_unit_may_fall_back_to_nobody_at_the_end() -> None:
	assert first_problem([sole("A", 0, 9)]) is None
	assert first_problem([]) is None


def test_an_end_before_the_beginning_is_refused() -> None:
	assert first_problem([sole("A", 5, 4)]).kind == "dates"
	assert first_problem([sole("A", 5, 5)]) is None


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 3), (1, 0), (4, 3), (-1, 3), (None, None)])
def test_what_is_no_share_is_refused(numerator, denominator) -> None:
	assert share_of(numerator, denominator) is None
	row = Holding("A", BY_SHARES, FIRST, None, share_of(numerator, denominator))
	assert first_problem([row]).kind == "no_share"


@pytest.mark.parametrize(
	("payers", "problem"),
	[((False, False), None), ((True, False), None), ((True, True), "payer")],
)
def test_owners_by_shares_have_one_payer_or_each_their_own(
	payers: tuple[bool, bool], problem: str | None
) -> None:
	found = first_problem([share("A", 1, 2, pays=payers[0]), share("B", 1, 2, pays=payers[1])])
	assert (found and found.kind) == problem


def test_joint_owners_need_exactly_one_payer() -> None:
	nobody = [Holding("A", JOINT, FIRST), Holding("B", JOINT, FIRST)]
	assert first_problem(nobody).kind == "payer"


@st.composite
def holdings(draw) -> list[Holding]:
	"""Rows of one unit within forty days: valid ones often, broken ones as often."""
	rows = []
	for number in range(draw(st.integers(0, 5))):
		start = draw(st.integers(0, 40))
		end = draw(st.one_of(st.none(), st.integers(start, 40)))
		tenure = draw(st.sampled_from([SOLE, JOINT, BY_SHARES]))
		fraction = draw(st.sampled_from([Fraction(1, 2), Fraction(1, 3), Fraction(2, 3), Fraction(1)]))
		rows.append(
			Holding(
				f"O{number}",
				tenure,
				day(start),
				None if end is None else day(end),
				fraction if tenure == BY_SHARES else None,
				draw(st.booleans()),
			)
		)
	return rows


def first_bad_day(rows: list[Holding]) -> date | None:
	"""Count every day from the first to the last that anybody owns, one by one."""
	if not rows:
		return None
	last = max(row.end or day(60) for row in rows)
	current = min(row.start for row in rows)
	while current <= last:
		today = [row for row in rows if row.start <= current and (row.end is None or current <= row.end)]
		joint = any(row.tenure == JOINT for row in today)
		total = sum((row.share or Fraction(1)) for row in today if row.tenure != JOINT) + int(joint)
		payers = sum(row.is_payer for row in today)
		by_shares = bool(today) and today[0].tenure == BY_SHARES
		if total != 1 or not (payers == 1 or (by_shares and payers == 0)):
			return current
		current += timedelta(days=1)
	return None


@settings(max_examples=600, deadline=None)
@given(holdings())
def test_the_first_bad_day_is_the_one_a_naive_count_finds(rows: list[Holding]) -> None:
	problem = first_problem(rows)
	assert (problem.day if problem else None) == first_bad_day(rows)


@settings(max_examples=200, deadline=None)
@given(
	st.lists(st.integers(1, 12), min_size=1, max_size=6),
	st.lists(st.integers(1, 20), min_size=1, max_size=5),
)
def test_any_chain_of_whole_changes_holds_together(weights: list[int], lengths: list[int]) -> None:
	"""Owners with shares weight/Σ weights, replaced as a whole again and again, never leave a hole."""
	rows, start = [], 0
	for number, length in enumerate(lengths):
		end = None if number == len(lengths) - 1 else start + length - 1
		rows += [
			share(f"O{number}-{index}", weight, sum(weights), start, end)
			for index, weight in enumerate(weights)
		]
		start += length
	assert first_problem(rows) is None
	# one owner less on the last stretch
	assert first_problem(rows[:-1]) is not None or len(weights) == 1
