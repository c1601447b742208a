"""What the desk calls for cases. Each method checks rights first; the first line says who may call it."""

from typing import Any

import frappe
from frappe import _

from property_service.casework import lookup, services, sources
from property_service.casework.staff import CASE_ROLES, FALLBACK_ROLES

PAGE = 20


@frappe.whitelist(methods=["POST"])
def file_case(
	description: str,
	unit: str | None = None,
	community: str | None = None,
	property_owner: str | None = None,
	channel: str = "Phone",
	request_type: str | None = None,
	category: str | None = None,
	severity: str | None = None,
	subject: str | None = None,
	location: str | None = None,
	contact_name: str | None = None,
	contact_mobile: str | None = None,
	is_anonymous: bool | int = False,
	handler: str | None = None,
	promised_reply_at: str | None = None,
	files: list[str] | str | None = None,
) -> str:
	"""Staff who may create cases. File a case from the quick entry; return its name.

	`files` are names of Files the same user has just uploaded; the other arguments are fields of Complaint.
	"""
	frappe.has_permission("Complaint", "create", throw=True)
	if unit:
		frappe.has_permission("Property Unit", "read", doc=unit, throw=True)
	data = {
		"description": description, "unit": unit, "community": community, "property_owner": property_owner,
		"request_type": request_type, "category": category, "severity": severity, "subject": subject,
		"location": location, "contact_name": contact_name, "contact_mobile": contact_mobile,
		"is_anonymous": int(is_anonymous), "handler": handler, "promised_reply_at": promised_reply_at,
	}  # fmt: skip
	uploads = [{"name": name} for name in frappe.parse_json(files or [])]
	return services.file_case(data, channel=channel, files=uploads)


@frappe.whitelist()
@frappe.validate_and_sanitize_search_inputs
def search_units(
	doctype: str, txt: str, searchfield: str, start: int, page_len: int, filters: dict | None = None
) -> list[list[str]]:
	"""Staff who may read units. Search for a Link field: number, owner's name or last phone digits."""
	frappe.has_permission("Property Unit", "read", throw=True)
	community = (filters or {}).get("community")
	rows = lookup.find_units(txt, community, limit=int(start) + int(page_len))
	return [
		[row.name, row.unit_title or row.name, row.owner_names or "", _(row.status)]
		for row in rows[int(start) :]
	]


@frappe.whitelist()
def unit_briefing(unit: str) -> dict[str, Any]:
	"""Staff who may read the unit. Return its community, people and newest cases for the quick entry."""
	frappe.has_permission("Property Unit", "read", doc=unit, throw=True)
	frappe.has_permission("Complaint", "read", throw=True)
	place = sources.place_of(unit)
	return {
		"community": place.community,
		"unit_title": place.unit_title,
		"people": lookup.people_of(unit),
		"cases": lookup.recent_cases(unit),
		"open_count": services.open_case_counts([unit]).get(unit, 0),
	}


@frappe.whitelist()
def unit_history(case: str) -> list[dict[str, Any]]:
	"""Staff who may read the case. Return the other cases of its unit, newest first."""
	frappe.has_permission("Complaint", "read", doc=case, throw=True)
	unit = frappe.db.get_value("Complaint", case, "unit")
	return lookup.recent_cases(unit, but=case, limit=PAGE) if unit else []


@frappe.whitelist()
def category_defaults(category: str) -> dict[str, Any]:
	"""Staff who may read categories. Return the kind, severity and responsible party a category proposes."""
	frappe.has_permission("Complaint Category", "read", throw=True)
	row = sources.category_defaults(category)
	return {field: row.get(field) for field in ("request_type", "severity", "responsible_party")}


@frappe.whitelist()
@frappe.validate_and_sanitize_search_inputs
def search_staff(
	doctype: str, txt: str, searchfield: str, start: int, page_len: int, filters: dict | None = None
) -> list[list[str]]:
	"""Staff who may read cases. Search for a Link field: the people who work for a community, by role."""
	frappe.has_permission("Complaint", "read", throw=True)
	community = (filters or {}).get("community")
	if not community:
		return []
	names = services.staff_of(community, CASE_ROLES)
	people = frappe.get_all(
		"User",
		filters={"name": ["in", names]},
		or_filters={"name": ["like", f"%{txt}%"], "full_name": ["like", f"%{txt}%"]},
		fields=["name", "full_name"],
		order_by="full_name asc",
		limit_start=int(start),
		limit=int(page_len),
	)
	return [[row.name, row.full_name] for row in people]


@frappe.whitelist(methods=["POST"])
def assign_case(
	case: str, handler: str | None = None, executor: str | None = None, note: str | None = None
) -> None:
	"""Staff who may write the case, technicians only for themselves. Set who answers for it and who does the work."""
	doc = frappe.get_doc("Complaint", case)
	doc.check_permission("write")
	_check_technician(handler, executor)
	doc.update({key: value for key, value in {"handler": handler, "executor": executor}.items() if value})
	doc.save()
	if (note or "").strip():
		doc.add_comment("Comment", frappe.utils.escape_html(note))


@frappe.whitelist(methods=["POST"])
def reply_to_owner(case: str, message: str) -> str:
	"""Staff who may write the case. Send a reply to its owner; return the Communication."""
	frappe.has_permission("Complaint", "write", doc=case, throw=True)
	return services.reply_to_owner(case, message)


def _check_technician(handler: str | None, executor: str | None) -> None:
	"""Refuse that a technician gives work to others; taking it is fine."""
	if set(FALLBACK_ROLES) & set(frappe.get_roles()):
		return
	if handler or executor not in (None, frappe.session.user):
		frappe.throw(
			_("Technicians take cases for themselves. Ask the handler to assign it to somebody else."),
			frappe.PermissionError,
			title=_("Not Permitted"),
		)
