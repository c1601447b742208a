"""The owner's own answer to a return visit, from the case's page to the closed case. Over real HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

import frappe

from property_service.casework.services import apply_category
from property_service.tests.integration.portal_http import Person, really_commit, seeded, served
from property_service.tests.portal_world import World, canary

API = "/api/method/property_service.portal.api."
ANSWER = "/api/method/property_service.visits.api.answer_visit"


@pytest.fixture(scope="module")
def world(site) -> World:
	return seeded(frappe.local.site)


@pytest.fixture(scope="module")
def people(world: World) -> Iterator[Callable[[str], Person]]:
	known: dict[str, Person] = {}
	with served(frappe.local.site) as base:

		def person(name: str) -> Person:
			if name not in known:
				known[name] = Person(base, frappe.local.site).sign_in(world.users[name])
			return known[name]

		yield person


@pytest.fixture
def resolved_case(world: World, people) -> str:
	"""A case of alice's that staff resolved, with a visit planned; committed, for the served site to see."""
	answer = people("alice").post(
		f"{API}file_case",
		data={"unit": world.units["A1"], "description": f"{canary('alice')} asks for a visit"},
	)
	case = answer.json()["message"]["case"]
	frappe.db.rollback()
	apply_category(case, "Resolved", "The seal was changed.", "Administrator")
	if not frappe.db.exists("Return Visit", {"reference_name": case, "status": "Planned"}):
		frappe.get_doc(
			doctype="Return Visit",
			community=world.community,
			unit=world.units["A1"],
			property_owner=world.owners["alice"],
			reference_doctype="Complaint",
			reference_name=case,
			due_date=frappe.utils.today(),
			method="Portal",
		).insert()
	frappe.db.set_value("Return Visit", {"reference_name": case}, "visit_from", frappe.utils.today())
	really_commit()
	return case


def test_owner_judges_the_case_from_its_page(people, resolved_case: str) -> None:
	alice = people("alice")
	assert "judge_case" in alice.get(f"/property/cases/{resolved_case}").text
	link = alice.post(f"{API}judge_case", data={"case": resolved_case}).json()["message"]["url"]
	page = alice.get(link)
	assert page.status_code == 200 and canary("alice") in page.text and "answer_visit" in page.text
	token = link.partition("token=")[2]
	answer = alice.post(
		ANSWER,
		data={"token": token, "outcome": "Satisfied", "score": "5", "owner_words": "Quick & <b>clean</b>"},
	)
	assert answer.status_code == 200, answer.text
	frappe.db.rollback()
	visit = frappe.get_last_doc("Return Visit", {"reference_name": resolved_case})
	assert (visit.status, visit.outcome, visit.evidence_type) == ("Completed", "Satisfied", "Portal Answer")
	assert frappe.db.get_value("Complaint", resolved_case, "state_category") == "Closed"
	assert "not valid any more" in alice.get(link).text


def test_only_who_reported_may_judge(people, resolved_case: str) -> None:
	"""heidi lives in the same unit and sees the case; bob is a neighbour."""
	assert "judge_case" not in people("heidi").get(f"/property/cases/{resolved_case}").text
	for person in ("heidi", "bob", "mallory"):
		answer = people(person).post(f"{API}judge_case", data={"case": resolved_case})
		assert answer.status_code in (403, 404), person


def test_link_opens_nothing_for_anybody_else(people, resolved_case: str) -> None:
	link = people("alice").post(f"{API}judge_case", data={"case": resolved_case}).json()["message"]["url"]
	token = link.partition("token=")[2]
	for person in ("heidi", "bob"):
		page = people(person).get(link)
		assert "not valid any more" in page.text and canary("alice") not in page.text, person
		refused = people(person).post(ANSWER, data={"token": token, "outcome": "Dissatisfied"})
		assert 400 <= refused.status_code < 500 and canary("alice") not in refused.text, person
	for odd in (
		"/property/visit",
		"/property/visit?token=",
		"/property/visit?token=%25",
		"/property/visit?token=x",
	):
		assert "not valid any more" in people("alice").get(odd).text, odd
