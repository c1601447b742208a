"""One member of staff per role, some limited to one community by User Permission."""

from __future__ import annotations

from dataclasses import dataclass

import frappe
from frappe.utils.password import update_password

from property_service import constants
from property_service.demo.context import Demo
from property_service.demo.estates import ESTATE, GARDEN

PASSWORD = "Cloud-Harbour-2026"
FINANCE = "Property Finance"


@dataclass(frozen=True)
class Member:
	"""One employee: `profile` is a shipped Role Profile; without `community` all communities are seen."""

	login: str
	name: str
	profile: str
	community: str | None = None

	@property
	def email(self) -> str:
		return f"{self.login}@demo.invalid"


STAFF: tuple[Member, ...] = (
	Member("manager", "周文博", constants.PROPERTY_MANAGER),
	Member("supervisor", "林婉清", constants.SERVICE_SUPERVISOR),
	Member("housekeeper", "陈雅婷", constants.HOUSEKEEPER, GARDEN),
	Member("housekeeper.gy", "吴海波", constants.HOUSEKEEPER, ESTATE),
	Member("assistant", "沈若兰", constants.SERVICE_ASSISTANT),
	Member("assistant.gy", "许佳怡", constants.SERVICE_ASSISTANT, ESTATE),
	Member("technician", "郭志强", constants.PROPERTY_TECHNICIAN),
	Member("cashier", "何丽华", constants.PROPERTY_CASHIER),
	Member("finance", "徐敏", FINANCE),
)


def hire_staff(demo: Demo) -> int:
	"""Create the employees that are missing; return how many."""
	missing = [member for member in STAFF if not frappe.db.exists("User", member.email)]
	for member in missing:
		create_user(member)
	return len(missing)


def limit_staff(demo: Demo) -> int:
	"""Limit employees to their community; return how many new limits. Needs the communities."""
	made = 0
	for member in STAFF:
		values = {"user": member.email, "allow": "Property Community", "for_value": member.community}
		if member.community and not frappe.db.exists("User Permission", values):
			frappe.get_doc(doctype="User Permission", apply_to_all_doctypes=1, **values).insert()
			made += 1
	return made


def create_user(member: Member) -> None:
	user = frappe.get_doc(
		doctype="User",
		email=member.email,
		first_name=member.name,
		language="zh",
		send_welcome_email=0,
		user_type="System User",
		# A picture keeps Frappe from asking gravatar.com about an address that does not exist.
		user_image="/assets/frappe/images/default-avatar.png",
	)
	if user.meta.has_field("role_profiles"):  # from version 16 on a user may have several
		user.append("role_profiles", {"role_profile": member.profile})
	else:
		user.role_profile_name = member.profile
	user.insert()
	update_password(user.name, PASSWORD)


def login_for(role: str, community: str | None = None) -> str:
	"""Return the employee who holds `role` and sees `community`, those limited to it first.

	Raises:
		StopIteration: nobody does.
	"""
	fitting = [member for member in STAFF if member.profile == role and member.community in (None, community)]
	return next(iter(sorted(fitting, key=lambda member: member.community is None))).email
