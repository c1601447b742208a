# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document


class PropertyRosterImportRow(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		column_label: DF.Data | None
		community: DF.Link
		details: DF.JSON | None
		message: DF.SmallText | None
		roster_import: DF.Link
		row_no: DF.Int
		status: DF.Literal["Ready", "Imported", "Unchanged", "Error"]
		unit: DF.Link | None
		unit_label: DF.Data | None
	# end: auto-generated types
	pass
