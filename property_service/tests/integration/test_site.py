"""The site under test is a real one."""

from __future__ import annotations

import frappe


def test_site_has_erpnext_and_this_app() -> None:
	assert {"frappe", "erpnext", "property_service"} <= set(frappe.get_installed_apps())
