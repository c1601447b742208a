"""The only place where an import writes: buildings, units, owners and ownership, and the result of each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now

from property_service.registry import writer as registry_writer
from property_service.registry.ownership_changes import set_ownership
from property_service.registry.roster.compare import RESIDENCE, Decision
from property_service.registry.roster.known_people import OwnerDecision, People, Person
from property_service.registry.roster.plan import UnitPlan
from property_service.registry.unit_status import change_unit_status

ROW_DOCTYPE = "Property Roster Import Row"
ROW_FIELDS = ("row_no", "unit_label", "status", "column_label", "message", "details", "unit")
# Bulk inserts do not try again when two names meet, so the names are long enough never to: 80 bits.
ROW_NAME_LENGTH = 20


@contextmanager
def bulk_work() -> Iterable[None]:
	"""Tell Frappe and the registry that many documents follow: no notifications, no recount per unit."""
	before = frappe.flags.in_import
	frappe.flags.in_import = True
	try:
		yield
	finally:
		frappe.flags.in_import = before


class UnitWriter:
	"""Writes decided units of one import with the user's own rights; the caller sets savepoints and commits.

	Args:
		document: the Property Roster Import.
		buildings: buildings of the community by key; is extended when one is made.
		effective_date: first day of ownership where the file has no delivery date.
		people: everybody the chunk may mean; is extended by the people made.
		parking_area: gross area in m² of a parking space for which the file gives none.
	"""

	def __init__(
		self,
		document: Document,
		buildings: dict[str, str | None],
		people: People,
		effective_date: date,
		parking_area: Decimal | None,
	) -> None:
		self.document = document
		self.buildings = buildings
		self.people = people
		self.effective_date = effective_date
		self.parking_area = parking_area
		self.made_buildings: list[str] = []
		self.made_people: list[Person] = []

	def write(self, decision: Decision) -> str:
		"""Write a unit, its owners and its parking spaces; return the unit's name."""
		self.made_buildings, self.made_people = [], []
		unit, records = self._write_unit(decision, {})
		for parking in decision.parking:
			self._write_unit(parking, records)
		for person in self.made_people:
			self.people.add(person)
		return unit

	def forget(self) -> None:
		"""Forget the buildings that the unit just rolled back had made."""
		for key in self.made_buildings:
			self.buildings.pop(key, None)

	def _write_unit(self, decision: Decision, records: dict[tuple, str]) -> tuple[str, dict[tuple, str]]:
		plan = decision.plan
		unit = decision.unit or self._insert_unit(decision)
		if decision.unit and decision.changes:
			self._update_unit(decision)
		known = dict(records)
		for owner in decision.owners:
			known[owner.owner.who] = self._record_of(owner, known)
		if decision.set_owners:
			self._set_owners(unit, plan, [known[owner.who] for owner in plan.owners])
		if decision.unit and decision.new_status:
			change_unit_status(
				unit,
				decision.new_status,
				reason=_("Roster imported"),
				effective_date=self._first_day(plan),
				reference=self.document,
			)
		return unit, known

	def _insert_unit(self, decision: Decision) -> str:
		plan = decision.plan
		gross = plan.gross_area or self.parking_area
		unit = frappe.get_doc(
			doctype="Property Unit",
			community=self.document.community,
			building=decision.building or self._building(plan),
			entrance=plan.address.entrance,
			unit_no=plan.address.unit_no,
			floor_no=plan.floor,
			unit_type=plan.unit_type or RESIDENCE,
			gross_area=float(gross) if gross else None,
			inner_area=float(plan.inner_area) if plan.inner_area else None,
			billing_coefficient=1,
			status=decision.new_status,
			delivery_date=plan.delivery_date,
			remarks=plan.remarks,
		)
		# The history begins with the day the status is true from, not with the day of the import.
		unit.flags.status_log = self.document.name
		unit.insert()
		registry_writer.insert_status_log(
			unit, None, unit.status, self._first_day(plan), _("Roster imported"), self.document
		)
		return unit.name

	def _building(self, plan: UnitPlan) -> str:
		key = plan.key.split("\x1f")[0]
		if not self.buildings.get(key):
			building = frappe.get_doc(
				doctype="Property Building",
				community=self.document.community,
				building_name=plan.address.building,
			).insert()
			self.buildings[key] = building.name
			self.made_buildings.append(key)
		return self.buildings[key]

	def _update_unit(self, decision: Decision) -> None:
		unit = frappe.get_doc("Property Unit", decision.unit)
		for fieldname, value in decision.changes.items():
			unit.set(fieldname, float(value) if isinstance(value, Decimal) else value)
		unit.save()

	def _record_of(self, decision: OwnerDecision, known: dict[tuple, str]) -> str:
		"""Return the Property Owner that stands for one owner, made or completed with what it lacked."""
		owner = decision.owner
		if owner.who in known:
			return known[owner.who]
		if decision.record:
			if decision.missing:
				self._complete(decision)
			return decision.record
		record = registry_writer.insert_owner(
			{
				"owner_name": owner.name,
				"owner_type": owner.owner_type,
				"status": "Active",
				"language": "zh",
				**_numbers_of(decision),
				"email": owner.email,
			}
		)
		self.made_people.append(
			Person(
				record.name,
				record.owner_name,
				record.id_hash or "",
				record.mobile_hash or "",
				has_more_phones=bool(record.other_phones),
			)
		)
		return record.name

	def _complete(self, decision: OwnerDecision) -> None:
		"""Add a number that the record did not have; one that it has is never replaced."""
		record = frappe.get_doc("Property Owner", decision.record)
		numbers = _numbers_of(decision)
		main = numbers["mobile_no"] if "mobile_no" in decision.missing else record.mobile_no
		numbers["other_phones"] = ", ".join(phone for phone in decision.owner.phones if phone != main)
		for fieldname in decision.missing:
			record.set(fieldname, numbers[fieldname])
		if "id_number" in decision.missing:
			record.id_type = record.id_type or numbers["id_type"]
		record.save()

	def _set_owners(self, unit: str, plan: UnitPlan, records: Sequence[str]) -> None:
		owners = [
			{
				"property_owner": record,
				"share_numerator": owner.share.numerator if owner.share else 0,
				"share_denominator": owner.share.denominator if owner.share else 0,
			}
			for record, owner in zip(records, plan.owners, strict=True)
		]
		set_ownership(unit, self._first_day(plan), plan.tenure, owners, plan.certificate_no or None)

	def _first_day(self, plan: UnitPlan) -> date:
		"""Return the first day of ownership: the delivery, or the import's day when that is still to come."""
		return min(plan.delivery_date, self.effective_date) if plan.delivery_date else self.effective_date


def _numbers_of(decision: OwnerDecision) -> dict[str, Any]:
	owner = decision.owner
	return {
		"mobile_no": owner.phones[0] if owner.phones else "",
		"other_phones": ", ".join(owner.phones[1:]),
		"id_type": owner.identity.id_type if owner.identity else "",
		"id_number": owner.identity.number if owner.identity else "",
	}


def clear_rows(roster_import: str) -> None:
	"""Delete the results of an earlier check or run of this import."""
	frappe.db.delete(ROW_DOCTYPE, {"roster_import": roster_import})


def write_rows(document: Document, rows: Sequence[dict[str, Any]]) -> None:
	"""Write the results of a chunk, in place of what stood for the same rows before. Two queries.

	These are lines of a log without hooks or validation, up to 100,000 of them: Frappe's bulk insert is made for it.
	"""
	if not rows:
		return
	numbers = [row["row_no"] for row in rows]
	frappe.db.delete(ROW_DOCTYPE, {"roster_import": document.name, "row_no": ("in", numbers)})
	stamp, user = now(), frappe.session.user
	fields = [
		"name",
		"owner",
		"modified_by",
		"creation",
		"modified",
		"roster_import",
		"community",
		*ROW_FIELDS,
	]
	frappe.db.bulk_insert(
		ROW_DOCTYPE,
		fields,
		[
			(
				frappe.generate_hash(length=ROW_NAME_LENGTH),
				user,
				user,
				stamp,
				stamp,
				document.name,
				document.community,
				*(row.get(field) for field in ROW_FIELDS),
			)
			for row in rows
		],
	)
