"""From a rule to a planned visit: when, by whom, about what. Plans only; nothing here completes a visit."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from property_service.casework.services import staff_of
from property_service.constants import PROPERTY_TECHNICIAN
from property_service.visits import rules, sampling, sources, writer

# Whoever had a hand in the result, whatever document it is.
INVOLVED_FIELDS = ("handler", "executor", "ps_resolved_by", "ps_closed_by")


def plan(doc: Document) -> list[str]:
	"""Plan the visits that the change just saved asks for; return their names.

	The first rule that fits decides. A document without a person to ask is visited only when its category must be.
	"""
	rule = rules.deciding_rule(doc)
	if not rule or not doc.get("community"):
		return []
	must = rules.always_visited(doc)
	if not must and not sampling.in_sample(rule["name"], doc.name, rule["sample_percent"]):
		return []
	if not must and _nobody_to_ask(doc):
		return []
	visit = writer.insert_visit(_values(rule, doc))
	return [visit] if visit else []


def involved_people(doc: Document | None) -> set[str]:
	"""Return the users who may not judge the result: who answered for it, did it, resolved or closed it."""
	return {doc.get(field) for field in INVOLVED_FIELDS} - {None, ""} if doc else set()


def choose_visitor(rule: dict[str, Any], community: str, involved: set[str]) -> str | None:
	"""Return the rule's own visitor, else the one of its role with the fewest visits to make, None when nobody may."""
	barred = involved if rule["not_by_handler"] else set()
	candidates = staff_of(community, (rule["visitor_role"],), sources.VISIT) if rule["visitor_role"] else []
	technicians = set(staff_of(community, (PROPERTY_TECHNICIAN,), sources.VISIT))
	allowed = [user for user in candidates if user not in barred | technicians]
	if (
		rule["visitor"]
		and rule["visitor"] not in barred
		and frappe.db.get_value("User", rule["visitor"], "enabled")
	):
		return rule["visitor"]
	loads = sources.loads(allowed)
	return min(allowed, key=lambda user: (loads.get(user, 0), user), default=None)


def fill_from_reference(visit: Document) -> None:
	"""Fill community, unit, person and the people involved from the document a visit is about."""
	reference = frappe.get_doc(visit.reference_doctype, visit.reference_name)
	visit.community = reference.get("community") or visit.community
	visit.unit = visit.unit or reference.get("unit")
	visit.property_owner = visit.property_owner or reference.get("property_owner")
	visit.contact_name = visit.contact_name or _contact_name(reference)
	visit.handler_visited = reference.get("handler")
	visit.executor_visited = reference.get("executor")
	visit.round = visit.round or reference.get("reopen_count") or 0


def fill_questions(visit: Document) -> None:
	"""Lay out the questions of the questionnaire, to be answered."""
	visit.set("answers", [])
	for question in sources.questions_of(visit.questionnaire):
		visit.append("answers", {"question": question.text, "answer_type": question.answer_type})


def flag_missing_visitor(visit: Document) -> None:
	"""Say in the visit's history that nobody independent was found: a supervisor has to choose."""
	if not visit.visitor:
		visit.add_comment("Info", _("Nobody who had no part in the case could be found. Choose a visitor."))


def _values(rule: dict[str, Any], doc: Document) -> dict[str, Any]:
	round_no = doc.get("reopen_count") or 0
	first, due = sampling.visit_window(getdate(), rule["delay_days"] or 0, rule["due_days"] or 0)
	return {
		"reference_doctype": doc.doctype,
		"reference_name": doc.name,
		"community": doc.community,
		"rule": rule["name"],
		"round": round_no,
		"plan_key": sampling.plan_key(rule["name"], doc.doctype, doc.name, round_no),
		"visit_from": first,
		"due_date": due,
		"method": rule["method"] or "Phone",
		"questionnaire": rule["questionnaire"],
		"visitor": choose_visitor(rule, doc.community, involved_people(doc)),
	}


def _nobody_to_ask(doc: Document) -> bool:
	if not doc.meta.has_field("property_owner"):
		return False
	return not (doc.get("property_owner") or doc.get("contact_name"))


def _contact_name(reference: Document) -> str | None:
	if reference.get("contact_name"):
		return reference.contact_name
	owner = reference.get("property_owner")
	return frappe.db.get_value("Property Owner", owner, "owner_name") if owner else None
