"""A company on a fresh ERPNext site, as the setup wizard would make it. For demo and test sites only."""

from __future__ import annotations

import frappe

COMPANY_NAME = "Cloud Harbour Property Services"
COMPANY_ABBR = "CHPS"
FIRST_FISCAL_YEAR = 2024


def complete_setup_wizard(company_name: str = COMPANY_NAME, abbr: str = COMPANY_ABBR) -> None:
	"""Run ERPNext's setup wizard from code for a company in China that books in yuan.

	Arguments: `company_name` and its `abbr`, both as ERPNext shows them.
	Does nothing on a site whose wizard was completed before.
	"""
	from frappe.desk.page.setup_wizard.setup_wizard import setup_complete

	if frappe.is_setup_complete():
		return
	year = frappe.utils.getdate().year
	setup_complete(
		{
			"language": "English",
			"country": "China",
			"timezone": "Asia/Shanghai",
			"currency": "CNY",
			"full_name": "Administrator",
			"email": "Administrator",
			"company_name": company_name,
			"company_abbr": abbr,
			"chart_of_accounts": "Standard",
			"fy_start_date": f"{year}-01-01",
			"fy_end_date": f"{year}-12-31",
			"setup_demo": 0,
		}
	)
	ensure_fiscal_years(FIRST_FISCAL_YEAR, year + 1)


def ensure_fiscal_years(first: int, last: int) -> None:
	"""Make the calendar years `first` to `last` (inclusive) fiscal years where none exists."""
	for year in range(first, last + 1):
		if frappe.db.exists("Fiscal Year", {"year_start_date": f"{year}-01-01"}):
			continue
		frappe.get_doc(
			doctype="Fiscal Year",
			year=str(year),
			year_start_date=f"{year}-01-01",
			year_end_date=f"{year}-12-31",
		).insert(ignore_permissions=True)
