"""The truth table of rights: role by DocType by action, as the site really grants it.

`docs/permissions-matrix.csv` is the reviewed copy. To write it anew after a deliberate change:
`scripts/on_site.py SITE property_service.tests.permission_matrix.write`, then read the diff.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import frappe
from frappe.permissions import get_role_permissions

from property_service.constants import ALL_ROLES, MODULE

FILE = Path(__file__).parents[2] / "docs" / "permissions-matrix.csv"
ACTIONS = (
	"read", "write", "create", "delete", "submit", "cancel", "amend", "print", "email", "report", "export",
	"import", "share",
)  # fmt: skip
HEADER = ("doctype", "role", "actions", "field_levels_read", "field_levels_written")
DOMAIN = "matrix.invalid"


def rows() -> list[tuple[str, ...]]:
	"""Return one row per DocType and role with a right: what Frappe answers for a user with just that role."""
	doctypes = frappe.get_all("DocType", {"module": MODULE, "istable": 0}, pluck="name", order_by="name asc")
	return [row for doctype in doctypes for role in ALL_ROLES if (row := _row(doctype, role))]


def as_csv() -> str:
	"""Return the table as the file holds it."""
	text = io.StringIO()
	writer = csv.writer(text, lineterminator="\n")
	writer.writerow(HEADER)
	writer.writerows(rows())
	return text.getvalue()


def write() -> None:
	"""Write the file anew. The users made for asking are rolled back."""
	FILE.write_text(as_csv(), encoding="utf-8")
	frappe.db.rollback()


def user_with(role: str) -> str:
	"""Return a user who has `role` and nothing else, made when there is none."""
	email = f"{frappe.scrub(role)}@{DOMAIN}"
	if not frappe.db.exists("User", email):
		user = frappe.get_doc(doctype="User", email=email, first_name=role, send_welcome_email=0)
		user.append("roles", {"role": role})
		user.insert(ignore_permissions=True)
	return email


def _row(doctype: str, role: str) -> tuple[str, ...] | None:
	meta = frappe.get_meta(doctype)
	granted = get_role_permissions(meta, user=user_with(role))
	actions = [action for action in ACTIONS if granted.get(action)]
	if not actions:
		return None
	only_own = " (own only)" if granted.get("has_if_owner_enabled") and granted.get("if_owner") else ""
	return (
		doctype,
		role,
		" ".join(actions) + only_own,
		_levels(meta, role, "read"),
		_levels(meta, role, "write"),
	)


def _levels(meta, role: str, action: str) -> str:
	return " ".join(str(row.permlevel) for row in meta.permissions if row.role == role and row.get(action))
