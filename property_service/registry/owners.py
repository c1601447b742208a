"""One record per person or company: find it, make it, bring it up to date, merge two of them."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_link_to_form, getdate

from property_service.exceptions import DuplicateOwnerError
from property_service.registry import masking, sources, writer
from property_service.registry.identity import id_fingerprint, phone_fingerprint
from property_service.registry.ownership_changes import refresh_owner_names

MERGED = "Merged"


def find_owner_by_id(id_number: str | None) -> str | None:
	"""Return the Property Owner with this ID number, however it was typed."""
	id_hash = id_fingerprint(id_number)
	if not id_hash:
		return None
	return frappe.db.get_value("Property Owner", {"id_hash": id_hash, "status": ("!=", MERGED)}, "name")


def find_owners_by_mobile(mobile_no: str | None) -> list[str]:
	"""Return all Property Owners with this number, oldest first: a family may share one phone."""
	mobile_hash = phone_fingerprint(mobile_no)
	if not mobile_hash:
		return []
	return frappe.get_all(
		"Property Owner",
		filters={"mobile_hash": mobile_hash, "status": ("!=", MERGED)},
		pluck="name",
		order_by="creation, name",
	)


def find_owner_by_mobile(mobile_no: str | None, owner_name: str) -> str | None:
	"""Return the Property Owner of this name with this number: two people with one phone stay two."""
	return _named(find_owners_by_mobile(mobile_no), owner_name, {})


def upsert_owner(data: dict[str, Any], *, unit: str | None = None) -> str:
	"""Return the one record of a person or company, made or brought up to date with the user's own rights.

	Matched by ID number, else by name and mobile number, else by name among the owners of `unit` today.
	Only values that `data` has are written; nothing is emptied.

	Args:
		data: fields of Property Owner, owner_name at least.
		unit: a unit the person is known to own, to recognise owners without phone and ID when a list comes twice.

	Raises:
		DuplicateOwnerError: the ID number belongs to somebody with another name.
	"""
	values = {key: value for key, value in data.items() if value not in (None, "")}
	name = _match(values, unit)
	if not name:
		return _insert(values)
	owner = frappe.get_doc("Property Owner", name)
	_refuse_other_name(owner, values)
	if _update(owner, values):
		owner.save()
	return name


def current_record(property_owner: str) -> str:
	"""Return the record that stands for this owner today: itself, or what it was merged into."""
	merged_into = frappe.db.get_value("Property Owner", property_owner, "merged_into")
	return current_record(merged_into) if merged_into else property_owner


def check_person(owner: Document) -> None:
	"""Refuse an owner without a name, and clear what only a person has from a company."""
	if not owner.owner_name:
		frappe.throw(
			_("An owner needs a name. Enter it as on the title certificate or business licence."),
			frappe.MandatoryError,
			title=_("Owner Without a Name"),
		)
	if owner.owner_type == "Company":
		owner.gender = owner.birthday = None


def follow_name_on_rows(owner: Document) -> None:
	"""Show a corrected name wherever it was copied to: ownership rows, occupants and units."""
	if owner.flags.in_insert or not owner.has_value_changed("owner_name"):
		return
	for doctype in ("Unit Ownership", "Unit Occupant"):
		frappe.db.set_value(
			doctype, {"property_owner": owner.name}, "owner_name", owner.owner_name, update_modified=False
		)
	units = frappe.get_all(
		"Unit Ownership", filters={"property_owner": owner.name}, pluck="unit", distinct=True, order_by="unit"
	)
	refresh_owner_names(units)


def refuse_duplicate_id(owner: Document) -> None:
	"""Refuse a second record with the same ID number, with a link to the first."""
	if not owner.id_hash or owner.status == MERGED:
		return
	other = frappe.db.get_value(
		"Property Owner",
		{"id_hash": owner.id_hash, "name": ("!=", owner.name or ""), "status": ("!=", MERGED)},
		"name",
	)
	if other:
		frappe.throw(
			_(
				"{0} already stands for the person or company with ID number {1}. "
				"Use that record, or merge the two when both exist."
			).format(get_link_to_form("Property Owner", other), frappe.bold(owner.id_masked)),
			DuplicateOwnerError,
			title=_("Owner Already Registered"),
		)


def _insert(values: dict[str, Any]) -> str:
	"""Insert a new owner; when somebody else registers the same ID number at this moment, return that record."""
	frappe.db.savepoint("new_owner")
	try:
		return writer.insert_owner(values).name
	except frappe.UniqueValidationError:
		frappe.db.rollback(save_point="new_owner")
		frappe.clear_last_message()
	# A locking read sees what was committed after this transaction began.
	return frappe.db.get_value(
		"Property Owner", {"id_hash": id_fingerprint(values.get("id_number"))}, "name", for_update=True
	)


def _match(values: dict[str, Any], unit: str | None) -> str | None:
	by_id = find_owner_by_id(values.get("id_number"))
	if by_id:
		return by_id
	name = values.get("owner_name", "")
	by_mobile = _named(find_owners_by_mobile(values.get("mobile_no")), name, values)
	if by_mobile or not unit:
		return by_mobile
	today = getdate()
	owners = [row["property_owner"] for row in sources.ownership_rows([unit], today, today)]
	return _named(owners, name, values, same_mobile=True)


def _named(
	names: list[str], owner_name: str, values: dict[str, Any], same_mobile: bool = False
) -> str | None:
	"""Return the first record of this name whose numbers do not say it is somebody else."""
	wanted = masking.clean_text(owner_name).casefold()
	id_hash, mobile_hash = id_fingerprint(values.get("id_number")), phone_fingerprint(values.get("mobile_no"))
	for row in frappe.get_all(
		"Property Owner",
		filters={"name": ("in", names or [""])},
		fields=["name", "owner_name", "id_hash", "mobile_hash"],
		order_by="creation, name",
	):
		other_id = id_hash and row.id_hash and row.id_hash != id_hash
		other_mobile = same_mobile and mobile_hash and row.mobile_hash and row.mobile_hash != mobile_hash
		if masking.clean_text(row.owner_name).casefold() == wanted and not (other_id or other_mobile):
			return row.name
	return None


def _refuse_other_name(owner: Document, values: dict[str, Any]) -> None:
	given = masking.clean_text(values.get("owner_name"))
	if not given or given.casefold() == masking.clean_text(owner.owner_name).casefold():
		return
	frappe.throw(
		_(
			"The ID number {0} belongs to {1}, who is registered as {2}, not as {3}. "
			"Correct the number or the name of one of them."
		).format(
			frappe.bold(owner.id_masked),
			get_link_to_form("Property Owner", owner.name),
			frappe.bold(owner.owner_name),
			frappe.bold(given),
		),
		DuplicateOwnerError,
		title=_("ID Number of Another Person"),
	)


def _update(owner: Document, values: dict[str, Any]) -> bool:
	"""Write the given values into the record; return whether anything differs once cleaned."""
	cleaners = {
		"mobile_no": masking.clean_phone,
		"id_number": masking.clean_id,
		"owner_name": masking.clean_text,
	}
	changed = False
	for fieldname, value in values.items():
		value = cleaners.get(fieldname, lambda text: text)(value)
		if owner.meta.has_field(fieldname) and str(owner.get(fieldname) or "") != str(value):
			owner.set(fieldname, value)
			changed = True
	return changed
