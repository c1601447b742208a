# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document

from property_service.visits import guard, planning


class ReturnVisit(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF
		from property_service.property_service.doctype.return_visit_answer.return_visit_answer import (
			ReturnVisitAnswer,
		)
		from property_service.property_service.doctype.return_visit_attempt.return_visit_attempt import (
			ReturnVisitAttempt,
		)

		answer_token_expires: DF.Datetime | None
		answer_token_hash: DF.Data | None
		answers: DF.Table[ReturnVisitAnswer]
		attempts: DF.Table[ReturnVisitAttempt]
		cancel_reason: DF.SmallText | None
		community: DF.Link
		completed_by: DF.Link | None
		completed_on: DF.Datetime | None
		contact_name: DF.Data | None
		due_date: DF.Date
		evidence_file: DF.Attach | None
		evidence_reference: DF.Data | None
		evidence_type: DF.Literal["", "Call Reference", "Signature", "Portal Answer", "Photo"]
		executor_visited: DF.Link | None
		handler_visited: DF.Link | None
		method: DF.Literal["Phone", "Visit", "Portal"]
		naming_series: DF.Literal["RV-.YYYY.-.#####"]
		outcome: DF.Literal["", "Satisfied", "Partly Satisfied", "Dissatisfied", "Unreachable"]
		owner_words: DF.SmallText | None
		plan_key: DF.Data | None
		property_owner: DF.Link | None
		questionnaire: DF.Link | None
		reference_doctype: DF.Link
		reference_name: DF.DynamicLink
		reminded_on: DF.Date | None
		round: DF.Int
		rule: DF.Link | None
		score: DF.Rating
		status: DF.Literal["Planned", "Completed", "Unreachable", "Cancelled"]
		unit: DF.Link | None
		visit_from: DF.Date | None
		visitor: DF.Link | None
	# end: auto-generated types

	def before_validate(self) -> None:
		if self.is_new():
			planning.fill_from_reference(self)
			planning.fill_questions(self)

	def validate(self) -> None:
		guard.protect(self)
		guard.check_visitor(self)

	def after_insert(self) -> None:
		planning.flag_missing_visitor(self)

	def on_trash(self) -> None:
		guard.refuse_deletion(self)
