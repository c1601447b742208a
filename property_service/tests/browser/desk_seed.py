"""What the desk's browser tests stand on: one employee per role and language, and a home of its own for each test.

Staff carry the shipped Role Profiles, as in a real office, and see only the communities of these tests: nobody else's
test gets them as a visitor or a handler.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import frappe
from frappe.utils import getdate
from frappe.utils.password import update_password

from property_service.billing.services import attach_fee
from property_service.constants import STAFF_ROLES
from property_service.registry.services import invite_owner, set_ownership
from property_service.tests.bootstrap import ensure_community
from property_service.tests.factories import make_building, make_owner, make_rate, make_unit

COMMUNITY = "Desk Garden"
LANGUAGES = ("en", "zh")
FEE = "PROPERTY"
FIRST_DAY = date(2024, 1, 1)
# Keeps Frappe from asking gravatar.com about an address that does not exist.
PICTURE = "/assets/frappe/images/default-avatar.png"


@dataclass(frozen=True)
class Home:
	"""A unit with its owner and the owner's login."""

	community: str
	building: str
	unit: str
	unit_no: str
	owner: str
	owner_name: str
	phone: str
	user: str


@contextmanager
def on_site() -> Iterator[None]:
	"""Connect to the served site as Administrator, and commit at the end."""
	before = Path.cwd()
	os.chdir(Path(os.environ.get("BENCH_DIR", Path.home() / "frappe-bench")) / "sites")
	frappe.init(os.environ["FRAPPE_TEST_SITE"], sites_path=".")
	frappe.connect()
	try:
		# Keeps Frappe from asking a mail server that is not there.
		frappe.flags.mute_emails = True
		yield
		frappe.db.commit()
	finally:
		frappe.destroy()
		os.chdir(before)


def staff(role: str, language: str = "en") -> str:
	"""Return the login of the employee with `role` who reads `language`."""
	return f"{frappe.scrub(role)}.{language}@desk.invalid"


def seed_desk(password: str) -> None:
	"""Make the community and the employees where they are missing."""
	ensure_community(COMMUNITY, "DGA")
	for role in STAFF_ROLES:
		for language in LANGUAGES:
			_ensure_employee(role, language, password)
			_allow(staff(role, language), COMMUNITY)


def make_home(password: str, community: str = COMMUNITY) -> Home:
	"""Make a building with one flat of 100 m², its owner since 2024 and the owner's login. Nothing is shared."""
	key = frappe.generate_hash(length=6).upper()
	phone = "139" + f"{int(frappe.generate_hash(length=8), 16) % 10**8:08d}"
	building = make_building(community=community, building_name=f"T{key}").name
	unit = make_unit(building, community=community, unit_no=f"{key}01")
	owner = make_owner(f"Browser {key}", mobile_no=phone)
	set_ownership(unit.name, FIRST_DAY, "Sole", [{"property_owner": owner.name, "is_payer": 1}])
	user = invite_owner(owner.name)
	update_password(user, password)
	frappe.db.set_value("User", user, "language", "en")
	return Home(community, building, unit.name, unit.unit_no, owner.name, owner.owner_name, phone, user)


def make_billed_home(password: str) -> Home:
	"""Make a home in a community of its own that has never been billed, at 2.50 yuan per m² and month."""
	key = frappe.generate_hash(length=6).upper()
	community = f"Desk {key}"
	ensure_community(community, key)
	for role in ("Property Manager", "Property Cashier"):
		_allow(staff(role), community)
	home = make_home(password, community)
	make_rate(FEE, community=community)
	attach_fee([home.unit], FEE, getdate().replace(day=1))
	return home


def _ensure_employee(role: str, language: str, password: str) -> None:
	email = staff(role, language)
	if not frappe.db.exists("User", email):
		user = frappe.get_doc(
			doctype="User",
			email=email,
			first_name=f"{role} {language}",
			language=language,
			send_welcome_email=0,
			user_type="System User",
			user_image=PICTURE,
		)
		if user.meta.has_field("role_profiles"):  # from version 16 on a user may have several
			user.append("role_profiles", {"role_profile": role})
		else:
			user.role_profile_name = role
		user.insert()
	update_password(email, password)


def _allow(user: str, community: str) -> None:
	values = {"user": user, "allow": "Property Community", "for_value": community}
	if not frappe.db.exists("User Permission", values):
		frappe.get_doc(doctype="User Permission", apply_to_all_doctypes=1, **values).insert()
