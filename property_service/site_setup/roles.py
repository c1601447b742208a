"""Roles, and the Role Profiles that give cashiers and finance the ERPNext roles they need."""

from __future__ import annotations

import frappe

from property_service import constants
from property_service.site_setup import memory

MADE_FLAG = "property_service_roles_made"
MODULE_PROFILE = "Property Service Only"

# Our roles hold no right on ERPNext's DocTypes: who books gets ERPNext's own roles beside ours (design §7).
ROLE_PROFILES: dict[str, tuple[str, ...]] = {
	**{role: (role,) for role in constants.STAFF_ROLES},
	constants.PROPERTY_CASHIER: (constants.PROPERTY_CASHIER, "Accounts User"),
	"Property Finance": (constants.PROPERTY_CASHIER, "Accounts User", "Accounts Manager"),
}


def make_roles_before_sync() -> None:
	"""Make the roles before DocTypes are synced, because that would create each of them with desk access."""
	frappe.flags[MADE_FLAG] = ensure_roles()


def ensure_roles() -> list[str]:
	"""Create the seven roles that are missing, the resident's without desk access. Returns those made."""
	made = [role for role in constants.ALL_ROLES if not frappe.db.exists("Role", role)]
	for role in made:
		desk_access = 0 if role == constants.PROPERTY_RESIDENT else 1
		frappe.get_doc(doctype="Role", role_name=role, desk_access=desk_access).insert()
	keep_residents_out_of_the_desk()
	return made


def keep_residents_out_of_the_desk() -> None:
	"""Take desk access from the resident's role, also from a role an earlier sync made with it."""
	role = frappe.get_doc("Role", constants.PROPERTY_RESIDENT)
	if role.desk_access:
		role.desk_access = 0
		role.save()


def remember_roles() -> None:
	"""Note which roles this app made. Without a note from the install all seven count as ours."""
	made = frappe.flags.get(MADE_FLAG)
	for role in constants.ALL_ROLES:
		key = f"role/{frappe.scrub(role)}"
		if not memory.recall(key):
			ours = made is None or role in made
			memory.remember(key, "Role", role, status=memory.CREATED_ONCE, made_by_app=int(ours))


def create_role_profiles() -> None:
	"""Create the Role Profiles once; what an administrator changes or deletes stays as it is."""
	for profile, roles in ROLE_PROFILES.items():
		rows = [{"role": role} for role in roles if frappe.db.exists("Role", role)]
		key = f"role_profile/{frappe.scrub(profile)}"
		memory.create_once(key, "Role Profile", profile, {"role_profile": profile, "roles": rows})


def create_module_profile() -> None:
	"""Create once a Module Profile that leaves staff nothing but this app in the desk's sidebar."""
	modules = frappe.get_all(
		"Module Def", filters={"name": ["!=", constants.MODULE]}, pluck="name", order_by="name"
	)
	values = {
		"module_profile_name": MODULE_PROFILE,
		"block_modules": [{"module": module} for module in modules],
	}
	memory.create_once("module_profile/staff", "Module Profile", MODULE_PROFILE, values)
