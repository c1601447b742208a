"""Set what a file says against what the registry holds, and decide per unit. Pure.

An import never overwrites who owns a unit, and never a person's phone or ID number: those are changes of their own,
with a date and a document (Ownership Transfer) or a person who answers for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from property_service.registry.areas import area_problem
from property_service.registry.roster.known_people import OwnerDecision, People, Person, known_people
from property_service.registry.roster.names import name_key
from property_service.registry.roster.plan import PARKING, UnitPlan
from property_service.registry.roster.problems import Problem

Action = Literal["New", "Update", "Unchanged", "Error"]
RESIDENCE = "Residence"
# Column of the file → field of Property Unit, for what an import may bring up to date.
UPDATED_FIELDS = {
	"floor": "floor_no",
	"gross_area": "gross_area",
	"inner_area": "inner_area",
	"unit_type": "unit_type",
	"delivery_date": "delivery_date",
}


@dataclass(frozen=True, slots=True)
class ExistingUnit:
	"""A Property Unit with its owners of today."""

	name: str
	values: Mapping[str, object]
	status: str
	tenure: str | None = None
	owners: tuple[Person, ...] = ()
	had_owners: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
	"""What an import does with one unit (and, in `parking`, with the parking spaces of its rows)."""

	plan: UnitPlan
	action: Action
	unit: str = ""
	building: str = ""
	changes: Mapping[str, object] = field(default_factory=dict)
	owners: tuple[OwnerDecision, ...] = ()
	set_owners: bool = False
	new_status: str | None = None
	parking: tuple[Decision, ...] = ()
	problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Registry:
	"""What the registry holds about one chunk of plans, and how the import was asked to go about it.

	`buildings` gives the building's name by key, None where several answer to it.
	"""

	buildings: Mapping[str, str | None]
	units: Mapping[str, ExistingUnit]
	people: People
	today: date
	create_buildings: bool = False
	update_existing: bool = True
	parking_area: Decimal | None = None


def decide(plan: UnitPlan, registry: Registry) -> Decision:
	"""Return what happens to a unit: all of it and of its parking spaces, or nothing."""
	if plan.problems:
		return Decision(plan, "Error", problems=plan.problems)
	decision = _decide_unit(plan, registry)
	parking = tuple(_decide_unit(spot, registry) for spot in plan.parking)
	problems = [*decision.problems, *(_in_parking_column(p) for spot in parking for p in spot.problems)]
	action = "Error" if problems else _joined_action([decision.action, *(spot.action for spot in parking)])
	return Decision(
		plan,
		action,
		decision.unit,
		decision.building,
		decision.changes,
		decision.owners,
		decision.set_owners,
		decision.new_status,
		parking,
		tuple(dict.fromkeys(problems)),
	)


def _joined_action(actions: list[Action]) -> Action:
	"""A known flat with a new parking space is an update of its rows."""
	kinds = set(actions)
	return kinds.pop() if len(kinds) == 1 else "Update"


def _in_parking_column(problem: Problem) -> Problem:
	return (
		Problem(problem.row, "parking", problem.code, problem.values)
		if problem.field != "owner_name"
		else problem
	)


def _decide_unit(plan: UnitPlan, registry: Registry) -> Decision:
	building, problems = _building_of(plan, registry)
	existing = registry.units.get(plan.key)
	owners, owner_problems = known_people(plan.owners, registry.people, existing.owners if existing else ())
	problems += owner_problems
	if existing:
		return _decide_existing(plan, existing, registry, building, owners, problems)
	problems += _problems_of_new(plan, registry)
	if problems:
		return Decision(plan, "Error", problems=tuple(problems))
	status = plan.unit_status or _status_of(plan, registry.today)
	return Decision(plan, "New", "", building, {}, owners, bool(owners), status)


def _building_of(plan: UnitPlan, registry: Registry) -> tuple[str, list[Problem]]:
	key = plan.key.split("\x1f")[0]
	name, row = plan.address.building, plan.rows[0]
	if key not in registry.buildings:
		found = [] if registry.create_buildings else [Problem(row, "building", "building_unknown", (name,))]
		return "", found
	building = registry.buildings[key]
	return building or "", [] if building else [Problem(row, "building", "building_ambiguous", (name,))]


def _problems_of_new(plan: UnitPlan, registry: Registry) -> list[Problem]:
	gross = plan.gross_area or (registry.parking_area if plan.unit_type == PARKING else None)
	if gross is None:
		return [Problem(plan.rows[0], "gross_area", "required")]
	found = area_problem(gross, plan.inner_area, plan.unit_type or RESIDENCE)
	return [Problem(plan.rows[0], "inner_area", found, (str(plan.inner_area), str(gross)))] if found else []


def _status_of(plan: UnitPlan, today: date) -> str:
	if not plan.owners:
		return "Unsold"
	return "Delivered" if plan.delivery_date and plan.delivery_date <= today else "Sold"


def _decide_existing(
	plan: UnitPlan,
	existing: ExistingUnit,
	registry: Registry,
	building: str,
	owners: tuple[OwnerDecision, ...],
	problems: list[Problem],
) -> Decision:
	changes = _changes(plan, existing)
	problems += _problems_of_changes(plan, existing, changes, registry)
	set_owners = bool(plan.owners) and not existing.owners
	problems += _problems_of_owners(plan, existing)
	if problems:
		return Decision(plan, "Error", existing.name, problems=tuple(problems))
	new_people_data = any(owner.missing for owner in owners)
	action: Action = "Update" if changes or set_owners or new_people_data else "Unchanged"
	status = _status_of(plan, registry.today) if set_owners and existing.status == "Unsold" else None
	return Decision(plan, action, existing.name, building, changes, owners, set_owners, status)


def _changes(plan: UnitPlan, existing: ExistingUnit) -> dict[str, object]:
	"""Return the fields where the file says something else; an empty cell says nothing."""
	changes = {}
	for column, fieldname in UPDATED_FIELDS.items():
		value = getattr(plan, column)
		if value is not None and not _equal(value, existing.values.get(fieldname)):
			changes[fieldname] = value
	return changes


def _equal(value: object, held: object) -> bool:
	if isinstance(value, Decimal):
		return value == Decimal(str(held or 0))
	return value == held


def _problems_of_changes(
	plan: UnitPlan, existing: ExistingUnit, changes: dict[str, object], registry: Registry
) -> list[Problem]:
	columns = {fieldname: column for column, fieldname in UPDATED_FIELDS.items()}
	row = plan.rows[0]
	if changes and not registry.update_existing:
		fieldname = next(iter(changes))
		values = (str(existing.values.get(fieldname) or ""), str(changes[fieldname]))
		return [Problem(row, columns[fieldname], "unit_differs", values)]
	after = {**existing.values, **changes}
	gross, inner = Decimal(str(after.get("gross_area") or 0)), Decimal(str(after.get("inner_area") or 0))
	found = area_problem(gross, inner or None, str(after.get("unit_type"))) if changes else None
	return [Problem(row, "inner_area", found, (str(inner), str(gross)))] if found else []


def _problems_of_owners(plan: UnitPlan, existing: ExistingUnit) -> list[Problem]:
	row = plan.rows[0]
	if plan.owners and not existing.owners and existing.had_owners:
		return [Problem(row, "owner_name", "owners_ended")]
	if not plan.owners or not existing.owners:
		return []
	held = sorted(name_key(person.owner_name) for person in existing.owners)
	if held != sorted(name_key(owner.name) for owner in plan.owners):
		names = ", ".join(person.owner_name for person in existing.owners)
		return [Problem(row, "owner_name", "owners_differ", (names,))]
	if plan.tenure_stated and plan.tenure != existing.tenure:
		return [Problem(row, "share", "tenure_differs", (str(existing.tenure), str(plan.tenure)))]
	shares = {name_key(person.owner_name): person.share for person in existing.owners}
	for owner in plan.owners:
		if owner.share is not None and shares[name_key(owner.name)] != owner.share:
			values = (owner.name, str(shares[name_key(owner.name)]), str(owner.share))
			return [Problem(row, "share", "share_differs", values)]
	return []
