"""Ask the site over HTTP as a member of staff: the real application, in a thread with a connection of its own.

A thread, because Frappe keeps its state per thread and a request ends with closing it; committed records, because
another connection sees no others. What is made here is taken away by `tidy`.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from werkzeug.test import Client

import frappe
import frappe.app

from property_service.tests.integration.conftest import SITE

PHONE, ID, EMAIL, BIRTHDAY = "13877665544", "330106198807061234", "canary.owner@example.com", "1988-07-06"
SECRETS = (PHONE, ID, EMAIL, BIRTHDAY)
NAME = "Canary Owner Of The Registry"
ROLES = ("Property Technician", "Property Cashier", "Housekeeper", "Service Assistant", "Property Manager")


def in_thread(work, *arguments):
	"""Run `work` connected to the site in another thread, commit, and return what it returns."""

	def connected():
		frappe.init(SITE, sites_path=".")
		frappe.connect()
		frappe.flags.in_test = frappe.flags.mute_emails = True
		try:
			result = work(*arguments)
			frappe.db.commit()
			return result
		finally:
			frappe.destroy()

	with ThreadPoolExecutor(1) as pool:
		return pool.submit(connected).result()


def make_canary() -> dict[str, Any]:
	"""Commit an owner with known numbers and one user per role with an API key; return what tests need of them."""
	owner = frappe.get_doc(
		doctype="Property Owner", owner_name=NAME, mobile_no=PHONE, id_number=ID, email=EMAIL, birthday=BIRTHDAY
	).insert()  # fmt: skip
	keys = {}
	for role in ROLES:
		user = frappe.get_doc(
			doctype="User", email=f"{frappe.scrub(role)}.http@test.invalid", first_name=role, language="en",
			user_type="System User", send_welcome_email=0, roles=[{"role": role}], api_key=frappe.generate_hash(length=15),
		)  # fmt: skip
		user.api_secret = frappe.generate_hash(length=15)
		secret = user.api_secret
		user.insert()
		keys[role] = f"token {user.api_key}:{secret}"
	return {"owner": owner.name, "keys": keys}


def tidy(owner: str) -> None:
	"""Take away what `make_canary` made."""
	frappe.delete_doc("Property Owner", owner, force=True, delete_permanently=True)
	for role in ROLES:
		frappe.delete_doc(
			"User", f"{frappe.scrub(role)}.http@test.invalid", force=True, delete_permanently=True
		)


def ask(key: str, path: str, method: str = "GET", **parameters: Any) -> tuple[int, str]:
	"""Return status and body of a request signed in with an API key."""

	def request():
		frappe.app._site, frappe.app._sites_path = SITE, "."
		values = {
			name: value if isinstance(value, str) else json.dumps(value) for name, value in parameters.items()
		}
		where = {"query_string": values} if method == "GET" else {"data": values}
		response = Client(frappe.app.application).open(
			path, method=method, headers={"Authorization": key, "Accept": "application/json"}, **where
		)
		return response.status_code, response.get_data(as_text=True)

	with ThreadPoolExecutor(1) as pool:
		return pool.submit(request).result()
