"""Community → building → unit, one level at a time. Each level costs the same few queries, however many rows."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.query_builder.functions import Count

from property_service.overview import figures
from property_service.registry.services import natural_key

PAGE = 200
UNIT_FIELDS = (
	"name", "unit_title", "community", "building", "entrance", "unit_no", "floor_no", "unit_type", "status",
	"gross_area", "owner_names",
)  # fmt: skip


def communities() -> list[dict[str, Any]]:
	"""Return the active communities the user may see, with their number of units and currency."""
	rows = frappe.get_list(
		"Property Community",
		filters={"status": "Active"},
		fields=["name", "community_code", "city", "unit_count", "company"],
		order_by="name",
		limit_page_length=0,
	)
	for row in rows:
		row["currency"] = frappe.get_cached_value("Company", row.pop("company"), "default_currency")
	return rows


def buildings(community: str) -> list[dict[str, Any]]:
	"""Return the buildings of a community the user may see, with their number of units."""
	rows = frappe.get_list(
		"Property Building",
		filters={"community": community},
		fields=["name", "building_name", "floors", "has_elevator", "sort_order"],
		order_by="sort_order, name",
		limit_page_length=0,
	)
	counts = _unit_counts([row["name"] for row in rows])
	for row in rows:
		row["unit_count"] = counts.get(row["name"], 0)
	return sorted(rows, key=lambda row: (row.pop("sort_order"), natural_key(row["building_name"])))


def units(building: str, start: int = 0) -> dict[str, Any]:
	"""Return a page of a building's units in their natural order, and whether more follow."""
	rows = frappe.get_list(
		"Property Unit",
		filters={"building": building},
		fields=list(UNIT_FIELDS),
		order_by="unit_sort, name",
		limit_start=max(start, 0),
		limit_page_length=PAGE + 1,
	)
	return {"units": with_figures(rows[:PAGE]), "has_more": len(rows) > PAGE}


def with_figures(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
	"""Add open_amount (元; None for who may not see it) and open_cases to unit rows."""
	names = [row["name"] for row in rows]
	amounts, cases = figures.open_amounts(names), figures.open_cases(names)
	for row in rows:
		row["open_amount"] = amounts.get(row["name"])
		row["open_cases"] = cases.get(row["name"], 0)
	return rows


def _unit_counts(names: list[str]) -> dict[str, int]:
	if not names:
		return {}
	unit = frappe.qb.DocType("Property Unit")
	return dict(
		frappe.qb.from_(unit)
		.select(unit.building, Count(unit.name))
		.where(unit.building.isin(names))
		.groupby(unit.building)
		.run()
	)
