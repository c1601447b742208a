"""What the portal reads of units and people: with the resident's criterion, never by a name the client gave alone."""

from __future__ import annotations

import frappe
from frappe.query_builder import DocType

from property_service.portal import criteria
from property_service.portal.scope import Scope

PAGE_LENGTH = 50


def is_visible(doctype: str, name: str, scope: Scope) -> bool:
	"""Return whether the document exists and `scope` may see it."""
	table = DocType(doctype)
	criterion = criteria.RESIDENT_CRITERIA[doctype](scope)
	return bool(
		frappe.qb.from_(table).select(table.name).where((table.name == name) & criterion).limit(1).run()
	)


def units(scope: Scope) -> list[frappe._dict]:
	"""Return today's units with their community's name and hotline, in the order of the house."""
	unit, community = DocType("Property Unit"), DocType("Property Community")
	return (
		frappe.qb.from_(unit)
		.join(community)
		.on(community.name == unit.community)
		.select(
			unit.name, unit.unit_title, unit.unit_type, unit.gross_area, unit.community, community.hotline
		)
		.where(criteria.units(scope))
		.orderby(unit.community)
		.orderby(unit.unit_sort)
		.orderby(unit.name)
		.run(as_dict=True)
	)


def communities(scope: Scope) -> list[str]:
	"""Return the communities of the units for which the resident may report."""
	unit = DocType("Property Unit")
	query = frappe.qb.from_(unit).select(unit.community).distinct()
	query = query.where(criteria.one_of(unit.name, scope.units("report"))).orderby(unit.community)
	return query.run(pluck=True)


def own_record(scope: Scope, unit: str | None) -> str:
	"""Return in whose name the resident speaks about a unit: the own record tied to it, else the first."""
	tied = [tie.property_owner for tie in scope.ties if tie.unit == unit and tie.holds_on(scope.today)]
	return next(iter(tied), scope.owners[0])


def own_people(scope: Scope) -> list[frappe._dict]:
	"""Return name and masked phone of the user's own records."""
	person = DocType("Property Owner")
	query = frappe.qb.from_(person).select(person.owner_name.as_("name"), person.mobile_masked.as_("phone"))
	return query.where(criteria.property_owners(scope)).orderby(person.name).run(as_dict=True)


def owner_name(property_owner: str | None) -> str:
	"""Return how a person is called, "" for nobody. Only for people named on what the resident may see."""
	return frappe.get_cached_value("Property Owner", property_owner, "owner_name") if property_owner else ""
