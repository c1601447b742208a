# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document

from property_service.registry.roster import files, lifecycle


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
		ignored_columns: DF.SmallText | None
		imported_rows: DF.Int
		last_progress_on: DF.Datetime | None
		message: DF.SmallText | None
		parking_area: DF.Float
		preview_data: DF.JSON | None
		processed_rows: DF.Int
		processed_units: DF.Int
		roster_file: DF.Attach | None
		started_on: DF.Datetime | None
		status: DF.Literal[
			"Draft", "Checking", "Checked", "Importing", "Completed", "Completed with Errors", "Failed"
		]
		total_rows: DF.Int
		unchanged_rows: DF.Int
		update_existing: DF.Check
		valid_rows: DF.Int
	# end: auto-generated types

	def validate(self) -> None:
		lifecycle.refuse_change_while_running(self)
		files.secure_file(self)
		lifecycle.start_over_after_change(self)

	def on_trash(self) -> None:
		lifecycle.delete_results(self)
