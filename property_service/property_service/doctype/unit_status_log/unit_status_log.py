# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document


class UnitStatusLog(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		changed_by: DF.Link | None
		community: DF.Link
		effective_date: DF.Date
		from_status: DF.Literal[
			"", "Unsold", "Sold", "Delivered", "Moved In", "Decorating", "Occupied", "Rented", "Vacant"
		]
		reason: DF.Data | None
		reference_doctype: DF.Link | None
		reference_name: DF.DynamicLink | None
		to_status: DF.Literal[
			"Unsold", "Sold", "Delivered", "Moved In", "Decorating", "Occupied", "Rented", "Vacant"
		]
		unit: DF.Link
	# end: auto-generated types
	pass
