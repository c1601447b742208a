"""What every portal page does first: who is asking, which tab is lit, and that nothing is cached or shared."""

from __future__ import annotations

from urllib.parse import quote

import frappe
from frappe import _
from frappe.sessions import get_csrf_token
from frappe.utils import cint

from property_service.portal.residents import scope_of
from property_service.portal.scope import Scope
from property_service.portal.sources import PAGE_LENGTH
from property_service.portal.website import HOME

# What is offered for choosing: the languages this app is written in, each under its own name.
LANGUAGES = {"zh": "中文", "en": "English"}


def open_page(context: frappe._dict, title: str, tab: str) -> Scope:
	"""Fill what the layout needs and return the session's scope.

	Args:
		context: the page's context, changed in place.
		title: translated title of the page.
		tab: key of the tab that is lit: home, bills, cases or profile.

	Raises:
		frappe.Redirect: to the login page, with the way back, for a guest.
	"""
	# Frappe's page cache knows addresses, not people.
	frappe.local.no_cache = True
	require_login()
	scope = scope_of()
	context.update(
		{
			"title": title,
			"no_cache": 1,
			"show_sidebar": False,
			"no_breadcrumbs": True,
			"full_width": True,
			"portal_tab": tab,
			"portal_tabs": _tabs(),
			"portal_texts": _texts(),
			"scope": scope,
		}
	)
	# The token is made on first use; without one Frappe checks no request of this session.
	get_csrf_token()
	return scope


def require_login() -> None:
	"""Send a guest to the login page, and back to the page asked for afterwards."""
	if frappe.session.user != "Guest":
		return
	request = frappe.local.request
	wanted = request.full_path.rstrip("?") if request else HOME
	redirect_to(f"/login?redirect-to={quote(wanted)}")


def redirect_to(path: str) -> None:
	"""Answer the request with a temporary redirect to `path`."""
	frappe.local.flags.redirect_location = path
	raise frappe.Redirect(302)


def not_found(context: frappe._dict) -> None:
	"""Answer 404, the same for what is somebody else's and what is not there.

	Not by PageDoesNotExistError: Frappe answers that one with 200, and remembers the address as missing for everybody,
	so whoever tries somebody's address would close it to its owner.
	"""
	context.template = "property_service/templates/portal/not_found.html"
	context.http_status_code = 404


def resident_only(scope: Scope) -> None:
	"""Send a login that is nobody's owner record to the page that says so."""
	if not scope.is_resident:
		redirect_to(HOME)


def page_number() -> int:
	"""Return the page asked for in the address, counted from 1; 1 for anything odd."""
	return max(cint(frappe.form_dict.get("page")), 1)


def page_links(route: str, shown: int) -> dict[str, str]:
	"""Return the addresses of the newer and the older page, "" where there is none.

	Args:
		route: address of the list, to which `page` is added.
		shown: number of rows on this page.
	"""
	page = page_number()
	joined = route if route.endswith("?") else f"{route}&"
	return {
		"newer": f"{joined}page={page - 1}" if page > 1 else "",
		"older": f"{joined}page={page + 1}" if shown == PAGE_LENGTH else "",
	}


def asked_name() -> str:
	"""Return the `name` in the page's address, "" without one."""
	name = frappe.form_dict.get("name")
	return name if isinstance(name, str) else ""


def _tabs() -> list[dict[str, str]]:
	return [
		{"key": "home", "label": _("My Home"), "route": HOME},
		{"key": "bills", "label": _("Bills"), "route": f"{HOME}/bills"},
		{"key": "cases", "label": _("Requests"), "route": f"{HOME}/cases"},
		{"key": "profile", "label": _("Me"), "route": f"{HOME}/profile"},
	]


def _texts() -> dict[str, str]:
	"""Return what the page's script says."""
	return {
		"sending": _("Sending…"),
		"failed": _("Not sent. Your text is still here: please check the connection and try again."),
		"too_many": _("You sent a lot in a short time. Please wait an hour, or call the office."),
		"remove": _("Remove photo"),
		"signed_out": _("You have been signed out. Your text is still here: sign in again in another tab."),
	}
