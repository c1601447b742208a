"""The language in which the set-up names what it makes."""

from __future__ import annotations

import frappe


def site_language() -> str:
	"""Return the language of System Settings: bench commands run in English whatever the site speaks."""
	return frappe.db.get_single_value("System Settings", "language") or "en"
