"""What ERPNext's forms show of billing."""

from __future__ import annotations

from typing import Any

from frappe import _


def sales_invoice_dashboard(data: dict[str, Any]) -> dict[str, Any]:
	"""Add the charges and settlements of a bill to the connections of Sales Invoice."""
	data["non_standard_fieldnames"] = {
		**data.get("non_standard_fieldnames", {}),
		"Fee Charge": "sales_invoice",
		"Charge Settlement": "sales_invoice",
	}
	data["internal_links"] = {**data.get("internal_links", {}), "Billing Run": "property_billing_run"}
	data.setdefault("transactions", []).append(
		{"label": _("Property Service"), "items": ["Fee Charge", "Charge Settlement", "Billing Run"]}
	)
	return data
