"""Put the isolation world on a site for good, for tests that come over HTTP or through a browser.

Called once per run: `scripts/on_site.py SITE property_service.tests.browser.seed.seed`. Doing it again makes nothing
new; passwords are set each time.
"""

from __future__ import annotations

import json
from dataclasses import asdict

import frappe
from frappe.utils.password import update_password

from property_service.tests.bootstrap import USERS, create_masters, ensure_community
from property_service.tests.browser.desk_seed import seed_desk
from property_service.tests.portal_world import World, bill_world, make_case, make_world, photo

# Communities of their own: what stands here for good must not be billed or counted by other tests.
COMMUNITIES = {"Portal Garden": "PGA", "Portal Yard": "PYA"}
KEY = "property_service_test_world"
PASSWORD = "Portal-9-Portal"
# More rows than a page's budget of queries may depend on.
MANY_CASES = 12
INTERNAL = "InternalWordsOfStaff"
CATEGORIES = {"Water and Drainage": ("Leaking Pipe", "Blocked Drain"), "Common Areas": ("Lift Out of Order",)}


def seed() -> dict:
	"""Make masters, people, units, bills and cases where they are missing; return names by the world's words."""
	# Keeps Frappe from asking a mail server that is not there.
	frappe.flags.in_test = frappe.flags.mute_emails = True
	create_masters()
	world = recall() or _make()
	_categories()
	seed_desk(PASSWORD)
	for user in (*world.users.values(), *USERS):
		update_password(user, PASSWORD)
		frappe.db.set_value("User", user, "language", "en")
	frappe.clear_cache()
	return asdict(world)


def recall() -> World | None:
	"""Return the world of an earlier call, None when there is none or it was rolled back."""
	kept = frappe.db.get_default(KEY)
	return World(**json.loads(kept)) if kept else None


def _make() -> World:
	for name, code in COMMUNITIES.items():
		ensure_community(name, code)
	world = make_world(*COMMUNITIES)
	bill_world(world)
	for _number in range(MANY_CASES):
		make_case("carol", world.units["C1"], world.owners["carol"])
	for person in ("alice", "bob"):
		_staff_comment(world.cases[person])
	world.files = {person: _attach(person, world.cases[person]) for person in ("alice", "bob")}
	frappe.db.set_default(KEY, json.dumps(asdict(world)))
	return world


def _staff_comment(case: str) -> None:
	"""What staff say among themselves, also kept in the case's own `_comments`."""
	frappe.get_doc("Complaint", case).add_comment("Comment", INTERNAL)


def _attach(person: str, case: str) -> str:
	file = frappe.get_doc(
		doctype="File",
		file_name=f"{frappe.generate_hash(length=12)}.png",
		attached_to_doctype="Complaint",
		attached_to_name=case,
		is_private=1,
		content=photo(person),
	).insert()
	return file.file_url


def _categories() -> None:
	for group, names in CATEGORIES.items():
		_category(group, is_group=1)
		for name in names:
			_category(name, parent_complaint_category=group, show_in_portal=1)


def _category(name: str, **values) -> None:
	if not frappe.db.exists("Complaint Category", name):
		frappe.get_doc(doctype="Complaint Category", category_name=name, enabled=1, **values).insert()
