"""Invite an owner to the portal: one account per person, with or without an e-mail address."""

from __future__ import annotations

import segno

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from property_service.constants import PROPERTY_RESIDENT
from property_service.exceptions import OwnerInvitationError
from property_service.registry import masking, writer
from property_service.registry.customers import ensure_customer
from property_service.registry.owners import current_record

# RFC 2606 §2 reserves .invalid: no mail can ever reach such an address.
LOGIN_DOMAIN = "resident.invalid"


def invite_owner(property_owner: str) -> str:
	"""Return the portal User of an owner, made when there is none. The caller checked the right to invite.

	With an e-mail address of their own the owner gets Frappe's welcome mail; without one, or when the address
	belongs to another owner, a login address is generated and no mail is sent: hand over `sign_in_link`.

	Raises:
		OwnerInvitationError: the address belongs to a member of staff, or the owner is not active.
	"""
	owner = frappe.get_doc("Property Owner", current_record(property_owner), for_update=True)
	_refuse_inactive(owner)
	if owner.user:
		return owner.user
	ensure_customer(owner.name)
	owner.reload()
	address = _login_address(owner)
	_give_contact_address(owner.contact, address)
	user = _resident_user(owner, address)
	owner.db_set({"user": user, "last_invited_on": now_datetime()}, update_modified=False)
	return user


def uses_generated_address(user: str) -> bool:
	"""Return whether this account's address only serves to sign in and gets no mail."""
	return user.endswith(f"@{LOGIN_DOMAIN}")


def sign_in_link(property_owner: str) -> str:
	"""Return a one-time address where the owner sets a password, for handing over on paper or as a QR code.

	Only for accounts with a generated address: everybody else gets the link by mail and nobody sees it.
	"""
	user = frappe.db.get_value("Property Owner", current_record(property_owner), "user")
	if not user or not uses_generated_address(user):
		frappe.throw(
			_("This owner signs in with an e-mail address of their own: the link is sent there, not shown."),
			OwnerInvitationError,
			title=_("No Link to Hand Over"),
		)
	return frappe.get_doc("User", user).reset_password(send_email=False)


def qr_code(link: str) -> str:
	"""Return a link as a QR code: an SVG element to put into a page."""
	return segno.make(link, error="m").svg_inline(scale=4, border=2)


def remind_by_mail(property_owner: str) -> None:
	"""Send the owner Frappe's mail for setting a password again."""
	user = frappe.db.get_value("Property Owner", current_record(property_owner), "user")
	frappe.get_doc("User", user).reset_password(send_email=True)


def _refuse_inactive(owner: Document) -> None:
	if owner.status != "Active":
		frappe.throw(
			_("{0} is not active ({1}) and cannot be invited.").format(
				frappe.bold(owner.owner_name), frappe.bold(_(owner.status))
			),
			OwnerInvitationError,
			title=_("Owner Not Active"),
		)


def _login_address(owner: Document) -> str:
	generated = f"{owner.name.lower()}@{LOGIN_DOMAIN}"
	if not owner.email:
		return generated
	user = frappe.db.get_value("User", {"name": owner.email}, ["name", "user_type"], as_dict=True)
	if not user:
		return owner.email
	if user.user_type != "Website User":
		# Otherwise whoever may write an owner could tie a staff account to it.
		frappe.throw(
			_(
				"{0} is the address of a staff account. Remove it from the owner to generate a login address."
			).format(frappe.bold(owner.email)),
			OwnerInvitationError,
			title=_("Address of Staff"),
		)
	taken = frappe.db.exists("Property Owner", {"user": user.name, "name": ("!=", owner.name)})
	return generated if taken else user.name


def _give_contact_address(contact: str, address: str) -> None:
	"""Put the login address on the Contact before the first login, or ERPNext makes a junk Customer then."""
	document = frappe.get_doc("Contact", contact)
	if document.email_id == address:
		return
	for row in document.email_ids:
		row.is_primary = 0
	document.add_email(address, is_primary=1)
	document.save(ignore_permissions=True)


def _resident_user(owner: Document, address: str) -> str:
	if frappe.db.exists("User", address):
		frappe.get_doc("User", address).add_roles(PROPERTY_RESIDENT)
		return address
	generated = uses_generated_address(address)
	if generated:
		writer.block_mail_to(address)
	user = writer.insert_resident_user(
		{
			"email": address,
			"first_name": owner.owner_name,
			"language": owner.language,
			"mobile_no": _unique_mobile(owner),
			# A picture keeps Frappe from asking gravatar.com about every owner's address.
			"user_image": writer.NO_PICTURE,
			"send_welcome_email": 0 if generated else 1,
		},
		[PROPERTY_RESIDENT],
	)
	_refuse_desk_access(user)
	return user.name


def _refuse_desk_access(user: Document) -> None:
	if user.user_type == "Website User":
		return
	frappe.throw(
		_("Owners must not reach the desk, but role {0} opens it. Untick {1} in that role first.").format(
			frappe.bold(_(PROPERTY_RESIDENT)), frappe.bold(_("Desk Access"))
		),
		OwnerInvitationError,
		title=_("Role Opens the Desk"),
	)


def _unique_mobile(owner: Document) -> str | None:
	"""Return the number to sign in with, unless another account has it: families share phones."""
	number = masking.clean_phone(owner.mobile_no)
	if not number or frappe.db.exists("User", {"mobile_no": number}):
		return None
	return number
