"""How the site's own pages look to a resident."""

from __future__ import annotations

import frappe
from frappe import _

from property_service.portal.residents import is_resident

HOME = "/property"


def update_context(context: frappe._dict) -> dict:
	"""Hook `update_website_context`: offer My Home first, and hide the menu of ERPNext's role Customer.

	ERPNext gives that role to every login whose Contact is linked to a Customer; its pages show nothing to
	residents, so its menu would only lead them astray.
	"""
	if not is_resident(frappe.session.user):
		return {}
	own = [item for item in context.sidebar_items or [] if item.get("role") != "Customer"]
	home = {"label": _("My Home"), "url": HOME}
	return {"sidebar_items": own, "post_login": [home, *(context.post_login or [])]}
