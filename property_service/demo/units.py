"""From the stories to the documents: which Property Unit and which Property Owner each of them became."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import frappe

from property_service.demo.context import Demo
from property_service.demo.names import Person
from property_service.demo.tenancy import UnitStory


def unit_names(community: str) -> dict[str, str]:
	"""Return key of a planned unit → name of its Property Unit."""
	unit, building = frappe.qb.DocType("Property Unit"), frappe.qb.DocType("Property Building")
	rows = (
		frappe.qb.from_(unit)
		.join(building)
		.on(building.name == unit.building)
		.select(building.building_name, unit.entrance, unit.unit_no, unit.name)
		.where(unit.community == community)
		.run()
	)
	return {f"{name}/{entrance or ''}/{unit_no}": unit_name for name, entrance, unit_no, unit_name in rows}


def stories_with_units(demo: Demo, community: str) -> Iterator[tuple[UnitStory, str]]:
	"""Yield each story of a community with the name of its Property Unit."""
	names = unit_names(community)
	for story in demo.stories[community]:
		yield story, names[story.unit.key]


def owners_of_people(demo: Demo) -> dict[str, str]:
	"""Return key of a person → Property Owner, for everybody who owns or occupies a unit."""
	found: dict[str, str] = {}
	for community in demo.stories:
		rows = _people_by_unit(community)
		for story, unit in stories_with_units(demo, community):
			for person in people_of(story):
				owner = rows.get((unit, person.name))
				if owner:
					found[person.key] = owner
	return found


def people_of(story: UnitStory) -> list[Person]:
	return [*story.owners, *(resident.person for resident in story.residents)]


def _people_by_unit(community: str) -> dict[tuple[str, str], str]:
	"""Return (unit, name) → Property Owner: within a unit no two people of the demo bear the same name."""
	rows: list[dict[str, Any]] = []
	for doctype in ("Unit Occupant", "Unit Ownership"):
		rows += frappe.get_all(
			doctype,
			filters={"community": community},
			fields=["unit", "owner_name", "property_owner"],
			order_by="creation",
		)
	return {(row.unit, row.owner_name): row.property_owner for row in rows}
