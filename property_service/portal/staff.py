"""Staff limited to communities: which of the company-wide person records they may see.

Every other DocType carries `community`, so Frappe's User Permission limits it by itself. Property Owner has none,
because one person may live in several communities: it belongs wherever the person is tied to a unit.
"""

from __future__ import annotations

from pypika.queries import QueryBuilder
from pypika.terms import Criterion

import frappe
from frappe.core.doctype.user_permission.user_permission import get_user_permissions
from frappe.permissions import get_allowed_docs_for_doctype
from frappe.query_builder import DocType


def communities_of(user: str, doctype: str) -> list[str]:
	"""Return the communities that User Permissions leave `user` for `doctype`; empty means all."""
	rules = get_user_permissions(user).get("Property Community", [])
	return get_allowed_docs_for_doctype(rules, doctype)


def property_owners_of_staff(user: str) -> Criterion | None:
	"""Return the criterion for Property Owner of a limited member of staff; None without a limit.

	Seen are owners and occupants of any date, developers, agreed payers and buyers in a transfer of the user's
	communities, and the records the user made, which have no tie yet.
	"""
	communities = communities_of(user, "Property Owner")
	if not communities:
		return None
	person = DocType("Property Owner")
	seen = [person.name.isin(query) for query in _people_of(communities)]
	return Criterion.any([person.owner == user, *seen])


def _people_of(communities: list[str]) -> list[QueryBuilder]:
	ownership, occupant = DocType("Unit Ownership"), DocType("Unit Occupant")
	community, unit_fee = DocType("Property Community"), DocType("Unit Fee")
	transfer, buyer = DocType("Ownership Transfer"), DocType("Ownership Transfer Owner")
	return [
		_select(ownership.property_owner, ownership, ownership.community.isin(communities)),
		_select(occupant.property_owner, occupant, occupant.community.isin(communities)),
		_select(community.developer, community, community.name.isin(communities)),
		_select(unit_fee.payer, unit_fee, unit_fee.community.isin(communities)),
		frappe.qb.from_(buyer)
		.join(transfer)
		.on(buyer.parent == transfer.name)
		.select(buyer.property_owner)
		.where(transfer.community.isin(communities)),
	]


def _select(field, table: DocType, condition: Criterion) -> QueryBuilder:
	return frappe.qb.from_(table).select(field).where(condition & field.isnotnull())
