"""Small makers of valid documents: every argument has a default, every override is a keyword."""

from __future__ import annotations

from itertools import count
from typing import Any

import frappe
from frappe.model.document import Document

from property_service.tests.bootstrap import COMMUNITY

_numbers = count(1)


def _insert(doctype: str, defaults: dict[str, Any], overrides: dict[str, Any]) -> Document:
	return frappe.get_doc({"doctype": doctype, **defaults, **overrides}).insert()


def make_building(**overrides: Any) -> Document:
	defaults = {"community": COMMUNITY, "building_name": f"B{next(_numbers)}", "floors": 18, "has_elevator": 1}
	return _insert("Property Building", defaults, overrides)


def make_unit(building: str | None = None, **overrides: Any) -> Document:
	community = overrides.get("community", COMMUNITY)
	defaults = {
		"community": community,
		"building": building or make_building(community=community).name,
		"unit_no": f"{next(_numbers):04d}",
		"floor_no": 3,
		"gross_area": 100,
		"inner_area": 80,
		"status": "Occupied",
		"delivery_date": "2024-01-01",
	}
	return _insert("Property Unit", defaults, overrides)


def make_owner(name: str | None = None, **overrides: Any) -> Document:
	defaults = {"owner_name": name or f"Owner {next(_numbers)}", "owner_type": "Individual"}
	return _insert("Property Owner", defaults, overrides)


def make_sole_ownership(unit: str, owner: str | None = None, **overrides: Any) -> Document:
	defaults = {
		"unit": unit,
		"property_owner": owner or make_owner().name,
		"tenure": "Sole",
		"is_payer": 1,
		"from_date": "2024-01-01",
	}
	return _insert("Unit Ownership", defaults, overrides)


def make_owned_unit(owner: str | None = None, **overrides: Any) -> Document:
	"""Return a unit with one sole owner since 2024."""
	unit = make_unit(**overrides)
	make_sole_ownership(unit.name, owner)
	return unit


def make_fee_item(**overrides: Any) -> Document:
	code = f"FEE{next(_numbers)}"
	return _insert("Fee Item", {"fee_code": code, "fee_item_name": code.title(), "mode": "Periodic"}, overrides)


def make_rate(fee_item: str, **overrides: Any) -> Document:
	defaults = {
		"fee_item": fee_item,
		"community": COMMUNITY,
		"scope": "Community",
		"valid_from": "2024-01-01",
		"basis": "Gross Area",
		"unit_price": 2.5,
	}
	return _insert("Fee Rate", defaults, overrides)


def make_unit_fee(unit: str, fee_item: str, **overrides: Any) -> Document:
	return _insert("Unit Fee", {"unit": unit, "fee_item": fee_item, "from_date": "2026-01-01"}, overrides)


def make_run(**overrides: Any) -> Document:
	"""Return an unsubmitted run for October 2026."""
	defaults = {
		"community": COMMUNITY,
		"period_start": "2026-10-01",
		"period_end": "2026-10-31",
		"posting_date": "2026-10-01",
	}
	return _insert("Billing Run", defaults, overrides)
