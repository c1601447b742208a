"""My home: what is to be paid, what is open, and the units."""

from __future__ import annotations

import frappe
from frappe import _

from property_service.portal import bill_sources, case_sources, presenter
from property_service.portal.case_views import case_rows
from property_service.portal.pages import open_page
from property_service.portal.unit_views import unit_cards

no_cache = 1
CASES_SHOWN = 3


def get_context(context: frappe._dict) -> None:
	"""Fill the page; a login that is nobody's owner record gets a page that says so."""
	scope = open_page(context, _("My Home"), "home")
	context.greeting_name = frappe.get_cached_value("User", scope.user, "full_name")
	if not scope.is_resident:
		return
	amounts = bill_sources.open_amounts(scope)
	due = sum(amounts.values())
	counts = case_sources.open_case_counts(scope)
	context.update(
		{
			"due": presenter.amount(due) if due else "",
			"units": unit_cards(scope, amounts, counts),
			"open_count": sum(counts.values()),
			"cases": case_rows(case_sources.cases(scope, limit=CASES_SHOWN, only_open=True)),
			"may_report": bool(scope.units("report")),
		}
	)
