# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document


class OwnershipTransferCredit(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amount: DF.Currency
		fee_charge: DF.Link | None
		fee_item: DF.Link | None
		from_date: DF.Date | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		sales_invoice: DF.Link | None
		to_date: DF.Date | None
	# end: auto-generated types
	pass
