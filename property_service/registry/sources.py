"""What the registry reads, as plain rows. Nothing here checks permissions: callers do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import frappe
from frappe.query_builder import Order

OWNERSHIP_FIELDS = (
	"name", "unit", "property_owner", "owner_name", "tenure", "share_numerator", "share_denominator",
	"is_payer", "from_date", "to_date", "certificate_no",
)  # fmt: skip
OCCUPANT_FIELDS = (
	"name", "unit", "property_owner", "owner_name", "relation", "from_date", "to_date",
	"can_pay", "can_report", "can_pass", "can_vote",
)  # fmt: skip


def ownership_rows(units: list[str], start: date, end: date) -> list[dict]:
	"""Return the ownership rows of the units that overlap the days from `start` to `end`, payer first."""
	return _overlapping_rows("Unit Ownership", OWNERSHIP_FIELDS, units, start, end)


def occupant_rows(units: list[str], start: date, end: date) -> list[dict]:
	"""Return the occupants of the units in these days, each with `fees`: the fee items paid by agreement."""
	rows = _overlapping_rows("Unit Occupant", OCCUPANT_FIELDS, units, start, end)
	fees = _agreed_fees([row["name"] for row in rows])
	for row in rows:
		row["fees"] = fees[row["name"]]
	return rows


def all_ownership_rows(unit: str, *, for_update: bool = False) -> list[dict]:
	"""Return every ownership row of one unit, oldest first; locked until commit when asked."""
	row = frappe.qb.DocType("Unit Ownership")
	query = (
		frappe.qb.from_(row)
		.select(*(row[field] for field in OWNERSHIP_FIELDS))
		.select(row.ownership_transfer, row.ended_by_transfer)
		.where(row.unit == unit)
		.orderby(row.from_date)
		.orderby(row.is_payer, order=Order.desc)
		.orderby(row.creation)
		.orderby(row.name)
	)
	return (query.for_update() if for_update else query).run(as_dict=True)


def lock_unit(unit: str) -> None:
	"""Make every other change of this unit's ownership wait until commit."""
	frappe.db.get_value("Property Unit", unit, "name", for_update=True)


def owner_names_on(units: Iterable[str], day: date) -> dict[str, str]:
	"""Return the names of each unit's owners on `day`, the payer first; "" for a unit without one."""
	units = list(units)
	names: dict[str, list[str]] = {unit: [] for unit in units}
	for row in ownership_rows(units, day, day):
		names[row["unit"]].append(row["owner_name"] or row["property_owner"])
	return {unit: ", ".join(dict.fromkeys(found)) for unit, found in names.items()}


def units_changing_on(start: date, end: date) -> list[str]:
	"""Return the units where an ownership row begins in these days or ended the day before one of them."""
	row = frappe.qb.DocType("Unit Ownership")
	before_start, before_end = frappe.utils.add_days(start, -1), frappe.utils.add_days(end, -1)
	query = (
		frappe.qb.from_(row)
		.select(row.unit)
		.distinct()
		.where(row.from_date.between(start, end) | row.to_date.between(before_start, before_end))
	)
	return [unit for (unit,) in query.run()]


def unit_labels(units: Iterable[str]) -> dict[str, dict]:
	"""Return unit_title, community, building, unit_type and gross_area of each unit, by name."""
	rows = frappe.get_all(
		"Property Unit",
		filters={"name": ("in", list(units) or [""])},
		fields=["name", "unit_title", "community", "building", "unit_type", "gross_area"],
		order_by="unit_sort",
	)
	return {row["name"]: row for row in rows}


def _overlapping_rows(
	doctype: str, fields: tuple[str, ...], units: list[str], start: date, end: date
) -> list[dict]:
	if not units:
		return []
	row = frappe.qb.DocType(doctype)
	query = (
		frappe.qb.from_(row)
		.select(*(row[field] for field in fields))
		.where(row.unit.isin(units))
		.where(row.from_date <= end)
		.where(row.to_date.isnull() | (row.to_date >= start))
		.orderby(row.unit)
		.orderby(row.from_date)
	)
	if doctype == "Unit Ownership":
		query = query.orderby(row.is_payer, order=Order.desc)
	return query.orderby(row.creation).orderby(row.name).run(as_dict=True)


def _agreed_fees(occupants: list[str]) -> dict[str, list[str]]:
	fees: dict[str, list[str]] = defaultdict(list)
	if not occupants:
		return fees
	for parent, fee_item in frappe.get_all(
		"Unit Occupant Fee",
		filters={"parent": ("in", occupants), "parenttype": "Unit Occupant"},
		fields=["parent", "fee_item"],
		order_by="parent, idx",
		as_list=True,
	):
		fees[parent].append(fee_item)
	return fees
