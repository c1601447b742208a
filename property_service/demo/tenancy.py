"""Who owns and lives in each unit: sole, joint and by shares, families, tenants, companies, the developer. Pure.

Two kinds of people tie the communities together: buyers with units in both of them, and flat owners who bought a
parking space. Families share a phone, and many an owner never left an e-mail address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from property_service.demo.estates import CITY, EstatePlan, UnitPlan
from property_service.demo.names import Person, drawn_for, make_company, make_person, relative_of, spouse_of

INVESTORS = 14
# Two households that every demo shows in the portal: a buyer with a vacant flat in each community, and a couple who
# share a phone, have no e-mail address and own the first parking space.
SHOWN_BUYER_UNIT, SHOWN_COUPLE_UNIT, SHOWN_PARKING = "1号楼/1/301", "1号楼/1/501", "B1-001"
RESIDENCE_SHARE_SETS = (
	(Fraction(1, 2), Fraction(1, 2)),
	(Fraction(7, 10), Fraction(3, 10)),
	(Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)),
)


@dataclass(frozen=True)
class Resident:
	"""Somebody who lives in or rents a unit without owning it; `pays` when a tenant took over the fees."""

	person: Person
	relation: str
	from_date: date
	pays: bool = False


@dataclass(frozen=True)
class UnitStory:
	"""One unit with its people. Without owners it is the developer's."""

	unit: UnitPlan
	status: str
	delivery: date | None
	owners: tuple[Person, ...] = ()
	tenure: str = "Sole"
	shares: tuple[Fraction, ...] = ()
	residents: tuple[Resident, ...] = field(default=())


def tell_stories(estates: Sequence[EstatePlan], today: date) -> dict[str, list[UnitStory]]:
	"""Return community name → one story per unit, in the order of the units.

	Args:
		today: nobody moves in after it.
	"""
	investors = [shown_buyer(), *(make_person(f"investor:{number}") for number in range(1, INVESTORS))]
	return {estate.name: _stories_of(estate, investors, today) for estate in estates}


def shown_buyer() -> Person:
	"""Return the buyer whom every demo shows in the portal, with an e-mail address."""
	return make_person("investor:0", email_rate=1)


def shown_couple(estate: EstatePlan, unit: UnitPlan) -> tuple[Person, Person]:
	"""Return the couple whom every demo shows in the portal: one phone, no e-mail address."""
	first = make_person(f"{estate.code}:{unit.key}:owner", born=(1975, 1988), email_rate=0)
	return first, spouse_of(first, f"{estate.code}:{unit.key}:owner:2", shares_phone=True)


def _stories_of(estate: EstatePlan, investors: list[Person], today: date) -> list[UnitStory]:
	homes = [
		_home_or_shop(estate, unit, investors, today)
		for unit in estate.units
		if unit.unit_type != "Parking Space"
	]
	buyers = [story for story in homes if story.owners and story.unit.unit_type == "Residence"]
	spaces = (
		_parking_story(estate, unit, buyers) for unit in estate.units if unit.unit_type == "Parking Space"
	)
	return [*homes, *spaces]


def _home_or_shop(estate: EstatePlan, unit: UnitPlan, investors: list[Person], today: date) -> UnitStory:
	draw = drawn_for(f"{estate.code}:{unit.key}")
	if unit.key == SHOWN_BUYER_UNIT:
		return UnitStory(unit, "Vacant", estate.delivered, (investors[0],))
	if unit.key == SHOWN_COUPLE_UNIT and estate.fee_regime == "Lump Sum":
		return UnitStory(unit, "Occupied", estate.delivered, shown_couple(estate, unit), "Joint")
	status = _status(draw, estate, unit)
	if status == "Unsold":
		return UnitStory(unit, status, None)
	delivery = _delivery(draw, estate, status, today)
	owners, tenure, shares = _owners(draw, estate, unit, investors)
	residents = _residents(draw, estate, unit, owners[0], status, delivery or estate.delivered, today)
	return UnitStory(unit, status, delivery, owners, tenure, shares, residents)


def _status(draw: Random, estate: EstatePlan, unit: UnitPlan) -> str:
	if unit.unit_type == "Shop":
		return draw.choices(("Rented", "Occupied", "Vacant"), (65, 25, 10))[0]
	if estate.fee_regime == "Lump Sum":
		kinds = ("Occupied", "Moved In", "Rented", "Vacant", "Decorating", "Delivered", "Sold", "Unsold")
		return draw.choices(kinds, (56, 12, 12, 7, 3, 3, 3, 4))[0]
	return draw.choices(("Occupied", "Rented", "Vacant"), (66, 24, 10))[0]


def _delivery(draw: Random, estate: EstatePlan, status: str, today: date) -> date | None:
	if status == "Sold":
		return None
	if status in ("Decorating", "Delivered"):
		return today - timedelta(days=draw.randrange(45, 200))
	return estate.delivered + timedelta(days=draw.randrange(estate.delivered_spread_days))


def _owners(
	draw: Random, estate: EstatePlan, unit: UnitPlan, investors: list[Person]
) -> tuple[tuple[Person, ...], str, tuple[Fraction, ...]]:
	key = f"{estate.code}:{unit.key}:owner"
	if unit.unit_type == "Shop" and draw.random() < 0.45:
		return (make_company(key, CITY),), "Sole", ()
	if draw.random() < 0.03:
		return (draw.choice(investors),), "Sole", ()
	young = estate.fee_regime == "Lump Sum"
	first = make_person(key, born=(1955, 1998) if young else (1938, 1984), email_rate=0.45 if young else 0.15)
	tenure = draw.choices(("Sole", "Joint", "By Shares"), (58, 34, 8))[0]
	if tenure == "Joint":
		spouse = spouse_of(first, f"{key}:2", shares_phone=draw.random() < 0.35)
		return (first, spouse), "Joint", ()
	if tenure == "By Shares":
		shares = draw.choice(RESIDENCE_SHARE_SETS)
		family = [first]
		for number in range(2, len(shares) + 1):
			taken = [member.name for member in family]
			family.append(
				relative_of(first, f"{key}:{number}", shares_phone=draw.random() < 0.2, taken=taken)
			)
		return tuple(family), "By Shares", shares
	return (first,), "Sole", ()


def _residents(
	draw: Random, estate: EstatePlan, unit: UnitPlan, owner: Person, status: str, since: date, today: date
) -> tuple[Resident, ...]:
	key = f"{estate.code}:{unit.key}:resident"
	if status == "Rented":
		since = today - timedelta(days=draw.randrange(30, 700))
		is_shop = unit.unit_type == "Shop"
		tenant = make_company(key, CITY) if is_shop and draw.random() < 0.6 else make_person(key)
		return (Resident(tenant, "Tenant", since, pays=draw.random() < (0.8 if is_shop else 0.25)),)
	if status != "Occupied" or owner.owner_type == "Company" or draw.random() < 0.7:
		return ()
	family: list[Person] = []
	for number in range(draw.choice((1, 1, 2))):
		taken = [member.name for member in family]
		member = relative_of(owner, f"{key}:{number}", shares_phone=draw.random() < 0.6, taken=taken)
		# Front desks rarely hold the identity numbers of those who only live in a flat.
		family.append(replace(member, id_number=None))
	return tuple(Resident(member, "Family", since) for member in family)


def _parking_story(estate: EstatePlan, unit: UnitPlan, buyers: list[UnitStory]) -> UnitStory:
	draw = drawn_for(f"{estate.code}:{unit.key}")
	couple = next((story for story in buyers if story.unit.key == SHOWN_COUPLE_UNIT), None)
	buyer = couple if unit.unit_no == SHOWN_PARKING else None
	if not buyer and (not buyers or draw.random() < 0.3):
		return UnitStory(unit, "Unsold", None)
	buyer = buyer or draw.choice(buyers)
	delivery = buyer.delivery or estate.delivered
	return UnitStory(unit, "Occupied", delivery, (buyer.owners[0],))
