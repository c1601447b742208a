"""What differs between Frappe 15 and 16, in one place."""

from __future__ import annotations

import frappe


def is_in_test() -> bool:
	"""Return whether a test runner is at work (`frappe.in_test` in v16, a flag in v15)."""
	return bool(getattr(frappe, "in_test", False) or frappe.flags.in_test)
