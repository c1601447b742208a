"""What a unit checks, and how it is named and titled."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import fmt_money

from property_service.exceptions import InvalidAreaError
from property_service.registry import naming
from property_service.registry.areas import area_problem

if TYPE_CHECKING:
	from property_service.property_service.doctype.property_unit.property_unit import PropertyUnit

PLACE_FIELDS = ("building", "entrance", "unit_no")


def set_name(unit: PropertyUnit) -> None:
	"""Name the unit after its building, entrance and number, for example "YHY-3-1-0301"."""
	clean_place(unit)
	if not naming.clean_part(unit.unit_no):
		frappe.throw(
			_("A unit needs a number with at least one letter or digit, for example 0301."),
			frappe.MandatoryError,
			title=_("Unit Without a Number"),
		)
	unit.name = naming.unit_name(unit.building, unit.entrance, unit.unit_no)


def clean_place(unit: PropertyUnit) -> None:
	"""Clean entrance and number of full-width forms and stray blanks."""
	unit.entrance = naming.clean_text(unit.entrance)
	unit.unit_no = naming.clean_text(unit.unit_no)


def check_place(unit: PropertyUnit) -> None:
	"""Refuse a building of another community, another community, and a number that is not in the name."""
	clean_place(unit)
	community = frappe.db.get_value("Property Building", unit.building, "community")
	if community != unit.community:
		frappe.throw(
			_("Building {0} belongs to {1}, not to {2}. Choose a building of {2}.").format(
				frappe.bold(unit.building), frappe.bold(community), frappe.bold(unit.community)
			),
			title=_("Building of Another Community"),
		)
	if unit.is_new():
		return
	if unit.has_value_changed("community"):
		frappe.throw(
			_("{0} cannot move to another community. Make a new unit there.").format(frappe.bold(unit.name)),
			title=_("Community Cannot Change"),
		)
	if any(unit.has_value_changed(fieldname) for fieldname in PLACE_FIELDS) and not unit.flags.renumbering:
		frappe.throw(
			_(
				"Building, entrance and number of {0} stand in its name. Use {1} in the menu to change them, "
				"so that bills and cases follow."
			).format(frappe.bold(unit.name), frappe.bold(_("Renumber"))),
			title=_("Use Renumber"),
		)


def set_title(unit: PropertyUnit) -> None:
	"""Derive what people read and how units sort."""
	building = frappe.get_cached_value("Property Building", unit.building, "building_name")
	unit.unit_title = naming.unit_title(unit.community, building, unit.entrance, unit.unit_no)
	unit.unit_sort = naming.unit_sort_key(unit.building, unit.entrance, unit.unit_no)


def check_areas(unit: PropertyUnit) -> None:
	"""Refuse areas of zero or less, and an inner area larger than the gross area.

	An inner area that was left empty is unknown, which is allowed; the database keeps it as 0, so a 0 that stands
	there already counts as empty too.
	"""
	typed = unit.is_new() or unit.has_value_changed("inner_area")
	inner = unit.inner_area if typed else unit.inner_area or None
	problem = area_problem(
		Decimal(str(unit.gross_area or 0)), None if inner is None else Decimal(str(inner)), unit.unit_type
	)
	if not problem:
		return
	messages = {
		"gross_not_positive": _(
			"Unit {0}: a gross area of {1} m² cannot be billed. Enter the area of the title certificate, more than 0."
		),
		"inner_not_positive": _(
			"Unit {0}: an inner area of {2} m² is not possible. Leave it empty when it is not known."
		),
		"inner_over_gross": _(
			"Unit {0}: the inner area of {2} m² is larger than the gross area of {1} m². "
			"Check whether the two were entered in each other's place."
		),
	}
	frappe.throw(
		messages[problem].format(
			frappe.bold(unit.name or unit.unit_no),
			frappe.bold(_area(unit.gross_area)),
			frappe.bold(_area(inner)),
		),
		InvalidAreaError,
		title=_("Wrong Area"),
	)


def renumber_unit(unit: str, building: str, entrance: str | None, unit_no: str) -> str:
	"""Give a unit another building, entrance or number, and its name with it; return the new name.

	Everything that links to the unit follows. The user's right to write the unit is checked by Frappe.
	"""
	document: PropertyUnit = frappe.get_doc("Property Unit", unit)
	document.check_permission("write")
	name = naming.unit_name(building, entrance, unit_no)
	if name != unit:
		# The DocType refuses renaming by hand, because a name must keep saying where the unit is.
		frappe.rename_doc("Property Unit", unit, name, force=True, show_alert=False)
		document = frappe.get_doc("Property Unit", name)
	document.update({"building": building, "entrance": entrance, "unit_no": unit_no})
	document.flags.renumbering = True
	document.save()
	return document.name


def _area(value: float | None) -> str:
	return fmt_money(value or 0, precision=2)
