# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document


class PropertyShippedRecord(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		app_version: DF.Data | None
		made_by_app: DF.Check
		offered_content: DF.Code | None
		offered_hash: DF.Data | None
		record_doctype: DF.Link
		record_key: DF.Data
		record_name: DF.DynamicLink
		release_hash: DF.Data | None
		shipped_content: DF.Code | None
		shipped_hash: DF.Data | None
		status: DF.Literal["As Shipped", "Edited", "Newer Available", "Deleted", "Created Once"]
	# end: auto-generated types
	pass
