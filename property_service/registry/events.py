"""What the registry does when documents of Frappe and ERPNext are saved: keep full numbers out of copies."""

from __future__ import annotations

import frappe
from frappe.model.document import Document

from property_service.registry.identity import phone_fingerprint
from property_service.registry.masking import mask_numbers
from property_service.registry.version_masking import mask_change_log

MASKED_DOCTYPES = {"Property Owner", "Customer", "Contact", "User", "Complaint", "Unit Occupant"}


def mask_version(doc: Document, method: str | None = None) -> None:
	"""Hook Version.before_insert: everybody who may read a record may read its change log, whatever the permlevel."""
	if doc.ref_doctype not in MASKED_DOCTYPES or not doc.data:
		return
	doc.data = frappe.as_json(
		mask_change_log(frappe.parse_json(doc.data)), indent=None, separators=(",", ":")
	)


def mask_error(doc: Document, method: str | None = None) -> None:
	"""Hook Error Log.before_insert: tracebacks carry the values of local variables."""
	for fieldname in ("error", "method"):
		if doc.get(fieldname):
			doc.set(fieldname, mask_numbers(doc.get(fieldname)))


def keep_phone_on_owner(doc: Document, method: str | None = None) -> None:
	"""Hook Contact.validate: drop the copy of an owner's number that Frappe takes over from the User.

	The number stands on the owner's record alone, where permlevels guard it; other numbers of the contact stay.
	See docs/decisions/0021-one-place-for-a-phone-number.md.
	"""
	if not doc.phone_nos:
		return
	fingerprints = _fingerprints_of_owners(doc)
	kept = [row for row in doc.phone_nos if phone_fingerprint(row.phone) not in fingerprints]
	if len(kept) < len(doc.phone_nos):
		doc.set("phone_nos", kept)
		doc.set_primary("phone")
		doc.set_primary("mobile_no")


def _fingerprints_of_owners(contact: Document) -> set[str]:
	customers = [row.link_name for row in contact.links if row.link_doctype == "Customer"]
	if not customers:
		return set()
	return set(
		frappe.get_all(
			"Property Owner",
			filters={"customer": ("in", customers), "mobile_hash": ("is", "set")},
			pluck="mobile_hash",
			order_by="name",
		)
	)
