"""What is open on units, as far as the user may see it."""

from __future__ import annotations

from decimal import Decimal

import frappe

from property_service.billing import services as billing
from property_service.casework import services as casework


def open_amounts(units: list[str]) -> dict[str, Decimal]:
	"""Return what is open per unit in 元 for who may read charges, else nothing."""
	return billing.open_amounts_by_unit(units) if may_see("Fee Charge") else {}


def open_cases(units: list[str]) -> dict[str, int]:
	"""Return the number of open cases per unit for who may read cases, else nothing."""
	return casework.open_case_counts(units) if may_see("Complaint") else {}


def may_see(doctype: str) -> bool:
	return bool(frappe.has_permission(doctype, "read"))


def currency_of(community: str) -> str:
	"""Return the currency of the company that serves a community."""
	company = frappe.get_cached_value("Property Community", community, "company")
	return frappe.get_cached_value("Company", company, "default_currency")
