"""A small community for isolation tests: each person can be told apart by a canary string in everything theirs.

| who | what |
|---|---|
| alice | owns A1 |
| bob | owns B1, in the same building |
| carol | owns C1, in the same building, and a parking space |
| dave, erin | own J1 jointly; dave pays, and owns J2 alone |
| frank, grace | frank sold S1 to grace on the 16th of last month |
| heidi | rents A1, may report, may not pay |
| ivan | rents B1, may report and pay |
| judy | owns O1 in the other community |
| mallory | has a login and the resident's role, and no unit |
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO

from PIL import Image

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from property_service.billing.tasks import post_run
from property_service.registry.services import invite_owner, set_ownership
from property_service.tests.bootstrap import COMMUNITY, OTHER_COMMUNITY
from property_service.tests.factories import (
	make_building,
	make_fee_item,
	make_owner,
	make_rate,
	make_run,
	make_unit,
	make_unit_fee,
)

FIRST_DAY = date(2024, 1, 1)
PEOPLE = ("alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy", "mallory")


def last_month() -> tuple[date, date]:
	"""Return first and last day of the month before this one: the month that is billed."""
	end = getdate().replace(day=1) - timedelta(days=1)
	return end.replace(day=1), end


def sold_on() -> date:
	"""Return the day from which grace owns S1."""
	return last_month()[0].replace(day=16)


def canary(person: str) -> str:
	"""Return the word that must never show up in somebody else's page."""
	return f"Canary{person.title()}Secret"


@dataclass
class World:
	"""What was made: names of Property Owners, users, units and cases, by the words of the table above."""

	community: str = COMMUNITY
	other_community: str = OTHER_COMMUNITY
	owners: dict[str, str] = field(default_factory=dict)
	users: dict[str, str] = field(default_factory=dict)
	units: dict[str, str] = field(default_factory=dict)
	cases: dict[str, str] = field(default_factory=dict)
	bills: dict[str, str] = field(default_factory=dict)
	files: dict[str, str] = field(default_factory=dict)


def make_world(community: str = COMMUNITY, other_community: str = OTHER_COMMUNITY) -> World:
	"""Make people, units, ownership, tenants, logins and one case each, as Administrator."""
	world = World(community, other_community)
	for person in PEOPLE:
		world.owners[person] = make_owner(f"{canary(person)} Person").name
	_make_units(world)
	_give_units(world)
	for person, owner in world.owners.items():
		world.users[person] = invite_owner(owner)
	for person, unit in {
		"alice": "A1",
		"bob": "B1",
		"carol": "C1",
		"dave": "J1",
		"grace": "S1",
		"judy": "O1",
	}.items():
		world.cases[person] = make_case(person, world.units[unit], world.owners[person]).name
	frank = make_case("frank", world.units["S1"], world.owners["frank"])
	# Filed while frank still owned the unit.
	frappe.db.set_value(
		"Complaint", frank.name, "creation", sold_on() - timedelta(days=9), update_modified=False
	)
	world.cases["frank"] = frank.name
	return world


def bill_world(world: World) -> None:
	"""Bill last month in both communities: a fee per square metre on every unit; S1 is split at its sale."""
	start, end = last_month()
	fee = make_fee_item(fee_item_name="Property Service Fee", fee_code=frappe.generate_hash(length=8)).name
	communities = (world.community, world.other_community)
	for community in communities:
		make_rate(fee, community=community)
	for unit in world.units.values():
		make_unit_fee(unit, fee, from_date=start)
	for community in communities:
		run = make_run(
			community=community,
			period_start=start,
			period_end=end,
			posting_date=start,
			fee_items=[{"fee_item": fee}],
		)
		run.submit()
		post_run(run.name)
	charges = frappe.get_all(
		"Fee Charge",
		{"fee_item": fee, "status": "Posted"},
		["property_owner", "sales_invoice"],
		order_by="name",
	)
	person_of = {owner: person for person, owner in world.owners.items()}
	world.bills = {person_of[charge.property_owner]: charge.sales_invoice for charge in charges}


def make_case(person: str, unit: str | None, owner: str) -> Document:
	"""Return a case whose texts all hold the person's canary."""
	return frappe.get_doc(
		{
			"doctype": "Complaint",
			"subject": f"{canary(person)} subject",
			"description": f"{canary(person)} description",
			"request_type": "Repair",
			"channel": "Phone",
			"severity": "Normal",
			"unit": unit,
			"community": frappe.db.get_value("Property Unit", unit, "community") if unit else COMMUNITY,
			"property_owner": owner,
		}
	).insert()


def photo(person: str, width: int = 64) -> bytes:
	"""Return a small PNG that is different for each person."""
	shade = zlib.crc32(person.encode()) & 0xFFFFFF
	image = BytesIO()
	Image.new("RGB", (width, width), (shade >> 16, shade >> 8 & 0xFF, shade & 0xFF)).save(image, "PNG")
	return image.getvalue()


def _make_units(world: World) -> None:
	# Numbers of the factories start anew in each process; a world that is committed must not meet them.
	name = frappe.generate_hash(length=6)
	here = make_building(community=world.community, building_name=name).name
	there = make_building(community=world.other_community, building_name=name).name
	for label in ("A1", "B1", "C1", "P1", "J1", "J2", "S1"):
		world.units[label] = make_unit(here, unit_no=label, community=world.community).name
	world.units["O1"] = make_unit(there, unit_no="O1", community=world.other_community).name


def _give_units(world: World) -> None:
	def give(label: str, since: date, *people: str) -> None:
		rows = [
			{"property_owner": world.owners[person], "is_payer": not place}
			for place, person in enumerate(people)
		]
		set_ownership(world.units[label], since, "Joint" if len(people) > 1 else "Sole", rows)

	for label, people in {
		"A1": ["alice"], "B1": ["bob"], "C1": ["carol"], "P1": ["carol"], "J1": ["dave", "erin"], "J2": ["dave"], "S1": ["frank"],
		"O1": ["judy"],
	}.items():  # fmt: skip
		give(label, FIRST_DAY, *people)
	give("S1", sold_on(), "grace")
	_let(world.units["A1"], world.owners["heidi"], can_report=1, can_pay=0)
	_let(world.units["B1"], world.owners["ivan"], can_report=1, can_pay=1)


def _let(unit: str, tenant: str, **rights: int) -> None:
	frappe.get_doc(
		{
			"doctype": "Unit Occupant",
			"unit": unit,
			"property_owner": tenant,
			"relation": "Tenant",
			"from_date": FIRST_DAY,
			**rights,
		}
	).insert()
