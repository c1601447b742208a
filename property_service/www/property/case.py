"""One case: what was reported, how it goes on, and what was said."""

from __future__ import annotations

import frappe
from frappe import _

from property_service.portal import case_sources, uploads, visits
from property_service.portal.case_views import case_page, photos, progress
from property_service.portal.incoming import LONGEST_TEXT
from property_service.portal.pages import asked_name, not_found, open_page

no_cache = 1


def get_context(context: frappe._dict) -> None:
	"""Fill the page for the case named in the address; 404 when it is not the resident's to see."""
	scope = open_page(context, _("Request"), "cases")
	case = case_sources.case(asked_name(), scope)
	if not case:
		not_found(context)
		return
	context.update(
		{
			"case": case_page(case),
			"progress": progress(case, scope),
			"photos": photos(case_sources.residents_files(case.name)),
			"may_judge": case.state_category == "Resolved" and bool(visits.visit_to_make(case.name, scope)),
			"most_photos": uploads.MOST_FILES,
			"longest": LONGEST_TEXT,
		}
	)
