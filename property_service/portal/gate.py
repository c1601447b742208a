"""Residents use the portal's pages and methods, nothing else of the site's API.

Frappe opens its generic surfaces (`/api/resource`, `frappe.client`, `frappe.desk`, reportview) to every login and
gives role All rights of its own. Three of them reach past any rule on our DocTypes: the desk form's docinfo returns
staff's internal comments and the change log of a case the resident may read; `_comments` does so in lists; and a
File made with somebody's file address opens that file. See docs/decisions/0040-residents-use-only-the-portal.md.
"""

from __future__ import annotations

import frappe
from frappe import _

from property_service.portal.residents import is_resident

_CLOSED_APPS = ("frappe", "erpnext", "property_service")
_OPEN_PREFIXES = (
	"frappe.website.",
	"frappe.www.login.",
	"frappe.integrations.oauth2",
	"property_service.portal.api.",
)
_OPEN_METHODS = {
	"login",
	"logout",
	"web_logout",
	"ping",
	"frappe.ping",
	"frappe.auth.get_logged_user",
	"frappe.handler.ping",
	"frappe.handler.logout",
	"frappe.handler.web_logout",
	"frappe.core.doctype.user.user.reset_password",
	"frappe.core.doctype.user.user.test_password_strength",
	"frappe.core.doctype.user.user.update_password",
	"frappe.realtime.get_user_info",
	"property_service.visits.api.answer_visit",
}


def keep_residents_in_portal() -> None:
	"""Hook `auth_hooks`: refuse a resident's request for anything but pages and permitted methods.

	Runs after every way of signing in (session, token, OAuth).

	Raises:
		frappe.PermissionError: the request is for a generic surface.
	"""
	request = frappe.local.request
	if not request or is_permitted(request.path, frappe.form_dict.get("cmd")):
		return
	if is_resident(frappe.session.user):
		# Where in the code the request was stopped is nobody's business outside.
		frappe.flags.disable_traceback = True
		frappe.throw(
			_("Your home's pages do not use this address. Please go back to My Home."),
			frappe.PermissionError,
			title=_("Not Permitted"),
		)


def is_permitted(path: str, command: str | None = None) -> bool:
	"""Return whether a resident may ask for `path`, with `command` as the old `cmd` parameter."""
	if command and not is_permitted_method(str(command)):
		return False
	parts = path.strip("/").split("/")
	if parts[0] != "api":
		return True
	parts = parts[1:]
	if parts and parts[0] in ("v1", "v2"):
		parts = parts[1:]
	return len(parts) == 2 and parts[0] == "method" and is_permitted_method(parts[1])


def is_permitted_method(method: str) -> bool:
	"""Return whether a resident may call `method`; other apps' methods are those apps' own affair."""
	if method in _OPEN_METHODS or method.startswith(_OPEN_PREFIXES):
		return True
	app, dot, _rest = method.partition(".")
	return bool(dot) and app not in _CLOSED_APPS
