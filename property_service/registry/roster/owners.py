"""Put the names, phones, ID numbers and shares of one row together into owners. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import chain

from property_service.registry.roster.columns import Header
from property_service.registry.roster.names import is_company_name, name_key, split_names
from property_service.registry.roster.numbers import (
	CITIZEN,
	LICENCE,
	Identity,
	parse_id,
	parse_id_type,
	split_ids,
	split_phones,
	split_slots,
)
from property_service.registry.roster.problems import CellError, Problem
from property_service.registry.roster.rows import RosterRow
from property_service.registry.roster.shares import ShareCell, fractions_for, parse_share


@dataclass(frozen=True, slots=True)
class OwnerPlan:
	"""One owner of one unit as the file says it. `phones` in the order of the cell, the first is the main one."""

	row_no: int
	name: str
	owner_type: str = "Individual"
	phones: tuple[str, ...] = ()
	identity: Identity | None = None
	email: str = ""
	share: Fraction | None = None

	@property
	def who(self) -> tuple[str, str, str]:
		"""What tells two owners apart: name, ID number, phone."""
		return name_key(self.name), self.identity.number if self.identity else "", "".join(self.phones[:1])


@dataclass(frozen=True, slots=True)
class RowOwners:
	"""The owners one row names, what its share cell says beside numbers, and what is wrong."""

	owners: tuple[OwnerPlan, ...] = ()
	share_words: ShareCell = field(default_factory=ShareCell)
	problems: tuple[Problem, ...] = ()


def owners_of_row(header: Header, row: RosterRow) -> RowOwners:
	"""Return the owners of one row: names from one or several cells, matched with the other cells in order."""
	reading = _Reading(header, row)
	names = reading.columns("owner_name", split_names)
	flat = list(chain.from_iterable(names))
	if not flat:
		reading.refuse_details_without_name()
		return RowOwners(problems=tuple(reading.problems))
	phones = reading.matched("phone", split_phones, names, _match_phones)
	numbers = reading.matched("id_number", split_ids, names, _match_ids)
	types = reading.matched("id_type", split_slots, names, _match_types)
	emails = reading.matched("email", split_slots, names, _match_emails)
	words, shares = reading.shares(names)
	owners = [
		reading.owner(name, phones[i], numbers[i], types[i], emails[i], shares[i])
		for i, name in enumerate(flat)
	]
	return RowOwners(tuple(owners), words, tuple(reading.problems))


class _Reading:
	"""The cells of one row about its owners; collects problems instead of stopping at the first."""

	def __init__(self, header: Header, row: RosterRow) -> None:
		self.header = header
		self.row = row
		self.problems: list[Problem] = []

	def columns(self, name: str, read: Callable[[str], list]) -> list[list]:
		"""Return what each column of a field says; [] for what cannot be read."""
		return [self.guard(name, read, text, default=[]) for text in self.header.texts(name, self.row.cells)]

	def guard(self, name: str, read: Callable, *arguments, default):
		try:
			return read(*arguments)
		except CellError as error:
			self.problems.append(Problem.of(self.row.row_no, name, error))
			return default

	def matched(self, name: str, read: Callable, names: list[list[str]], match: Callable) -> list:
		"""Return one value of a field per owner."""
		before = len(self.problems)
		values = self.columns(name, read)
		if len(self.problems) > before:
			return match([], sum(len(found) for found in names))
		matched: list = []
		for people, found in self.per_person(name, names, values):
			matched += self.guard(name, match, found, len(people), default=match([], len(people)))
		return matched

	def per_person(self, name: str, names: list[list[str]], values: list[list]) -> list[tuple[list, list]]:
		"""Return pairs of (names, values) that belong together.

		Columns belong together by the number in their labels (业主2姓名, 业主2电话), else in order when there are as
		many; else all values of the row stand for all its names.
		"""
		columns = self.header.by_field.get(name, ())
		if len(names) < 2 or not columns:
			return [(list(chain.from_iterable(names)), list(chain.from_iterable(values)))]
		if any(column.person for column in columns):
			people = [c.person or i + 1 for i, c in enumerate(self.header.by_field["owner_name"])]
			by_person: dict[int, list] = {person: [] for person in people}
			for column, found in zip(columns, values, strict=True):
				by_person.setdefault(column.person or people[0], []).extend(found)
			return [(own, by_person[person]) for own, person in zip(names, people, strict=True)]
		if len(values) == len(names):
			return list(zip(names, values, strict=True))
		return [(list(chain.from_iterable(names)), list(chain.from_iterable(values)))]

	def shares(self, names: list[list[str]]) -> tuple[ShareCell, list[Fraction | None]]:
		cells = self.columns("share", lambda text: [parse_share(text)])
		words, shares = ShareCell(), []
		for people, found in self.per_person("share", names, cells):
			cell = _joined(found)
			words = cell if cell.tenure else words
			shares += (
				self.guard("share", fractions_for, cell, len(people), default=[None] * len(people))
				if people
				else []
			)
		return words, shares

	def owner(
		self,
		name: str,
		phones: Sequence[str],
		number: str,
		type_text: str,
		email: str,
		share: Fraction | None,
	) -> OwnerPlan:
		id_type = self.guard("id_type", parse_id_type, type_text, default=None)
		identity = self.guard("id_number", parse_id, number, id_type, default=None)
		company = is_company_name(name) or bool(identity and identity.id_type == LICENCE)
		if company and identity and identity.id_type == CITIZEN:
			self.problems.append(Problem(self.row.row_no, "id_number", "company_with_citizen_id", (name,)))
		return OwnerPlan(
			self.row.row_no,
			name,
			"Company" if company else "Individual",
			tuple(phones),
			identity,
			email,
			share,
		)

	def refuse_details_without_name(self) -> None:
		for name in ("phone", "id_number", "share"):
			if any(text.strip() and split_slots(text) for text in self.header.texts(name, self.row.cells)):
				self.problems.append(Problem(self.row.row_no, "owner_name", "owner_name_missing"))
				return


def merge_owners(rows: Sequence[RowOwners]) -> tuple[list[OwnerPlan], list[Problem]]:
	"""Return the owners of a unit over all its rows: each person once, contradictions with both row numbers."""
	merged: list[OwnerPlan] = []
	problems: list[Problem] = []
	for owner in chain.from_iterable(row.owners for row in rows):
		place = next((i for i, known in enumerate(merged) if known.who[0] == owner.who[0]), None)
		if place is None:
			merged.append(owner)
		elif _agree(merged[place], owner):
			merged[place] = _more_complete(merged[place], owner)
		else:
			values = (owner.name, str(merged[place].row_no), str(owner.row_no))
			problems.append(Problem(owner.row_no, "owner_name", "same_name_differs", values))
	return merged, problems + _ids_given_twice(merged)


def _ids_given_twice(owners: Sequence[OwnerPlan]) -> list[Problem]:
	first: dict[str, OwnerPlan] = {}
	problems = []
	for owner in owners:
		number = owner.identity.number if owner.identity else ""
		if number and number in first:
			values = (first[number].name, owner.name)
			problems.append(Problem(owner.row_no, "id_number", "id_given_twice", values))
		elif number:
			first[number] = owner
	return problems


def _agree(one: OwnerPlan, other: OwnerPlan) -> bool:
	pairs = zip((*one.who[1:], one.share), (*other.who[1:], other.share), strict=True)
	return all(mine == theirs or not mine or not theirs for mine, theirs in pairs)


def _more_complete(one: OwnerPlan, other: OwnerPlan) -> OwnerPlan:
	return replace(
		one,
		phones=tuple(dict.fromkeys((*one.phones, *other.phones))),
		identity=one.identity or other.identity,
		email=one.email or other.email,
		share=one.share or other.share,
	)


def _joined(cells: Sequence[ShareCell]) -> ShareCell:
	"""Return several share cells of one group of people as one."""
	said = [cell for cell in cells if cell != ShareCell()]
	if len(said) <= 1:
		return said[0] if said else ShareCell()
	return ShareCell(said[0].tenure, fractions=tuple(chain.from_iterable(cell.fractions for cell in said)))


def _match_phones(phones: Sequence[str], people: int) -> list[tuple[str, ...]]:
	given = tuple(phone for phone in phones if phone)
	if people <= 1 or not given:
		return [given] * people
	if len(phones) == people:
		return [(phone,) if phone else () for phone in phones]
	if len(phones) == 1:
		# Families share a phone: everybody is reached there.
		return [given] * people
	raise CellError("phone_count", people, len(phones))


def _match_ids(numbers: Sequence[str], people: int) -> list[str]:
	if not any(numbers):
		return [""] * people
	if len(numbers) != people:
		raise CellError("id_count", people, len(numbers))
	return list(numbers)


def _match_types(types: Sequence[str], people: int) -> list[str]:
	if len(types) == people:
		return list(types)
	if len(types) <= 1:
		return list(types or [""]) * people
	raise CellError("id_type_count", people, len(types))


def _match_emails(emails: Sequence[str], people: int) -> list[str]:
	if len(emails) > people:
		raise CellError("email_count", people, len(emails))
	return [*emails, *[""] * (people - len(emails))]
