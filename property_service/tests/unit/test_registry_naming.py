"""Names say where a unit is, can stand in an address, and sort as people count."""

from __future__ import annotations

import pytest

from property_service.registry import naming


def test_names_follow_community_building_entrance_and_number() -> None:
	building = naming.building_name("yhy", "3")
	assert building == "YHY-3"
	assert naming.unit_name(building, "1", "0301") == "YHY-3-1-0301"
	assert naming.unit_name(building, None, "0301") == "YHY-3-0301"
	assert naming.unit_name(building, "", "B1-023") == "YHY-3-B1-023"


@pytest.mark.parametrize(
	("typed", "clean"),
	[
		("３０１", "301"),
		(" 3 01 ", "3-01"),
		("3/01", "3-01"),
		("3\\01", "3-01"),
		("A#?%&<>\"'01", "A-01"),
		("--3--1--", "3-1"),
		("地下车库", "地下车库"),
		("///", ""),
		(None, ""),
	],
)
def test_parts_of_names_lose_what_breaks_an_address(typed: str | None, clean: str) -> None:
	assert naming.clean_part(typed) == clean


def test_titles_keep_what_people_write() -> None:
	assert naming.unit_title("云海园", "3 号楼", "1", "0301") == "云海园 3 号楼 1 0301"
	assert naming.unit_title("云海园", "3", None, "0301") == "云海园 3 0301"


def test_units_sort_by_the_value_of_their_numbers() -> None:
	units = [
		("B-2", "1", "301"),
		("B-10", "1", "101"),
		("B-2", "1", "1201"),
		("B-2", "2", "101"),
		("B-2", "", "9"),
	]
	expected = [
		("B-2", "", "9"),
		("B-2", "1", "301"),
		("B-2", "1", "1201"),
		("B-2", "2", "101"),
		("B-10", "1", "101"),
	]
	assert sorted(units, key=lambda unit: naming.unit_sort_key(*unit)) == expected


def test_leading_zeros_do_not_change_the_order() -> None:
	assert naming.natural_key("0301") == naming.natural_key("301")
	assert naming.natural_key("0") == naming.natural_key("000")


def test_a_sort_key_fits_its_column() -> None:
	assert len(naming.unit_sort_key("B" * 100, "E" * 20, "9" * 40)) <= naming.SORT_KEY_LENGTH
