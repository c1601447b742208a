"""What an import reads of the registry: a constant number of queries for each chunk of units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import frappe
from frappe.utils import getdate

from property_service.registry.identity import id_fingerprint, phone_fingerprint
from property_service.registry.ownership import share_of
from property_service.registry.roster.addresses import building_key, unit_key
from property_service.registry.roster.compare import ExistingUnit, Registry
from property_service.registry.roster.known_people import People, Person
from property_service.registry.roster.plan import UnitPlan

UNIT_FIELDS = ("name", "status", "floor_no", "gross_area", "inner_area", "unit_type", "delivery_date")
PERSON_FIELDS = ("name", "owner_name", "id_hash", "mobile_hash", "other_phones")
GARAGE_WORDS = ("车库", "停车", "车场", "garage", "parking")


def buildings_by_key(community: str) -> dict[str, str | None]:
	"""Return the buildings of a community by what all their spellings share; None where two answer to one."""
	found: dict[str, str | None] = {}
	for name, title in frappe.get_all(
		"Property Building",
		filters={"community": community},
		fields=["name", "building_name"],
		order_by="name",
		as_list=True,
	):
		key = building_key(title)
		found[key] = None if key in found else name
	return found


def garage_of(community: str) -> str:
	"""Return the community's only building for parking, "" when there is none or several."""
	titles = frappe.get_all(
		"Property Building", filters={"community": community}, pluck="building_name", order_by="name"
	)
	garages = [title for title in titles if any(word in title.casefold() for word in GARAGE_WORDS)]
	return garages[0] if len(garages) == 1 else ""


def unit_names_by_key(community: str) -> dict[str, str]:
	"""Return every unit of a community by its key. One query for a whole run."""
	unit, building = frappe.qb.DocType("Property Unit"), frappe.qb.DocType("Property Building")
	rows = (
		frappe.qb.from_(unit)
		.join(building)
		.on(building.name == unit.building)
		.select(unit.name, building.building_name, unit.entrance, unit.unit_no)
		.where(unit.community == community)
		.orderby(unit.name)
		.run()
	)
	return {unit_key(title, entrance, unit_no): name for name, title, entrance, unit_no in rows}


def read_registry(
	plans: Sequence[UnitPlan],
	unit_names: dict[str, str],
	buildings: dict[str, str | None],
	people: People,
	today: date,
	*,
	create_buildings: bool,
	update_existing: bool,
	parking_area: Decimal | None,
) -> Registry:
	"""Return what the registry holds about these plans: one query each for units, owners and people.

	Args:
		unit_names: from `unit_names_by_key`.
		people: is filled with everybody the plans may mean.
	"""
	with_parking = [unit for plan in plans for unit in (plan, *plan.parking)]
	names = {unit.key: unit_names[unit.key] for unit in with_parking if unit.key in unit_names}
	_add_people(people, plans)
	return Registry(
		buildings=buildings,
		units=_existing_units(names, today),
		people=people,
		today=today,
		create_buildings=create_buildings,
		update_existing=update_existing,
		parking_area=parking_area,
	)


def new_people() -> People:
	"""Return nobody yet, with this site's fingerprints."""
	return People(id_hash=id_fingerprint, mobile_hash=phone_fingerprint)


def _existing_units(names: dict[str, str], today: date) -> dict[str, ExistingUnit]:
	if not names:
		return {}
	unit = frappe.qb.DocType("Property Unit")
	rows = (
		frappe.qb.from_(unit)
		.select(*(unit[field] for field in UNIT_FIELDS))
		.where(unit.name.isin(list(names.values())))
		.orderby(unit.name)
		.run(as_dict=True)
	)
	values = {row["name"]: row for row in rows}
	owners, had_owners, tenures = _owners_of(list(values), today)
	return {
		key: ExistingUnit(
			name,
			values[name],
			values[name]["status"],
			tenures.get(name),
			tuple(owners.get(name, ())),
			name in had_owners,
		)
		for key, name in names.items()
		if name in values
	}


def _owners_of(units: list[str], today: date) -> tuple[dict[str, list[Person]], set[str], dict[str, str]]:
	"""Return the owners of today (else of the day to come) per unit, which units ever had one, and the tenures."""
	owners: dict[str, list[Person]] = {}
	tenures: dict[str, str] = {}
	had_owners: set[str] = set()
	first_day: dict[str, date] = {}
	for row in _ownership_rows(units):
		unit = row["unit"]
		had_owners.add(unit)
		if row["to_date"] and getdate(row["to_date"]) < today:
			continue
		starts = max(getdate(row["from_date"]), today)
		if first_day.setdefault(unit, starts) != starts:
			continue
		share = share_of(row["share_numerator"], row["share_denominator"])
		owners.setdefault(unit, []).append(_person(row, row["property_owner"], share))
		tenures[unit] = row["tenure"]
	return owners, had_owners, tenures


def _ownership_rows(units: list[str]) -> list[dict]:
	row, owner = frappe.qb.DocType("Unit Ownership"), frappe.qb.DocType("Property Owner")
	return (
		frappe.qb.from_(row)
		.join(owner)
		.on(owner.name == row.property_owner)
		.select(row.unit, row.property_owner, row.tenure, row.share_numerator, row.share_denominator)
		.select(row.from_date, row.to_date, *(owner[field] for field in PERSON_FIELDS[1:]))
		.where(row.unit.isin(units))
		.orderby(row.from_date)
		.orderby(row.name)
		.run(as_dict=True)
	)


def _person(row: dict, name: str, share=None) -> Person:
	more_phones = bool(row["other_phones"])
	return Person(name, row["owner_name"], row["id_hash"] or "", row["mobile_hash"] or "", share, more_phones)


def _add_people(people: People, plans: Iterable[UnitPlan]) -> None:
	hashes = [people.hashes(owner) for plan in plans for owner in plan.owners]
	id_hashes = sorted({id_hash for id_hash, _mobiles in hashes if id_hash})
	mobile_hashes = sorted({mobile for _id, mobiles in hashes for mobile in mobiles})
	owner = frappe.qb.DocType("Property Owner")
	for column, values in ((owner.id_hash, id_hashes), (owner.mobile_hash, mobile_hashes)):
		if not values:
			continue
		rows = (
			frappe.qb.from_(owner)
			.select(*(owner[field] for field in PERSON_FIELDS))
			.where(column.isin(values) & (owner.status != "Merged"))
			.orderby(owner.creation)
			.orderby(owner.name)
			.run(as_dict=True)
		)
		for row in rows:
			people.add(_person(row, row["name"]))


def failed_rows(roster_import: str) -> dict[int, str]:
	"""Return the problems (JSON) of each row that failed, by its number in the file."""
	return dict(
		frappe.get_all(
			"Property Roster Import Row",
			filters={"roster_import": roster_import, "status": "Error"},
			fields=["row_no", "details"],
			order_by="row_no",
			as_list=True,
		)
	)
