# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document


class UnitOwnership(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		certificate_no: DF.Data | None
		community: DF.Link
		from_date: DF.Date
		is_payer: DF.Check
		owner_name: DF.Data | None
		ownership_transfer: DF.Link | None
		property_owner: DF.Link
		share_denominator: DF.Int
		share_numerator: DF.Int
		tenure: DF.Literal["Sole", "Joint", "By Shares"]
		to_date: DF.Date | None
		unit: DF.Link
	# end: auto-generated types
	pass
