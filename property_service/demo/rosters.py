"""Units and owners come in as a company's own would: one register per community through Property Roster Import."""

from __future__ import annotations

import frappe
from frappe.model.document import Document
from frappe.utils import add_months

from property_service.demo.context import Demo, DemoError
from property_service.demo.estates import GARDEN, EstatePlan
from property_service.demo.roster_file import make_export, make_workbook

# The same functions that the background jobs of the import call.
CHECK = "property_service.registry.roster.tasks.check_roster"
IMPORT = "property_service.registry.roster.tasks.import_roster"
BEGUN = ("Checked", "Importing")


def import_rosters(demo: Demo) -> int:
	"""Import the register of every community that has fewer units than planned; return how many units came in."""
	return sum(import_roster(demo, estate) for estate in demo.estates)


def import_roster(demo: Demo, estate: EstatePlan) -> int:
	"""Import one community's register in one go.

	Raises:
		DemoError: a row was refused, which the registry or the generator has to explain.
	"""
	before = frappe.db.count("Property Unit", {"community": estate.name})
	if before >= len(estate.units):
		return 0
	roster = begun_import(estate.name) or begin_import(demo, estate.name)
	frappe.get_attr(IMPORT)(roster.name)
	roster.reload()
	if roster.error_rows or roster.status != "Completed":
		raise DemoError(f"Roster {roster.name} of {estate.name}: {roster.status}, {roster.message}")
	return frappe.db.count("Property Unit", {"community": estate.name}) - before


def begun_import(community: str) -> Document | None:
	"""Return the import that an interrupted build left behind, to go on with."""
	name = frappe.db.get_value("Property Roster Import", {"community": community, "status": ["in", BEGUN]})
	return frappe.get_doc("Property Roster Import", name) if name else None


def begin_import(demo: Demo, community: str) -> Document:
	"""Upload the community's register and have it checked, as its users would do first."""
	make = make_workbook if community == GARDEN else make_export
	file = make(community, demo.stories[community])
	uploaded = frappe.get_doc(
		doctype="File", file_name=file.file_name, content=file.content, is_private=1
	).insert()
	roster = frappe.get_doc(
		doctype="Property Roster Import",
		community=community,
		roster_file=uploaded.file_url,
		effective_date=add_months(demo.first_day, -12),
		create_buildings=0,
		update_existing=1,
	).insert()
	frappe.get_attr(CHECK)(roster.name)
	return roster
