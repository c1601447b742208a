"""What residents send: filed, refused with words that help, and never half written. Over real HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from pypdf import PdfWriter

import frappe

from property_service.portal.incoming import LONGEST_TEXT
from property_service.tests.browser.seed import PASSWORD
from property_service.tests.integration.portal_http import Person, really_commit, seeded, served
from property_service.tests.portal_world import World, photo

API = "property_service.portal.api."


@pytest.fixture(scope="module")
def world(site) -> World:
	return seeded(frappe.local.site)


@pytest.fixture(scope="module")
def alice(world: World) -> Iterator[Person]:
	with served(frappe.local.site) as base:
		yield Person(base, frappe.local.site).sign_in(world.users["alice"])


@pytest.fixture
def counts() -> Callable[[], dict[str, int]]:
	"""Return a function that counts what a request could leave behind."""

	def count() -> dict[str, int]:
		frappe.db.rollback()
		doctypes = ("Complaint", "File", "Communication", "Complaint Status Log", "ToDo", "Error Log")
		return {doctype: frappe.db.count(doctype) for doctype in doctypes}

	return count


def message(answer) -> str:
	return " ".join(json.loads(row)["message"] for row in json.loads(answer.json()["_server_messages"]))


def send(person: Person, method: str, photos: list[bytes] | None = None, **form):
	files = [("photos", (f"IMG {number}.html", content)) for number, content in enumerate(photos or [])]
	return person.post(f"/api/method/{API}{method}", data=form, files=files or None)


def test_case_with_photos_is_filed_listed_and_kept_private(alice: Person, world: World) -> None:
	pictures = [photo("alice", 20), photo("alice", 30)]
	answer = send(
		alice,
		"file_case",
		pictures,
		unit=world.units["A1"],
		category="Leaking Pipe",
		description="  Water under the sink.\nSince this morning.  ",
		location="Kitchen",
	)
	assert answer.status_code == 200, answer.text
	frappe.db.rollback()
	case = frappe.get_doc("Complaint", answer.json()["message"]["case"])
	assert (case.channel, case.unit, case.category, case.location, case.state_category) == (
		"Portal", world.units["A1"], "Leaking Pipe", "Kitchen", "Open",
	)  # fmt: skip
	assert case.description == "Water under the sink.\nSince this morning."
	files = frappe.get_all(
		"File",
		{"attached_to_doctype": "Complaint", "attached_to_name": case.name},
		["file_url", "is_private", "owner", "file_name"],
		order_by="creation asc",
	)
	assert [(row.is_private, row.owner) for row in files] == [(1, world.users["alice"])] * 2
	assert all(row.file_url.startswith("/private/files/") and "IMG" not in row.file_url for row in files)
	assert alice.get(files[0].file_url).content == pictures[0]
	page = alice.get(answer.json()["message"]["url"]).text
	assert "Water under the sink." in page and files[1].file_url in page
	assert case.name in alice.get("/property/cases").text


def test_common_areas_are_reported_without_the_unit(alice: Person, world: World) -> None:
	answer = send(alice, "file_case", community=world.community, description="The lift stands still.")
	frappe.db.rollback()
	case = frappe.get_doc("Complaint", answer.json()["message"]["case"])
	assert (case.unit, case.community, case.property_owner) == (None, world.community, world.owners["alice"])
	assert alice.get(f"/property/cases/{case.name}").status_code == 200


def test_message_and_photo_arrive_on_the_case(alice: Person, world: World) -> None:
	case = send(alice, "file_case", unit=world.units["A1"], description="It drips.").json()["message"]["case"]
	assert send(alice, "add_message", case=case, message="Now it <b>runs</b>.").status_code == 200
	assert send(alice, "add_message", [photo("alice", 40)], case=case).status_code == 200
	page = alice.get(f"/property/cases/{case}").text
	assert "Now it &lt;b&gt;runs&lt;/b&gt;." in page and "Photos added." in page
	assert page.count("/private/files/") >= 1


def test_bad_input_gets_an_answer_that_helps_and_leaves_nothing(alice: Person, world: World, counts) -> None:
	unit, own = world.units["A1"], world.cases["alice"]
	before = counts()
	for method, form, photos, status, words in (
		("file_case", {"unit": unit, "description": "   "}, None, 417, "Please write what it is about"),
		("file_case", {"unit": unit, "description": "x" * (LONGEST_TEXT + 1)}, None, 417, "Shorten it"),
		(
			"file_case",
			{"unit": unit, "description": "x", "category": "Nonsense"},
			None,
			404,
			"go back and choose",
		),
		(
			"file_case",
			{"unit": unit, "description": "x", "category": "Common Areas"},
			None,
			404,
			"go back and choose",
		),
		("file_case", {"unit": "nowhere", "description": "x"}, None, 404, "go back and choose"),
		("file_case", {"community": "nowhere", "description": "x"}, None, 404, "go back and choose"),
		("file_case", {"description": "x"}, None, 404, "go back and choose"),
		("file_case", {"unit": unit, "description": "x"}, [b"<html>"], 417, "neither a photo"),
		("file_case", {"unit": unit, "description": "x"}, [photo("a"), b""], 417, "is empty"),
		("file_case", {"unit": unit, "description": "x"}, [photo("a")[:30]], 417, "damaged"),
		(
			"file_case",
			{"unit": unit, "description": "x"},
			[photo("a", 9 + n) for n in range(10)],
			417,
			"at once",
		),
		("add_message", {"case": own, "message": " "}, None, 417, "Please write"),
		("add_message", {"case": own, "message": "x"}, [b"MZ"], 417, "neither a photo"),
		("add_message", {"case": "nothing", "message": "x"}, None, 404, "go back and choose"),
		("set_language", {"language": "xx"}, None, 404, "go back and choose"),
	):
		answer = send(alice, method, photos, **form)
		assert answer.status_code == status, (method, form, answer.status_code, answer.text[:400])
		assert words in message(answer), (method, form)
		assert "Traceback" not in answer.text, (method, form)
	assert counts() == before


def test_photo_larger_than_the_setting_is_refused(alice: Person, world: World, counts) -> None:
	before = counts()
	largest = frappe.db.get_single_value("Property Service Settings", "max_upload_mb") or 10
	huge = photo("alice") + b"\x00" * (int(largest) * 1024 * 1024)
	answer = send(alice, "file_case", [huge], unit=world.units["A1"], description="x")
	assert answer.status_code == 417 and f"larger than <strong>{largest}" in message(answer)
	assert counts() == before


def test_pdf_that_runs_a_script_is_refused(alice: Person, world: World, counts) -> None:
	before = counts()
	stream, writer = BytesIO(), PdfWriter()
	writer.add_blank_page(100, 100)
	writer.add_js("app.alert('x')")
	writer.write(stream)
	answer = send(alice, "file_case", [stream.getvalue()], unit=world.units["A1"], description="x")
	assert answer.status_code == 417, answer.status_code
	assert counts() == before


def test_wrong_types_are_refused_without_a_traceback(alice: Person, world: World, counts) -> None:
	before = counts()
	for body in (
		{"unit": ["A", "B"], "description": "x"},
		{"unit": {"like": "%"}, "description": "x"},
		{"unit": world.units["A1"], "description": {"a": 1}},
		{"unit": ["like", "%"], "description": "x"},
		{"unit": None, "community": ["!=", ""], "description": "x"},
		{"description": None},
	):
		answer = alice.post(f"/api/method/{API}file_case", json=body)
		assert 400 <= answer.status_code < 500, (body, answer.status_code)
		assert "Canary" not in answer.text
	for body in ({"case": ["like", "%"], "message": "x"}, {"case": {"name": 1}, "message": "x"}, {"case": 5}):
		answer = alice.post(f"/api/method/{API}add_message", json=body)
		assert 400 <= answer.status_code < 500, (body, answer.status_code)
	assert counts() == before


def test_finished_case_takes_no_more_messages(alice: Person, world: World, counts) -> None:
	from property_service.casework.services import apply_category

	case = send(alice, "file_case", unit=world.units["A1"], description="Done soon.").json()["message"][
		"case"
	]
	frappe.db.rollback()
	apply_category(case, "Rejected", "Not ours.", "Administrator")
	really_commit()
	before = counts()
	answer = send(alice, "add_message", case=case, message="But")
	assert answer.status_code == 417 and counts() == before
	page = alice.get(f"/property/cases/{case}").text
	assert "Not ours." in page and "add_message" not in page


def test_language_is_chosen_for_this_and_later_visits(alice: Person, world: World) -> None:
	assert "My Home" in alice.get("/property").text
	assert send(alice, "set_language", language="zh").status_code == 200
	assert "我的家" in alice.get("/property").text
	again = Person(alice.base, alice.site).sign_in(world.users["alice"])
	assert "我的家" in again.get("/property").text
	assert send(alice, "set_language", language="en").status_code == 200
	assert PASSWORD not in alice.get("/property/profile").text
