"""The fields this app adds to ERPNext's documents. Made in code, taken away with their columns on uninstall."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_fields

from property_service.constants import MODULE

Field = dict[str, Any]


def custom_fields() -> dict[str, list[Field]]:
	"""Return DocType → the custom fields it gets, in the shape of Custom Field."""
	return {
		"Customer": [
			link(
				"property_owner",
				"Property Owner",
				"Property Owner",
				"customer_group",
				search_index=1,
				no_copy=1,
			)
		],
		"Sales Invoice": invoice_fields(),
		"Sales Invoice Item": [
			link("property_unit", "Property Unit", "Property Unit", "item_name"),
			link("fee_charge", "Fee Charge", "Fee Charge", "property_unit", search_index=1, no_copy=1),
		],
		"Payment Entry": [
			link(
				"property_receipt",
				"Property Receipt",
				"Property Receipt",
				"mode_of_payment",
				search_index=1,
				no_copy=1,
			)
		],
	}


def invoice_fields() -> list[Field]:
	return [
		field(
			"property_service_section",
			"Property Service",
			"Section Break",
			insert_after="update_auto_repeat_reference",
			collapsible=1,
			depends_on="eval:doc.property_owner || doc.property_billing_run || doc.property_bill_group",
		),
		link(
			"property_owner",
			"Property Owner",
			"Property Owner",
			"property_service_section",
			search_index=1,
			no_copy=1,
		),
		link(
			"property_billing_run", "Billing Run", "Billing Run", "property_owner", search_index=1, no_copy=1
		),
		field(
			"property_bill_group",
			"Bill Group",
			"Data",
			insert_after="property_billing_run",
			no_copy=1,
			length=40,
		),
		field("property_period_column", None, "Column Break", insert_after="property_bill_group"),
		field(
			"property_period_start", "Period Start", "Date", insert_after="property_period_column", no_copy=1
		),
		field("property_period_end", "Period End", "Date", insert_after="property_period_start", no_copy=1),
	]


def field(fieldname: str, label: str | None, fieldtype: str, **properties: Any) -> Field:
	base = {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "module": MODULE}
	if fieldtype not in ("Section Break", "Column Break"):
		base |= {"read_only": 1, "print_hide": 1}
	return base | properties


def link(fieldname: str, label: str, target: str, insert_after: str, **properties: Any) -> Field:
	return field(fieldname, label, "Link", options=target, insert_after=insert_after, **properties)


def ensure_custom_fields() -> None:
	"""Create the fields that are missing. What an administrator changed on one stays.

	Adding a column commits (MariaDB does so by itself), so this runs before any record is written.
	"""
	missing = missing_fields()
	if missing:
		create_custom_fields(missing, ignore_validate=True)


def missing_fields() -> dict[str, list[Field]]:
	wanted = custom_fields()
	standing = set(
		frappe.get_all(
			"Custom Field",
			filters={"dt": ["in", list(wanted)]},
			fields=["dt", "fieldname"],
			as_list=True,
			order_by="name",
		)
	)
	found = {
		doctype: [df for df in fields if (doctype, df["fieldname"]) not in standing]
		for doctype, fields in wanted.items()
	}
	return {doctype: fields for doctype, fields in found.items() if fields}


def remove_custom_fields() -> None:
	"""Take the fields away, with their columns. Data in them is gone."""
	for doctype, fields in custom_fields().items():
		drop_fields(doctype, [df["fieldname"] for df in fields])


def drop_fields(doctype: str, fieldnames: list[str]) -> None:
	"""Delete custom fields of `doctype` and drop their columns. A name that is not there is passed over."""
	frappe.db.delete("Custom Field", {"dt": doctype, "fieldname": ["in", fieldnames]})
	frappe.db.delete("Property Setter", {"doc_type": doctype, "field_name": ["in", fieldnames]})
	frappe.clear_cache(doctype=doctype)
	table = f"tab{doctype}"
	if not frappe.db.table_exists(doctype):
		return
	standing = {column.name for column in frappe.db.get_table_columns_description(table)}
	changes = ", ".join(f"DROP COLUMN `{name}`" for name in fieldnames if name in standing)
	if changes:
		# Frappe drops no column when a Custom Field goes, and its trim_tables would drop other people's columns too
		frappe.db.sql_ddl(f"ALTER TABLE `{table}` {changes}")  # nosemgrep: names are constants of this app
		frappe.cache.hdel("table_columns", table)
