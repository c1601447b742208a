"""Connections on the forms of the registry and of Customer. A DocType that is not installed yet is left out.

DocTypes of other areas stand here by name only: once a later release brings one (Decoration Permit), its connection
appears by itself, and an app without it shows no broken link. Labels stay untranslated here: Frappe keeps the
connections in a cache for readers of every language and translates them when they are shown.
"""

from __future__ import annotations

from typing import Any

import frappe

Data = dict[str, Any]


def unit_dashboard() -> Data:
	"""Return the connections of Property Unit."""
	return _dashboard(
		"unit",
		[
			("People", ["Unit Ownership", "Unit Occupant", "Ownership Transfer"]),
			("Bills", ["Unit Fee", "Fee Charge", "Fee Rate"]),
			("Cases and Visits", ["Complaint", "Return Visit"]),
			(
				"Permits and History",
				["Decoration Permit", "Unit Handover", "Access Pass", "Unit Status Log"],
			),
		],
	)


def owner_dashboard() -> Data:
	"""Return the connections of Property Owner."""
	return _dashboard(
		"property_owner",
		[
			("Units", ["Unit Ownership", "Unit Occupant"]),
			("Bills", ["Fee Charge", "Sales Invoice", "Property Receipt"]),
			("Cases and Visits", ["Complaint", "Return Visit"]),
			("Permits", ["Decoration Permit", "Access Pass"]),
		],
	)


def building_dashboard() -> Data:
	"""Return the connections of Property Building."""
	return _dashboard("building", [("Units", ["Property Unit"]), ("Bills", ["Fee Rate"])])


def community_dashboard() -> Data:
	"""Return the connections of Property Community."""
	return _dashboard(
		"community",
		[
			("Units", ["Property Building", "Property Unit", "Property Roster Import"]),
			("Bills", ["Fee Rate", "Billing Run", "Fee Charge"]),
			("Cases and Visits", ["Complaint", "Return Visit"]),
		],
	)


def customer_dashboard(data: Data) -> Data:
	"""Hook override_doctype_dashboards: add the owner and the charges to ERPNext's connections of Customer."""
	data.setdefault("non_standard_fieldnames", {})["Fee Charge"] = "payer"
	data.setdefault("internal_links", {})["Property Owner"] = "property_owner"
	data["transactions"].append({"label": "Property Service", "items": ["Property Owner", "Fee Charge"]})
	return data


def _dashboard(fieldname: str, groups: list[tuple[str, list[str]]]) -> Data:
	"""Return connections of the DocTypes among the groups that exist and have the field."""
	transactions = [
		{"label": label, "items": [doctype for doctype in doctypes if _links_by(doctype, fieldname)]}
		for label, doctypes in groups
	]
	return {"fieldname": fieldname, "transactions": [group for group in transactions if group["items"]]}


def _links_by(doctype: str, fieldname: str) -> bool:
	return bool(frappe.db.exists("DocType", doctype)) and frappe.get_meta(doctype).has_field(fieldname)
