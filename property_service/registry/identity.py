"""A person's numbers on this site: the secret for fingerprints and what is derived from a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe.utils.password import get_encryption_key

from property_service.registry import masking

if TYPE_CHECKING:
	from property_service.property_service.doctype.property_owner.property_owner import PropertyOwner


def phone_fingerprint(phone: str | None) -> str:
	"""Return this site's fingerprint of a phone number however it was typed, or ""."""
	return masking.fingerprint(masking.phone_key(phone), _secret())


def id_fingerprint(id_number: str | None) -> str:
	"""Return this site's fingerprint of an ID number however it was typed, or ""."""
	return masking.fingerprint(masking.id_key(id_number), _secret())


def set_derived_fields(owner: PropertyOwner) -> None:
	"""Clean the owner's name and numbers, and derive what everybody may see and what finds them again."""
	owner.owner_name = masking.clean_text(owner.owner_name)
	owner.mobile_no = masking.clean_phone(owner.mobile_no)
	owner.id_number = masking.clean_id(owner.id_number)
	owner.email = masking.clean_text(owner.email).lower()
	owner.mobile_masked = masking.mask_phone(owner.mobile_no)
	owner.mobile_last4 = masking.last_digits(owner.mobile_no)
	owner.mobile_hash = phone_fingerprint(owner.mobile_no)
	owner.id_masked = masking.mask_id(owner.id_number)
	# Nothing, not an empty text: the database lets only nothing repeat in a unique column.
	owner.id_hash = id_fingerprint(owner.id_number) or None


def keep_id_numbers_unique() -> None:
	"""Let the database refuse a second record with one ID number, when two people register it at once."""
	frappe.db.set_value("Property Owner", {"id_hash": ""}, "id_hash", None, update_modified=False)
	frappe.db.add_unique("Property Owner", ["id_hash"], constraint_name="unique_id_hash")


def mask_in_memory(owner: PropertyOwner) -> None:
	"""Mask a deleted owner before Frappe copies it into Deleted Document: who is deleted leaves no full number."""
	owner.mobile_no, owner.id_number = owner.mobile_masked, owner.id_masked
	owner.mobile_hash = owner.id_hash = None
	owner.email = owner.mailing_address = owner.birthday = owner.other_phones = None


def refresh_fingerprints() -> int:
	"""Derive every owner's fingerprints again, after the site's encryption key changed; return how many.

	For administrators: `bench --site SITE execute property_service.registry.identity.refresh_fingerprints`.
	"""
	rows = frappe.get_all("Property Owner", fields=["name", "mobile_no", "id_number"], order_by="name")
	for row in rows:
		values = {"mobile_hash": phone_fingerprint(row.mobile_no), "id_hash": id_fingerprint(row.id_number)}
		frappe.db.set_value("Property Owner", row.name, values, update_modified=False)
	return len(rows)


def _secret() -> str:
	return str(get_encryption_key())
