"""What a resident may read, asked of Frappe's own doors: list, document, website and files."""

from __future__ import annotations

from datetime import timedelta

import pytest

import frappe
from frappe.utils import getdate

from property_service.constants import PROPERTY_RESIDENT
from property_service.portal.criteria import RESIDENT_CRITERIA
from property_service.portal.residents import query_conditions, scope_of, website_permission
from property_service.tests.integration.portal_http import seeded
from property_service.tests.portal_world import World, canary, photo, sold_on

# Whose cases each person sees: their own unit's, filed while they were tied to it.
CASES = {
	"alice": {"alice"},
	"bob": {"bob"},
	"carol": {"carol"},
	"dave": {"dave"},
	"erin": {"dave"},
	"frank": set(),
	"grace": {"grace"},
	"heidi": {"alice"},
	"ivan": {"bob"},
	"judy": {"judy"},
	"mallory": set(),
}
UNITS = {
	"alice": {"A1"}, "bob": {"B1"}, "carol": {"C1", "P1"}, "dave": {"J1", "J2"}, "erin": {"J1"}, "frank": set(),
	"grace": {"S1"}, "heidi": {"A1"}, "ivan": {"B1"}, "judy": {"O1"}, "mallory": set(),
}  # fmt: skip


@pytest.fixture(scope="module")
def world(site) -> World:
	"""The committed world; what a test adds to it is rolled back."""
	return seeded(frappe.local.site)


def test_list_document_and_website_agree_on_cases(world: World, as_user) -> None:
	for person, others in CASES.items():
		expected = {world.cases[name] for name in others}
		with as_user(world.users[person]):
			listed = frappe.get_list("Complaint", fields=["name", "property_owner"], order_by="name", limit=0)
			assert {row.name for row in listed} & set(world.cases.values()) == expected, person
			assert {row.property_owner for row in listed} <= {world.owners[name] for name in others}, person
			for name, case in world.cases.items():
				document = frappe.get_doc("Complaint", case)
				answers = {
					document.has_permission("read"),
					website_permission(document),
					frappe.has_website_permission(document),
				}
				assert answers == {case in expected}, (person, name)


def test_list_and_document_agree_on_units(world: World, as_user) -> None:
	for person, labels in UNITS.items():
		expected = {world.units[label] for label in labels}
		with as_user(world.users[person]):
			assert set(frappe.get_list("Property Unit", pluck="name", order_by="name")) == expected, person
			for label, unit in world.units.items():
				assert frappe.has_permission("Property Unit", doc=unit) is (unit in expected), (person, label)


def test_guest_gets_nothing_and_says_so_in_sql() -> None:
	for doctype in RESIDENT_CRITERIA:
		assert query_conditions("Guest", doctype) == "(1=0)"


def test_hooks_answer_true_or_false_never_none(world: World) -> None:
	"""Frappe 16 denies on None, Frappe 15 allows."""
	case = frappe.get_doc("Complaint", world.cases["alice"])
	for hook in ("has_permission", "has_website_permission"):
		for path in frappe.get_hooks(hook)["Complaint"]:
			if path.startswith("property_service"):
				for user in ("Guest", "Administrator", world.users["alice"], world.users["bob"]):
					answer = frappe.call(path, doc=case, ptype="read", user=user)
					assert answer is True or answer is False, (path, user)


def test_resident_may_not_write_or_make_cases_through_the_generic_api(world: World, as_user) -> None:
	with as_user(world.users["alice"]):
		case = frappe.get_doc("Complaint", world.cases["alice"])
		case.subject = "changed"
		with pytest.raises(frappe.PermissionError):
			case.save()
		with pytest.raises(frappe.PermissionError):
			frappe.copy_doc(case).insert()
		with pytest.raises(frappe.PermissionError):
			frappe.delete_doc("Complaint", case.name)


def test_role_given_by_mistake_still_opens_only_own_rows(world: World, as_user) -> None:
	"""Somebody grants the resident's role read on Property Owner and Unit Ownership: the rule still holds."""
	for doctype in ("Property Owner", "Unit Ownership", "Unit Occupant"):
		frappe.get_doc(
			{"doctype": "Custom DocPerm", "parent": doctype, "role": PROPERTY_RESIDENT, "read": 1}
		).insert()
	frappe.clear_cache()
	with as_user(world.users["erin"]):
		assert frappe.get_list("Property Owner", pluck="name", order_by="name") == [world.owners["erin"]]
		owned = frappe.get_list("Unit Ownership", fields=["unit", "property_owner"], order_by="name")
		assert owned == [{"unit": world.units["J1"], "property_owner": world.owners["erin"]}]
	with as_user(world.users["frank"]):
		assert frappe.get_list("Unit Ownership", order_by="name") == []
	with as_user(world.users["heidi"]):
		rows = frappe.get_list("Unit Occupant", pluck="property_owner", order_by="name")
		assert rows == [world.owners["heidi"]]


def test_unit_sold_today_is_still_visible_on_its_last_day(world: World) -> None:
	last_day = sold_on() - timedelta(days=1)
	assert scope_of(world.users["frank"], last_day).units() == [world.units["S1"]]
	assert scope_of(world.users["frank"]).units() == []


def test_record_that_is_no_longer_active_opens_nothing(world: World, as_user) -> None:
	for status in ("Inactive", "Deceased", "Merged"):
		frappe.db.set_value("Property Owner", world.owners["alice"], "status", status)
		with as_user(world.users["alice"]):
			assert frappe.get_list("Property Unit", order_by="name") == []
			assert not frappe.has_permission("Complaint", doc=world.cases["alice"])


def test_one_login_of_two_records_sees_both(world: World) -> None:
	"""Two owner records that turn out to be one person until they are merged."""
	frappe.db.set_value("Property Owner", world.owners["bob"], "user", world.users["alice"])
	assert set(scope_of(world.users["alice"]).units()) == {world.units["A1"], world.units["B1"]}


class TestStaffWhoLivesHere:
	@pytest.fixture
	def housekeeper(self, world: World) -> str:
		"""The test housekeeper is limited to one community and owns O1 in the other community."""
		user = "housekeeper@test.invalid"
		frappe.get_doc("User", user).add_roles(PROPERTY_RESIDENT)
		frappe.db.set_value("Property Owner", world.owners["judy"], "user", user)
		frappe.get_doc(
			{
				"doctype": "User Permission",
				"user": user,
				"allow": "Property Community",
				"for_value": world.community,
			}
		).insert()
		frappe.clear_cache(user=user)
		return user

	def test_living_here_does_not_widen_the_desk(self, world: World, housekeeper: str, as_user) -> None:
		with as_user(housekeeper):
			units = frappe.get_list("Property Unit", pluck="name", order_by="name", limit=0)
			assert world.units["O1"] not in units and world.units["A1"] in units
			assert not frappe.has_permission("Complaint", doc=world.cases["judy"])

	def test_working_here_does_not_widen_the_portal(self, world: World, housekeeper: str) -> None:
		assert scope_of(housekeeper).units() == [world.units["O1"]]
		own, other = (frappe.get_doc("Complaint", world.cases[name]) for name in ("judy", "alice"))
		assert website_permission(own, user=housekeeper) and not website_permission(other, user=housekeeper)

	def test_desk_role_without_a_right_of_its_own_makes_nobody_staff(self, world: World, as_user) -> None:
		"""An employee of another department who lives here: a System User, yet a resident towards our documents."""
		user = frappe.get_doc(
			doctype="User", email="employee@test.invalid", first_name="Employee", send_welcome_email=0
		).insert()
		user.add_roles("Blogger", PROPERTY_RESIDENT)
		frappe.db.set_value("Property Owner", world.owners["alice"], "user", user.name)
		with as_user(user.name):
			people = frappe.get_list("Complaint", pluck="property_owner", order_by="name", distinct=True)
			assert people == [world.owners["alice"]]


def attach(case: str, content: bytes, owner: str) -> str:
	file = frappe.get_doc(
		doctype="File",
		file_name=f"{frappe.generate_hash(length=8)}.png",
		attached_to_doctype="Complaint",
		attached_to_name=case,
		is_private=1,
		content=content,
	).insert()
	file.db_set("owner", owner)
	return file.name


def test_private_photo_of_a_case_opens_for_those_who_may_read_the_case(world: World) -> None:
	file = frappe.get_doc("File", attach(world.cases["dave"], photo("dave"), "Administrator"))
	readers = {name for name, user in world.users.items() if file.has_permission("read", user=user)}
	assert readers == {"dave", "erin"}
	assert not file.has_permission("read", user="Guest")
	assert not file.has_permission("write", user=world.users["dave"])


def test_names_of_units_are_escaped_in_the_list_condition(world: World) -> None:
	"""A unit or owner named with a quote or a backslash must not end the condition early."""
	from property_service.portal.criteria import units
	from property_service.portal.residents import _as_sql
	from property_service.portal.scope import Scope, Tie

	name = "x\\' OR 1=1 -- %s"
	tie = Tie(name, "PO", getdate(), None, True, True, True)
	condition = _as_sql(units(Scope("u", getdate(), ("PO",), (), (tie,))))
	assert frappe.db.sql(f"select count(*) from `tabProperty Unit` where {condition}")[0][0] == 0


def test_canaries_are_told_apart() -> None:
	assert canary("alice") != canary("bob")
