# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document


class UnitFee(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		billed_through: DF.Date | None
		community: DF.Link
		discount_percent: DF.Percent
		discount_reason: DF.Data | None
		fee_item: DF.Link
		from_date: DF.Date
		payer: DF.Link | None
		to_date: DF.Date | None
		unit: DF.Link
	# end: auto-generated types
	pass
