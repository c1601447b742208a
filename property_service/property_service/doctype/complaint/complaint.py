# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document


class Complaint(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		category: DF.Link | None
		channel: DF.Literal["Phone", "Window", "Portal", "Letter Box", "Visit", "Patrol", "Email", "Online Message"]
		community: DF.Link
		contact_mobile: DF.Data | None
		contact_name: DF.Data | None
		description: DF.Text
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
		ps_closed_on: DF.Datetime | None
		ps_escalation_level: DF.Int
		ps_replied_on: DF.Datetime | None
		ps_reply_due: DF.Datetime | None
		ps_resolve_due: DF.Datetime | None
		ps_resolved_on: DF.Datetime | None
		reject_reason: DF.SmallText | None
		reopen_count: DF.Int
		request_type: DF.Literal["Complaint", "Repair", "Enquiry", "Suggestion", "Praise", "Neighbour Dispute", "Emergency"]
		resolution: DF.SmallText | None
		responsible_party: DF.Literal["", "Developer Warranty", "Common Part", "Owner Paid", "Specialist", "Not Ours"]
		root_cause: DF.Data | None
		severity: DF.Literal["Low", "Normal", "High", "Urgent"]
		state_category: DF.Literal["Open", "Waiting", "Resolved", "Closed", "Rejected"]
		subject: DF.Data
		unit: DF.Link | None
		waiting_until: DF.Datetime | None
		workflow_state: DF.Link | None
	# end: auto-generated types
	pass
