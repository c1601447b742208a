"""What people type at the counter is understood."""

from __future__ import annotations

import pytest

from property_service.registry.searching import Wanted, understand


@pytest.mark.parametrize("typed", ["3-1-301", "3 1 301", "3栋1单元301室", "３－１－３０１", "3号楼1单元301"])
def test_a_place_may_be_typed_with_any_separator(typed: str) -> None:
	wanted = understand(typed)
	assert (wanted.place, wanted.prefix) == ("%3%1%301%", "")
	assert wanted.unit_nos == ("301", "0301")


def test_a_name_is_a_person_and_may_be_a_place() -> None:
	assert understand(" 王 ") == Wanted(unit_nos=("王", "00王", "000王"), prefix="王%", person="%王%")


@pytest.mark.parametrize(
	("typed", "ends", "whole"),
	[
		("78", (), ""),
		("678", tuple(f"{first}678" for first in "0123456789"), ""),
		("5678", ("5678",), ""),
		("345678", ("5678",), ""),
		("138 1234 5678", ("5678",), "13812345678"),
		("+8613812345678", ("5678",), "13812345678"),
	],
)
def test_digits_may_be_the_end_of_a_phone(typed: str, ends: tuple[str, ...], whole: str) -> None:
	wanted = understand(typed)
	assert (wanted.phone_ends, wanted.whole_phone, wanted.person) == (ends, whole, "")


@pytest.mark.parametrize("typed", ["", "  ", None, "-", "//"])
def test_nothing_typed_means_nothing(typed: str | None) -> None:
	assert understand(typed) == Wanted()


def test_wildcards_are_taken_as_letters() -> None:
	assert understand("%").prefix == "\\%%"
	assert understand("50%").person == "%50\\%%"
