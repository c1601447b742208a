"""Nobody reaches somebody else's data by changing a name in an address or a request. All over real HTTP."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import pytest

import frappe
from frappe.utils.password import set_encrypted_password

from property_service.portal.gate import is_permitted
from property_service.tests.browser.seed import INTERNAL
from property_service.tests.integration.portal_http import Person, really_commit, seeded, served
from property_service.tests.portal_world import PEOPLE, World, canary, photo

REFUSED = {401, 403, 404}
PAGES = (
	"/property",
	"/property/bills?show=all",
	"/property/cases",
	"/property/new-case",
	"/property/profile",
)
# Whose names and words may stand in a person's pages: their own, and of those they share a unit with.
MAY_READ = {
	"alice": {"alice"}, "bob": {"bob"}, "carol": {"carol"}, "dave": {"dave", "erin"}, "erin": {"dave", "erin"},
	"frank": {"frank"}, "grace": {"grace"}, "heidi": {"alice", "heidi"}, "ivan": {"bob", "ivan"}, "judy": {"judy"},
	"mallory": {"mallory"},
}  # fmt: skip
SEES_BILLS_OF = {
	"alice": {"alice"}, "bob": {"bob"}, "carol": {"carol"}, "dave": {"dave"}, "erin": {"dave"}, "frank": {"frank"},
	"grace": {"grace"}, "heidi": set(), "ivan": {"bob"}, "judy": {"judy"}, "mallory": set(),
}  # fmt: skip
SEES_CASES_OF = {
	"alice": {"alice"}, "bob": {"bob"}, "carol": {"carol"}, "dave": {"dave"}, "erin": {"dave"}, "frank": set(),
	"grace": {"grace"}, "heidi": {"alice"}, "ivan": {"bob"}, "judy": {"judy"}, "mallory": set(),
}  # fmt: skip


@pytest.fixture(scope="module")
def world(site) -> World:
	return seeded(frappe.local.site)


@pytest.fixture(scope="module")
def base(world: World) -> Iterator[str]:
	with served(frappe.local.site) as address:
		yield address


@pytest.fixture(scope="module")
def people(world: World, base: str) -> Callable[[str], Person]:
	"""Return a function that gives a person's signed-in session, made on first use."""
	known: dict[str, Person] = {}

	def person(name: str) -> Person:
		if name not in known:
			known[name] = Person(base, frappe.local.site).sign_in(world.users.get(name, name))
		return known[name]

	return person


@pytest.fixture
def guest(base: str) -> Person:
	return Person(base, frappe.local.site)


def foreign_words(text: str, person: str) -> set[str]:
	return {name for name in PEOPLE if name not in MAY_READ[person] and canary(name) in text}


def without_ids(answer: dict) -> dict:
	"""Return an error's answer without the random ids Frappe gives its messages."""
	return json.loads(re.sub(r"[0-9a-f]{56}", "ID", json.dumps(answer)))


def assert_closed(answer, person: str, where: str) -> None:
	assert answer.status_code in REFUSED, f"{where}: {answer.status_code} {answer.text[:300]}"
	assert not foreign_words(answer.text, person), where


class TestPages:
	def test_guest_is_sent_to_the_login_and_back(self, guest: Person) -> None:
		for page in (*PAGES, "/property/bills/X", "/property/cases/X"):
			answer = guest.get(page)
			assert answer.status_code == 302, page
			assert answer.headers["Location"].startswith("/login?redirect-to=/property"), page

	def test_lists_hold_own_words_and_nobody_elses(self, people, world: World) -> None:
		for person in PEOPLE:
			for page in PAGES:
				answer = people(person).get(page)
				assert answer.status_code == 200, (person, page)
				assert not foreign_words(answer.text, person), (person, page)
				assert INTERNAL not in answer.text

	def test_login_leads_home(self, guest: Person, world: World) -> None:
		answer = guest.post("/api/method/login", data={"usr": world.users["alice"], "pwd": "Portal-9-Portal"})
		assert answer.json()["home_page"] == "/property"

	def test_bill_and_case_open_only_for_those_who_share_them(self, people, world: World) -> None:
		"""Asked for are a neighbour's, a co-owner's and a former owner's; test_portal_pages asks for all of them."""
		for person in PEOPLE:
			for owner in ("alice", "bob", "dave", "frank"):
				for kind, name, allowed in (
					("bills", world.bills[owner], SEES_BILLS_OF[person]),
					("cases", world.cases[owner], SEES_CASES_OF[person]),
				):
					answer = people(person).get(f"/property/{kind}/{name}")
					assert answer.status_code == (200 if owner in allowed else 404), (person, owner, kind)
					assert not foreign_words(answer.text, person), (person, owner, kind)
					assert INTERNAL not in answer.text

	def test_name_in_the_query_is_checked_like_one_in_the_path(self, people, world: World) -> None:
		assert people("alice").get(f"/property/bill?name={world.bills['bob']}").status_code == 404
		assert people("alice").get(f"/property/case?name={world.cases['bob']}").status_code == 404
		assert people("bob").get(f"/property/case?name={world.cases['bob']}").status_code == 200

	def test_not_yours_and_not_there_look_the_same(self, people, world: World) -> None:
		alice = people("alice")
		for kind, there, nowhere in (
			("bills", world.bills["bob"], "ACC-SINV-2026-99999"),
			("cases", world.cases["bob"], "CS-2026-99999"),
		):
			pages = [
				alice.get(f"/property/{kind}/{name}").text.replace(name, "NAME") for name in (there, nowhere)
			]
			assert pages[0] == pages[1]

	def test_co_owner_sees_the_shared_line_and_not_the_rest_of_the_bill(self, people, world: World) -> None:
		page = people("erin").get(f"/property/bills/{world.bills['dave']}").text
		title = {
			label: frappe.db.get_value("Property Unit", world.units[label], "unit_title")
			for label in ("J1", "J2")
		}
		assert title["J1"] in page and title["J2"] not in page and "download_bill" not in page
		own = people("dave").get(f"/property/bills/{world.bills['dave']}").text
		assert title["J1"] in own and title["J2"] in own and "download_bill" in own

	def test_staff_without_a_home_find_an_empty_page(self, people) -> None:
		staff = people("manager@test.invalid")
		answer = staff.get("/property")
		assert answer.status_code == 200 and "Canary" not in answer.text
		assert staff.get("/property/bills").headers["Location"] == "/property"


class TestOwnMethods:
	def test_pdf_of_a_bill_only_for_who_sees_it_whole(self, people, world: World) -> None:
		for person, owners in {"alice": {"alice"}, "erin": set(), "ivan": {"bob"}, "mallory": set()}.items():
			for owner, bill in world.bills.items():
				answer = people(person).get(
					f"/api/method/property_service.portal.api.download_bill?name={bill}"
				)
				if owner in owners:
					assert answer.status_code == 200 and answer.content.startswith(b"%PDF"), (person, owner)
				else:
					assert_closed(answer, person, f"{person} asks for the PDF of {owner}")

	def test_case_cannot_be_filed_on_a_foreign_unit(self, people, world: World) -> None:
		before = frappe.db.count("Complaint")
		for person, unit in (
			("alice", "B1"),
			("frank", "S1"),
			("mallory", "A1"),
			("erin", "J2"),
			("judy", "A1"),
		):
			answer = people(person).call(
				"property_service.portal.api.file_case", unit=world.units[unit], description="Let me in"
			)
			assert_closed(answer, person, f"{person} files on {unit}")
		answer = people("alice").call(
			"property_service.portal.api.file_case", community=world.other_community, description="Let me in"
		)
		assert_closed(answer, "alice", "community of others")
		frappe.db.rollback()
		assert frappe.db.count("Complaint") == before

	def test_client_cannot_name_another_person(self, people, world: World) -> None:
		"""Extra arguments are ignored: the resident is the session's."""
		answer = people("alice").call(
			"property_service.portal.api.file_case",
			unit=world.units["A1"],
			description=f"{canary('alice')} own case",
			property_owner=world.owners["bob"],
			filed_by=world.users["bob"],
			user=world.users["bob"],
		)
		frappe.db.rollback()
		case = frappe.get_doc("Complaint", answer.json()["message"]["case"])
		assert (case.property_owner, case.owner, case.channel) == (
			world.owners["alice"],
			world.users["alice"],
			"Portal",
		)

	def test_message_reaches_no_foreign_case(self, people, world: World) -> None:
		before = frappe.db.count("Communication")
		for person, owner in (("alice", "bob"), ("frank", "frank"), ("heidi", "bob"), ("mallory", "alice")):
			answer = people(person).call(
				"property_service.portal.api.add_message", case=world.cases[owner], message="Let me in"
			)
			assert_closed(answer, person, f"{person} writes on the case of {owner}")
		frappe.db.rollback()
		assert frappe.db.count("Communication") == before

	def test_not_yours_and_not_there_get_the_same_answer(self, people, world: World) -> None:
		calls = (
			("add_message", "case", world.cases["bob"], "CS-2026-99999", {"message": "x"}),
			("file_case", "unit", world.units["B1"], "PGA-nowhere", {"description": "x"}),
		)
		for method, key, there, nowhere, more in calls:
			answers = [
				people("alice").call(f"property_service.portal.api.{method}", **{key: name}, **more)
				for name in (there, nowhere)
			]
			assert [answer.status_code for answer in answers] == [404, 404]
			told = [without_ids(answer.json()) for answer in answers]
			assert told[0] == told[1], method

	def test_mutating_methods_take_no_get_and_no_request_without_the_token(
		self, people, world: World
	) -> None:
		alice = people("alice")
		for method in ("file_case", "add_message", "set_language"):
			path = f"/api/method/property_service.portal.api.{method}"
			assert alice.get(path).status_code == 403, method
			forged = alice.post(path, data={"language": "zh"}, headers={"X-Frappe-CSRF-Token": "forged"})
			assert forged.status_code == 400, method

	def test_guest_may_call_nothing(self, guest: Person) -> None:
		for method in ("file_case", "add_message", "set_language"):
			assert guest.call(f"property_service.portal.api.{method}", language="zh").status_code == 403
		assert guest.get("/api/method/property_service.portal.api.download_bill?name=X").status_code == 403


class TestFiles:
	def test_private_photo_opens_for_the_household_only(self, people, guest: Person, world: World) -> None:
		for owner, address in world.files.items():
			for person in PEOPLE:
				answer = people(person).get(address)
				if owner in SEES_CASES_OF[person]:
					assert answer.content == photo(owner), (person, owner)
				else:
					assert answer.status_code == 403, (person, owner)
			assert guest.get(address).status_code == 403

	def test_file_record_cannot_be_made_to_open_somebody_elses_file(self, people, world: World) -> None:
		alice, stolen = people("alice"), world.files["bob"]
		assert alice.post("/api/resource/File", json={"file_url": stolen, "is_private": 1}).status_code == 403
		assert alice.call("upload_file", file_url=stolen, is_private=1).status_code == 403
		assert alice.get(stolen).status_code == 403


def generic_requests(world: World, owner: str) -> list[tuple[str, str, dict]]:
	"""Every generic door with somebody's document behind it: (verb, path, form)."""
	documents = [
		("Complaint", world.cases[owner]),
		("Property Unit", world.units["B1" if owner == "bob" else "A1"]),
		("Property Owner", world.owners[owner]),
		("Sales Invoice", world.bills[owner]),
		("Customer", frappe.db.get_value("Property Owner", world.owners[owner], "customer")),
		("User", world.users[owner]),
	]
	calls: list[tuple[str, str, dict]] = []
	for doctype, name in documents:
		asked = {"doctype": doctype, "name": name}
		calls += [
			("GET", f"/api/resource/{doctype}/{name}", {}),
			("GET", f"/api/resource/{doctype}", {"fields": '["*"]'}),
			("GET", f"/api/v1/resource/{doctype}/{name}", {}),
			("GET", f"/api/v2/document/{doctype}/{name}", {}),
			("GET", f"/api/v2/document/{doctype}", {}),
			("POST", f"/api/v2/method/{doctype}/get_list", {}),
			("POST", "/api/method/frappe.client.get", asked),
			("POST", "/api/method/frappe.client.get_list", {"doctype": doctype, "fields": '["name","_comments"]'}),
			("POST", "/api/method/frappe.client.get_value", {"doctype": doctype, "filters": name, "fieldname": "owner"}),
			("POST", "/api/method/frappe.client.get_count", {"doctype": doctype}),
			("POST", "/api/method/frappe.client.set_value", {**asked, "fieldname": "owner", "value": "x"}),
			("POST", "/api/method/frappe.desk.reportview.get", {"doctype": doctype, "fields": '["name"]'}),
			("POST", "/api/method/frappe.desk.reportview.get_count", {"doctype": doctype}),
			("POST", "/api/method/frappe.desk.reportview.export_query", {"doctype": doctype, "file_format_type": "CSV"}),
			("POST", "/api/method/frappe.desk.search.search_link", {"doctype": doctype, "txt": "Canary"}),
			("POST", "/api/method/frappe.desk.search.search_widget", {"doctype": doctype, "txt": "Canary"}),
			("POST", "/api/method/frappe.desk.form.load.getdoc", asked),
			("POST", "/api/method/frappe.desk.form.load.get_docinfo", asked),
			("POST", "/api/method/frappe.desk.form.utils.add_comment", {
				"reference_doctype": doctype, "reference_name": name, "content": "x", "comment_email": "x@x.invalid",
				"comment_by": "x",
			}),
			("POST", "/api/method/frappe.desk.like.toggle_like", {**asked, "add": "Yes"}),
			("POST", "/api/method/frappe.desk.form.assign_to.add", {**asked, "assign_to": json.dumps([world.users["alice"]])}),
			("POST", "/api/method/frappe.share.add", {**asked, "user": world.users["alice"]}),
			("POST", "/api/method/frappe.utils.print_format.download_pdf", asked),
			("POST", "/api/method/run_doc_method", {"dt": doctype, "dn": name, "method": "as_dict"}),
			("POST", "/api/method/frappe.www.list.get", {"doctype": doctype}),
			("POST", "/", {"cmd": "frappe.client.get", **asked}),
			("GET", "/api/method/frappe.www.printview.get_html_and_style", {"doc": doctype, "name": name}),
		]  # fmt: skip
	calls += [
		("POST", "/api/method/frappe.utils.global_search.search", {"text": "Canary"}),
		("POST", "/api/method/frappe.desk.query_report.run", {"report_name": "Accounts Receivable", "filters": "{}"}),
		("POST", "/api/method/erpnext.accounts.utils.get_balance_on", {"party_type": "Customer", "party": documents[4][1]}),
		("POST", "/api/method/erpnext.accounts.doctype.payment_request.payment_request.make_payment_request", {
			"dt": "Sales Invoice", "dn": world.bills[owner],
		}),
	]  # fmt: skip
	return calls


class TestGenericSurfaces:
	"""Closed for residents whatever is behind the door, their own documents too."""

	@pytest.mark.parametrize("owner", ["bob", "alice"])
	def test_generic_api_is_closed(self, people, world: World, owner: str) -> None:
		alice = people("alice")
		for verb, path, form in generic_requests(world, owner):
			answer = alice.get(path, params=form) if verb == "GET" else alice.post(path, data=form)
			where = f"{verb} {path} {form}"
			assert_closed(answer, "alice", where)
			assert INTERNAL not in answer.text, where

	def test_guest_gets_nothing_either(self, guest: Person, world: World) -> None:
		for verb, path, form in generic_requests(world, "bob"):
			answer = guest.get(path, params=form) if verb == "GET" else guest.post(path, data=form)
			assert answer.status_code != 200 or "Canary" not in answer.text, path
			assert "Canary" not in answer.text, path

	def test_token_of_a_resident_opens_no_more_than_the_session(self, base: str, world: World) -> None:
		user = world.users["alice"]
		secret = frappe.generate_hash(length=15)
		doc = frappe.get_doc("User", user)
		key = doc.api_key or frappe.generate_hash(length=15)
		frappe.db.set_value("User", user, "api_key", key)
		set_encrypted_password("User", user, secret, "api_secret")
		really_commit()
		bearer = Person(base, frappe.local.site)
		headers = {"Authorization": f"token {key}:{secret}"}
		logged = bearer.get("/api/method/frappe.auth.get_logged_user", headers=headers)
		assert logged.json()["message"] == user
		assert (
			bearer.get(f"/api/resource/Complaint/{world.cases['alice']}", headers=headers).status_code == 403
		)
		assert (
			bearer.get("/api/method/frappe.client.get_list?doctype=Complaint", headers=headers).status_code
			== 403
		)

	def test_web_pages_of_the_site_show_no_foreign_data(self, people, world: World) -> None:
		alice = people("alice")
		for path in (
			"/me", "/invoices", "/orders", "/issues", "/quotations", "/list?doctype=Complaint", "/app", "/apps",
			"/list?doctype=Sales Invoice", f"/invoices/{world.bills['bob']}", f"/Complaint/{world.cases['bob']}",
			f"/printview?doctype=Complaint&name={world.cases['bob']}",
			f"/printview?doctype=Sales Invoice&name={world.bills['bob']}",
			f"/printview?doctype=Sales Invoice&name={world.bills['alice']}",
			f"/printview?doctype=Property Unit&name={world.units['B1']}",
			"/update-profile", "/third_party_apps", "/search?q=Canary", "/website_script.js",
		):  # fmt: skip
			answer = alice.get(path, allow_redirects=True)
			assert answer.status_code < 500, (path, answer.status_code)
			assert not foreign_words(answer.text, "alice"), path
			assert INTERNAL not in answer.text, path

	def test_own_invoice_has_no_print_of_erpnexts(self, people, world: World) -> None:
		answer = people("alice").get(f"/printview?doctype=Sales Invoice&name={world.bills['alice']}")
		assert answer.status_code == 403

	def test_menu_of_erpnexts_customer_role_is_hidden(self, people, world: World) -> None:
		assert "Customer" in frappe.get_roles(world.users["alice"])  # ERPNext gives it by itself
		page = people("alice").get("/me").text
		assert 'href="/property"' in page
		assert 'href="/invoices"' not in page and 'href="/orders"' not in page

	def test_login_makes_no_junk_customer(self, guest: Person, world: World) -> None:
		before = frappe.db.count("Customer")
		guest.sign_in(world.users["judy"])
		frappe.db.rollback()
		assert frappe.db.count("Customer") == before


def test_gate_reads_the_address_as_frappe_does() -> None:
	open_to_residents = (
		("/property", None), ("/api/method/property_service.portal.api.file_case", None),
		("/api/v1/method/property_service.portal.api.file_case", None), ("/api/method/login", None),
		("/", "web_logout"), ("/private/files/a.jpg", None), ("/api/method/webshop.cart.get", None),
	)  # fmt: skip
	closed = (
		("/api/method/frappe.client.get", None), ("/api/method/frappe.client.get/", None), ("/api/resource/X", None),
		("/api/method/property_service.portal.api.file_case/../frappe.client.get", None), ("/api", None),
		("/api/method/frappe.client.get/property_service.portal.api.file_case", None), ("/api/v2/document/X", None),
		("//api/resource/X", None), ("/", "frappe.client.get"), ("/property", "run_doc_method"),
		("/api/method/property_service.portal.api.file_case", "frappe.client.get"), ("/api/v3/method/login", None),
		("/api/method/property_service.casework.api.unit_briefing", None), ("/api/method/upload_file", None),
	)  # fmt: skip
	assert all(is_permitted(*request) for request in open_to_residents)
	assert not [request for request in closed if is_permitted(*request)]


def test_rate_limit_stops_the_one_too_many(base: str, world: World) -> None:
	from property_service.portal.api import CASES_AN_HOUR

	alice = Person(base, frappe.local.site).sign_in(world.users["alice"])
	codes = [
		alice.call(
			"property_service.portal.api.file_case", description="", unit=world.units["A1"]
		).status_code
		for _number in range(CASES_AN_HOUR + 1)
	]
	assert 429 not in codes[:-1] and codes[-1] == 429
