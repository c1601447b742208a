# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document


class FeeItemAccount(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		account: DF.Link
		community: DF.Link | None
		company: DF.Link
		deferred_revenue_account: DF.Link | None
		item_tax_template: DF.Link | None
		nature: DF.Literal["Income", "Collected for Others", "Held for Owners"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
	# end: auto-generated types
	pass
