"""Cases of the demo: every ending, every state of whatever workflow stands, and photos that are images."""

from __future__ import annotations

import json
import zlib
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from property_service.demo.case_clock import message_moments, moments
from property_service.demo.case_plan import (
	ENDING_KINDS,
	SHOWN_UNITS,
	Step,
	plan_cases,
	shortest_route,
	spread_over_states,
)
from property_service.demo.case_texts import CASE_TEXTS
from property_service.demo.estates import plan_estates
from property_service.demo.pictures import HEIGHT, PNG_SIGNATURE, WIDTH, paint_photo
from property_service.demo.scale import SCALES
from property_service.demo.tenancy import tell_stories
from property_service.tests.unit.wiring import PACKAGE

STORIES = tell_stories(plan_estates(SCALES["small"]), date(2026, 11, 23))
NOW = datetime(2026, 11, 23, 15, 30)
STATES = [
	("New", "Open"),
	("Assigned", "Open"),
	("Waiting", "Waiting"),
	("Done", "Resolved"),
	("No", "Rejected"),
]
STEPS = [
	Step("New", "Assign", "Assigned", "Service Assistant"),
	Step("New", "Refuse", "No", "Service Supervisor"),
	Step("Assigned", "Wait", "Waiting", "Housekeeper"),
	Step("Waiting", "Go on", "Assigned", "Housekeeper"),
	Step("Assigned", "Finish", "Done", "Housekeeper"),
]


def test_even_the_smallest_demo_shows_every_ending_and_a_case_without_a_unit() -> None:
	cases = plan_cases(STORIES, SCALES["small"].cases)
	assert {case.ending for case in cases} == set(ENDING_KINDS)
	assert any(case.story is None for case in cases) and any(case.story for case in cases)


def test_the_owners_shown_in_the_portal_have_a_case_of_their_own_there() -> None:
	cases = {case.number: case for case in plan_cases(STORIES, SCALES["small"].cases)}
	for number, unit in SHOWN_UNITS.items():
		case = cases[number]
		assert case.channel == "Portal" and case.story and case.story.unit.key == unit
		assert case.reporter == case.story.owners[0]


def test_the_same_plan_comes_out_twice() -> None:
	assert plan_cases(STORIES, 12) == plan_cases(STORIES, 12)


def test_every_state_gets_a_case_when_there_are_enough() -> None:
	goals = spread_over_states(plan_cases(STORIES, 40), STATES)
	assert set(goals.values()) == {state for state, _category in STATES}


def test_a_rare_state_gets_one_case_only() -> None:
	goals = spread_over_states(plan_cases(STORIES, 120), STATES, rare=["Assigned"])
	assert list(goals.values()).count("Assigned") == 1


def test_a_category_without_a_state_leaves_its_cases_out() -> None:
	cases = plan_cases(STORIES, 12)
	goals = spread_over_states(cases, [("New", "Open")])
	assert set(goals) == {case.number for case in cases if case.category == "Open"}


def test_the_shortest_way_through_a_workflow_is_found() -> None:
	route = shortest_route("New", "Done", STEPS)
	assert route is not None and [step.action for step in route] == ["Assign", "Finish"]
	assert shortest_route("New", "New", STEPS) == []
	refused = shortest_route("New", "No", STEPS, avoid=["No"])
	assert refused is not None and [step.action for step in refused] == ["Refuse"]
	assert shortest_route("New", "Done", STEPS, avoid=["Assigned"]) is None
	assert shortest_route("Done", "New", STEPS) is None


def test_every_story_names_a_category_the_app_ships() -> None:
	shipped = {
		json.loads(path.read_text(encoding="utf-8"))["category_name"]
		for path in (PACKAGE / "site_setup" / "records" / "complaint_category").glob("*.json")
	}
	assert {text.category for text in CASE_TEXTS} <= shipped


@given(
	key=st.text(max_size=8),
	age=st.integers(0, 80),
	changes=st.integers(0, 9),
	at_night=st.booleans(),
)
def test_no_event_of_a_case_lies_ahead_or_before_the_one_that_caused_it(key, age, changes, at_night) -> None:
	times = moments(key, (NOW - timedelta(days=age)).date(), changes, NOW, at_night=at_night)
	assert len(times) == changes + 1
	assert times == sorted(times) and times[-1] <= NOW
	answers = message_moments(times[0], 3, NOW)
	assert answers == sorted(answers) and times[0] <= answers[0] and answers[-1] <= NOW


def test_stories_are_complete() -> None:
	for text in CASE_TEXTS:
		assert text.replies and text.resolution and text.description != text.subject, text.subject


def test_a_photo_is_a_valid_png_and_the_same_for_the_same_key() -> None:
	photo = paint_photo("case:1")
	assert photo == paint_photo("case:1") != paint_photo("case:2")
	assert photo.startswith(PNG_SIGNATURE) and len(photo) < 60_000
	start = photo.index(b"IDAT") + 4
	pixels = zlib.decompress(photo[start : photo.index(b"IEND") - 8])
	# each line: one filter byte and three bytes a pixel
	assert len(pixels) == HEIGHT * (1 + 3 * WIDTH)
