"""One bill with the sum behind every line."""

from __future__ import annotations

import frappe
from frappe import _

from property_service.portal import bills
from property_service.portal.bill_views import bill_page
from property_service.portal.pages import asked_name, not_found, open_page

no_cache = 1


def get_context(context: frappe._dict) -> None:
	"""Fill the page for the bill named in the address; 404 when it is not the resident's to see."""
	scope = open_page(context, _("Bill"), "bills")
	bill = bills.bill_for(asked_name(), scope)
	if not bill:
		not_found(context)
		return
	context.bill = bill_page(bill)
	context.hotline = frappe.get_cached_value("Property Community", bill["community"], "hotline")
