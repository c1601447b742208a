"""Find the person at the counter by what they say: a name, the end of a phone number, or a unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import frappe
from frappe.utils import getdate

from property_service.registry import services as registry

OWNER = "Property Owner"
# A unit number like 0301 stands in every building: enough of them to choose from, few enough to read.
UNIT_LIMIT = 30


def search_payers(text: str, start: int, page_length: int) -> list[tuple[str, ...]]:
	"""Return name, owner name, masked phone number and units of owners that match, as a link field shows them.

	Arguments: `text` part of a name, four or more digits of a phone number's end, or part of a unit's number.
	Only owners and units that the session's user may read.
	"""
	text = text.strip()
	owners = frappe.get_list(
		OWNER,
		filters={"status": "Active"},
		or_filters=_conditions(text),
		fields=["name", "owner_name", "mobile_masked"],
		order_by="owner_name asc, name asc",
		start=start,
		limit=page_length,
	)
	units = units_of(owner.name for owner in owners)
	labels = registry.unit_labels({unit for found in units.values() for unit in found})
	return [
		(
			owner.name,
			owner.owner_name,
			owner.mobile_masked or "",
			", ".join(labels[unit]["unit_title"] or unit for unit in units[owner.name] if unit in labels),
		)
		for owner in owners
	]


def units_of(owners: Iterable[str]) -> dict[str, list[str]]:
	"""Return the Property Units that each owner owns or lives in today."""
	today = getdate()
	units: dict[str, list[str]] = defaultdict(list)
	names = sorted(set(owners)) or [""]
	for doctype in ("Unit Ownership", "Unit Occupant"):
		for row in frappe.get_all(
			doctype,
			filters={"property_owner": ("in", names), "from_date": ("<=", today)},
			or_filters=[["to_date", "is", "not set"], ["to_date", ">=", today]],
			fields=["property_owner", "unit"],
			order_by="unit, name",
		):
			if row.unit not in units[row.property_owner]:
				units[row.property_owner].append(row.unit)
	return units


def _conditions(text: str) -> list[list]:
	if not text:
		return []
	conditions = [["owner_name", "like", f"%{text}%"], ["name", "like", f"%{text}%"]]
	if text.isdigit() and len(text) >= 4:
		conditions.append(["mobile_last4", "=", text[-4:]])
	if people := _people_of_units(text):
		conditions.append(["name", "in", people])
	return conditions


def _people_of_units(text: str) -> list[str]:
	units = frappe.get_list(
		"Property Unit",
		or_filters=[["name", "like", f"%{text}%"], ["unit_title", "like", f"%{text}%"]],
		pluck="name",
		order_by="unit_sort",
		limit=UNIT_LIMIT,
	)
	today = getdate()
	rows = [*registry.ownership_rows(units, today, today), *registry.occupant_rows(units, today, today)]
	return sorted({row["property_owner"] for row in rows})
