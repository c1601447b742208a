"""Two records for one person become one: everything moves to the record that stays, nothing is deleted."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_link_to_form

from property_service.constants import MODULE
from property_service.exceptions import DuplicateOwnerError
from property_service.registry.owners import MERGED
from property_service.registry.ownership_changes import refresh_owner_names

# What only fills a gap: the record that stays is the one people kept.
FILLED_FIELDS = (
	"gender", "mobile_no", "other_phones", "email", "id_type", "id_number", "birthday", "mailing_address",
	"customer", "contact", "user",
)  # fmt: skip


def merge_owners(duplicate: str, into: str) -> str:
	"""Move ownership, occupancy and whatever else links to `duplicate` to `into`; return `into`.

	The duplicate stays as a record marked Merged, without numbers, so that old papers still lead to the person.
	The caller checked the right to write both.

	Raises:
		DuplicateOwnerError: the two are one record, one is merged already, or both have a Customer of their own.
	"""
	loser = frappe.get_doc("Property Owner", duplicate, for_update=True)
	winner = frappe.get_doc("Property Owner", into, for_update=True)
	_refuse(loser, winner)
	units = _units_of(duplicate)
	_move_links(duplicate, into, winner.owner_name)
	filled = {
		field: loser.get(field) for field in FILLED_FIELDS if loser.get(field) and not winner.get(field)
	}
	_retire(loser, into, keeps_user="user" not in filled)
	winner.update(filled)
	winner.save()
	if filled.get("customer"):
		frappe.db.set_value("Customer", winner.customer, "property_owner", winner.name)
	refresh_owner_names(units)
	return into


def _refuse(loser: Document, winner: Document) -> None:
	if loser.name == winner.name or MERGED in (loser.status, winner.status):
		frappe.throw(
			_("Choose two different owners, neither of them merged before."),
			DuplicateOwnerError,
			title=_("Cannot Merge"),
		)
	if loser.customer and winner.customer and loser.customer != winner.customer:
		frappe.throw(
			_(
				"Both owners have a Customer with bills of their own: {0} and {1}. Let accounts merge the Customers "
				"first (Customer, menu, Rename, Merge with existing), then merge the owners."
			).format(
				get_link_to_form("Customer", loser.customer), get_link_to_form("Customer", winner.customer)
			),
			DuplicateOwnerError,
			title=_("Two Customers"),
		)


def _units_of(property_owner: str) -> list[str]:
	return frappe.get_all(
		"Unit Ownership",
		filters={"property_owner": property_owner},
		pluck="unit",
		distinct=True,
		order_by="unit",
	)


def _move_links(duplicate: str, into: str, owner_name: str) -> None:
	"""Point this app's records at the one that stays. Submitted documents keep the name they were signed with."""
	for doctype, fieldname in _linking_fields():
		frappe.db.set_value(doctype, {fieldname: duplicate}, fieldname, into, update_modified=False)
		if fieldname == "property_owner" and frappe.get_meta(doctype).has_field("owner_name"):
			frappe.db.set_value(doctype, {fieldname: into}, "owner_name", owner_name, update_modified=False)


def _linking_fields() -> list[tuple[str, str]]:
	field, doctype = frappe.qb.DocType("DocField"), frappe.qb.DocType("DocType")
	return (
		frappe.qb.from_(field)
		.join(doctype)
		.on(field.parent == doctype.name)
		.select(field.parent, field.fieldname)
		.where((field.fieldtype == "Link") & (field.options == "Property Owner"))
		.where((doctype.module == MODULE) & (doctype.is_submittable == 0) & (doctype.istable == 0))
		.where(doctype.issingle == 0)
		.where(field.fieldname != "merged_into")
		.orderby(field.parent, field.fieldname)
		.run()
	)


def _retire(loser: Document, into: str, keeps_user: bool) -> None:
	if keeps_user and loser.user:
		frappe.db.set_value("User", loser.user, "enabled", 0)
	for field in (
		"mobile_no",
		"email",
		"id_number",
		"birthday",
		"mailing_address",
		"customer",
		"contact",
		"user",
	):
		loser.set(field, None)
	loser.update({"status": MERGED, "merged_into": into})
	loser.save()
