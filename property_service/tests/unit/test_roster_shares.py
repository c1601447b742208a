"""Shares are exact: what does not add up to one is refused, never rounded."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from property_service.registry.roster.problems import CellError
from property_service.registry.roster.shares import fractions_for, parse_share, parse_tenure, settle


def shares_of(text: str, owners: int) -> tuple:
	"""Return (tenure, shares) of one row whose share cell is `text`."""
	cell = parse_share(text)
	return settle(fractions_for(cell, owners), cell.tenure)


HALF, THIRD = Fraction(1, 2), Fraction(1, 3)


@pytest.mark.parametrize(
	("text", "owners", "tenure", "shares"),
	[
		("", 1, "Sole", [None]),
		("100%", 1, "Sole", [None]),
		("1", 1, "Sole", [None]),
		("1/1", 1, "Sole", [None]),
		("单独所有", 1, "Sole", [None]),
		("", 2, "Joint", [None, None]),
		("共同共有", 2, "Joint", [None, None]),
		("夫妻共有", 2, "Joint", [None, None]),
		("各半", 2, "By Shares", [HALF, HALF]),
		("一人一半", 2, "By Shares", [HALF, HALF]),
		("均等", 3, "By Shares", [THIRD, THIRD, THIRD]),
		("各1/3", 3, "By Shares", [THIRD, THIRD, THIRD]),
		("各占50%", 2, "By Shares", [HALF, HALF]),
		("1/2、1/2", 2, "By Shares", [HALF, HALF]),
		("1/3;2/3", 2, "By Shares", [THIRD, 2 * THIRD]),
		("1/3 2/3", 2, "By Shares", [THIRD, 2 * THIRD]),
		("1/3\n2/3", 2, "By Shares", [THIRD, 2 * THIRD]),
		("１／３，２／３", 2, "By Shares", [THIRD, 2 * THIRD]),
		("50%,50%", 2, "By Shares", [HALF, HALF]),
		("50%/50%", 2, "By Shares", [HALF, HALF]),
		("50/50", 2, "By Shares", [HALF, HALF]),
		("60、40", 2, "By Shares", [Fraction(3, 5), Fraction(2, 5)]),
		("0.5、0.5", 2, "By Shares", [HALF, HALF]),
		("3:7", 2, "By Shares", [Fraction(3, 10), Fraction(7, 10)]),
		# 33.33 + 33.33 + 33.34 = 100: as written it adds up, so it is taken as written.
		(
			"33.33%;33.33%;33.34%",
			3,
			"By Shares",
			[Fraction(3333, 10000), Fraction(3333, 10000), Fraction(3334, 10000)],
		),
	],
)
def test_shares_are_taken_as_written(text: str, owners: int, tenure: str, shares: list) -> None:
	assert shares_of(text, owners) == (tenure, shares)


@pytest.mark.parametrize(
	("text", "owners", "code"),
	[
		# 3 × 33.33 = 99.99, which is not 100.
		("33.33%;33.33%;33.33%", 3, "share_sum"),
		("1/2;1/3", 2, "share_sum"),
		("1/2", 1, "share_sum"),
		("1/1;1/1", 2, "share_sum"),
		("1/2", 2, "share_count"),
		("1/2;1/4;1/4", 2, "share_count"),
		("各半", 3, "halves_need_two"),
		("单独所有", 2, "sole_with_several"),
		("按份共有", 2, "share_missing"),
		("0", 1, "share_out_of_range"),
		("1/0", 1, "share_out_of_range"),
		("150%", 1, "share_out_of_range"),
		("3/2", 1, "share_out_of_range"),
		("一半多", 2, "share_unreadable"),
		("1/2左右", 1, "share_unreadable"),
		# Excel makes 3 January of 1/3.
		("2024-01-03", 1, "date_damage"),
		("1月3日", 1, "date_damage"),
	],
)
def test_shares_that_do_not_hold_are_refused(text: str, owners: int, code: str) -> None:
	with pytest.raises(CellError) as caught:
		shares_of(text, owners)
	assert caught.value.code == code


def test_the_sum_is_said_as_the_file_writes_it() -> None:
	with pytest.raises(CellError) as caught:
		shares_of("33.33%;33.33%;33.33%", 3)
	assert caught.value.values == ("99.99%",)
	with pytest.raises(CellError) as caught:
		shares_of("1/2;1/3", 2)
	assert caught.value.values == ("5/6",)


@pytest.mark.parametrize(
	("word", "tenure"),
	[("单独所有", "Sole"), ("共同共有", "Joint"), ("按份共有", "By Shares"), ("Joint", "Joint"), ("", None)],
)
def test_tenure_words(word: str, tenure: str | None) -> None:
	assert parse_tenure(word) == tenure


def test_shares_beside_joint_tenure_contradict_it() -> None:
	with pytest.raises(CellError) as caught:
		settle([HALF, HALF], "Joint")
	assert caught.value.code == "tenure_with_shares"


@given(st.lists(st.integers(1, 99), min_size=2, max_size=6), st.sampled_from(["、", ";", ", ", "\n", " "]))
def test_fractions_of_one_whole_always_settle(parts: list[int], gap: str) -> None:
	whole = sum(parts)
	tenure, shares = shares_of(gap.join(f"{part}/{whole}" for part in parts), len(parts))
	assert tenure == "By Shares"
	assert shares == [Fraction(part, whole) for part in parts]
	assert sum(shares) == 1


@given(st.lists(st.integers(1, 5000), min_size=2, max_size=5))
def test_percentages_settle_exactly_when_they_add_up(hundredths: list[int]) -> None:
	text = ";".join(f"{part / 100:.2f}%" for part in hundredths)
	if sum(hundredths) == 10_000:
		assert sum(shares_of(text, len(hundredths))[1]) == 1
	else:
		with pytest.raises(CellError):
			shares_of(text, len(hundredths))


@given(st.text(alphabet="0123456789/%.:;、各半共有同 ", max_size=16), st.integers(1, 4))
def test_whatever_is_accepted_adds_up_to_one(text: str, owners: int) -> None:
	try:
		tenure, shares = shares_of(text, owners)
	except CellError:
		return
	if tenure == "By Shares":
		assert sum(shares) == 1 and len(shares) == owners
	else:
		assert shares == [None] * owners
