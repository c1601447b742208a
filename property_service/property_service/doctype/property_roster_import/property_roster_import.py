# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document


class PropertyRosterImport(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		column_map: DF.JSON | None
		community: DF.Link
		create_buildings: DF.Check
		effective_date: DF.Date
		error_rows: DF.Int
		file_hash: DF.Data | None
		finished_on: DF.Datetime | None
		imported_rows: DF.Int
		message: DF.SmallText | None
		processed_rows: DF.Int
		roster_file: DF.Attach | None
		started_on: DF.Datetime | None
		status: DF.Literal["Draft", "Checking", "Checked", "Importing", "Completed", "Completed with Errors", "Failed"]
		total_rows: DF.Int
		unchanged_rows: DF.Int
		update_existing: DF.Check
		valid_rows: DF.Int
	# end: auto-generated types
	pass
