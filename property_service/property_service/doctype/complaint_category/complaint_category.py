# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.utils.nestedset import NestedSet


class ComplaintCategory(NestedSet):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		category_name: DF.Data
		default_handler: DF.Link | None
		enabled: DF.Check
		is_group: DF.Check
		lft: DF.Int
		must_visit: DF.Check
		old_parent: DF.Link | None
		parent_complaint_category: DF.Link | None
		request_type: DF.Literal[
			"", "Complaint", "Repair", "Enquiry", "Suggestion", "Praise", "Neighbour Dispute", "Emergency"
		]
		responsible_party: DF.Literal[
			"", "Developer Warranty", "Common Part", "Owner Paid", "Specialist", "Not Ours"
		]
		rgt: DF.Int
		severity: DF.Literal["", "Low", "Normal", "High", "Urgent"]
		show_in_portal: DF.Check
	# end: auto-generated types

	nsm_parent_field = "parent_complaint_category"
