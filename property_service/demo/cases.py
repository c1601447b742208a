"""Cases through their real course: filed, answered, walked through the active workflow, visited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import frappe
from frappe.model.workflow import apply_workflow, get_workflow_name

from property_service import constants
from property_service.casework.services import add_owner_message, file_case, reply_to_owner
from property_service.demo.aging import age_case
from property_service.demo.case_plan import PlannedCase, Step, plan_cases, shortest_route, spread_over_states
from property_service.demo.case_words import REJECT_REASONS, WAITING_NOTES
from property_service.demo.context import Demo, acting_as
from property_service.demo.names import drawn_for
from property_service.demo.pictures import paint_photo
from property_service.demo.portal_users import invite
from property_service.demo.return_visits import make_visit
from property_service.demo.staff import login_for
from property_service.demo.units import owners_of_people, unit_names

CASE = "Complaint"
# Who takes a step when several roles may: whoever stands nearest to the work.
NEAREST_FIRST = (
	constants.PROPERTY_TECHNICIAN,
	constants.HOUSEKEEPER,
	constants.SERVICE_ASSISTANT,
	constants.SERVICE_SUPERVISOR,
	constants.PROPERTY_MANAGER,
)
PORTAL = "Portal"


def bring_cases(demo: Demo) -> int:
	"""File the cases that are missing and take each to its end; return how many.

	Each case is committed as a whole and they come in a fixed order, so their number says where to go on.
	"""
	planned = plan_cases(demo.stories, demo.scale.cases)
	missing = planned[frappe.db.count(CASE, {"community": ["in", list(demo.stories)]}) :]
	if not missing:
		return 0
	course = read_workflow()
	goals = spread_over_states(planned, list(course.categories.items()), rare=course.second_rounds())
	owners = owners_of_people(demo)
	units = {community: unit_names(community) for community in demo.stories}
	for case in missing:
		name = bring_case(case, owners, units[case.community])
		walk(case, name, goals.get(case.number), course)
		make_visit(case, name)
		age_case(demo, case, name)
		frappe.db.commit()  # nosemgrep: a build that is stopped goes on after this case
	return len(missing)


@dataclass(frozen=True)
class Course:
	"""The active workflow: state → its category, and the steps between the states."""

	categories: dict[str, str]
	steps: tuple[Step, ...]

	def states_of(self, category: str) -> list[str]:
		return [state for state, found in self.categories.items() if found == category]

	def second_rounds(self) -> list[str]:
		"""Return the open states that only a case which was done with before reaches."""
		done = [*self.states_of("Resolved"), *self.states_of("Rejected"), *self.states_of("Closed")]
		first = next(iter(self.categories), "")
		return [
			state
			for state in self.states_of("Open")
			if shortest_route(first, state, self.steps, avoid=done) is None
		]


def read_workflow() -> Course:
	"""Return the active workflow of cases, an empty one when there is none."""
	name = get_workflow_name(CASE)
	if not name:
		return Course({}, ())
	workflow = frappe.get_cached_doc("Workflow", name)
	rank = {role: index for index, role in enumerate(NEAREST_FIRST)}
	ways = sorted(workflow.transitions, key=lambda row: rank.get(row.allowed, len(rank)))
	return Course(
		{row.state: row.update_value for row in workflow.states},
		tuple(Step(row.state, row.action, row.next_state, row.allowed) for row in ways),
	)


def bring_case(case: PlannedCase, owners: dict[str, str], units: dict[str, str]) -> str:
	"""File one case, with the messages its story has; return its name."""
	owner = owners.get(case.reporter.key) if case.reporter else None
	resident = account_of(owner) if owner and case.channel == PORTAL else None
	name = report(case, owner, units, resident)
	# Every third open case is fresh: nobody has answered yet.
	if case.ending != "open" or case.number % 3:
		talk(case, name, owner, resident)
	return name


def walk(case: PlannedCase, name: str, goal: str | None, course: Course) -> None:
	"""Take a case along the workflow to the state its story ends in."""
	state = frappe.db.get_value(CASE, name, "workflow_state")
	route = shortest_route(state, goal, course.steps, avoid=course.states_of("Rejected")) if goal else None
	for step in route or []:
		take_step(case, name, step, course.categories[step.next_state])


def account_of(owner: str) -> str:
	"""Return the portal account of an owner who reports in the portal."""
	invite(owner)
	return frappe.db.get_value("Property Owner", owner, "user")


def report(case: PlannedCase, owner: str | None, units: dict[str, str], resident: str | None) -> str:
	"""File a case as its reporter in the portal, or as the assistant who takes the call."""
	text = case.text
	data: dict[str, Any] = {
		"subject": text.subject,
		"description": text.description,
		"category": text.category if frappe.db.exists("Complaint Category", text.category) else None,
		"request_type": text.request_type,
		"severity": text.severity,
		"responsible_party": text.party,
		"location": text.location,
		"unit": units[case.story.unit.key] if case.story else None,
		"community": case.community,
		"property_owner": owner,
	}
	photo = (
		{"file_name": f"{text.subject}.png", "content": paint_photo(case.key)} if text.with_photo else None
	)
	filed_by = resident or login_for(constants.SERVICE_ASSISTANT, case.community)
	with acting_as(filed_by):
		return file_case(data, channel=case.channel, files=[photo] if photo else None)


def talk(case: PlannedCase, name: str, owner: str | None, resident: str | None) -> None:
	"""Exchange the story's messages: staff first, then the owner where the owner has the portal at hand."""
	if not owner:
		return
	for turn, words in enumerate(case.text.replies):
		if turn % 2 == 0:
			with acting_as(login_for(constants.HOUSEKEEPER, case.community)):
				reply_to_owner(name, words)
		elif resident:
			with acting_as(resident):
				add_owner_message(name, words, owner)


def take_step(case: PlannedCase, name: str, step: Step, category: str) -> None:
	"""Take one step of the workflow as somebody whose role allows it, with the words the step needs."""
	with acting_as(login_for(step.role, case.community)):
		document = frappe.get_doc(CASE, name)
		words = words_for(case, category)
		if any(document.get(field) != value for field, value in words.items()):
			document.update(words).save()
		apply_workflow(document, step.action)


def words_for(case: PlannedCase, category: str) -> dict[str, str]:
	"""Return what is written on a case before it moves to a state of `category`: what was done, or why not."""
	draw = drawn_for(f"{case.key}:words")
	if category == "Rejected":
		return {"reject_reason": draw.choice(REJECT_REASONS)}
	words = {"internal_note": draw.choice(WAITING_NOTES)} if category == "Waiting" else {}
	if category == "Resolved":
		words["resolution"] = case.text.resolution
	if category != "Open" and case.text.request_type in ("Repair", "Emergency"):
		words["executor"] = login_for(constants.PROPERTY_TECHNICIAN, case.community)
	return words
