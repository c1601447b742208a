# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document

from property_service.registry import occupants


class UnitOccupant(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF
		from property_service.property_service.doctype.unit_occupant_fee.unit_occupant_fee import (
			UnitOccupantFee,
		)

		agreement_no: DF.Data | None
		can_pass: DF.Check
		can_pay: DF.Check
		can_report: DF.Check
		can_vote: DF.Check
		community: DF.Link
		fees: DF.Table[UnitOccupantFee]
		from_date: DF.Date
		owner_name: DF.Data | None
		property_owner: DF.Link
		relation: DF.Literal["Family", "Tenant", "Staff", "Other"]
		to_date: DF.Date | None
		unit: DF.Link
	# end: auto-generated types

	def validate(self) -> None:
		occupants.check_dates(self)
		occupants.refuse_double(self)
