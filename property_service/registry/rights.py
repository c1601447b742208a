"""Who may call: by role, with a message that says so."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _

from property_service.constants import STAFF_ROLES

SYSTEM_MANAGER = "System Manager"
STAFF = (*STAFF_ROLES, SYSTEM_MANAGER)


def require_role(roles: Iterable[str]) -> None:
	"""Refuse users without one of the roles. Unlike `frappe.only_for` this also holds while tests run.

	Raises:
		frappe.PermissionError: the session's user has none of the roles.
	"""
	roles = tuple(roles)
	if frappe.session.user == "Administrator" or set(roles) & set(frappe.get_roles()):
		return
	frappe.throw(
		_("Only {0} may do this. Ask one of them, or your administrator for the role.").format(
			", ".join(frappe.bold(_(role)) for role in roles)
		),
		frappe.PermissionError,
		title=_("Not Permitted"),
	)


def require_staff() -> None:
	"""Refuse residents and everybody else who is not staff."""
	require_role(STAFF)
