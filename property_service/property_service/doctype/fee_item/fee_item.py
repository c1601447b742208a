# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from __future__ import annotations

from frappe.model.document import Document

from property_service.billing import catalogue


class FeeItem(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF
		from property_service.property_service.doctype.fee_item_account.fee_item_account import FeeItemAccount

		accounts: DF.Table[FeeItemAccount]
		bill_group: DF.Data
		billing_cycle: DF.Literal["Monthly", "Quarterly", "Half-Yearly", "Yearly"]
		collection_order: DF.Int
		description: DF.SmallText | None
		enabled: DF.Check
		fee_code: DF.Data
		fee_item_name: DF.Data
		item: DF.Link
		kind: DF.Literal[
			"Property Fee",
			"Elevator",
			"Parking",
			"Water",
			"Electricity",
			"Gas",
			"Heating",
			"Shared Utilities",
			"Decoration Waste",
			"Service",
			"Late Fee",
			"Opening Balance",
			"Deposit",
			"Other",
		]
		late_fee_cap: DF.Percent
		late_fee_daily_rate: DF.Percent
		late_fee_grace_days: DF.Int
		mode: DF.Literal["Periodic", "One-off", "Metered", "Shared", "Deposit"]
	# end: auto-generated types

	def before_insert(self) -> None:
		catalogue.clean_code(self)

	def before_validate(self) -> None:
		catalogue.ensure_item(self)

	def validate(self) -> None:
		catalogue.check_item(self)
		catalogue.check_account_rows(self)
