"""What the desk may call of the registry."""

import frappe

from property_service.constants import (
	HOUSEKEEPER,
	PROPERTY_CASHIER,
	PROPERTY_MANAGER,
	PROPERTY_TECHNICIAN,
	SERVICE_SUPERVISOR,
)
from property_service.registry import invitations, merging, ownership_changes, reveal, units
from property_service.registry.rights import STAFF, SYSTEM_MANAGER, require_role, require_staff

MAY_INVITE = (PROPERTY_MANAGER, SERVICE_SUPERVISOR, HOUSEKEEPER, SYSTEM_MANAGER)
MAY_REVEAL = (PROPERTY_CASHIER, PROPERTY_TECHNICIAN)


def may_open_app() -> bool:
	"""Return whether the user is staff: the app's tile is shown to nobody else."""
	return bool(set(STAFF) & set(frappe.get_roles()))


@frappe.whitelist(methods=["POST"])
def invite_owner(property_owner: str) -> dict[str, str | None]:
	"""For managers, supervisors and housekeepers who may write the owner: invite to the portal, or invite again.

	Returns:
		user: the login; link and qr (SVG): a one-time address to hand over when the login is no real address, else
		None because a mail was sent.
	"""
	require_role(MAY_INVITE)
	frappe.get_doc("Property Owner", property_owner).check_permission("write")
	invited_before = bool(frappe.db.get_value("Property Owner", property_owner, "user"))
	user = invitations.invite_owner(property_owner)
	if invitations.uses_generated_address(user):
		link = invitations.sign_in_link(property_owner)
		return {"user": user, "link": link, "qr": invitations.qr_code(link)}
	if invited_before:
		invitations.remind_by_mail(property_owner)
	return {"user": user, "link": None, "qr": None}


@frappe.whitelist(methods=["POST"])
def reveal_mobile_no(property_owner: str, reason: str) -> str:
	"""For cashiers and technicians who may read the owner: return the mobile number; who and why is logged."""
	require_role(MAY_REVEAL)
	frappe.get_doc("Property Owner", property_owner).check_permission("read")
	return reveal.reveal_mobile_no(property_owner, reason)


@frappe.whitelist(methods=["POST"])
def merge_owners(duplicate: str, into: str) -> str:
	"""For managers and supervisors who may write both records: merge one into the other, return the one that stays."""
	require_role((PROPERTY_MANAGER, SERVICE_SUPERVISOR, SYSTEM_MANAGER))
	for name in (duplicate, into):
		frappe.get_doc("Property Owner", name).check_permission("write")
	return merging.merge_owners(duplicate, into)


@frappe.whitelist(methods=["POST"])
def renumber_unit(unit: str, building: str, unit_no: str, entrance: str | None = None) -> str:
	"""For staff who may write the unit: give it another building, entrance or number; return the new name."""
	frappe.get_doc("Property Unit", unit).check_permission("write")
	return units.renumber_unit(unit, building, entrance, unit_no)


@frappe.whitelist(methods=["POST"])
def change_payer(unit: str, property_owner: str, from_date: str) -> list[str]:
	"""For managers and supervisors who may write ownership: let another owner of the unit pay from a day on."""
	frappe.has_permission("Unit Ownership", "create", throw=True)
	frappe.get_doc("Property Unit", unit).check_permission("read")
	return ownership_changes.change_payer(unit, property_owner, from_date)


@frappe.whitelist()
def ownership_on(unit: str, day: str) -> list[dict]:
	"""For staff who may read the unit: who owns it on a day, for filling in a transfer."""
	require_staff()
	frappe.get_doc("Property Unit", unit).check_permission("read")
	return ownership_changes.owners_on(unit, day)
