"""What a new case gets by itself, and what it is refused for. Works on the Complaint document being filed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime

from property_service.casework import sources
from property_service.casework.clock import reply_due
from property_service.casework.routing import handler_for
from property_service.casework.subject import subject_from
from property_service.exceptions import CaseError
from property_service.registry.services import ownership_rows

if TYPE_CHECKING:
	from property_service.property_service.doctype.complaint.complaint import Complaint

FIRST_REPLY_HOURS = 72
PORTAL = "Portal"
# Between filling in and saving a form, now passes by.
A_MOMENT = timedelta(minutes=5)
_CATEGORY_FIELDS = ("request_type", "severity", "responsible_party")


def fill_defaults(doc: Complaint) -> None:
	"""Fill a new case's place, person, subject, category defaults, handler and times where nobody gave them."""
	fill_place(doc)
	fill_person(doc)
	fill_from_category(doc)
	doc.subject = (doc.subject or "").strip() or subject_from(doc.description)
	doc.ps_reply_due = reply_due(
		now_datetime(), float(sources.setting("first_reply_hours") or FIRST_REPLY_HOURS)
	)
	doc.promised_reply_at = doc.promised_reply_at or doc.ps_reply_due
	if doc.community and not doc.handler:
		doc.handler = handler_for(doc.community, doc.unit, doc.category)


def fill_place(doc: Complaint) -> None:
	"""Take the community from the unit."""
	if doc.unit and not doc.community:
		doc.community = frappe.db.get_value("Property Unit", doc.unit, "community")


def fill_person(doc: Complaint) -> None:
	"""Take the unit's payer when nobody is named, and the person's contact data; nothing at all when anonymous."""
	if doc.is_anonymous:
		doc.property_owner = doc.contact_name = doc.contact_mobile = doc.contact_email = None
		return
	if not doc.property_owner and not doc.contact_name and doc.unit:
		doc.property_owner = _payer_of(doc.unit)
	contact = sources.contact_of(doc.property_owner) if doc.property_owner else None
	if contact:
		doc.contact_name = doc.contact_name or contact.owner_name
		doc.contact_mobile = doc.contact_mobile or contact.mobile_no
		doc.contact_email = contact.email


def fill_from_category(doc: Complaint) -> None:
	"""Take what the category proposes where the form still holds the field's own default."""
	if not doc.category:
		return
	proposed = sources.category_defaults(doc.category)
	chosen = doc.flags.chosen_fields or ()
	for fieldname in _CATEGORY_FIELDS:
		untouched = not doc.get(fieldname) or doc.get(fieldname) == doc.meta.get_field(fieldname).default
		if proposed.get(fieldname) and untouched and fieldname not in chosen:
			doc.set(fieldname, proposed[fieldname])


def check_place(doc: Complaint) -> None:
	"""Refuse a unit of another community."""
	community = frappe.db.get_value("Property Unit", doc.unit, "community") if doc.unit else None
	if community and doc.community != community:
		frappe.throw(
			_(
				"Unit {0} belongs to {1}, the case is filed for {2}. Choose a unit of that community or leave the community empty."
			).format(frappe.bold(doc.unit), frappe.bold(community), frappe.bold(doc.community)),
			CaseError,
			title=_("Unit of Another Community"),
		)


def check_category(doc: Complaint) -> None:
	"""Refuse a group or a switched-off category."""
	if not doc.category or not doc.has_value_changed("category"):
		return
	row = sources.category_defaults(doc.category)
	if row.is_group or not row.enabled:
		frappe.throw(
			_("{0} cannot be chosen for a case. Choose an enabled category below a group.").format(
				frappe.bold(_(doc.category))
			),
			CaseError,
			title=_("Category Not Usable"),
		)


def check_promise(doc: Complaint) -> None:
	"""Refuse to promise a reply for a moment that is over."""
	if not doc.promised_reply_at or not doc.has_value_changed("promised_reply_at"):
		return
	if get_datetime(doc.promised_reply_at) < now_datetime() - A_MOMENT:
		frappe.throw(
			_("{0} is over already. Promise a reply for a later time.").format(
				frappe.bold(frappe.format(doc.promised_reply_at, "Datetime"))
			),
			CaseError,
			title=_("Promised Reply in the Past"),
		)


def hide_unit(doc: Complaint) -> None:
	"""Keep only the community of an anonymous case from the portal: the unit would name the resident."""
	if doc.is_anonymous and doc.channel == PORTAL:
		fill_place(doc)
		doc.unit = None


@contextmanager
def nameless(hidden: bool) -> Iterator[None]:
	"""Write as Guest while `hidden`, so that no record names the account of who complains anonymously.

	Frappe's own anonymous web forms do the same; rights were checked before, with the real user.
	"""
	user = frappe.session.user
	if hidden:
		frappe.session.user = "Guest"
	try:
		yield
	finally:
		frappe.session.user = user


def _payer_of(unit: str) -> str | None:
	owners = ownership_rows([unit], getdate(), getdate())
	payer = next((row for row in owners if row["is_payer"]), None) or next(iter(owners), None)
	return payer["property_owner"] if payer else None
