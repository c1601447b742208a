"""The owner's own answer to a return visit: which visit it is, and what the page asks."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.query_builder import DocType

from property_service.portal import criteria
from property_service.portal.scope import Scope
from property_service.visits.services import visit_to_answer

OUTCOMES = ("Satisfied", "Partly Satisfied", "Dissatisfied")
STARS = range(5, 0, -1)


def visit_to_make(case: str, scope: Scope) -> str | None:
	"""Return the planned visit about a case to the resident, None when there is none for them."""
	visit = DocType("Return Visit")
	names = (
		frappe.qb.from_(visit)
		.select(visit.name)
		.where((visit.reference_doctype == "Complaint") & (visit.reference_name == case))
		.where((visit.status == "Planned") & criteria.return_visits(scope))
		.orderby(visit.creation)
		.limit(1)
		.run(pluck=True)
	)
	return names[0] if names else None


def page_of(token: str, scope: Scope) -> dict[str, Any] | None:
	"""Return what the page of a one-time link asks, None when the link is not the resident's or not valid."""
	visit = visit_to_answer(token)
	if not visit or visit["property_owner"] not in scope.owners:
		return None
	title = frappe.get_meta(visit["reference_doctype"]).get_title_field()
	return {
		"subject": frappe.db.get_value(visit["reference_doctype"], visit["reference_name"], title),
		"next": f"/property/cases/{visit['reference_name']}"
		if visit["reference_doctype"] == "Complaint"
		else "/property",
		"outcomes": [{"value": outcome, "label": _(outcome)} for outcome in OUTCOMES],
		"questions": [{**question, "label": _(question["question"])} for question in visit["questions"]],
	}
