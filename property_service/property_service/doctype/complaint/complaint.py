# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

import frappe
from frappe.model.document import Document

from property_service.casework import conversation, intake, people, progress, writer


class Complaint(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		category: DF.Link | None
		channel: DF.Literal[
			"Phone", "Window", "Portal", "Letter Box", "Visit", "Patrol", "Email", "Online Message"
		]
		community: DF.Link
		contact_email: DF.Data | None
		contact_mobile: DF.Data | None
		contact_name: DF.Data | None
		description: DF.SmallText
		executor: DF.Link | None
		handler: DF.Link | None
		internal_note: DF.SmallText | None
		is_anonymous: DF.Check
		is_valid: DF.Check
		location: DF.Data | None
		naming_series: DF.Literal["CS-.YYYY.-.#####"]
		parent_complaint: DF.Link | None
		promised_reply_at: DF.Datetime | None
		property_owner: DF.Link | None
		ps_clock_state: DF.Data | None
		ps_closed_by: DF.Link | None
		ps_closed_on: DF.Datetime | None
		ps_escalation_level: DF.Int
		ps_replied_on: DF.Datetime | None
		ps_reply_due: DF.Datetime | None
		ps_resolve_due: DF.Datetime | None
		ps_resolved_by: DF.Link | None
		ps_resolved_on: DF.Datetime | None
		reject_reason: DF.SmallText | None
		reopen_count: DF.Int
		request_type: DF.Literal[
			"Complaint", "Repair", "Enquiry", "Suggestion", "Praise", "Neighbour Dispute", "Emergency"
		]
		resolution: DF.SmallText | None
		responsible_party: DF.Literal[
			"", "Developer Warranty", "Common Part", "Owner Paid", "Specialist", "Not Ours"
		]
		root_cause: DF.Data | None
		severity: DF.Literal["Low", "Normal", "High", "Urgent"]
		state_category: DF.Literal["Open", "Waiting", "Resolved", "Closed", "Rejected"]
		subject: DF.Data
		unit: DF.Link | None
		waiting_until: DF.Datetime | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	def before_insert(self) -> None:
		intake.hide_unit(self)

	def before_validate(self) -> None:
		if self.is_new():
			intake.fill_defaults(self)

	def validate(self) -> None:
		intake.check_place(self)
		intake.check_category(self)
		intake.check_promise(self)
		progress.keep_system_fields(self)
		progress.match_category(self)
		progress.refuse_change_when_finished(self)
		progress.check_reasons(self)
		progress.check_second_person(self)
		progress.stamp(self)
		people.check_people(self)

	def validate_workflow(self) -> None:
		"""Let a service move the case beside the steps that the workflow offers to people."""
		if not self.flags.moved_by_service:
			super().validate_workflow()

	def on_update(self) -> None:
		progress.log_change(self)
		people.follow_people(self)
		conversation.tell_resolved(self)

	def on_trash(self) -> None:
		writer.delete_log(self.name)


def on_doctype_update() -> None:
	"""Index what lists and the clock filter on."""
	frappe.db.add_index("Complaint", ["community", "state_category"], "community_state_category")
	frappe.db.add_index("Complaint", ["state_category", "ps_reply_due"], "state_category_reply_due")
