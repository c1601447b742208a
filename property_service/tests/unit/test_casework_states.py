"""What a workflow's states mean, whatever they are called."""

from __future__ import annotations

from property_service.casework.states import (
	Machine,
	State,
	Step,
	is_reopening,
	missing_categories,
	uncategorized,
)

CATEGORIES = ("Open", "Waiting", "Resolved", "Closed", "Rejected")
MACHINE = Machine(
	states=(
		State("Neu", "Open"),
		State("In Arbeit", "Open"),
		State("Wieder da", "Open"),
		State("Fertig", "Resolved"),
		State("Zu", "Closed"),
	),
	steps=(
		Step("Neu", "In Arbeit"),
		Step("In Arbeit", "Fertig"),
		Step("Fertig", "Zu"),
		Step("Fertig", "Wieder da"),
	),
)


def test_the_first_row_is_where_cases_start() -> None:
	assert MACHINE.first == State("Neu", "Open")


def test_a_category_is_found_for_any_label() -> None:
	assert MACHINE.category_of("Fertig") == "Resolved"
	assert MACHINE.category_of("Filed") is None
	assert MACHINE.category_of(None) is None


def test_reopening_follows_the_drawn_step_before_the_first_open_state() -> None:
	assert MACHINE.state_for("Open", "Fertig") == "Wieder da"


def test_without_a_step_the_first_state_of_the_category_is_taken() -> None:
	assert MACHINE.state_for("Open", "Zu") == "Neu"
	assert MACHINE.state_for("Closed", "Neu") == "Zu"


def test_a_category_that_no_state_has_leads_nowhere() -> None:
	assert MACHINE.state_for("Rejected", "Neu") is None


def test_a_dragged_card_takes_the_first_permitted_step_into_the_category() -> None:
	assert MACHINE.pick("Closed", ["In Arbeit", "Zu"]) == "Zu"
	assert MACHINE.pick("Resolved", ["In Arbeit", "Zu"]) is None


def test_states_without_a_valid_category_are_named() -> None:
	rows = [
		("Good", "state_category", "Open"),
		("Other field", "severity", "High"),
		("No field", None, None),
		("Typo", "state_category", "open"),
	]
	assert uncategorized(rows, CATEGORIES) == ["Other field", "No field", "Typo"]


def test_a_workflow_needs_a_state_to_close_to() -> None:
	assert missing_categories(Machine((State("Only", "Open"),))) == ["Closed"]
	assert missing_categories(MACHINE) == []


def test_only_what_was_done_with_can_be_reopened() -> None:
	assert is_reopening("Resolved", "Open")
	assert is_reopening("Closed", "Waiting")
	assert is_reopening("Rejected", "Open")
	assert not is_reopening("Waiting", "Open")
	assert not is_reopening("Resolved", "Closed")
	assert not is_reopening(None, "Open")
