"""The bills of each unit, open ones first asked for."""

from __future__ import annotations

import frappe
from frappe import _

from property_service.portal import bill_sources
from property_service.portal.bill_views import bill_sections
from property_service.portal.pages import open_page, page_links, page_number, resident_only

no_cache = 1


def get_context(context: frappe._dict) -> None:
	"""Fill the page. `show` in the address: open (default), paid or all; `page` counts from 1."""
	scope = open_page(context, _("Bills"), "bills")
	resident_only(scope)
	choices = {"open": _("To be paid"), "paid": _("Paid"), "all": _("All bills")}
	show = frappe.form_dict.get("show") if frappe.form_dict.get("show") in choices else "open"
	rows = bill_sources.bill_rows(scope, show, page_number())
	context.update(
		{
			"show": show,
			"choices": [{"key": key, "label": label} for key, label in choices.items()],
			"sections": bill_sections(rows, scope),
			**page_links(f"/property/bills?show={show}", len(rows)),
		}
	)
