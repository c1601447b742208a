"""What residents' pages may ask for. The resident is the session's, never one the client names.

No `from __future__ import annotations` here: Frappe checks arguments against annotations, and skips those that are
strings.
"""

from urllib.parse import urlsplit

import frappe
from frappe import _
from frappe.rate_limiter import rate_limit

from property_service.billing.services import bill_notice_pdf
from property_service.casework.services import add_owner_message
from property_service.casework.services import file_case as file_new_case
from property_service.portal import bills, incoming, sources, visits, writer
from property_service.portal.pages import LANGUAGES
from property_service.portal.residents import scope_of
from property_service.portal.scope import Scope
from property_service.portal.website import HOME
from property_service.visits.services import issue_answer_link

HOUR = 60 * 60
# By network address, and a whole tower may share one.
CASES_AN_HOUR = 60
MESSAGES_AN_HOUR = 240
BILLS_AN_HOUR = 240


@frappe.whitelist(methods=["POST"])
@rate_limit(limit=CASES_AN_HOUR, seconds=HOUR)
def file_case(
	description: str,
	unit: str | None = None,
	community: str | None = None,
	category: str | None = None,
	location: str | None = None,
) -> dict[str, str]:
	"""Residents file a case for a unit they may report on, or for the common areas of its community.

	Photos come in the same request as `photos`. Returns the case's name and address.
	"""
	scope = _resident()
	text = incoming.text(description)
	place = incoming.place_of_case(scope, unit, community)
	data = {
		**place,
		"description": text,
		"category": incoming.portal_category(category),
		"location": (location or "")[:140],
		"property_owner": sources.own_record(scope, place.get("unit")),
	}
	files = [{"file_name": file.file_name, "content": file.content} for file in incoming.uploaded_files()]
	case = file_new_case(data, channel="Portal", filed_by=scope.user, files=files)
	return {"case": case, "url": f"{HOME}/cases/{case}"}


@frappe.whitelist(methods=["POST"])
@rate_limit(limit=MESSAGES_AN_HOUR, seconds=HOUR)
def add_message(case: str, message: str = "") -> dict[str, str]:
	"""Residents add words, photos (`photos`) or both to a case they see."""
	scope = _resident()
	if not sources.is_visible("Complaint", case, scope):
		incoming.deny()
	files = incoming.uploaded_files()
	text = incoming.text(message) if message.strip() or not files else _("Photos added.")
	unit = frappe.db.get_value("Complaint", case, "unit")
	add_owner_message(case, text, sources.own_record(scope, unit))
	for file in files:
		writer.attach_to_case(case, file)
	return {"case": case, "url": f"{HOME}/cases/{case}"}


@frappe.whitelist(methods=["POST"])
@rate_limit(limit=MESSAGES_AN_HOUR, seconds=HOUR)
def judge_case(case: str) -> dict[str, str]:
	"""Residents who reported a case open the page where they say how it went; a fresh one-time link each time."""
	scope = _resident()
	visit = visits.visit_to_make(case, scope)
	if not visit:
		incoming.deny()
	link, _mailed = issue_answer_link(visit)
	address = urlsplit(link)
	return {"url": f"{address.path}?{address.query}"}


@frappe.whitelist(methods=["GET"])
@rate_limit(limit=BILLS_AN_HOUR, seconds=HOUR)
def download_bill(name: str) -> None:
	"""Residents download a bill they see in full as PDF."""
	bill = bills.bill_for(name, _resident())
	if not bill or not bill["is_complete"]:
		incoming.deny()
	frappe.local.response.filename = f"{name}.pdf"
	frappe.local.response.filecontent = bill_notice_pdf(name)
	frappe.local.response.type = "download"


@frappe.whitelist(methods=["POST"])
def set_language(language: str) -> dict[str, str]:
	"""Any signed-in resident chooses the language of their own pages and letters."""
	scope = _resident()
	if language not in LANGUAGES:
		incoming.deny()
	writer.set_language(scope.user, language)
	return {"language": language}


def _resident() -> Scope:
	"""Return the session's scope; a login that is nobody's owner record has no business here."""
	# Where in the code a request was stopped is nobody's business outside.
	frappe.flags.disable_traceback = True
	scope = scope_of()
	if not scope.is_resident:
		frappe.throw(
			_("Your login is not linked to a home yet. Please ask the service office."),
			frappe.PermissionError,
			title=_("Not Permitted"),
		)
	return scope
