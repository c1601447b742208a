"""The only place that inserts the registry's documents, and ERPNext's party documents on its behalf.

Each function says whose permission was checked: inserting a Customer, Contact, User or Cost Center runs without the
user's rights on those DocTypes, because the right to write the owner or the community is what counts and was checked.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import frappe
from frappe.model.document import Document

NO_PICTURE = "/assets/frappe/images/default-avatar.png"


def insert_owner(values: dict[str, Any]) -> Document:
	"""Insert a Property Owner with the user's own rights."""
	return frappe.get_doc({"doctype": "Property Owner", **values}).insert()


def insert_ownership(values: dict[str, Any]) -> Document:
	"""Insert one row of a set that was checked as a whole, with the user's own rights."""
	document = frappe.get_doc({"doctype": "Unit Ownership", **values})
	document.flags.checked_as_set = True
	return document.insert()


def insert_status_log(
	unit: Document,
	from_status: str | None,
	to_status: str,
	effective_date: date,
	reason: str | None,
	reference: Document | None,
) -> Document:
	"""Keep one change of a unit's status. The right to write the unit was checked by whoever saves it."""
	return frappe.get_doc(
		doctype="Unit Status Log",
		community=unit.community,
		unit=unit.name,
		from_status=from_status,
		to_status=to_status,
		effective_date=effective_date,
		changed_by=frappe.session.user,
		reason=reason,
		reference_doctype=reference.doctype if reference else None,
		reference_name=reference.name if reference else None,
	).insert(ignore_permissions=True)


def insert_cost_center(community: str, company: str) -> str:
	"""Return the community's cost center under the company, made when there is none of that name."""
	found = frappe.db.get_value(
		"Cost Center", {"cost_center_name": community, "company": company, "is_group": 0}, "name"
	)
	if found:
		return found
	root = frappe.db.get_value(
		"Cost Center", {"company": company, "is_group": 1, "parent_cost_center": ("is", "not set")}, "name"
	)
	return (
		frappe.get_doc(
			doctype="Cost Center", cost_center_name=community, company=company, parent_cost_center=root
		)
		.insert(ignore_permissions=True)
		.name
	)


def insert_customer(owner: Document) -> Document:
	"""Make the owner's Customer, named after the owner's record. The caller checked the right to bill."""
	customer = frappe.get_doc(
		doctype="Customer",
		customer_name=owner.owner_name,
		customer_type="Company" if owner.owner_type == "Company" else "Individual",
		customer_group=frappe.db.get_single_value("Selling Settings", "customer_group"),
		territory=frappe.db.get_single_value("Selling Settings", "territory"),
		language=owner.language,
		property_owner=owner.name,
	)
	return customer.insert(ignore_permissions=True, set_name=owner.name)


def insert_contact(owner: Document, customer: str) -> Document:
	"""Make the Contact that links the owner to the Customer. It carries no phone: fewer copies of it."""
	contact = frappe.get_doc(doctype="Contact", first_name=owner.owner_name, image=NO_PICTURE)
	contact.append("links", {"link_doctype": "Customer", "link_name": customer})
	if owner.email:
		contact.append("email_ids", {"email_id": owner.email, "is_primary": 1})
	contact.insert(ignore_permissions=True)
	# Frappe lets whoever made a Contact read it: a cashier would read the e-mail addresses of those billed.
	contact.db_set("owner", "Administrator", update_modified=False)
	return contact


def insert_resident_user(values: dict[str, Any], roles: list[str]) -> Document:
	"""Make the owner's portal account. The caller checked the right to invite."""
	user = frappe.get_doc({"doctype": "User", "user_type": "Website User", **values})
	for role in roles:
		user.append("roles", {"role": role})
	return user.insert(ignore_permissions=True)


def block_mail_to(address: str) -> None:
	"""Keep Frappe from ever mailing an address that only serves to sign in."""
	if not frappe.db.exists("Email Unsubscribe", {"email": address, "global_unsubscribe": 1}):
		frappe.get_doc(doctype="Email Unsubscribe", email=address, global_unsubscribe=1).insert(
			ignore_permissions=True
		)
