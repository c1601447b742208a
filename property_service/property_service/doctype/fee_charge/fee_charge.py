# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from __future__ import annotations

from frappe.model.document import Document

from property_service.billing import schema


class FeeCharge(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amount: DF.Currency
		bill_group: DF.Data | None
		billing_run: DF.Link | None
		charge_key: DF.Data
		charge_kind: DF.Data | None
		community: DF.Link
		company: DF.Link | None
		credited_amount: DF.Currency
		due_date: DF.Date | None
		fee_item: DF.Link
		fee_rate: DF.Link | None
		invoice_item: DF.Data | None
		part_no: DF.Int
		payer: DF.Link | None
		period_end: DF.Date
		period_start: DF.Date
		posting_date: DF.Date | None
		property_owner: DF.Link | None
		quantity: DF.Float
		reason: DF.SmallText | None
		reference_doctype: DF.Link | None
		reference_name: DF.DynamicLink | None
		reserved_invoice: DF.Data | None
		sales_invoice: DF.Link | None
		settled_amount: DF.Currency
		snapshot: DF.JSON | None
		status: DF.Literal["Planned", "Posted", "Skipped", "Failed", "Void"]
		unit: DF.Link
		unit_fee: DF.Link | None
		unit_price: DF.Currency
	# end: auto-generated types


def on_doctype_update() -> None:
	schema.on_charge_update()
