"""Turn the rows of one unit into what the registry should hold, or into what is wrong with them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from property_service.registry.areas import area_problem
from property_service.registry.roster.addresses import Address
from property_service.registry.roster.cells import (
	parse_area,
	parse_date,
	parse_floor,
	parse_unit_status,
	parse_unit_type,
)
from property_service.registry.roster.columns import label_key
from property_service.registry.roster.owners import OwnerPlan, RowOwners, merge_owners, owners_of_row
from property_service.registry.roster.problems import CellError, Problem, unique
from property_service.registry.roster.rows import Roster, RosterRow, parking_key, row_parking
from property_service.registry.roster.shares import ShareCell, Tenure, parse_tenure, settle
from property_service.registry.roster.text import given

PARKING = "Parking Space"
_UNIT_READERS: dict[str, Callable] = {
	"floor": parse_floor,
	"gross_area": parse_area,
	"inner_area": parse_area,
	"unit_type": parse_unit_type,
	"unit_status": parse_unit_status,
	"delivery_date": parse_date,
	"parking_area": parse_area,
	"certificate_no": given,
	"tenure": parse_tenure,
}


@dataclass(frozen=True, slots=True)
class UnitPlan:
	"""What a file says about one unit: None where it says nothing, `problems` when it must not be written."""

	key: str
	address: Address
	rows: tuple[int, ...]
	floor: int | None = None
	gross_area: Decimal | None = None
	inner_area: Decimal | None = None
	unit_type: str | None = None
	unit_status: str | None = None
	delivery_date: date | None = None
	certificate_no: str = ""
	remarks: str = ""
	tenure: Tenure | None = None
	tenure_stated: bool = False
	owners: tuple[OwnerPlan, ...] = ()
	parking: tuple[UnitPlan, ...] = ()
	problems: tuple[Problem, ...] = ()
	# Rows that only repeat an earlier row of the unit.
	repeated_rows: tuple[int, ...] = ()

	@property
	def people(self) -> frozenset:
		"""Who owns it and how much, for comparing two plans."""
		return frozenset((*owner.who, owner.share) for owner in self.owners)

	def refused(self, *problems: Problem) -> UnitPlan:
		return replace(self, problems=tuple(unique([*self.problems, *problems])))


@dataclass(slots=True)
class _Draft:
	"""The values of a unit while its rows are merged, each with the row that gave it."""

	values: dict[str, object] = field(default_factory=dict)
	rows: dict[str, int] = field(default_factory=dict)
	problems: list[Problem] = field(default_factory=list)

	def take(self, row_no: int, name: str, value: object) -> None:
		if value is None or value == "":
			return
		if name not in self.values:
			self.values[name], self.rows[name] = value, row_no
		elif self.values[name] != value:
			values = (str(self.values[name]), str(self.rows[name]), str(value), str(row_no))
			self.problems.append(Problem(row_no, name, "contradiction", values))


def plan_unit(roster: Roster, key: str, community_names: Sequence[str] = ()) -> UnitPlan:
	"""Return the plan of one unit.

	Args:
		roster: the file.
		key: one of `roster.groups`.
		community_names: name and code of the community the file is for; a row of another one is refused.
	"""
	rows = roster.rows_of(key)
	plan = UnitPlan(key, rows[0].address, tuple(row.row_no for row in rows))
	address_problems = [problem for row in rows for problem in row.problems]
	if address_problems:
		return plan.refused(*address_problems)
	draft, remarks = _Draft(), []
	known = {label_key(name) for name in community_names}
	for row in rows:
		_read_unit_cells(roster, row, draft)
		_check_community(roster, row, known, draft)
		remarks += [_quiet(text) for text in roster.header.texts("remarks", row.cells)]
	people = [owners_of_row(roster.header, row) for row in rows]
	values = {name: draft.values[name] for name in _UNIT_READERS if name in draft.values}
	parking_area, stated = values.pop("parking_area", None), values.pop("tenure", None)
	plan = replace(plan, **values, remarks="\n".join(dict.fromkeys(text for text in remarks if text)))
	plan = _with_owners(plan, people, stated)
	problems = [*draft.problems, *(problem for row in people for problem in row.problems)]
	if not problems and not plan.problems:
		problems += _check_areas(plan)
	plan = plan.refused(*problems)
	return _with_parking(roster, rows, plan, parking_area)


def settle_shared_parking(roster: Roster, plans: dict[str, UnitPlan]) -> dict[str, UnitPlan]:
	"""Return the plans that name one parking space several times, each space kept once or all of them refused.

	Agreeing claims (the same owners) leave it to the space's own row, else to the first unit.
	"""
	settled = dict(plans)
	for key, claimants in roster.shared_parking.items():
		claims = {unit: _claim_of(settled[unit], key) for unit in claimants}
		if len({claim.people for claim in claims.values()}) > 1:
			rows = ", ".join(str(settled[unit].rows[0]) for unit in claimants)
			for unit in claimants:
				number = claims[unit].address.unit_no
				problem = Problem(settled[unit].rows[0], "parking", "parking_contested", (number, rows))
				settled[unit] = settled[unit].refused(problem)
			continue
		keeper = key if key in claims else claimants[0]
		for unit in claimants:
			if unit != keeper:
				rest = tuple(parking for parking in settled[unit].parking if parking.key != key)
				settled[unit] = replace(settled[unit], parking=rest)
	return settled


def _claim_of(plan: UnitPlan, key: str) -> UnitPlan:
	"""Return the plan of the parking space as one unit's rows give it; its own row gives it directly."""
	return next((parking for parking in plan.parking if parking.key == key), plan)


def _read_unit_cells(roster: Roster, row: RosterRow, draft: _Draft) -> None:
	for name, read in _UNIT_READERS.items():
		if not roster.header.has(name):
			continue
		try:
			draft.take(row.row_no, name, read(roster.header.text(name, row.cells)))
		except CellError as error:
			draft.problems.append(Problem.of(row.row_no, name, error))


def _check_community(roster: Roster, row: RosterRow, known: set[str], draft: _Draft) -> None:
	name = _quiet(roster.header.text("community", row.cells))
	if name and known and label_key(name) not in known:
		draft.problems.append(Problem(row.row_no, "community", "other_community", (name,)))


def _with_owners(plan: UnitPlan, rows: Sequence[RowOwners], stated: Tenure | None) -> UnitPlan:
	owners, problems = merge_owners(rows)
	plan = plan.refused(*problems)
	words: ShareCell = next((row.share_words for row in rows if row.share_words.tenure), ShareCell())
	broken = any(row.problems for row in rows)
	if not owners or broken or plan.problems:
		return replace(plan, owners=tuple(owners), repeated_rows=_repeated(rows))
	stated = stated or words.tenure
	try:
		tenure, shares = settle([owner.share for owner in owners], stated)
	except CellError as error:
		return plan.refused(Problem.of(plan.rows[0], "share", error))
	owners = [replace(owner, share=share) for owner, share in zip(owners, shares, strict=True)]
	return replace(
		plan,
		owners=tuple(owners),
		tenure=tenure,
		tenure_stated=bool(stated or tenure == "By Shares"),
		repeated_rows=_repeated(rows),
	)


def _repeated(rows: Sequence[RowOwners]) -> tuple[int, ...]:
	seen: set = set()
	repeated = []
	for row in rows:
		people = frozenset((*owner.who, owner.share) for owner in row.owners)
		if row.owners and people in seen:
			repeated.append(row.owners[0].row_no)
		seen.add(people)
	return tuple(repeated)


def _check_areas(plan: UnitPlan) -> list[Problem]:
	if plan.gross_area is None:
		return []
	found = area_problem(plan.gross_area, plan.inner_area, plan.unit_type or "Residence")
	if not found:
		return []
	values = (str(plan.inner_area), str(plan.gross_area))
	return [Problem(plan.rows[0], "inner_area", found, values)]


def _with_parking(
	roster: Roster, rows: Sequence[RosterRow], plan: UnitPlan, area: Decimal | None
) -> UnitPlan:
	"""Add the parking spaces of the unit's rows, owned by the unit's owners."""
	found: dict[str, UnitPlan] = {}
	for row in rows:
		try:
			spots = row_parking(roster.header, row.cells)
		except CellError as error:
			plan = plan.refused(Problem.of(row.row_no, "parking", error))
			continue
		for spot in spots:
			key = parking_key(spot, roster.garage)
			if key == plan.key:
				continue
			if key in roster.overclaimed:
				values = (spot.number, str(roster.overclaimed[key]))
				plan = plan.refused(Problem(row.row_no, "parking", "parking_repeated", values))
			address = Address(spot.place or roster.garage, "", spot.number)
			found[key] = _parking_plan(key, address, row, plan, area)
	return replace(plan, parking=tuple(found.values()))


def _parking_plan(
	key: str, address: Address, row: RosterRow, plan: UnitPlan, area: Decimal | None
) -> UnitPlan:
	return UnitPlan(
		key,
		address,
		(row.row_no,),
		gross_area=area,
		unit_type=PARKING,
		delivery_date=plan.delivery_date,
		tenure=plan.tenure,
		tenure_stated=plan.tenure_stated,
		owners=plan.owners,
	)


def _quiet(text: str) -> str:
	try:
		return given(text)
	except CellError:
		return ""
