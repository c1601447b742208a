# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document

from property_service.registry import customers, identity, owners


class PropertyOwner(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		birthday: DF.Date | None
		contact: DF.Link | None
		customer: DF.Link | None
		email: DF.Data | None
		gender: DF.Literal["", "Male", "Female"]
		id_hash: DF.Data | None
		id_masked: DF.Data | None
		id_number: DF.Data | None
		id_type: DF.Literal[
			"",
			"Resident Identity Card",
			"Passport",
			"Hong Kong and Macao Permit",
			"Taiwan Permit",
			"Business Licence",
			"Other",
		]
		language: DF.Literal["zh", "en"]
		last_invited_on: DF.Datetime | None
		mailing_address: DF.SmallText | None
		merged_into: DF.Link | None
		mobile_hash: DF.Data | None
		mobile_last4: DF.Data | None
		mobile_masked: DF.Data | None
		mobile_no: DF.Data | None
		other_phones: DF.Data | None
		owner_name: DF.Data
		owner_type: DF.Literal["Individual", "Company"]
		remarks: DF.SmallText | None
		status: DF.Literal["Active", "Merged", "Deceased", "Inactive"]
		user: DF.Link | None
	# end: auto-generated types

	def validate(self) -> None:
		identity.set_derived_fields(self)
		owners.check_person(self)
		owners.refuse_duplicate_id(self)

	def on_update(self) -> None:
		customers.follow_owner_name(self)
		owners.follow_name_on_rows(self)

	def after_delete(self) -> None:
		identity.mask_in_memory(self)


def on_doctype_update() -> None:
	identity.keep_id_numbers_unique()
