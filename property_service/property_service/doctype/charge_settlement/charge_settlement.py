# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document


class ChargeSettlement(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amount: DF.Currency
		community: DF.Link
		fee_charge: DF.Link
		fee_item: DF.Link | None
		kind: DF.Literal["Payment", "Credit", "Reversal", "Other"]
		posting_date: DF.Date
		reverses: DF.Link | None
		sales_invoice: DF.Link
		unit: DF.Link | None
		voucher_no: DF.DynamicLink
		voucher_type: DF.Link
	# end: auto-generated types

	pass
