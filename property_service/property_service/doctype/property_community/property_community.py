# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document

from property_service.registry import community


class PropertyCommunity(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF
		from property_service.property_service.doctype.community_service_hours.community_service_hours import (
			CommunityServiceHours,
		)

		address_line: DF.SmallText | None
		bill_note: DF.SmallText | None
		billing_cycle: DF.Literal["Monthly", "Quarterly", "Half-Yearly", "Yearly"]
		city: DF.Data | None
		community_code: DF.Data
		community_name: DF.Data
		company: DF.Link
		cost_center: DF.Link | None
		deposit_bank_account: DF.Link | None
		developer: DF.Link | None
		due_days: DF.Int
		email: DF.Data | None
		fee_regime: DF.Literal["Lump Sum", "Remuneration"]
		gross_area_total: DF.Float
		holiday_list: DF.Link | None
		hotline: DF.Data | None
		service_hours: DF.Table[CommunityServiceHours]
		status: DF.Literal["Active", "Inactive"]
		unit_count: DF.Int
	# end: auto-generated types

	def validate(self) -> None:
		community.clean_code(self)
		community.check_service_hours(self)
		community.check_company(self)
		community.set_cost_center(self)

	def after_rename(self, old: str, new: str, merge: bool = False) -> None:
		community.refresh_titles_later(new)
