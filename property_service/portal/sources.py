"""What the portal's pages read: always with the resident's criterion, never by a name the client gave alone."""

from __future__ import annotations

from decimal import Decimal

import frappe
from frappe.query_builder import DocType
from frappe.query_builder.functions import Count, Max, Min, Sum
from pypika.enums import Order

from property_service.constants import OPEN_CATEGORIES
from property_service.portal import criteria
from property_service.portal.scope import Scope

PAGE_LENGTH = 50


def is_visible(doctype: str, name: str, scope: Scope) -> bool:
	"""Return whether the document exists and `scope` may see it."""
	table = DocType(doctype)
	criterion = criteria.RESIDENT_CRITERIA[doctype](scope)
	return bool(frappe.qb.from_(table).select(table.name).where((table.name == name) & criterion).limit(1).run())


def units(scope: Scope) -> list[frappe._dict]:
	"""Return today's units with their community's name and hotline, in the order of the house."""
	unit, community = DocType("Property Unit"), DocType("Property Community")
	return (
		frappe.qb.from_(unit)
		.join(community)
		.on(community.name == unit.community)
		.select(unit.name, unit.unit_title, unit.unit_type, unit.gross_area, unit.community, community.hotline)
		.where(criteria.units(scope))
		.orderby(unit.community)
		.orderby(unit.unit_sort)
		.orderby(unit.name)
		.run(as_dict=True)
	)


def open_amounts(scope: Scope) -> dict[str, Decimal]:
	"""Return what is open (元) per unit, over the charges the resident may see; own former units included."""
	charge = DocType("Fee Charge")
	rows = (
		frappe.qb.from_(charge)
		.select(charge.unit, Sum(_open(charge)))
		.where(criteria.fee_charges(scope))
		.groupby(charge.unit)
		.run()
	)
	return {unit: Decimal(str(value or 0)) for unit, value in rows}


def open_case_counts(scope: Scope) -> dict[str | None, int]:
	"""Return how many unfinished cases the resident may see, per unit; None stands for cases without a unit."""
	case = DocType("Complaint")
	rows = (
		frappe.qb.from_(case)
		.select(case.unit, Count(case.name))
		.where(criteria.complaints(scope) & case.state_category.isin(OPEN_CATEGORIES))
		.groupby(case.unit)
		.run()
	)
	return {unit or None: count for unit, count in rows}


def bills(scope: Scope, limit: int = PAGE_LENGTH, start: int = 0) -> list[frappe._dict]:
	"""Return the visible part of each bill per unit, the newest period first.

	A row has sales_invoice, unit, unit_title, property_owner, owner_name, period_start, period_end, due_date and,
	in 元, amount, credited and open. A bill of several units makes a row per unit.
	"""
	charge, unit, payer = DocType("Fee Charge"), DocType("Property Unit"), DocType("Property Owner")
	return (
		frappe.qb.from_(charge)
		.left_join(unit)
		.on(unit.name == charge.unit)
		.left_join(payer)
		.on(payer.name == charge.property_owner)
		.select(charge.sales_invoice, charge.unit, unit.unit_title, charge.property_owner, payer.owner_name)
		.select(Min(charge.period_start).as_("period_start"), Max(charge.period_end).as_("period_end"))
		.select(Min(charge.due_date).as_("due_date"), Sum(charge.amount).as_("amount"))
		.select(Sum(charge.credited_amount).as_("credited"), Sum(_open(charge)).as_("open"))
		.where(criteria.fee_charges(scope) & charge.sales_invoice.isnotnull())
		.groupby(charge.sales_invoice, charge.unit)
		.orderby(Max(charge.period_start), order=Order.desc)
		.orderby(charge.sales_invoice, order=Order.desc)
		.limit(limit)
		.offset(start)
		.run(as_dict=True)
	)


def visible_charges(sales_invoice: str, scope: Scope) -> list[str]:
	"""Return the names of the bill's charges that the resident may see; empty: no such bill for them."""
	charge = DocType("Fee Charge")
	query = frappe.qb.from_(charge).select(charge.name).where(charge.sales_invoice == sales_invoice)
	return query.where(criteria.fee_charges(scope)).orderby(charge.name).run(pluck=True)


def cases(scope: Scope, limit: int = PAGE_LENGTH, start: int = 0) -> list[frappe._dict]:
	"""Return the visible cases, newest first, with the title of their unit."""
	case, unit = DocType("Complaint"), DocType("Property Unit")
	return (
		frappe.qb.from_(case)
		.left_join(unit)
		.on(unit.name == case.unit)
		.select(case.name, case.subject, case.category, case.request_type, case.state_category, case.workflow_state)
		.select(case.creation, case.promised_reply_at, case.unit, unit.unit_title)
		.where(criteria.complaints(scope))
		.orderby(case.creation, order=Order.desc)
		.orderby(case.name, order=Order.desc)
		.limit(limit)
		.offset(start)
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


def is_portal_category(category: str) -> bool:
	"""Return whether residents may choose this category."""
	offered = {"name": category, "show_in_portal": 1, "enabled": 1, "is_group": 0}
	return bool(frappe.db.exists("Complaint Category", offered))


def portal_categories() -> list[frappe._dict]:
	"""Return the categories residents may choose, in the order of the tree, with their group."""
	return frappe.get_all(
		"Complaint Category",
		filters={"show_in_portal": 1, "enabled": 1, "is_group": 0},
		fields=["name", "parent_complaint_category"],
		order_by="lft asc",
	)


def _open(charge: DocType):
	return charge.amount - charge.settled_amount - charge.credited_amount
