# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document


class ReturnVisit(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF
		from property_service.property_service.doctype.return_visit_answer.return_visit_answer import ReturnVisitAnswer
		from property_service.property_service.doctype.return_visit_attempt.return_visit_attempt import ReturnVisitAttempt

		answer_token_expires: DF.Datetime | None
		answer_token_hash: DF.Data | None
		answers: DF.Table[ReturnVisitAnswer]
		attempts: DF.Table[ReturnVisitAttempt]
		community: DF.Link
		completed_by: DF.Link | None
		completed_on: DF.Datetime | None
		contact_name: DF.Data | None
		due_date: DF.Date
		evidence_file: DF.Attach | None
		evidence_reference: DF.Data | None
		evidence_type: DF.Literal["", "Call Reference", "Signature", "Portal Answer", "Photo"]
		handler_visited: DF.Link | None
		method: DF.Literal["Phone", "Visit", "Portal"]
		naming_series: DF.Literal["RV-.YYYY.-.#####"]
		outcome: DF.Literal["", "Satisfied", "Partly Satisfied", "Dissatisfied", "Unreachable"]
		owner_words: DF.SmallText | None
		property_owner: DF.Link | None
		reference_doctype: DF.Link
		reference_name: DF.DynamicLink
		rule: DF.Link | None
		score: DF.Rating
		status: DF.Literal["Planned", "Completed", "Unreachable", "Cancelled"]
		unit: DF.Link | None
		visitor: DF.Link | None
	# end: auto-generated types
	pass
