"""Show a masked phone number to somebody who needs it for their work, and keep who, whose and why."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import add_to_date, escape_html, now_datetime

from property_service.registry.masking import clean_text

METHOD = "Reveal Mobile Number"
SHORTEST_REASON = 4
# A technician's day holds about a dozen visits: more than this in an hour is collecting, not calling.
MOST_IN_AN_HOUR = 30


def reveal_mobile_no(property_owner: str, reason: str) -> str:
	"""Return an owner's mobile number and log it. The caller checked role and right to read the owner.

	Raises:
		frappe.ValidationError: no real reason given.
		frappe.RateLimitExceededError: the user asked for too many numbers within an hour.
	"""
	reason = clean_text(reason)
	if len(reason) < SHORTEST_REASON:
		frappe.throw(
			_(
				"Say why you need the number, for example: agree on a time for the repair. It is kept with your name."
			),
			title=_("Reason Needed"),
		)
	_refuse_collecting()
	owner = frappe.get_doc("Property Owner", property_owner)
	frappe.get_doc(
		doctype="Access Log",
		user=frappe.session.user,
		export_from="Property Owner",
		reference_document=owner.name,
		method=METHOD,
		filters=reason,
	).insert(ignore_permissions=True)
	owner.add_comment("Info", _("looked at the mobile number: {0}").format(escape_html(reason)))
	return owner.mobile_no or ""


def _refuse_collecting() -> None:
	since = add_to_date(now_datetime(), hours=-1)
	shown = frappe.db.count(
		"Access Log", {"user": frappe.session.user, "method": METHOD, "creation": (">", since)}
	)
	if shown >= MOST_IN_AN_HOUR:
		frappe.throw(
			_(
				"You looked at {0} numbers within an hour. Please wait, or ask a supervisor for a list."
			).format(frappe.bold(shown)),
			frappe.RateLimitExceededError,
			title=_("Too Many Numbers"),
		)
