"""What visits read, as plain rows. Nothing here checks permissions: callers do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import frappe
from frappe.query_builder.functions import Count

from property_service.visits.evidence import Question

VISIT = "Return Visit"
VISIT_FIELDS = [
	"name", "community", "unit", "property_owner", "contact_name", "reference_doctype", "reference_name", "due_date",
	"visitor", "method", "status", "outcome", "score", "owner_words", "completed_on", "evidence_type",
]  # fmt: skip
RULE_FIELDS = [
	"name", "reference_doctype", "enabled", "community", "trigger_field", "trigger_value", "condition",
	"must_visit_categories", "sample_percent", "delay_days", "due_days", "method", "visitor_role", "visitor",
	"not_by_handler", "questionnaire",
]  # fmt: skip
_RULES_KEY = "property_service|return_visit_rules"


def rules() -> dict[str, list[dict[str, Any]]]:
	"""Return document type → its rules in order, switched-off ones too; cached until a rule changes."""
	return frappe.cache.get_value(_RULES_KEY, _read_rules)


def forget_rules() -> None:
	"""Read the rules again next time, also when the change of a rule is rolled back."""
	_clear_rules()
	frappe.db.after_commit.add(_clear_rules)
	frappe.db.after_rollback.add(_clear_rules)


def planned_visits(doctype: str, name: str, but: str | None = None) -> list[str]:
	"""Return the visits of a document that are still to be made."""
	filters = {"reference_doctype": doctype, "reference_name": name, "status": "Planned"}
	if but:
		filters["name"] = ["!=", but]
	return frappe.get_all(VISIT, filters=filters, pluck="name", order_by="creation asc")


def visits(units: Iterable[str], owners: Iterable[str], limit: int) -> list[frappe._dict]:
	"""Return the visits of these units or these people, newest first."""
	either = [["unit", "in", list(units)], ["property_owner", "in", list(owners)]]
	either = [condition for condition in either if condition[2]]
	if not either:
		return []
	return frappe.get_all(
		VISIT, or_filters=either, fields=VISIT_FIELDS, order_by="due_date desc, name desc", limit=limit
	)


def loads(users: Iterable[str]) -> dict[str, int]:
	"""Return user → visits still to be made; users without one are left out."""
	users = list(users)
	if not users:
		return {}
	visit = frappe.qb.DocType(VISIT)
	rows = (
		frappe.qb.from_(visit)
		.select(visit.visitor, Count(visit.name))
		.where(visit.visitor.isin(users) & (visit.status == "Planned"))
		.groupby(visit.visitor)
		.run()
	)
	return dict(rows)


def due_visits(day: date) -> list[frappe._dict]:
	"""Return planned visits due on `day` or before that nobody was reminded of on that day."""
	visit = frappe.qb.DocType(VISIT)
	return (
		frappe.qb.from_(visit)
		.select(visit.name, visit.community, visit.visitor, visit.due_date)
		.where((visit.status == "Planned") & (visit.due_date <= day))
		.where(visit.reminded_on.isnull() | (visit.reminded_on < day))
		.orderby(visit.due_date)
		.orderby(visit.name)
		.run(as_dict=True)
	)


def questions_of(questionnaire: str | None) -> list[Question]:
	"""Return the questions of a questionnaire in their order."""
	if not questionnaire:
		return []
	rows = frappe.get_cached_doc("Return Visit Questionnaire", questionnaire).questions
	return [Question(row.question, row.answer_type, bool(row.is_required)) for row in rows]


def visit_with_call(reference: str, but: str, property_owner: str | None) -> str | None:
	"""Return a visit of another person that the same call proves already."""
	rows = frappe.get_all(
		VISIT,
		filters={"evidence_type": "Call Reference", "evidence_reference": reference, "name": ["!=", but]},
		fields=["name", "property_owner"],
		order_by="creation asc",
	)
	return next(
		(row.name for row in rows if not property_owner or row.property_owner != property_owner), None
	)


def file_of_visit(visit: str, file_url: str) -> frappe._dict | None:
	"""Return name, file_name and content_hash of a file that is attached to the visit."""
	return frappe.db.get_value(
		"File",
		{"file_url": file_url, "attached_to_doctype": VISIT, "attached_to_name": visit},
		["name", "file_name", "content_hash"],
		as_dict=True,
	)


def visit_with_file(content_hash: str, but: str) -> str | None:
	"""Return another visit that carries the very same file."""
	return frappe.db.get_value(
		"File",
		{"content_hash": content_hash, "attached_to_doctype": VISIT, "attached_to_name": ["!=", but]},
		"attached_to_name",
	)


def user_of_owner(property_owner: str | None) -> str | None:
	"""Return the portal account of an active person."""
	if not property_owner:
		return None
	return frappe.db.get_value("Property Owner", {"name": property_owner, "status": "Active"}, "user")


def setting(fieldname: str) -> Any:
	"""Return one value of the Property Service Settings."""
	return frappe.get_cached_value("Property Service Settings", "Property Service Settings", fieldname)


def _read_rules() -> dict[str, list[dict[str, Any]]]:
	found: dict[str, list[dict[str, Any]]] = {}
	if not frappe.db.table_exists("Return Visit Rule"):
		return found
	for row in frappe.get_all("Return Visit Rule", fields=RULE_FIELDS, order_by="rule_order asc, name asc"):
		found.setdefault(row.reference_doctype, []).append(row)
	return found


def _clear_rules() -> None:
	frappe.cache.delete_value(_RULES_KEY)
