# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document


class PropertyReceiptBill(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amount: DF.Currency
		community: DF.Link | None
		description: DF.SmallText | None
		due_date: DF.Date | None
		fee_charge: DF.Link | None
		outstanding_amount: DF.Currency
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		pay: DF.Check
		payer_name: DF.Data | None
		property_owner: DF.Link | None
		sales_invoice: DF.Link
	# end: auto-generated types
	pass
