"""Property Community as an accounting dimension, so that ledgers and reports obey the staff's communities.

ERPNext makes a dimension's fields in a background job and deletes them in another one; both are done here at once,
with ERPNext's own functions, so that an install ends with a site that can post.
"""

from __future__ import annotations

import frappe
from frappe.model.delete_doc import delete_dynamic_links
from frappe.model.document import Document
from frappe.model.naming import set_new_name

from erpnext.accounts.doctype.accounting_dimension.accounting_dimension import (
	delete_accounting_dimension,
	get_doctypes_with_dimensions,
	make_dimension_in_accounting_doctypes,
)

from property_service.constants import COMMUNITY_DIMENSION
from property_service.site_setup.custom_fields import drop_fields

DIMENSION = "Accounting Dimension"
DOCUMENT_TYPE = "Property Community"
BUDGET_SETTER = "Budget-budget_against-options"
# What ERPNext writes into that Property Setter when no dimension is left.
BUDGET_OPTIONS_WITHOUT_DIMENSIONS = "\nCost Center\nProject"


def ensure_dimension() -> None:
	"""Make the dimension and whichever of its fields are missing, in exactly ERPNext's shape.

	Also restores them when somebody deleted the dimension.
	"""
	name = frappe.db.get_value(DIMENSION, {"document_type": DOCUMENT_TYPE})
	dimension = frappe.get_doc(DIMENSION, name) if name else insert_dimension()
	missing = doctypes_without_field(dimension.fieldname)
	if missing:
		frappe.flags.accounting_dimensions = None
		make_dimension_in_accounting_doctypes(dimension, doclist=missing)


def insert_dimension() -> Document:
	dimension = frappe.new_doc(DIMENSION, document_type=DOCUMENT_TYPE)
	dimension.set_fieldname_and_label()
	dimension.validate()
	set_new_name(dimension)
	# not insert(): its after_insert queues a job that makes the same fields and would race with ensure_dimension
	dimension.db_insert()
	return dimension


def doctypes_without_field(fieldname: str) -> list[str]:
	standing: set[str] = set()
	for doctype, parent in (("Custom Field", "dt"), ("DocField", "parent")):
		standing |= set(
			frappe.get_all(doctype, filters={"fieldname": fieldname}, pluck=parent, order_by="name")
		)
	return [doctype for doctype in get_doctypes_with_dimensions() if doctype not in standing]


def remove_dimension() -> None:
	"""Delete the dimension, its fields and their columns, and what it added to Budget."""
	for name in frappe.get_all(
		DIMENSION, filters={"document_type": DOCUMENT_TYPE}, pluck="name", order_by="name"
	):
		dimension = frappe.get_doc(DIMENSION, name)
		if frappe.db.exists("Property Setter", BUDGET_SETTER):
			delete_accounting_dimension(dimension)
		# on_trash would queue delete_accounting_dimension once more, for after the Property Setter is gone
		frappe.delete_doc(DIMENSION, name, force=True, ignore_on_trash=True, delete_permanently=True)
	frappe.flags.accounting_dimensions = frappe.flags.accounting_dimensions_details = None
	for doctype in get_doctypes_with_dimensions():
		drop_fields(doctype, [COMMUNITY_DIMENSION])
	remove_empty_budget_setter()
	frappe.db.delete("Accounting Dimension Filter", {"accounting_dimension": DOCUMENT_TYPE})


def remove_empty_budget_setter() -> None:
	value = frappe.db.get_value("Property Setter", BUDGET_SETTER, "value")
	if value is not None and value.rstrip("\n") == BUDGET_OPTIONS_WITHOUT_DIMENSIONS:
		frappe.delete_doc("Property Setter", BUDGET_SETTER, force=True, delete_permanently=True)
		delete_dynamic_links("Property Setter", BUDGET_SETTER)
		frappe.clear_cache(doctype="Budget")
