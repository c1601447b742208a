# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document

from property_service.site_setup.account_checks import check_company_accounts


class PropertyServiceSettings(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF
		from property_service.property_service.doctype.property_company_account.property_company_account import (
			PropertyCompanyAccount,
		)

		company_accounts: DF.Table[PropertyCompanyAccount]
		customer_group: DF.Link | None
		default_language: DF.Literal["zh", "en"]
		first_reply_hours: DF.Int
		former_sales_update_frequency: DF.Data | None
		invoices_per_commit: DF.Int
		item_group: DF.Link | None
		max_upload_mb: DF.Int
		territory: DF.Link | None
		uom_yuan: DF.Link | None
		version_floor: DF.Data | None
		visit_attempts_needed: DF.Int
		visit_link_days: DF.Int
	# end: auto-generated types

	def validate(self) -> None:
		check_company_accounts(self)
