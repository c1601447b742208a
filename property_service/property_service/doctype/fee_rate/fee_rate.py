# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from __future__ import annotations

from frappe.model.document import Document

from property_service.billing import catalogue


class FeeRate(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		basis: DF.Literal["Gross Area", "Inner Area", "Fixed"]
		building: DF.Link | None
		community: DF.Link
		enabled: DF.Check
		fee_item: DF.Link
		publication_no: DF.Data | None
		rounding: DF.Literal["Cent", "Tenth", "Whole Yuan"]
		scope: DF.Literal["Community", "Building", "Unit Type", "Property Unit"]
		unit: DF.Link | None
		unit_price: DF.Currency
		unit_type: DF.Literal["", "Residence", "Shop", "Office", "Parking Space", "Storage"]
		valid_from: DF.Date
		valid_to: DF.Date | None
	# end: auto-generated types

	def validate(self) -> None:
		catalogue.clean_scope(self)
		catalogue.check_price(self)
		catalogue.check_rate_overlap(self)
		catalogue.check_price_not_billed(self)
