"""Go through a roster once: fill down merged cells, find which rows belong to one unit, keep the rows on disk. Pure.

A unit's rows may stand far apart, and a file may have 100,000 rows: in memory stay one key and one position per row,
the rows themselves go to an unnamed temporary file that disappears with the process.
"""

from __future__ import annotations

import json
import tempfile
from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from property_service.registry.roster.addresses import (
	GARAGE,
	Address,
	ParkingSpot,
	building_key,
	parse_building,
	parse_entrance,
	parse_parking,
	parse_unit_no,
	split_whole_address,
	unit_key,
)
from property_service.registry.roster.cells import parse_unit_type
from property_service.registry.roster.columns import Header, is_total_row, label_key
from property_service.registry.roster.problems import CellError, Problem, RosterFileError
from property_service.registry.roster.reader import Sheet

MAX_ROWS = 100_000
# A parking "number" that this many units name is no number.
MAX_CLAIMS = 20


@dataclass(frozen=True, slots=True)
class RosterRow:
	"""One row: its number in the file, where its unit is, its raw cells, and what is wrong with its address."""

	row_no: int
	address: Address
	cells: list[str]
	problems: tuple[Problem, ...] = ()


@dataclass
class _Above:
	"""What a blank cell below a merged one stands for."""

	building: str = ""
	entrance: str = ""
	unit_no: str = ""


@dataclass
class Roster:
	"""A file ready to be planned unit by unit. `groups` holds the positions of each unit's rows."""

	header: Header
	groups: dict[str, list[int]] = field(default_factory=dict)
	row_count: int = 0
	garage: str = GARAGE
	# Parking spaces named by several units, or listed in a row of their own as well: unit keys of each.
	shared_parking: dict[str, list[str]] = field(default_factory=dict)
	# Parking "numbers" that so many units name that they must mean something else, with how many.
	overclaimed: dict[str, int] = field(default_factory=dict)
	_offsets: array = field(default_factory=lambda: array("Q"))
	_spool: object = field(default_factory=tempfile.TemporaryFile)

	def add(self, row: RosterRow) -> None:
		key = f"!{row.row_no}" if row.problems else row.address.key
		self.groups.setdefault(key, []).append(len(self._offsets))
		self._offsets.append(self._spool.tell())
		problems = [[problem.field, problem.code, *problem.values] for problem in row.problems]
		line = json.dumps([row.row_no, row.address, problems, row.cells], ensure_ascii=False)
		self._spool.write(line.encode() + b"\n")
		self.row_count += 1

	def rows_of(self, key: str) -> list[RosterRow]:
		"""Return the rows of one unit in the order of the file."""
		return [self._row_at(position) for position in self.groups[key]]

	def all_rows(self) -> Iterator[RosterRow]:
		"""Yield every row in the order of the file."""
		for position in range(len(self._offsets)):
			yield self._row_at(position)

	def close(self) -> None:
		self._spool.close()

	def _row_at(self, position: int) -> RosterRow:
		self._spool.seek(self._offsets[position])
		row_no, address, problems, cells = json.loads(self._spool.readline())
		found = tuple(Problem(row_no, problem[0], problem[1], tuple(problem[2:])) for problem in problems)
		return RosterRow(row_no, Address(*address), cells, found)


def read_roster(sheet: Sheet, garage: str = "") -> Roster:
	"""Return the roster of a sheet.

	Args:
		sheet: header and rows.
		garage: the building of parking spaces whose row does not name one; without it the only building of the
			file that has parking spaces, else 车库.

	Raises RosterFileError when there are no rows, or more than `MAX_ROWS`.
	"""
	roster = Roster(sheet.header)
	above = _Above()
	claims: list[tuple[str, ParkingSpot]] = []
	garages: dict[str, str] = {}
	for row_no, cells in sheet.rows:
		if _says_nothing(sheet.header, cells):
			continue
		if roster.row_count == MAX_ROWS:
			raise RosterFileError("too_many_rows", MAX_ROWS)
		row = _read_row(sheet, row_no, cells, above)
		roster.add(row)
		_note_parking(sheet.header, row, claims, garages)
	_check_addresses(roster)
	roster.garage = (next(iter(garages.values())) if len(garages) == 1 else garage) or GARAGE
	_note_shared_parking(roster, claims)
	return roster


def parking_key(spot: ParkingSpot, garage: str) -> str:
	"""Return the unit key of a parking space."""
	return unit_key(spot.place or garage, "", spot.number)


def row_parking(header: Header, cells: Sequence[str]) -> list[ParkingSpot]:
	"""Return the parking spaces that one row names; raises CellError."""
	place = parse_building(header.text("parking_place", cells))
	spots = [spot for text in header.texts("parking", cells) for spot in parse_parking(text)]
	return list(dict.fromkeys(ParkingSpot(spot.place or place, spot.number) for spot in spots))


def _says_nothing(header: Header, cells: Sequence[str]) -> bool:
	known = [text for name in header.by_field for text in header.texts(name, cells)]
	if not any(text.strip() for text in known):
		return True
	if [label_key(cell) for cell in cells if cell] == [label_key(label) for label in header.labels if label]:
		return True
	return is_total_row(cells) and not header.text("unit_no", cells).strip()


def _read_row(sheet: Sheet, row_no: int, cells: list[str], above: _Above) -> RosterRow:
	problems: list[Problem] = []

	def read(name: str, parse) -> str:
		try:
			return parse(sheet.header.text(name, cells))
		except CellError as error:
			problems.append(Problem.of(row_no, name, error))
			return ""

	if not sheet.header.has("building"):
		address = _whole_address(sheet, row_no, cells, above, problems)
	else:
		given = Address(
			read("building", parse_building), read("entrance", parse_entrance), read("unit_no", parse_unit_no)
		)
		address = given if problems else _fill_down(given, above, _merged(sheet, row_no))
	if not problems:
		problems += [
			Problem(row_no, name, "required")
			for name in ("building", "unit_no")
			if not getattr(address, name)
		]
	above.building, above.entrance, above.unit_no = address
	return RosterRow(row_no, address, cells, tuple(problems))


def _whole_address(
	sheet: Sheet, row_no: int, cells: list[str], above: _Above, problems: list[Problem]
) -> Address:
	"""Read a file that keeps 1栋2单元301 in one column."""
	text = sheet.header.text("unit_no", cells)
	if not text.strip() and above.unit_no:
		return Address(above.building, above.entrance, above.unit_no)
	try:
		return split_whole_address(text)
	except CellError as error:
		problems.append(Problem.of(row_no, "unit_no", error))
		return Address("", "", "")


def _merged(sheet: Sheet, row_no: int) -> set[str]:
	"""Return which of the address cells continue a merged cell above."""
	return {
		name
		for name in ("building", "entrance", "unit_no")
		for column in sheet.header.by_field.get(name, ())
		if sheet.merges.continues(row_no, column.index)
	}


def _fill_down(given: Address, above: _Above, merged: set[str]) -> Address:
	"""Return the address with blank cells taken from above, where that is what they mean.

	A blank building always continues. A blank entrance continues with a blank building (one merged block) or in a
	merged cell; else the unit has none. A blank number is one more owner of the unit above when nothing else says
	where the row belongs; beside a building that is written out it is a number somebody forgot.
	"""
	same_building = not given.building or building_key(given.building) == building_key(above.building)
	same_entrance = not given.entrance or given.entrance == above.entrance
	entrance, unit_no = given.entrance, given.unit_no
	if not unit_no and same_building and same_entrance and (not given.building or "unit_no" in merged):
		return Address(above.building, above.entrance, above.unit_no)
	if not entrance and same_building and (not given.building or "entrance" in merged):
		entrance = above.entrance
	return Address(given.building or above.building, entrance, unit_no)


def _note_parking(
	header: Header, row: RosterRow, claims: list[tuple[str, ParkingSpot]], garages: dict[str, str]
) -> None:
	"""Remember which unit names which parking space; what cannot be read is reported when the unit is planned."""
	if row.problems:
		return
	with suppress(CellError):
		if parse_unit_type(header.text("unit_type", row.cells)) == "Parking Space":
			garages.setdefault(building_key(row.address.building), row.address.building)
	with suppress(CellError):
		claims += [(row.address.key, spot) for spot in row_parking(header, row.cells)]


def _check_addresses(roster: Roster) -> None:
	if not roster.row_count:
		raise RosterFileError("no_rows")
	if not roster.header.has("building") and all(key.startswith("!") for key in roster.groups):
		found = ", ".join(column.label for column in roster.header.columns)
		raise RosterFileError("missing_columns", "building", found, roster.header.row_no)


def _note_shared_parking(roster: Roster, claims: list[tuple[str, ParkingSpot]]) -> None:
	units: dict[str, dict[str, None]] = {}
	for unit, spot in claims:
		units.setdefault(parking_key(spot, roster.garage), {})[unit] = None
	for key, claimants in units.items():
		claimants |= {key: None} if key in roster.groups else {}
		if len(claimants) > MAX_CLAIMS:
			roster.overclaimed[key] = len(claimants)
		elif len(claimants) > 1:
			roster.shared_parking[key] = list(claimants)
