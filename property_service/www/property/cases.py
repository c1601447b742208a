"""What the household reported, newest first."""

from __future__ import annotations

import frappe
from frappe import _

from property_service.portal import case_sources
from property_service.portal.case_views import case_rows
from property_service.portal.pages import open_page, page_links, page_number, resident_only

no_cache = 1


def get_context(context: frappe._dict) -> None:
	"""Fill the page; `page` in the address counts from 1."""
	scope = open_page(context, _("Requests"), "cases")
	resident_only(scope)
	rows = case_sources.cases(scope, page=page_number())
	context.update(
		{
			"cases": case_rows(rows),
			"may_report": bool(scope.units("report")),
			**page_links("/property/cases?", len(rows)),
		}
	)
