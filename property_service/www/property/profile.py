"""Who am I here, and in which language."""

from __future__ import annotations

import frappe
from frappe import _

from property_service.portal import sources
from property_service.portal.pages import LANGUAGES, open_page, resident_only
from property_service.portal.unit_views import unit_cards

no_cache = 1


def get_context(context: frappe._dict) -> None:
	"""Fill the page from the resident's own records; the phone number stays masked."""
	scope = open_page(context, _("Me"), "profile")
	resident_only(scope)
	context.update(
		{
			"people": sources.own_people(scope),
			"units": unit_cards(scope, {}, {}),
			"languages": [
				{"code": code, "label": label, "is_chosen": (frappe.local.lang or "").startswith(code)}
				for code, label in LANGUAGES.items()
			],
		}
	)
