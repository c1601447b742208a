# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document

from property_service.visits import rules, sources


class ReturnVisitRule(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		community: DF.Link | None
		condition: DF.Code | None
		delay_days: DF.Int
		due_days: DF.Int
		enabled: DF.Check
		method: DF.Literal["Phone", "Visit", "Portal"]
		must_visit_categories: DF.Check
		not_by_handler: DF.Check
		questionnaire: DF.Link | None
		reference_doctype: DF.Link
		rule_name: DF.Data
		rule_order: DF.Int
		sample_percent: DF.Percent
		trigger_field: DF.Data
		trigger_value: DF.Data
		visitor: DF.Link | None
		visitor_role: DF.Link | None
	# end: auto-generated types

	def validate(self) -> None:
		rules.check_rule(self)

	def on_change(self) -> None:
		sources.forget_rules()

	def after_rename(self, old: str, new: str, merge: bool = False) -> None:
		sources.forget_rules()

	def on_trash(self) -> None:
		sources.forget_rules()
