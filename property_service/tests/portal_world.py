"""A small community for isolation tests: each person can be told apart by a canary string in everything theirs.

| who | what |
|---|---|
| alice | owns A1 |
| bob | owns B1, in the same building |
| carol | owns C1, in the same building, and a parking space |
| dave, erin | own J1 jointly; dave pays |
| frank | sold S1 last month to grace |
| heidi | rents A1, may report, may not pay |
| ivan | rents B1, may report and pay |
| judy | owns O1 in the other community |
| mallory | has a login and the resident's role, and no unit |
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from property_service.registry.services import invite_owner, set_ownership
from property_service.tests.bootstrap import COMMUNITY, OTHER_COMMUNITY
from property_service.tests.factories import make_building, make_owner, make_unit

SOLD_AGO = timedelta(days=30)
FIRST_DAY = date(2024, 1, 1)


def canary(person: str) -> str:
	"""Return the word that must never show up in somebody else's page."""
	return f"Canary{person.title()}Secret"


@dataclass
class World:
	"""What was made: names of Property Owners, users, units and cases, by the words of the table above."""

	owners: dict[str, str] = field(default_factory=dict)
	users: dict[str, str] = field(default_factory=dict)
	units: dict[str, str] = field(default_factory=dict)
	cases: dict[str, str] = field(default_factory=dict)
	bills: dict[str, str] = field(default_factory=dict)
	files: dict[str, str] = field(default_factory=dict)


def make_world() -> World:
	"""Make people, units, ownership, tenants, logins and one case each, as Administrator."""
	world = World()
	for person in ("alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy", "mallory"):
		world.owners[person] = make_owner(f"{canary(person)} Person").name
	_make_units(world)
	_give_units(world)
	for person, owner in world.owners.items():
		world.users[person] = invite_owner(owner)
	for person, unit in {"alice": "A1", "bob": "B1", "carol": "C1", "dave": "J1", "grace": "S1", "judy": "O1"}.items():
		world.cases[person] = make_case(person, world.units[unit], world.owners[person]).name
	frank = make_case("frank", world.units["S1"], world.owners["frank"])
	# Filed while frank still owned the unit.
	frappe.db.set_value("Complaint", frank.name, "creation", getdate() - 2 * SOLD_AGO, update_modified=False)
	world.cases["frank"] = frank.name
	return world


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


def _make_units(world: World) -> None:
	here, there = make_building(), make_building(community=OTHER_COMMUNITY)
	for label in ("A1", "B1", "C1", "P1", "J1", "S1"):
		world.units[label] = make_unit(here.name, unit_no=label).name
	world.units["O1"] = make_unit(there.name, unit_no="O1", community=OTHER_COMMUNITY).name


def _give_units(world: World) -> None:
	def give(label: str, since: date, *people: str) -> None:
		rows = [{"property_owner": world.owners[person], "is_payer": not place} for place, person in enumerate(people)]
		set_ownership(world.units[label], since, "Joint" if len(people) > 1 else "Sole", rows)

	for label, people in {
		"A1": ["alice"], "B1": ["bob"], "C1": ["carol"], "P1": ["carol"], "J1": ["dave", "erin"], "S1": ["frank"],
		"O1": ["judy"],
	}.items():  # fmt: skip
		give(label, FIRST_DAY, *people)
	give("S1", getdate() - SOLD_AGO, "grace")
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
