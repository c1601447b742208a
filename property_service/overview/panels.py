"""What stands on a unit's and on an owner's form: people, what is open, what happened."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import frappe
from frappe.utils import get_fullname, getdate

from property_service.billing import services as billing
from property_service.casework import services as casework
from property_service.overview import figures
from property_service.registry import services as registry
from property_service.visits import services as visits

SHOWN = 6
# A developer holds a thousand unsold units: the list of units is the place for those.
MOST_TIES = 200
OPEN_CATEGORIES = ("Open", "Waiting")
PERSON_FIELDS = ("name", "owner_name", "mobile_masked", "status", "user")


def unit_panel(unit: str) -> dict[str, Any]:
	"""Return what the form of a unit shows: owners and occupants today, bills, cases, visits and status history."""
	today = getdate()
	owners = registry.ownership_rows([unit], today, today)
	occupants = registry.occupant_rows([unit], today, today)
	people = _people([row["property_owner"] for row in [*owners, *occupants]])
	return {
		"unit": unit,
		"currency": figures.currency_of(frappe.db.get_value("Property Unit", unit, "community")),
		"owners": [{**row, **people[row["property_owner"]], "share": share_label(row)} for row in owners],
		"occupants": [{**row, **people[row["property_owner"]]} for row in occupants],
		"former": _former_owners(unit),
		"bills": billing.open_bills(units=[unit])[:SHOWN] if figures.may_see("Fee Charge") else [],
		"open_amount": figures.open_amounts([unit]).get(unit),
		"cases": _open_cases(casework.cases_of(units=[unit])) if figures.may_see("Complaint") else [],
		"visits": visits.visits_of([unit])[:SHOWN] if figures.may_see("Return Visit") else [],
		"history": _status_history(unit),
	}


def owner_panel(property_owner: str) -> dict[str, Any]:
	"""Return what the form of an owner shows: the units one owns or lives in, with what is open on each."""
	rows = _ties(property_owner, "Unit Ownership") + _ties(property_owner, "Unit Occupant")
	units = _visible_units([row["unit"] for row in rows])
	amounts, cases = figures.open_amounts(list(units)), figures.open_cases(list(units))
	today = getdate()
	shown = [
		{
			**row,
			**units[row["unit"]],
			"open_amount": amounts.get(row["unit"]),
			"currency": figures.currency_of(units[row["unit"]]["community"]),
			"open_cases": cases.get(row["unit"], 0),
			"is_past": bool(row["to_date"] and row["to_date"] < today),
		}
		for row in rows
		if row["unit"] in units
	]
	customer = frappe.db.get_value("Property Owner", property_owner, "customer")
	return {
		"units": sorted(shown, key=lambda row: (row["is_past"], row["unit_sort"] or "")),
		"bills": _bills_of(customer, units),
		"cases": _cases_of(property_owner, units),
	}


def share_label(row: dict[str, Any]) -> str:
	"""Return a share as people write it, for example "1/3"; "" for sole and joint owners."""
	if row["tenure"] != "By Shares" or not row["share_denominator"]:
		return ""
	share = Fraction(row["share_numerator"], row["share_denominator"])
	return f"{share.numerator}/{share.denominator}"


def _people(names: list[str]) -> dict[str, dict[str, Any]]:
	rows = frappe.get_all(
		"Property Owner",
		filters={"name": ("in", names or [""])},
		fields=list(PERSON_FIELDS),
		order_by="name",
	)
	return {
		row.name: {
			"owner_name": row.owner_name,
			"mobile_masked": row.mobile_masked,
			"owner_status": row.status,
			"has_portal": bool(row.user),
		}
		for row in rows
	}


def _former_owners(unit: str) -> list[dict[str, Any]]:
	return frappe.get_all(
		"Unit Ownership",
		filters=[["unit", "=", unit], ["to_date", "is", "set"], ["to_date", "<", getdate()]],
		fields=["property_owner", "owner_name", "from_date", "to_date", "ownership_transfer"],
		order_by="to_date desc, owner_name",
		limit=SHOWN,
	)


def _status_history(unit: str) -> list[dict[str, Any]]:
	rows = frappe.get_all(
		"Unit Status Log",
		filters={"unit": unit},
		fields=["from_status", "to_status", "effective_date", "changed_by", "reason"],
		order_by="effective_date desc, creation desc",
		limit=SHOWN,
	)
	return [{**row, "changed_by": get_fullname(row.changed_by)} for row in rows]


def _ties(property_owner: str, doctype: str) -> list[dict[str, Any]]:
	owned = doctype == "Unit Ownership"
	fields = [
		"unit",
		"from_date",
		"to_date",
		*(("tenure", "is_payer", "share_numerator", "share_denominator") if owned else ("relation",)),
	]
	rows = frappe.get_all(
		doctype,
		filters={"property_owner": property_owner},
		fields=fields,
		order_by="from_date desc, name",
		limit=MOST_TIES,
	)
	return [
		{**row, "kind": "owner" if owned else "occupant", "share": share_label(row) if owned else ""}
		for row in rows
	]


def _visible_units(names: list[str]) -> dict[str, dict[str, Any]]:
	"""Return the units among `names` that the user may see: an owner may own in other communities too."""
	rows = frappe.get_list(
		"Property Unit",
		filters={"name": ("in", names or [""])},
		fields=["name", "unit_title", "unit_sort", "unit_type", "status", "community"],
		order_by="unit_sort",
		limit_page_length=0,
	)
	return {row.pop("name"): row for row in rows}


def _bills_of(customer: str | None, units: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
	if not customer or not figures.may_see("Fee Charge"):
		return []
	seen = {row["community"] for row in units.values()}
	return [bill for bill in billing.open_bills(customers=[customer]) if bill["community"] in seen][:SHOWN]


def _cases_of(property_owner: str, units: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
	if not figures.may_see("Complaint"):
		return []
	seen = {row["community"] for row in units.values()}
	cases = casework.cases_of(owners=[property_owner])
	return _open_cases([case for case in cases if case["community"] in seen])


def _open_cases(cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
	return [case for case in cases if case["state_category"] in OPEN_CATEGORIES][:SHOWN]
