# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document


class ComplaintStatusLog(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		changed_by: DF.Link | None
		changed_on: DF.Datetime
		community: DF.Link
		complaint: DF.Link
		from_category: DF.Literal["", "Open", "Waiting", "Resolved", "Closed", "Rejected"]
		from_state: DF.Data | None
		note: DF.SmallText | None
		reopen_count: DF.Int
		to_category: DF.Literal["Open", "Waiting", "Resolved", "Closed", "Rejected"]
		to_state: DF.Data | None
	# end: auto-generated types
	pass
