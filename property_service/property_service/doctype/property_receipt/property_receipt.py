# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document

from property_service.billing import receipts


class PropertyReceipt(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF
		from property_service.property_service.doctype.property_receipt_bill.property_receipt_bill import (
			PropertyReceiptBill,
		)
		from property_service.property_service.doctype.property_receipt_tender.property_receipt_tender import (
			PropertyReceiptTender,
		)

		advance_amount: DF.Currency
		amended_from: DF.Link | None
		bill_total: DF.Currency
		bills: DF.Table[PropertyReceiptBill]
		cashier: DF.Link | None
		change_amount: DF.Currency
		channel: DF.Literal["Counter", "Portal", "Bank", "Collector"]
		community: DF.Link
		company: DF.Link | None
		currency: DF.Link | None
		household: DF.Check
		keep_as_advance: DF.Check
		naming_series: DF.Literal["RC-.YYYY.-.#####"]
		payer_name: DF.Data | None
		posting_date: DF.Date
		property_owner: DF.Link
		remarks: DF.SmallText | None
		status: DF.Literal["Draft", "Paid", "Voided"]
		tenders: DF.Table[PropertyReceiptTender]
		total_amount: DF.Currency
		void_reason: DF.SmallText | None
	# end: auto-generated types

	def validate(self) -> None:
		receipts.prepare(self)

	def on_submit(self) -> None:
		receipts.take_money(self)

	def before_cancel(self) -> None:
		receipts.prepare_void(self)

	def on_cancel(self) -> None:
		receipts.give_back(self)
