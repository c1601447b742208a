"""ERPNext masters this app works with: the unit of amount lines, groups for fees and owners, and the settings."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils.nestedset import get_root_of

from property_service.constants import UOM_YUAN
from property_service.exceptions import PropertyServiceError
from property_service.site_setup import memory
from property_service.site_setup.language import site_language

SETTINGS = "Property Service Settings"
EVERY_INVOICE = "Each Transaction"


def site_is_ready() -> bool:
	"""Return whether ERPNext's setup wizard has made the trees that everything here hangs on."""
	return all(get_root_of(doctype) for doctype in ("Item Group", "Customer Group", "Territory"))


def ensure_masters() -> None:
	"""Create the masters once and fill the settings that are empty."""
	masters = {
		"uom_yuan": ensure_uom(),
		"customer_group": ensure_customer_group(),
		"territory": default_territory(),
		"item_group": ensure_item_group(),
	}
	settings = frappe.get_doc(SETTINGS)
	empty = {name: value for name, value in masters.items() if value and not settings.get(name)}
	if empty:
		settings.update(empty)
		settings.save()


def ensure_uom() -> str | None:
	"""Create the unit of invoice lines, whose quantity is an amount of money and so must allow fractions.

	Raises PropertyServiceError when the site has a unit of that name for whole numbers only.
	"""
	if not memory.recall("uom/yuan") and frappe.db.get_value("UOM", UOM_YUAN, "must_be_whole_number"):
		frappe.throw(
			_(
				"The UOM {0} of this site allows whole numbers only, but bills use it for amounts with fractions. Untick Must be Whole Number in it, then try again."
			).format(frappe.bold(UOM_YUAN)),
			PropertyServiceError,
			title=_("UOM Without Fractions"),
		)
	return memory.create_once("uom/yuan", "UOM", UOM_YUAN, {"uom_name": UOM_YUAN, "must_be_whole_number": 0})


def ensure_customer_group() -> str | None:
	name = _("Property Owners", site_language())
	return create_tree_leaf("Customer Group", name, "customer_group_name", "parent_customer_group")


def ensure_item_group() -> str | None:
	"""Create the Item Group of the fees once. Returns its name, None when an administrator deleted it."""
	return create_tree_leaf(
		"Item Group", _("Property Fees", site_language()), "item_group_name", "parent_item_group"
	)


def create_tree_leaf(doctype: str, name: str, name_field: str, parent_field: str) -> str | None:
	values: dict[str, Any] = {name_field: name, parent_field: get_root_of(doctype), "is_group": 0}
	return memory.create_once(f"{frappe.scrub(doctype)}/property", doctype, name, values)


def default_territory() -> str | None:
	"""Return the territory for owners: the one ERPNext sells to by default, else a leaf, else the root."""
	chosen = frappe.db.get_single_value("Selling Settings", "territory")
	country = frappe.db.get_default("country")
	leaf = frappe.db.get_value("Territory", {"name": country, "is_group": 0})
	return chosen or leaf or get_root_of("Territory")


def on_community_insert(doc: Document, method: str | None = None) -> None:
	"""doc_event of Property Community: with the first one the site begins to post bills in thousands.

	Not at the install: a site that only installs the app keeps ERPNext as it was.
	"""
	if frappe.db.count("Property Community") == 1:
		spare_every_invoice_the_sales_statistics()


def spare_every_invoice_the_sales_statistics() -> None:
	"""Let ERPNext update a company's sales figures monthly instead of with each invoice.

	A billing run posts thousands of invoices; "Each Transaction" sums up the company's year for every one of them.
	The former value is kept, and put back on uninstall.
	"""
	if frappe.db.get_single_value("Selling Settings", "sales_update_frequency") == EVERY_INVOICE:
		frappe.db.set_single_value("Selling Settings", "sales_update_frequency", "Monthly")
		frappe.db.set_single_value(SETTINGS, "former_sales_update_frequency", EVERY_INVOICE)


def restore_sales_statistics() -> None:
	"""Put ERPNext's setting back unless somebody chose another one meanwhile."""
	former = frappe.db.get_single_value(SETTINGS, "former_sales_update_frequency")
	if former and frappe.db.get_single_value("Selling Settings", "sales_update_frequency") == "Monthly":
		frappe.db.set_single_value("Selling Settings", "sales_update_frequency", former)
