# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document

from property_service.transfer import changes, checks, figures


class OwnershipTransfer(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF
		from property_service.property_service.doctype.ownership_transfer_credit.ownership_transfer_credit import (
			OwnershipTransferCredit,
		)
		from property_service.property_service.doctype.ownership_transfer_due.ownership_transfer_due import (
			OwnershipTransferDue,
		)
		from property_service.property_service.doctype.ownership_transfer_owner.ownership_transfer_owner import (
			OwnershipTransferOwner,
		)

		amended_from: DF.Link | None
		certificate_no: DF.Data | None
		clearance: DF.Literal[
			"", "Settled", "Taken Over by New Owner", "Agreed in Writing", "Waived by Manager"
		]
		clearance_file: DF.Attach | None
		clearance_note: DF.SmallText | None
		community: DF.Link
		credits: DF.Table[OwnershipTransferCredit]
		dues: DF.Table[OwnershipTransferDue]
		naming_series: DF.Literal["OT-.YYYY.-.#####"]
		new_owners: DF.Table[OwnershipTransferOwner]
		old_owners: DF.SmallText | None
		open_amount: DF.Currency
		reason: DF.Literal[
			"First Registration", "Sale", "Inheritance", "Gift", "Division", "Court Decision", "Correction"
		]
		remarks: DF.SmallText | None
		tenure: DF.Literal["Sole", "Joint", "By Shares"]
		transfer_date: DF.Date
		unit: DF.Link
	# end: auto-generated types

	def validate(self) -> None:
		checks.check_new_owners(self)
		checks.check_shares(self)
		figures.fill(self)

	def before_submit(self) -> None:
		checks.check_clearance(self)

	def on_submit(self) -> None:
		changes.apply(self)

	def before_cancel(self) -> None:
		changes.refuse_under_newer(self)

	def on_cancel(self) -> None:
		changes.take_back(self)
