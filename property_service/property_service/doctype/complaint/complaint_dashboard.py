# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from __future__ import annotations

from typing import Any

from frappe import _


def get_data(**kwargs: Any) -> dict[str, Any]:
	"""Return what a case's form shows as connected: its return visits and the cases that belong to it."""
	return {
		"fieldname": "reference_name",
		"non_standard_fieldnames": {"Complaint": "parent_complaint", "Complaint Status Log": "complaint"},
		"dynamic_links": {"reference_name": ["Complaint", "reference_doctype"]},
		"transactions": [
			{"label": _("Follow-up"), "items": ["Return Visit"]},
			{"label": _("Related"), "items": ["Complaint", "Complaint Status Log"]},
		],
	}
