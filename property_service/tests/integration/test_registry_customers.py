"""Customer, Contact and User of an owner: one each, made when needed, and none by accident."""

from __future__ import annotations

import pytest

import frappe
from frappe.auth import CookieManager, LoginManager
from frappe.core.doctype.user.user import update_password
from frappe.email.doctype.email_queue.email_queue import QueueBuilder
from frappe.utils import set_request

from property_service.exceptions import OwnerInvitationError
from property_service.registry import api, invitations
from property_service.registry import services as registry
from property_service.tests import factories as make

HOUSEKEEPER = "housekeeper@test.invalid"


def sign_in(user: str) -> None:
	"""Sign in as the login page does, with every hook on the creation of a session."""
	set_request(method="POST", path="/login")
	frappe.local.cookie_manager = CookieManager()
	frappe.local.login_manager = LoginManager()
	frappe.local.login_manager.login_as(user)


# -- Customer and Contact


def test_the_customer_is_named_after_the_owner_and_linked_both_ways() -> None:
	owner = make.make_owner("王芳", mobile_no="13800138010")
	customer = frappe.get_doc("Customer", registry.ensure_customer(owner.name))
	owner.reload()
	assert (customer.name, customer.customer_name, customer.property_owner) == (
		owner.name,
		"王芳",
		owner.name,
	)
	assert (owner.customer, customer.customer_type) == (customer.name, "Individual")
	contact = frappe.get_doc("Contact", owner.contact)
	assert [(row.link_doctype, row.link_name) for row in contact.links] == [("Customer", customer.name)]
	assert not contact.phone_nos and not contact.mobile_no


def test_asking_twice_makes_one_customer_and_one_contact() -> None:
	owner = make.make_owner(owner_type="Company").name
	before = frappe.db.count("Contact")
	assert registry.ensure_customer(owner) == registry.ensure_customer(owner)
	assert frappe.db.count("Contact") == before + 1
	assert frappe.db.get_value("Customer", owner, "customer_type") == "Company"


def test_many_customers_that_exist_cost_one_query(max_queries) -> None:
	owners = [make.make_owner().name for _number in range(5)]
	assert registry.ensure_customers(owners) == {owner: owner for owner in owners}
	with max_queries(1):
		assert registry.ensure_customers(owners) == {owner: owner for owner in owners}


def test_somebody_without_rights_on_customers_causes_one_by_billing(as_user) -> None:
	owner = make.make_owner().name
	with as_user("cashier@test.invalid"):
		assert not frappe.has_permission("Customer", "create")
		assert registry.ensure_customer(owner) == owner


def test_who_bills_first_does_not_come_to_read_the_address(as_user) -> None:
	owner = make.make_owner(email="only.for.staff@example.com")
	with as_user("cashier@test.invalid"):
		registry.ensure_customer(owner.name)
		assert not frappe.get_list("Contact", {"email_id": owner.email}, ["email_id"], order_by="name")


# -- invitation


def test_an_owner_with_an_address_gets_a_portal_account_and_the_welcome_mail(as_user) -> None:
	owner = make.make_owner("Wang Fang", email="Wang.Fang@Example.com ", mobile_no="13800138011")
	with as_user(HOUSEKEEPER):
		answer = api.invite_owner(owner.name)
	assert answer == {"user": "wang.fang@example.com", "link": None, "qr": None}
	user = frappe.get_doc("User", "wang.fang@example.com")
	assert (user.user_type, user.mobile_no, user.first_name) == ("Website User", "13800138011", "Wang Fang")
	assert "Property Resident" in [row.role for row in user.roles]
	assert frappe.db.exists("Email Queue Recipient", {"recipient": user.name})
	owner.reload()
	assert owner.user == user.name and owner.last_invited_on
	contact = frappe.get_doc("Contact", owner.contact)
	assert (contact.email_id, contact.get_link_for("Customer")) == (user.name, owner.customer)


def test_an_owner_without_an_address_gets_a_login_and_a_link_but_no_mail(as_user) -> None:
	owner = make.make_owner("王芳")
	with as_user(HOUSEKEEPER):
		answer = api.invite_owner(owner.name)
	assert answer["user"] == f"{owner.name.lower()}@resident.invalid"
	assert "/update-password?key=" in answer["link"] and answer["qr"].startswith("<svg")
	assert not frappe.db.exists("Email Queue Recipient", {"recipient": answer["user"]})
	assert QueueBuilder(recipients=[answer["user"]], sender="a@example.com").final_recipients() == []


def test_the_link_sets_a_password_once() -> None:
	owner = make.make_owner("王芳")
	user = registry.invite_owner(owner.name)
	key = invitations.sign_in_link(owner.name).split("key=")[1]
	set_request(method="POST", path="/")
	frappe.local.cookie_manager = CookieManager()
	frappe.local.login_manager = LoginManager()
	update_password("A-Good-Passw0rd-97", key=key)
	assert frappe.session.user == user
	frappe.set_user("Guest")
	assert "invalid" in update_password("Another-Passw0rd-97", key=key)


def test_inviting_twice_is_one_account() -> None:
	owner = make.make_owner(email="twice@example.com").name
	assert registry.invite_owner(owner) == registry.invite_owner(owner) == "twice@example.com"
	assert frappe.db.count("User", {"email": "twice@example.com"}) == 1


def test_a_family_with_one_phone_and_one_address_has_an_account_each() -> None:
	people = [
		make.make_owner(name, mobile_no="13800138012", email="family@example.com").name
		for name in ("A", "B", "C")
	]
	users = [registry.invite_owner(person) for person in people]
	assert users[0] == "family@example.com"
	assert users[1:] == [f"{person.lower()}@resident.invalid" for person in people[1:]]
	assert [frappe.db.get_value("User", user, "mobile_no") for user in users] == ["13800138012", None, None]


def test_no_copy_of_the_number_is_left_on_the_contact() -> None:
	owner = make.make_owner(mobile_no="13800138013")
	user = registry.invite_owner(owner.name)
	frappe.get_doc("User", user).save()
	contact = frappe.get_doc("Contact", frappe.db.get_value("Property Owner", owner.name, "contact"))
	assert not contact.phone_nos and not contact.mobile_no
	# another number, entered on purpose, stays
	contact.add_phone("0571-88776655", is_primary_phone=1)
	contact.save()
	assert contact.phone == "0571-88776655"


def test_the_first_login_of_an_owner_makes_no_junk_customer() -> None:
	frappe.db.set_single_value("Portal Settings", "default_role", "Customer")
	owner = make.make_owner("王芳", email="first.login@example.com")
	users = [registry.invite_owner(owner.name), registry.invite_owner(make.make_owner("李强").name)]
	customers, contacts = frappe.db.count("Customer"), frappe.db.count("Contact")
	for user in users:
		frappe.get_doc("User", user).add_roles("Customer")  # as ERPNext does for whoever has a Contact
		sign_in(user)
		assert frappe.session.user == user
		frappe.set_user("Administrator")
	assert (frappe.db.count("Customer"), frappe.db.count("Contact")) == (customers, contacts)


def test_erpnext_would_make_a_junk_customer_for_anybody_else() -> None:
	"""The other side of the test above: the hook is at work."""
	frappe.db.set_single_value("Portal Settings", "default_role", "Customer")
	frappe.db.set_default("cust_master_name", "Naming Series")
	user = frappe.get_doc(
		doctype="User", email="stranger@example.com", first_name="Stranger", send_welcome_email=0,
		user_type="Website User", roles=[{"role": "Customer"}],
	).insert()  # fmt: skip
	customers = frappe.db.count("Customer")
	sign_in(user.name)
	assert frappe.db.count("Customer") == customers + 1


# -- what could go wrong on purpose


def test_the_address_of_staff_is_refused() -> None:
	owner = make.make_owner(email="manager@test.invalid").name
	with pytest.raises(OwnerInvitationError, match="staff account"):
		registry.invite_owner(owner)
	assert "Property Resident" not in frappe.get_roles("manager@test.invalid")


def test_nobody_sees_the_link_of_an_account_with_a_real_address() -> None:
	owner = make.make_owner(email="private@example.com").name
	registry.invite_owner(owner)
	with pytest.raises(OwnerInvitationError, match="sent there, not shown"):
		invitations.sign_in_link(owner)


@pytest.mark.parametrize("status", ["Inactive", "Deceased"])
def test_owners_who_are_not_active_are_not_invited(status: str) -> None:
	owner = make.make_owner(status=status).name
	with pytest.raises(OwnerInvitationError, match="not active"):
		registry.invite_owner(owner)


def test_an_account_that_could_open_the_desk_is_refused() -> None:
	frappe.db.set_value("Role", "Property Resident", "desk_access", 1)
	with pytest.raises(OwnerInvitationError, match="opens it"):
		registry.invite_owner(make.make_owner().name)


@pytest.mark.parametrize("role", ["assistant", "technician", "cashier"])
def test_who_may_not_invite(as_user, role: str) -> None:
	owner = make.make_owner().name
	with as_user(f"{role}@test.invalid"), pytest.raises(frappe.PermissionError):
		api.invite_owner(owner)
	assert not frappe.db.get_value("Property Owner", owner, "user")


@pytest.mark.parametrize("role", ["manager", "supervisor", "housekeeper"])
def test_who_may_invite(as_user, role: str) -> None:
	owner = make.make_owner().name
	with as_user(f"{role}@test.invalid"):
		assert api.invite_owner(owner)["user"]
