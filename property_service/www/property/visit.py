"""The owner says how something went, through a one-time link."""

from __future__ import annotations

import frappe
from frappe import _

from property_service.portal import visits
from property_service.portal.incoming import LONGEST_TEXT
from property_service.portal.pages import open_page

no_cache = 1


def get_context(context: frappe._dict) -> None:
	"""Fill the page for the link's `token`; an unknown, used or somebody else's link says only that it is not valid."""
	scope = open_page(context, _("How did it go?"), "cases")
	token = frappe.form_dict.get("token")
	context.visit = visits.page_of(token, scope) if isinstance(token, str) else None
	context.update({"token": token, "stars": visits.STARS, "longest": LONGEST_TEXT})
