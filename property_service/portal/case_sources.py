"""What the portal reads of cases, always under the resident's criterion."""

from __future__ import annotations

from typing import Any

from pypika.enums import Order
from pypika.queries import QueryBuilder

import frappe
from frappe.core.utils import html2text
from frappe.query_builder import DocType
from frappe.query_builder.functions import Count

from property_service.constants import OPEN_CATEGORIES
from property_service.portal import criteria
from property_service.portal.scope import Scope
from property_service.portal.sources import PAGE_LENGTH


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


def cases(
	scope: Scope, *, page: int = 1, limit: int = PAGE_LENGTH, only_open: bool = False
) -> list[frappe._dict]:
	"""Return one page of the visible cases, newest first, with the title of their unit."""
	case = DocType("Complaint")
	query = _cases(scope).orderby(case.creation, order=Order.desc).orderby(case.name, order=Order.desc)
	if only_open:
		query = query.where(case.state_category.isin(OPEN_CATEGORIES))
	return query.limit(limit).offset(limit * (page - 1)).run(as_dict=True)


def case(name: str, scope: Scope) -> frappe._dict | None:
	"""Return one case with its texts, None when it is not there or not the resident's to see."""
	table = DocType("Complaint")
	texts = (table.description, table.location, table.resolution, table.reject_reason, table.ps_replied_on)
	rows = _cases(scope).select(*texts).where(table.name == name).run(as_dict=True)
	return rows[0] if rows else None


def residents_files(case: str) -> list[frappe._dict]:
	"""Return the files residents attached to a case, oldest first; papers of the staff are left out."""
	file, user = DocType("File"), DocType("User")
	return (
		frappe.qb.from_(file)
		.join(user)
		.on(user.name == file.owner)
		.select(file.name, file.file_url)
		.where((file.attached_to_doctype == "Complaint") & (file.attached_to_name == case))
		.where(user.user_type == "Website User")
		.orderby(file.creation)
		.orderby(file.name)
		.run(as_dict=True)
	)


def own_messages(case: str, scope: Scope) -> list[dict[str, Any]]:
	"""Return what the resident wrote on a case that somebody else of the household reported.

	Casework's progress holds the words exchanged with whoever reported the case.
	"""
	message, link = DocType("Communication"), DocType("Communication Link")
	rows = (
		frappe.qb.from_(message)
		.join(link)
		.on((link.parent == message.name) & (link.link_doctype == "Property Owner"))
		.select(message.communication_date, message.content)
		.where((message.reference_doctype == "Complaint") & (message.reference_name == case))
		.where(criteria.one_of(link.link_name, scope.owners) & (message.sent_or_received == "Received"))
		.orderby(message.communication_date)
		.run(as_dict=True)
	)
	return [
		{
			"at": row.communication_date,
			"kind": "Message",
			"state": "",
			"category": "",
			"text": html2text(row.content or "").strip(),
			"by": "",
			"is_own": True,
		}
		for row in rows
	]


def portal_categories() -> list[frappe._dict]:
	"""Return the categories residents may choose, in the order of the tree, with their group."""
	return frappe.get_all(
		"Complaint Category",
		filters={"show_in_portal": 1, "enabled": 1, "is_group": 0},
		fields=["name", "parent_complaint_category"],
		order_by="lft asc",
	)


def is_portal_category(category: str) -> bool:
	"""Return whether residents may choose this category."""
	offered = {"name": category, "show_in_portal": 1, "enabled": 1, "is_group": 0}
	return bool(frappe.db.exists("Complaint Category", offered))


def _cases(scope: Scope) -> QueryBuilder:
	case, unit = DocType("Complaint"), DocType("Property Unit")
	return (
		frappe.qb.from_(case)
		.left_join(unit)
		.on(unit.name == case.unit)
		.select(
			case.name, case.subject, case.category, case.state_category, case.workflow_state, case.creation
		)
		.select(case.promised_reply_at, case.community, case.property_owner, case.unit, unit.unit_title)
		.where(criteria.complaints(scope))
	)
