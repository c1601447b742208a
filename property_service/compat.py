"""What differs between Frappe 15 and 16, in one place."""

from __future__ import annotations

import frappe


def is_in_test() -> bool:
	"""Return whether a test runner is at work (`frappe.in_test` in v16, a flag in v15)."""
	return bool(getattr(frappe, "in_test", False) or frappe.flags.in_test)


def books_frozen_until(company: str) -> str | None:
	"""Return the last day nobody may book on: of the company in ERPNext 16, of the site in 15."""
	if frappe.get_meta("Company").has_field("accounts_frozen_till_date"):
		return frappe.get_cached_value("Company", company, "accounts_frozen_till_date")
	return frappe.db.get_single_value("Accounts Settings", "acc_frozen_upto")
