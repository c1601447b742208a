"""Masters that every integration test may count on. Committed once per test session."""

from __future__ import annotations

import frappe

from property_service.demo.company import COMPANY_NAME, complete_setup_wizard

COMPANY = COMPANY_NAME
COMMUNITY = "Test Garden"
OTHER_COMMUNITY = "Other Garden"

USERS = {
	"manager@test.invalid": "Property Manager",
	"supervisor@test.invalid": "Service Supervisor",
	"housekeeper@test.invalid": "Housekeeper",
	"assistant@test.invalid": "Service Assistant",
	"technician@test.invalid": "Property Technician",
	"cashier@test.invalid": "Property Cashier",
}


def create_masters() -> None:
	"""Create the company, two communities and one user per staff role, where they are missing."""
	complete_setup_wizard()
	ensure_community(COMMUNITY, "TG")
	ensure_community(OTHER_COMMUNITY, "OG")
	for email, role in USERS.items():
		ensure_user(email, role)
	ensure_mail_account()
	frappe.db.set_single_value("Selling Settings", "sales_update_frequency", "Monthly")


def ensure_community(name: str, code: str) -> None:
	if not frappe.db.exists("Property Community", name):
		frappe.get_doc(
			doctype="Property Community", community_name=name, community_code=code, company=COMPANY
		).insert()


def ensure_user(email: str, role: str) -> None:
	if frappe.db.exists("User", email):
		return
	user = frappe.get_doc(
		doctype="User",
		email=email,
		first_name=role,
		send_welcome_email=0,
		user_type="System User",
		language="en",
	)
	user.append("roles", {"role": role})
	user.insert(ignore_permissions=True)


def ensure_mail_account() -> None:
	"""Make an account to send from: without one, Frappe's own notifications fail on a muted site. Nothing is sent."""
	if not frappe.db.exists("Email Account", {"default_outgoing": 1}):
		frappe.get_doc(
			doctype="Email Account",
			email_account_name="Test Mail",
			email_id="service@test.invalid",
			enable_outgoing=1,
			default_outgoing=1,
			smtp_server="localhost",
			no_smtp_authentication=1,
		).insert()
