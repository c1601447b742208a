"""Which employees work for a community, and who stands above whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import frappe

from property_service.constants import (
	HOUSEKEEPER,
	PROPERTY_MANAGER,
	PROPERTY_TECHNICIAN,
	SERVICE_ASSISTANT,
	SERVICE_SUPERVISOR,
)

# Who answers for a case that nobody else does, most suitable first.
FALLBACK_ROLES = (SERVICE_SUPERVISOR, PROPERTY_MANAGER, HOUSEKEEPER, SERVICE_ASSISTANT)
CASE_ROLES = (*FALLBACK_ROLES, PROPERTY_TECHNICIAN)
LADDER = (SERVICE_SUPERVISOR, PROPERTY_MANAGER)


def staff_of(community: str, roles: Sequence[str], doctype: str = "Complaint") -> list[str]:
	"""Return the enabled desk users with one of `roles` who may work in `community`.

	Args:
		community: name of the Property Community.
		roles: the roles looked for, most wanted first.
		doctype: the document they are to work on; User Permissions may hold for some documents only.
	Returns:
		User names in the order of `roles`; within a role those assigned to the community by User Permission before
		those who see all communities, then by name.
	"""
	holders = _holders(roles)
	communities = _communities_of(holders, doctype)
	allowed = [user for user in holders if community in communities.get(user, {community})]
	return sorted(allowed, key=lambda user: (holders[user], user not in communities, user))


def is_staff_of(user: str | None, community: str, roles: Sequence[str] = CASE_ROLES) -> bool:
	"""Return whether `user` may be made responsible in `community`."""
	return bool(user) and user in staff_of(community, roles)


def one_above(user: str | None, community: str) -> str | None:
	"""Return who is one level above `user` in `community`, None when there is nobody else up there."""
	held = set(frappe.get_roles(user)) if user else set()
	rank = max((index for index, role in enumerate(LADDER) if role in held), default=-1)
	for role in LADDER[rank + 1 :] or LADDER[-1:]:
		found = next((person for person in staff_of(community, (role,)) if person != user), None)
		if found:
			return found
	return None


def _holders(roles: Sequence[str]) -> dict[str, int]:
	"""Return each enabled desk user with one of `roles` → the position of the most wanted role held."""
	has_role, user = frappe.qb.DocType("Has Role"), frappe.qb.DocType("User")
	rows = (
		frappe.qb.from_(has_role)
		.join(user)
		.on(user.name == has_role.parent)
		.select(user.name, has_role.role)
		.where((has_role.parenttype == "User") & has_role.role.isin(list(roles)))
		.where((user.enabled == 1) & (user.user_type == "System User"))
		.where(user.name.notin(["Administrator", "Guest"]))
		.run()
	)
	holders: dict[str, int] = {}
	for name, role in rows:
		holders[name] = min(holders.get(name, len(roles)), roles.index(role))
	return holders


def _communities_of(users: Iterable[str], doctype: str) -> dict[str, set[str]]:
	"""Return user → the communities their User Permissions limit them to; users without a limit are left out."""
	users = list(users)
	if not users:
		return {}
	rows = frappe.get_all(
		"User Permission",
		filters={"user": ["in", users], "allow": "Property Community"},
		fields=["user", "for_value", "apply_to_all_doctypes", "applicable_for"],
		order_by="creation asc",
	)
	limits: dict[str, set[str]] = {}
	for row in rows:
		if row.apply_to_all_doctypes or row.applicable_for in (None, "", doctype):
			limits.setdefault(row.user, set()).add(row.for_value)
	return limits
