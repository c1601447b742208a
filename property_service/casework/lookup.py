"""Find a unit the way people name it on the phone: its number, somebody's name, or the end of a phone number."""

from __future__ import annotations

import re
from collections.abc import Iterable

import frappe
from frappe.utils import getdate

from property_service.casework import sources
from property_service.registry.services import occupant_rows, ownership_rows

SHOWN = 20
RECENT_CASES = 5
_PHONE_END = re.compile(r"\d{4,}")
_RECENT_FIELDS = ["name", "subject", "category", "state_category", "workflow_state", "creation", "handler"]


def find_units(text: str, community: str | None = None, limit: int = SHOWN) -> list[frappe._dict]:
	"""Return units the session's user may see that match `text`, in order of their number.

	Args:
		text: part of a unit's title or number, of an owner's name, or at least the last four digits of a phone number.
		community: only units of this community.
	Returns:
		Rows with name, unit_title, community, owner_names and status.
	"""
	text = (text or "").strip()
	filters = {"community": community} if community else {}
	found = _listed(filters, _text_filters(text), limit)
	by_phone = _units_by_phone(text)
	if by_phone:
		known = {row.name for row in found}
		reached = _listed({**filters, "name": ["in", by_phone]}, None, limit)
		found = [row for row in reached if row.name not in known] + found
	return found[:limit]


def people_of(unit: str) -> list[dict[str, str]]:
	"""Return who owns or occupies the unit today: property_owner, owner_name and relation ("Property Owner" or the occupant's)."""
	today = getdate()
	owners = [{**row, "relation": "Property Owner"} for row in ownership_rows([unit], today, today)]
	seen: dict[str, dict[str, str]] = {}
	for row in [*owners, *occupant_rows([unit], today, today)]:
		kept = {field: row[field] for field in ("property_owner", "owner_name", "relation")}
		seen.setdefault(row["property_owner"], kept)
	return list(seen.values())


def recent_cases(unit: str, but: str | None = None, limit: int = RECENT_CASES) -> list[frappe._dict]:
	"""Return the newest cases of a unit that the session's user may see, without the case `but`."""
	filters = {"unit": unit, **({"name": ["!=", but]} if but else {})}
	return frappe.get_list(
		sources.CASE, filters=filters, fields=_RECENT_FIELDS, order_by="creation desc", limit=limit
	)


def _listed(filters: dict, or_filters: dict | None, limit: int) -> list[frappe._dict]:
	return frappe.get_list(
		"Property Unit",
		filters=filters,
		or_filters=or_filters,
		fields=["name", "unit_title", "community", "owner_names", "status"],
		order_by="unit_sort asc, name asc",
		limit=limit,
	)


def _text_filters(text: str) -> dict | None:
	if not text:
		return None
	part = ["like", f"%{text}%"]
	return {"unit_title": part, "unit_no": part, "owner_names": part, "name": part}


def _units_by_phone(text: str) -> list[str]:
	digits = re.sub(r"[\s-]", "", text)
	if not _PHONE_END.fullmatch(digits):
		return []
	people = frappe.get_all(
		"Property Owner",
		filters={"mobile_last4": digits[-4:], "mobile_no": ["like", f"%{digits}"]},
		pluck="name",
		order_by="name asc",
		limit=SHOWN,
	)
	return _units_of(people)


def _units_of(people: Iterable[str]) -> list[str]:
	people = list(people)
	if not people:
		return []
	today = getdate()
	units: set[str] = set()
	for doctype in ("Unit Ownership", "Unit Occupant"):
		rows = frappe.get_all(
			doctype,
			filters={"property_owner": ["in", people], "from_date": ["<=", today]},
			fields=["unit", "to_date"],
			order_by="unit asc",
		)
		units.update(row.unit for row in rows if not row.to_date or row.to_date >= today)
	return sorted(units)
