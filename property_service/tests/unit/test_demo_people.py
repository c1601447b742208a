"""The demo's people and units are made by code: they must look right, repeat exactly and belong to nobody."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from property_service.demo.estates import ESTATE, GARDEN, plan_estates
from property_service.demo.names import (
	ID_AREA,
	LICENCE_ALPHABET,
	LICENCE_WEIGHTS,
	PHONE_RANGE,
	id_check_digit,
	make_company,
	make_person,
	relative_of,
	spouse_of,
)
from property_service.demo.scale import SCALES, billed_months
from property_service.demo.tenancy import tell_stories

TODAY = date(2026, 11, 23)
STANDARD = tell_stories(plan_estates(SCALES["standard"]), TODAY)
EVERYBODY = [story for stories in STANDARD.values() for story in stories]


def test_a_key_always_gives_the_same_person() -> None:
	assert make_person("somebody") == make_person("somebody")
	assert make_person("somebody") != make_person("somebody else")


def test_numbers_look_right_and_reach_nobody() -> None:
	for number in range(50):
		person = make_person(f"p{number}")
		assert person.mobile and person.mobile.startswith(PHONE_RANGE) and len(person.mobile) == 11
		assert person.id_number and person.id_number.startswith(ID_AREA)
		assert person.id_number[-1] == id_check_digit(person.id_number[:17])
		assert person.birthday and person.id_number[6:14] == person.birthday.strftime("%Y%m%d")


def test_the_check_digit_is_the_standard_s() -> None:
	# GB 11643-1999 gives 11010519491231002X as its own example.
	assert id_check_digit("11010519491231002") == "X"


def test_a_company_has_a_valid_credit_code() -> None:
	number = make_company("shop", "临江市").id_number
	values = (
		LICENCE_ALPHABET.index(sign) * weight
		for sign, weight in zip(number[:17], LICENCE_WEIGHTS, strict=True)
	)
	# GB 32100-2015 §5: the weighted sum and the check sign add up to a multiple of 31.
	assert (sum(values) + LICENCE_ALPHABET.index(number[17])) % 31 == 0


def test_a_couple_keeps_two_family_names_and_a_child_the_family_s() -> None:
	person = make_person("head")
	assert spouse_of(person, "spouse", shares_phone=False).gender != person.gender
	child = relative_of(person, "child", shares_phone=True, taken=["x"])
	assert child.mobile == person.mobile and child.email is None
	assert child.name[0] == person.name[0] and child.name != person.name


def test_the_communities_have_the_size_the_demo_promises() -> None:
	garden, estate = plan_estates(SCALES["standard"])
	kinds = Counter(unit.unit_type for unit in garden.units)
	# 6 towers × 33 floors × 4 + 4 × 18 × 4 + 3 garden houses × 11 × 4 = 792 + 288 + 132
	assert kinds == {"Residence": 1212, "Parking Space": 240}
	# 5 slabs × 36 + 3 street blocks × 5 floors × 6 = 180 + 90; 3 × 8 shops
	assert Counter(unit.unit_type for unit in estate.units) == {"Residence": 270, "Shop": 24}
	assert (garden.fee_regime, estate.fee_regime) == ("Lump Sum", "Remuneration")


@pytest.mark.parametrize("size", sorted(SCALES))
def test_units_are_unique_and_their_areas_possible(size: str) -> None:
	for estate in plan_estates(SCALES[size]):
		assert len({unit.key for unit in estate.units}) == len(estate.units)
		for unit in estate.units:
			assert unit.gross > 0 and (unit.inner is None or 0 < unit.inner < unit.gross)


def test_property_fees_are_between_2_20_and_3_80_yuan_per_square_meter() -> None:
	prices = [
		price
		for estate in plan_estates(SCALES["standard"])
		for price in estate.prices
		if price.fee == "PROPERTY"
	]
	assert min(price.unit_price for price in prices) == Decimal("2.20")
	assert max(price.unit_price for price in prices) == Decimal("3.80")


def test_shares_of_every_unit_add_up_to_one() -> None:
	shared = [story for story in EVERYBODY if story.tenure == "By Shares"]
	assert shared
	for story in shared:
		assert sum(story.shares) == Fraction(1) and len(story.shares) == len(story.owners)


def test_no_two_owners_of_a_unit_bear_the_same_name() -> None:
	for story in EVERYBODY:
		names = [person.name for person in story.owners]
		assert len(set(names)) == len(names), story.unit.key


def test_every_variety_the_issue_asks_for_is_there() -> None:
	statuses = Counter(story.status for story in EVERYBODY)
	assert set(statuses) == {
		"Unsold", "Sold", "Delivered", "Moved In", "Decorating", "Occupied", "Rented", "Vacant",
	}  # fmt: skip
	assert {story.tenure for story in EVERYBODY} == {"Sole", "Joint", "By Shares"}
	assert {person.owner_type for story in EVERYBODY for person in story.owners} == {"Individual", "Company"}
	assert {resident.relation for story in EVERYBODY for resident in story.residents} == {"Tenant", "Family"}
	owners = {person.key: person for story in EVERYBODY for person in story.owners}
	assert any(not person.email for person in owners.values())
	phones = Counter(person.mobile for person in owners.values())
	assert max(phones.values()) > 1, "no family shares a phone"


def test_somebody_owns_units_in_both_communities() -> None:
	garden, estate = (
		{person.key for story in STANDARD[name] for person in story.owners} for name in (GARDEN, ESTATE)
	)
	assert garden & estate


def test_the_last_whole_months_are_billed_and_the_running_one_is_left() -> None:
	assert billed_months(TODAY, 2) == [
		(date(2026, 9, 1), date(2026, 9, 30)),
		(date(2026, 10, 1), date(2026, 10, 31)),
	]
	assert billed_months(date(2027, 1, 1), 1) == [(date(2026, 12, 1), date(2026, 12, 31))]
