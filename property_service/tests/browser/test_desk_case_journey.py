"""A case from the owner's phone to its return visit, worked in the desk by an assistant and a housekeeper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from property_service.tests.browser.desk import SCREEN, Desk
from property_service.tests.browser.desk_seed import Home, make_home, on_site, staff
from property_service.tests.browser.seed import PASSWORD

# a worker has to run for these; shown by `make slow` until they fit the time of every run
pytestmark = pytest.mark.slow

CATEGORY = "Water Leak"  # shipped, and always visited


@pytest.fixture
def home(world: dict) -> Home:
	with on_site():
		return make_home(PASSWORD)


@pytest.fixture
def employee(new_page: Callable[..., Page]) -> Callable[[str], Desk]:
	"""Return a function that opens the desk of the employee with a role."""
	return lambda role: Desk(new_page(**SCREEN)).sign_in(staff(role))


def file_case(page: Page, text: str) -> str:
	"""Report a leak in the portal and return the name of the case."""
	page.goto("/property/new-case")
	page.get_by_label("What is it about?").select_option(CATEGORY)
	page.get_by_label("What happened?").fill(text)
	page.get_by_role("button", name="Send Request").click()
	expect(page.get_by_role("heading", name=text)).to_be_visible()
	return page.url.rsplit("/", 1)[-1]


def accept_and_assign(desk: Desk, case: str, handler: str) -> None:
	desk.form("Complaint", case)
	desk.act("Accept")
	desk.wait_for("workflow_state", "Accepted")
	desk.press("Assign Case")
	desk.choose("handler", handler, desk.dialog)
	desk.field("note", desk.dialog).fill("Please look at it today.")
	desk.confirm()
	desk.wait_for("handler", handler)


def resolve(desk: Desk, case: str, words: str) -> None:
	desk.form("Complaint", case)
	desk.act("Start Work")
	desk.wait_for("workflow_state", "In Progress")
	desk.act("Resolve")
	desk.field("words", desk.dialog).fill(words)
	desk.confirm()
	desk.wait_for("workflow_state", "Resolved")


def complete_visit(desk: Desk, visit: str, outcome: str, call: str) -> None:
	desk.form("Return Visit", visit)
	desk.press("Complete Visit")
	dialog = desk.dialog
	desk.field("outcome", dialog).select_option(outcome)
	questions = dialog.locator("select[data-fieldname^=question_]:visible")
	expect(questions.first).to_be_visible()
	for question in questions.all():
		question.select_option(index=1)
	desk.field("evidence_reference", dialog).fill(call)
	desk.confirm()


def planned_visit(desk: Desk, case: str) -> dict:
	(visit,) = desk.rows(
		"Return Visit",
		{"reference_name": case, "status": "Planned"},
		["name", "rule", "visitor", "handler_visited"],
	)
	return visit


def test_case_goes_from_the_owners_phone_through_the_desk_to_a_satisfied_owner(
	phone_page: Page, login, employee: Callable[[str], Desk], home: Home, shot
) -> None:
	login(phone_page, home.user)
	case = file_case(phone_page, "Water drips from the kitchen ceiling")
	expect(phone_page.get_by_text("Filed", exact=True).first).to_be_visible()

	assistant, housekeeper = employee("Service Assistant"), employee("Housekeeper")
	accept_and_assign(assistant, case, staff("Housekeeper"))
	phone_page.reload()
	expect(phone_page.get_by_text("Accepted", exact=True).first).to_be_visible()

	resolve(housekeeper, case, "The pipe joint is renewed.")
	phone_page.reload()
	expect(phone_page.get_by_text("The pipe joint is renewed.").first).to_be_visible()

	visit = planned_visit(assistant, case)
	assert visit["rule"] == "Leakage and safety: always"
	assert visit["handler_visited"] == staff("Housekeeper") != visit["visitor"]
	complete_visit(housekeeper, visit["name"], "Satisfied", f"{home.phone} 14:00")
	housekeeper.expect_refusal("had a part in")
	assert planned_visit(assistant, case)["name"] == visit["name"]

	complete_visit(assistant, visit["name"], "Satisfied", f"{home.phone} 14:05")
	assistant.wait_for("status", "Completed")
	assert assistant.value("completed_by") == staff("Service Assistant")

	assistant.form("Complaint", case)
	assert assistant.value("workflow_state") == "Closed"
	phone_page.reload()
	expect(phone_page.get_by_text("Closed", exact=True).first).to_be_visible()
	shot(phone_page, "closed-en-phone")
	assistant.check()
	housekeeper.check()


def test_dissatisfied_owner_brings_the_case_back_to_work(
	phone_page: Page, login, employee: Callable[[str], Desk], home: Home
) -> None:
	login(phone_page, home.user)
	case = file_case(phone_page, "The bathroom ceiling is wet again")
	assistant, housekeeper = employee("Service Assistant"), employee("Housekeeper")
	accept_and_assign(assistant, case, staff("Housekeeper"))
	resolve(housekeeper, case, "Sealed.")
	complete_visit(assistant, planned_visit(assistant, case)["name"], "Dissatisfied", f"{home.phone} 15:20")
	assistant.wait_for("status", "Completed")

	housekeeper.form("Complaint", case)
	assert housekeeper.value("workflow_state") == "Reopened"
	assert housekeeper.value("reopen_count") == 1
	phone_page.reload()
	expect(phone_page.get_by_text("Reopened", exact=True).first).to_be_visible()

	assert housekeeper.value("handler") == staff("Service Supervisor")  # one level up answers for it now
	resolve(housekeeper, case, "The tray is replaced.")
	assert housekeeper.value("resolution") == "The tray is replaced."
	assert planned_visit(assistant, case)["handler_visited"] == staff("Service Supervisor")
	assistant.check()
	housekeeper.check()
