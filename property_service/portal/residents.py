"""Who the session's resident is, and the three permission hooks that follow from one criterion per DocType.

The resident is the user's own Property Owner records (`Property Owner.user`), never something the client names.
Hooks can only take rights away: what a role may do at all stands in the DocType's permissions.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from pypika.terms import Criterion

import frappe
from frappe.model.document import Document
from frappe.query_builder import DocType
from frappe.query_builder.terms import NamedParameterWrapper
from frappe.utils import getdate

from property_service.constants import PROPERTY_RESIDENT
from property_service.portal.criteria import NOTHING, RESIDENT_CRITERIA
from property_service.portal.scope import Scope, Tie
from property_service.portal.staff import property_owners_of_staff

STAFF_CRITERIA = {"Property Owner": property_owners_of_staff}
# Roles everybody gets; they never make anybody staff.
_COMMON_ROLES = {PROPERTY_RESIDENT, "Guest", "All", "Desk User"}
_RESIDENT_ACTIONS = {None, "read", "select", "print"}


def scope_of(user: str | None = None, today: date | None = None) -> Scope:
	"""Return what ties `user` (the session's by default) to units, in three queries; empty for Guest.

	Only active owner records count: a merged, inactive or deceased one opens nothing.
	"""
	user, today = user or frappe.session.user, today or getdate()
	if user in ("Guest", "Administrator"):
		return Scope(user, today)
	people = frappe.get_all(
		"Property Owner",
		filters={"user": user, "status": "Active"},
		fields=["name", "customer"],
		order_by="name asc",
	)
	owners = tuple(row.name for row in people)
	if not owners:
		return Scope(user, today)
	customers = tuple(row.customer for row in people if row.customer)
	return Scope(user, today, owners, customers, (*_ownerships(owners), *_occupancies(owners)))


def query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""Hook `permission_query_conditions`: return the SQL that limits lists of `doctype`, "" without a limit."""
	criterion = _criterion(doctype, user or frappe.session.user)
	return "" if criterion is None else f"({_as_sql(criterion)})"


def document_permission(doc: Document, ptype: str | None = None, user: str | None = None) -> bool:
	"""Hook `has_permission`: return whether the rule for `doc`'s DocType lets `user` do `ptype`."""
	user = user or frappe.session.user
	if is_staff_for(doc.doctype, user):
		# A record being made has no row to compare yet; the role says who may make one.
		return True if doc.is_new() else _meets(doc, _criterion(doc.doctype, user))
	return ptype in _RESIDENT_ACTIONS and _meets(doc, resident_criterion(doc.doctype, scope_of(user)))


def website_permission(
	doc: Document | None = None, ptype: str | None = "read", user: str | None = None, verbose: bool = False
) -> bool:
	"""Hook `has_website_permission`: on the website everybody is a resident, staff included."""
	if doc is None or ptype not in _RESIDENT_ACTIONS:
		return False
	return _meets(doc, resident_criterion(doc.doctype, scope_of(user)))


def resident_criterion(doctype: str, scope: Scope) -> Criterion:
	"""Return what `scope` may see of `doctype`; nothing for a user who is nobody's owner record."""
	rule = RESIDENT_CRITERIA.get(doctype)
	return rule(scope) if rule and scope.is_resident else NOTHING


def is_staff_for(doctype: str, user: str) -> bool:
	"""Return whether a role other than the resident's lets `user` read `doctype`.

	Staff who also live in the community keep their staff rights in the desk; an employee with any other desk role
	gets no more of a DocType than a resident does.
	"""
	if user == "Administrator":
		return True
	roles = set(frappe.get_roles(user)) - _COMMON_ROLES
	return any(
		row.read and not row.permlevel and row.role in roles for row in frappe.get_meta(doctype).permissions
	)


def is_resident(user: str) -> bool:
	"""Return whether `user` comes through the portal only: a website login with the resident's role."""
	if user in ("Guest", "Administrator") or PROPERTY_RESIDENT not in frappe.get_roles(user):
		return False
	return frappe.get_cached_value("User", user, "user_type") == "Website User"


def _criterion(doctype: str, user: str) -> Criterion | None:
	if not is_staff_for(doctype, user):
		return resident_criterion(doctype, scope_of(user))
	rule = STAFF_CRITERIA.get(doctype)
	return rule(user) if rule and user != "Administrator" else None


def _meets(doc: Document, criterion: Criterion | None) -> bool:
	if criterion is None:
		return True
	table = DocType(doc.doctype)
	query = frappe.qb.from_(table).select(table.name).where(table.name == doc.name).where(criterion)
	return bool(doc.name and query.limit(1).run())


def _as_sql(criterion: Criterion) -> str:
	"""Return `criterion` with its values written in by the driver, which knows how to escape them."""
	values = NamedParameterWrapper()
	sql = criterion.get_sql(with_namespace=True, subquery=True, quote_char="`", param_wrapper=values)
	return frappe.safe_decode(frappe.db.mogrify(sql, values.get_parameters()))


def _ownerships(owners: tuple[str, ...]) -> list[Tie]:
	rows = _ties("Unit Ownership", owners, [])
	return [
		Tie(
			row.unit,
			row.property_owner,
			row.from_date,
			row.to_date,
			is_owner=True,
			can_pay=True,
			can_report=True,
		)
		for row in rows
	]


def _occupancies(owners: tuple[str, ...]) -> list[Tie]:
	rows = _ties("Unit Occupant", owners, ["can_pay", "can_report"])
	return [
		Tie(
			row.unit,
			row.property_owner,
			row.from_date,
			row.to_date,
			is_owner=False,
			can_pay=bool(row.can_pay),
			can_report=bool(row.can_report),
		)
		for row in rows
	]


def _ties(doctype: str, owners: tuple[str, ...], rights: list[str]) -> list[Any]:
	return frappe.get_all(
		doctype,
		filters={"property_owner": ["in", owners]},
		fields=["unit", "property_owner", "from_date", "to_date", *rights],
		order_by="from_date asc, name asc",
	)
