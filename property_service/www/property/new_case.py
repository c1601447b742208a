"""The form for reporting something, made for a phone with a camera."""

from __future__ import annotations

import frappe
from frappe import _

from property_service.portal import uploads
from property_service.portal.case_views import category_groups, places
from property_service.portal.incoming import LONGEST_TEXT
from property_service.portal.pages import open_page, resident_only

no_cache = 1


def get_context(context: frappe._dict) -> None:
	"""Fill the form's choices: only units the resident may report on, only categories offered in the portal."""
	scope = open_page(context, _("New Request"), "cases")
	resident_only(scope)
	context.update(
		{
			"places": places(scope),
			"categories": category_groups(),
			"most_photos": uploads.MOST_FILES,
			"longest": LONGEST_TEXT,
		}
	)
