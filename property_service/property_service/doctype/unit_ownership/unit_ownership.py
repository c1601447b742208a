# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document

from property_service.registry import ownership_changes, ownership_checks


class UnitOwnership(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		certificate_no: DF.Data | None
		community: DF.Link
		end_before_transfer: DF.Date | None
		ended_by_transfer: DF.Link | None
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

	def validate(self) -> None:
		ownership_checks.check_row(self)

	def on_update(self) -> None:
		ownership_changes.refresh_after_row(self)

	def on_trash(self) -> None:
		ownership_checks.check_without(self)

	def after_delete(self) -> None:
		ownership_changes.refresh_owner_names([self.unit])
