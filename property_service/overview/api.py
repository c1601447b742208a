"""What the desk may call of the overview. Staff only; every row obeys the user's permissions."""

from typing import Any

import frappe

from property_service.overview import panels, tree
from property_service.registry.services import find_units as find
from property_service.registry.services import require_staff


@frappe.whitelist()
def get_communities() -> list[dict[str, Any]]:
	"""For staff: the communities of the property tree."""
	require_staff()
	return tree.communities()


@frappe.whitelist()
def get_buildings(community: str) -> list[dict[str, Any]]:
	"""For staff who may read the community: its buildings with their number of units."""
	require_staff()
	frappe.get_cached_doc("Property Community", community).check_permission("read")
	return tree.buildings(community)


@frappe.whitelist()
def get_units(building: str, start: int = 0) -> dict[str, Any]:
	"""For staff who may read the building: a page of its units with owner, open amount (元) and open cases."""
	require_staff()
	frappe.get_cached_doc("Property Building", building).check_permission("read")
	return tree.units(building, int(start))


@frappe.whitelist()
def find_units(text: str) -> list[dict[str, Any]]:
	"""For staff: units found by number, by part of a name, or by at least three last digits of a phone."""
	require_staff()
	return tree.with_figures(find(text, tree.UNIT_FIELDS))


@frappe.whitelist()
def get_unit_panel(unit: str) -> str:
	"""For staff who may read the unit: HTML with its people, bills, cases, visits and history."""
	require_staff()
	frappe.get_doc("Property Unit", unit).check_permission("read")
	return frappe.render_template("templates/overview/unit_panel.html", panels.unit_panel(unit))


@frappe.whitelist()
def get_owner_panel(property_owner: str) -> str:
	"""For staff who may read the owner: HTML with the owner's units and what is open."""
	require_staff()
	frappe.get_doc("Property Owner", property_owner).check_permission("read")
	return frappe.render_template("templates/overview/owner_panel.html", panels.owner_panel(property_owner))
