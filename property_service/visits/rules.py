"""Which rule decides on a document, and whether a rule makes sense."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.model.document import Document

from property_service.casework.services import category_always_visited
from property_service.constants import PROPERTY_TECHNICIAN
from property_service.exceptions import VisitRuleError
from property_service.visits import sources

if TYPE_CHECKING:
	from property_service.property_service.doctype.return_visit_rule.return_visit_rule import ReturnVisitRule


def deciding_rule(doc: Document) -> dict[str, Any] | None:
	"""Return the first enabled rule that the change just saved triggers and whose conditions `doc` meets."""
	for rule in sources.rules().get(doc.doctype, ()):
		if rule["enabled"] and _is_triggered(rule, doc) and _fits(rule, doc):
			return rule
	return None


def always_visited(doc: Document) -> bool:
	"""Return whether the document's category always needs a visit, whatever share a rule draws (requirement C5)."""
	return category_always_visited(doc.get("category"))


def check_rule(rule: ReturnVisitRule) -> None:
	"""Refuse a rule that names what does not exist or contradicts itself."""
	meta = frappe.get_meta(rule.reference_doctype)
	for check in (_field_fault, _value_fault, _share_fault):
		fault = check(rule, meta)
		if fault:
			frappe.throw(fault, VisitRuleError, title=_("Rule Cannot Work"))
	_check_condition(rule)
	_check_visitor(rule)


def _is_triggered(rule: dict[str, Any], doc: Document) -> bool:
	field, value = rule["trigger_field"], rule["trigger_value"]
	if str(doc.get(field) if doc.get(field) is not None else "") != value:
		return False
	before = doc.get_doc_before_save()
	return not before or str(before.get(field) if before.get(field) is not None else "") != value


def _fits(rule: dict[str, Any], doc: Document) -> bool:
	if rule["community"] and rule["community"] != doc.get("community"):
		return False
	if rule["must_visit_categories"] and not always_visited(doc):
		return False
	return not rule["condition"] or _meets(rule, doc)


def _meets(rule: dict[str, Any], doc: Document) -> bool:
	try:
		# nosemgrep: frappe's own sandbox, over text that only managers and administrators may write
		return bool(frappe.safe_eval(rule["condition"], None, {"doc": doc.as_dict()}))
	except Exception:
		# a visit too many does less harm than a leak nobody asked about again
		frappe.log_error(title=f"Return Visit Rule {rule['name']}: condition failed")
		return True


def _field_fault(rule: ReturnVisitRule, meta: Any) -> str | None:
	for fieldname in ("community", rule.trigger_field):
		if not meta.get_field(fieldname):
			return _(
				"{0} has no field {1}, so the rule can never plan a visit. Choose another document or field."
			).format(frappe.bold(_(rule.reference_doctype)), frappe.bold(fieldname))
	return None


def _value_fault(rule: ReturnVisitRule, meta: Any) -> str | None:
	field = meta.get_field(rule.trigger_field)
	options = [option for option in (field.options or "").split("\n") if option]
	if field.fieldtype != "Select" or rule.trigger_value in options:
		return None
	return _("{0} never becomes {1}. Use one of: {2}.").format(
		frappe.bold(_(field.label)), frappe.bold(rule.trigger_value), ", ".join(options)
	)


def _share_fault(rule: ReturnVisitRule, meta: Any) -> str | None:
	if not 0 < (rule.sample_percent or 0) <= 100:
		return _(
			"The share visited must be more than 0 and at most 100. Switch the rule off to visit nobody."
		)
	if rule.must_visit_categories and not meta.get_field("category"):
		return _("{0} has no category. Switch off {1}.").format(
			frappe.bold(_(rule.reference_doctype)), frappe.bold(_("Only Categories That Always Need a Visit"))
		)
	if rule.must_visit_categories and rule.sample_percent < 100:
		return _(
			"Categories that always need a visit cannot be sampled. Set the share to 100 or use another rule."
		)
	return None


def _check_condition(rule: ReturnVisitRule) -> None:
	try:
		ast.parse((rule.condition or "").strip() or "True", mode="eval")
	except SyntaxError as error:
		frappe.throw(
			_("The condition cannot be read: {0}. Write one comparison, for example {1}.").format(
				frappe.bold(str(error)), "<code>doc.severity == 'Urgent'</code>"
			),
			VisitRuleError,
			title=_("Condition Not Readable"),
		)


def _check_visitor(rule: ReturnVisitRule) -> None:
	if not rule.visitor and not rule.visitor_role:
		frappe.throw(
			_("Say who makes the visits: a role, or one person."), VisitRuleError, title=_("Visitor Missing")
		)
	roles = set(frappe.get_roles(rule.visitor)) if rule.visitor else {rule.visitor_role}
	if PROPERTY_TECHNICIAN in roles:
		frappe.throw(
			_(
				"Technicians do the work, so they cannot ask whether it is good. Choose another role or person."
			),
			VisitRuleError,
			title=_("Visitor Not Independent"),
		)
