"""What casework reads, as plain rows. Nothing here checks permissions: callers do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import frappe
from frappe.model.workflow import get_workflow_name
from frappe.query_builder.functions import Count

from property_service.casework.states import Machine, State, Step
from property_service.constants import OPEN_CATEGORIES

CASE = "Complaint"
CASE_FIELDS = [
	"name", "subject", "request_type", "channel", "category", "severity", "unit", "community", "property_owner",
	"is_anonymous", "workflow_state", "state_category", "handler", "creation", "promised_reply_at", "ps_reply_due",
	"ps_replied_on", "ps_resolved_on", "ps_closed_on", "reopen_count", "description", "resolution", "reject_reason",
]  # fmt: skip


def machine_of(doctype: str = CASE) -> Machine | None:
	"""Return the states and steps of the active workflow of `doctype`, None when it has none."""
	name = get_workflow_name(doctype)
	if not name:
		return None
	workflow = frappe.get_cached_doc("Workflow", name)
	return Machine(
		states=tuple(State(row.state, row.update_value) for row in workflow.states),
		steps=tuple(Step(row.state, row.next_state) for row in workflow.transitions),
	)


def place_of(unit: str) -> frappe._dict | None:
	"""Return community, building, housekeeper and the building's housekeeper of a unit, None for no such unit."""
	place = frappe.db.get_value(
		"Property Unit", unit, ["community", "building", "housekeeper", "unit_title"], as_dict=True
	)
	if place:
		place.building_housekeeper = frappe.db.get_value("Property Building", place.building, "housekeeper")
	return place


def category_defaults(category: str) -> frappe._dict:
	"""Return what a category proposes for a case; empty when there is no such category."""
	fields = ["request_type", "severity", "responsible_party", "default_handler", "is_group", "enabled"]
	return frappe.db.get_value("Complaint Category", category, fields, as_dict=True) or frappe._dict()


def category_line(category: str) -> list[frappe._dict]:
	"""Return the category and its parents, nearest first, with must_visit and default_handler."""
	bounds = frappe.db.get_value("Complaint Category", category, ["lft", "rgt"])
	if not bounds:
		return []
	return frappe.get_all(
		"Complaint Category",
		filters={"lft": ["<=", bounds[0]], "rgt": [">=", bounds[1]]},
		fields=["name", "must_visit", "default_handler"],
		order_by="lft desc",
	)


def contact_of(property_owner: str) -> frappe._dict | None:
	"""Return owner_name, mobile_no, email, language and user of a person."""
	fields = ["owner_name", "mobile_no", "email", "language", "user"]
	return frappe.db.get_value("Property Owner", property_owner, fields, as_dict=True)


def open_counts(units: Iterable[str]) -> dict[str, int]:
	"""Return how many open and waiting cases each unit has; units without one are left out."""
	units = list(units)
	if not units:
		return {}
	case = frappe.qb.DocType(CASE)
	rows = (
		frappe.qb.from_(case)
		.select(case.unit, Count(case.name))
		.where(case.unit.isin(units) & case.state_category.isin(OPEN_CATEGORIES))
		.groupby(case.unit)
		.run()
	)
	return dict(rows)


def cases(units: Iterable[str], owners: Iterable[str], limit: int) -> list[frappe._dict]:
	"""Return the cases of these units or these people, newest first. Anonymous cases have no person to match."""
	either = [["unit", "in", list(units)], ["property_owner", "in", list(owners)]]
	either = [condition for condition in either if condition[2]]
	if not either:
		return []
	return frappe.get_all(
		CASE, or_filters=either, fields=CASE_FIELDS, order_by="creation desc, name desc", limit=limit
	)


def state_log(case: str) -> list[frappe._dict]:
	"""Return the changes of state of a case, oldest first."""
	return frappe.get_all(
		"Complaint Status Log",
		filters={"complaint": case},
		fields=["from_state", "to_state", "from_category", "to_category", "changed_on", "changed_by", "note"],
		order_by="changed_on asc, creation asc, name asc",
	)


def messages_with(case: str, property_owner: str) -> list[frappe._dict]:
	"""Return the communications of a case that were exchanged with this person, oldest first.

	A communication counts when it is linked to the person: mail to a contractor on the same case is not.
	"""
	message, link = frappe.qb.DocType("Communication"), frappe.qb.DocType("Communication Link")
	return (
		frappe.qb.from_(message)
		.join(link)
		.on((link.parent == message.name) & (link.link_doctype == "Property Owner"))
		.select(message.name, message.sent_or_received, message.content, message.communication_date)
		.select(message.sender_full_name)
		.where((message.reference_doctype == CASE) & (message.reference_name == case))
		.where((message.communication_type == "Communication") & (link.link_name == property_owner))
		.orderby(message.communication_date)
		.orderby(message.creation)
		.run(as_dict=True)
	)


def setting(fieldname: str) -> Any:
	"""Return one value of the Property Service Settings."""
	return frappe.get_cached_value("Property Service Settings", "Property Service Settings", fieldname)
