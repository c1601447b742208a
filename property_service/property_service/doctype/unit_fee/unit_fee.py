# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from __future__ import annotations

from frappe.model.document import Document

from property_service.billing import catalogue


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

	def validate(self) -> None:
		catalogue.check_unit_fee(self)
		catalogue.check_unit_fee_overlap(self)
		catalogue.check_billed_days(self)
