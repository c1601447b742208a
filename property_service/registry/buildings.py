"""What a building checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _

from property_service.registry import naming

if TYPE_CHECKING:
	from property_service.property_service.doctype.property_building.property_building import PropertyBuilding


def set_name(building: PropertyBuilding) -> None:
	"""Name the building after its community's code, for example "YHY-3"."""
	building.building_name = naming.clean_text(building.building_name)
	if not naming.clean_part(building.building_name):
		frappe.throw(
			_("A building needs a name with at least one letter or digit, for example 3 or North Tower."),
			frappe.MandatoryError,
			title=_("Building Without a Name"),
		)
	code = frappe.get_cached_value("Property Community", building.community, "community_code")
	building.name = naming.building_name(code, building.building_name)


def refuse_move(building: PropertyBuilding) -> None:
	"""Refuse another community: units, bills and cases of the building stand under the first."""
	if not building.is_new() and building.has_value_changed("community"):
		frappe.throw(
			_("{0} cannot move to another community. Make a new building there.").format(
				frappe.bold(building.name)
			),
			title=_("Community Cannot Change"),
		)
