"""The ERPNext Customer and Contact of an owner: made on first need, one per owner, named after the owner."""

from __future__ import annotations

import frappe

from property_service.registry import writer
from property_service.registry.owners import current_record


def ensure_customer(property_owner: str) -> str:
	"""Return the Customer of an owner, made with its Contact when the owner first has to pay.

	The caller checked the right to bill: residents and staff need no right on Customer.
	"""
	owner = frappe.get_doc("Property Owner", current_record(property_owner), for_update=True)
	customer = owner.customer or frappe.db.exists("Customer", owner.name)
	if not customer:
		customer = writer.insert_customer(owner).name
	contact = owner.contact or _contact_of(customer)
	if not contact:
		contact = writer.insert_contact(owner, customer).name
	if (owner.customer, owner.contact) != (customer, contact):
		owner.db_set({"customer": customer, "contact": contact}, update_modified=False)
	return customer


def ensure_customers(names: list[str]) -> dict[str, str]:
	"""Return the Customer of each owner by name of owner; one query when all exist."""
	known = dict(
		frappe.get_all(
			"Property Owner",
			filters={"name": ("in", names or [""]), "customer": ("is", "set"), "status": ("!=", "Merged")},
			fields=["name", "customer"],
			order_by="name",
			as_list=True,
		)
	)
	return {name: known.get(name) or ensure_customer(name) for name in dict.fromkeys(names)}


def follow_owner_name(owner) -> None:
	"""Give Customer and Contact the owner's new name, so that bills show it from now on."""
	if not owner.customer or not owner.has_value_changed("owner_name"):
		return
	frappe.db.set_value("Customer", owner.customer, "customer_name", owner.owner_name)
	if owner.contact:
		frappe.db.set_value(
			"Contact", owner.contact, {"first_name": owner.owner_name, "full_name": owner.owner_name}
		)


def _contact_of(customer: str) -> str | None:
	return frappe.db.get_value(
		"Dynamic Link",
		{"link_doctype": "Customer", "link_name": customer, "parenttype": "Contact"},
		"parent",
		order_by="creation",
	)
