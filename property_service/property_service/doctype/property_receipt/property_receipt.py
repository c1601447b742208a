# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document


class PropertyReceipt(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF
		from property_service.property_service.doctype.property_receipt_bill.property_receipt_bill import PropertyReceiptBill
		from property_service.property_service.doctype.property_receipt_tender.property_receipt_tender import PropertyReceiptTender
		from property_service.property_service.doctype.property_receipt_voucher.property_receipt_voucher import PropertyReceiptVoucher

		advance_amount: DF.Currency
		amended_from: DF.Link | None
		bill_total: DF.Currency
		bills: DF.Table[PropertyReceiptBill]
		cashier: DF.Link | None
		channel: DF.Literal["Counter", "Portal", "Bank", "Collector"]
		community: DF.Link
		company: DF.Link | None
		naming_series: DF.Literal["RC-.YYYY.-.#####"]
		payer_name: DF.Data | None
		posting_date: DF.Date
		property_owner: DF.Link
		remarks: DF.SmallText | None
		status: DF.Literal["Draft", "Paid", "Voided"]
		tenders: DF.Table[PropertyReceiptTender]
		total_amount: DF.Currency
		void_reason: DF.SmallText | None
		vouchers: DF.Table[PropertyReceiptVoucher]
	# end: auto-generated types
	pass
