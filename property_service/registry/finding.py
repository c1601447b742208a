"""Find units by number, by a person's name, or by the last digits of a phone; user permissions are obeyed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import frappe
from frappe.query_builder import Criterion
from frappe.utils import getdate

from property_service.registry.guard import hidden_fields
from property_service.registry.identity import phone_fingerprint
from property_service.registry.searching import Wanted, understand

MOST_FOUND = 40
# A surname may belong to thousands: only so many people are looked at.
MOST_PEOPLE = 200


def find_units(text: str, fields: Iterable[str], limit: int = MOST_FOUND) -> list[dict]:
	"""Return units that a text may mean, in their natural order; those found by place first.

	Args:
		text: unit number with or without building, part of a name, or at least three last digits of a phone. A whole
			phone number is only compared as a whole for users who may read phone numbers: else its last four count.
		fields: fields of Property Unit to return.
	"""
	wanted = understand(text)
	if not wanted.unit_nos:
		return []
	found: dict[str, dict] = {}
	# Digits may be the end of a phone too: some room stays for whom they reach.
	room = limit * 3 // 4 if wanted.phone_ends else limit
	for filters in _places(wanted):
		if len(found) < room and not (found and wanted.place):
			found |= {row["name"]: row for row in _units(filters, fields, room) if row["name"] not in found}
	people = _units_of_people(wanted, getdate()) if len(found) < limit else []
	missing = [name for name in people if name not in found]
	if missing:
		found |= {row["name"]: row for row in _units({"name": ("in", missing)}, fields, limit)}
	return list(found.values())[:limit]


def _places(wanted: Wanted) -> Iterator[dict]:
	"""Yield filters for places, the most exact first; only the last resort has no index to go by."""
	if wanted.place:
		yield {"unit_no": ("in", wanted.unit_nos), "unit_title": ("like", wanted.place)}
		yield {"unit_title": ("like", wanted.place)}
		return
	yield {"unit_no": ("in", wanted.unit_nos)}
	yield {"unit_no": ("like", wanted.prefix)}
	for doctype, fieldname in (("Property Building", "building"), ("Property Community", "community")):
		title = "building_name" if fieldname == "building" else "community_name"
		names = frappe.get_all(
			doctype, filters={title: ("like", wanted.prefix)}, pluck="name", order_by="name"
		)
		if names:
			yield {fieldname: ("in", names)}


def _units(filters: dict, fields: Iterable[str], limit: int) -> list[dict]:
	return frappe.get_list(
		"Property Unit",
		filters=filters,
		fields=list(fields),
		order_by="unit_sort, name",
		limit_page_length=limit,
	)


def _units_of_people(wanted: Wanted, today: date) -> list[str]:
	"""Return the units that the people meant own or live in today."""
	people = _people(wanted)
	if not people:
		return []
	units: list[str] = []
	for doctype in ("Unit Ownership", "Unit Occupant"):
		row = frappe.qb.DocType(doctype)
		query = (
			frappe.qb.from_(row)
			.select(row.unit)
			.where(row.property_owner.isin(people))
			.where(row.from_date <= today)
			.where(row.to_date.isnull() | (row.to_date >= today))
			.orderby(row.unit)
		)
		units += [unit for (unit,) in query.run()]
	return list(dict.fromkeys(units))


def _people(wanted: Wanted) -> list[str]:
	person = frappe.qb.DocType("Property Owner")
	if wanted.whole_phone and "mobile_no" not in hidden_fields("Property Owner", frappe.session.user):
		return _people_where(person.mobile_hash == phone_fingerprint(wanted.whole_phone))
	if wanted.phone_ends:
		return _people_where(person.mobile_last4.isin(wanted.phone_ends))
	if not wanted.person:
		return []
	# Names are typed from their beginning, which the index knows; the middle of a name means reading them all.
	return _people_where(person.owner_name.like(wanted.person.lstrip("%"))) or _people_where(
		person.owner_name.like(wanted.person)
	)


def _people_where(condition: Criterion) -> list[str]:
	person = frappe.qb.DocType("Property Owner")
	query = (
		frappe.qb.from_(person)
		.select(person.name)
		.where(condition & (person.status != "Merged"))
		.orderby(person.owner_name)
		.orderby(person.name)
		.limit(MOST_PEOPLE)
	)
	return [name for (name,) in query.run()]
