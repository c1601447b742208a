"""Recognise the people of a roster among the registered ones. Pure; compares fingerprints, never numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from property_service.registry.roster.names import name_key
from property_service.registry.roster.owners import OwnerPlan
from property_service.registry.roster.problems import Problem


@dataclass(frozen=True, slots=True)
class Person:
	"""A Property Owner as far as it is needed to recognise somebody; `name` is "" for one this run would make."""

	name: str
	owner_name: str
	id_hash: str = ""
	mobile_hash: str = ""
	share: Fraction | None = None
	has_more_phones: bool = False


@dataclass
class People:
	"""Everybody the plans of one chunk may mean, found by fingerprint."""

	id_hash: Callable[[str], str]
	mobile_hash: Callable[[str], str]
	by_id: dict[str, Person] = field(default_factory=dict)
	by_mobile: dict[tuple[str, str], Person] = field(default_factory=dict)

	def add(self, person: Person) -> None:
		if person.id_hash:
			self.by_id.setdefault(person.id_hash, person)
		if person.mobile_hash:
			self.by_mobile.setdefault((person.mobile_hash, name_key(person.owner_name)), person)

	def hashes(self, owner: OwnerPlan) -> tuple[str, tuple[str, ...]]:
		"""Return the fingerprints of an owner's ID number ("" without) and of all phones, the main one first."""
		id_hash = self.id_hash(owner.identity.number) if owner.identity else ""
		return id_hash, tuple(self.mobile_hash(phone) for phone in owner.phones)

	def find(self, owner: OwnerPlan) -> Person | None:
		"""Return the record of a person: by ID number, else by name and phone unless the ID numbers differ."""
		id_hash, mobile_hashes = self.hashes(owner)
		if id_hash and id_hash in self.by_id:
			return self.by_id[id_hash]
		keys = [(mobile_hash, name_key(owner.name)) for mobile_hash in mobile_hashes]
		found = next((self.by_mobile[key] for key in keys if key in self.by_mobile), None)
		return None if found and id_hash and found.id_hash else found

	def expect(self, owner: OwnerPlan) -> None:
		"""Remember somebody whom a dry run would make, so that later units meet the same person."""
		id_hash, mobile_hashes = self.hashes(owner)
		self.add(Person("", owner.name, id_hash, mobile_hashes[0] if mobile_hashes else ""))


@dataclass(frozen=True, slots=True)
class OwnerDecision:
	"""One owner of a unit: the record that stands for the person ("" makes one), and what it lacks so far."""

	owner: OwnerPlan
	record: str = ""
	missing: tuple[str, ...] = ()


def known_people(
	owners: Sequence[OwnerPlan], people: People, held_by: Sequence[Person]
) -> tuple[tuple[OwnerDecision, ...], list[Problem]]:
	"""Return the record that stands for each owner, and what contradicts it.

	Args:
		owners: what the file says.
		people: everybody who may be meant.
		held_by: the unit's owners of today, who come first for their names.
	"""
	held = {name_key(person.owner_name): person for person in held_by}
	decisions, problems = [], []
	for owner in owners:
		found = people.find(owner)
		person = held.get(name_key(owner.name)) or found
		if person is None:
			decisions.append(OwnerDecision(owner))
			continue
		id_hash, mobile_hashes = people.hashes(owner)
		problems += _problems_of_person(owner, person, id_hash, mobile_hashes)
		if id_hash and not person.id_hash and found and found.id_hash == id_hash:
			problems.append(Problem(owner.row_no, "id_number", "id_of_another_record", (owner.name,)))
		missing = _missing(person, id_hash, mobile_hashes) if person.name else ()
		decisions.append(OwnerDecision(owner, person.name, missing))
	return tuple(decisions), problems


def _problems_of_person(
	owner: OwnerPlan, person: Person, id_hash: str, mobile_hashes: Sequence[str]
) -> list[Problem]:
	if name_key(person.owner_name) != name_key(owner.name):
		return [Problem(owner.row_no, "id_number", "id_of_another", (person.owner_name, owner.name))]
	if id_hash and person.id_hash and id_hash != person.id_hash:
		return [Problem(owner.row_no, "id_number", "person_id_differs", (owner.name,))]
	if mobile_hashes and person.mobile_hash and person.mobile_hash not in mobile_hashes:
		return [Problem(owner.row_no, "phone", "person_phone_differs", (owner.name,))]
	return []


def _missing(person: Person, id_hash: str, mobile_hashes: Sequence[str]) -> tuple[str, ...]:
	"""Return what the file knows and the record does not."""
	lacks = {
		"id_number": bool(id_hash) and not person.id_hash,
		"mobile_no": bool(mobile_hashes) and not person.mobile_hash,
		"other_phones": len(mobile_hashes) > 1 and not person.has_more_phones,
	}
	return tuple(fieldname for fieldname, is_missing in lacks.items() if is_missing)
