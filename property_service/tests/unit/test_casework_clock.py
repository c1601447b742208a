"""Times and people a change of category records."""

from __future__ import annotations

from datetime import datetime

import pytest

from property_service.casework.clock import may_close_again, reply_due, stamps

NOW = datetime(2026, 10, 5, 9, 30)


def change(before: str | None, after: str, reopen_count: int = 0) -> dict:
	return stamps(before, after, now=NOW, actor="li@test.invalid", reopen_count=reopen_count)


def test_the_first_reply_is_due_seventy_two_hours_after_filing() -> None:
	# Monday 9:30 + 3 days
	assert reply_due(NOW, 72) == datetime(2026, 10, 8, 9, 30)


def test_half_an_hour_is_a_valid_reply_time() -> None:
	assert reply_due(NOW, 0.5) == datetime(2026, 10, 5, 10, 0)


def test_a_change_inside_a_category_stamps_nothing() -> None:
	assert change("Open", "Open") == {}
	assert change("Open", "Waiting") == {}


def test_resolving_and_closing_record_who_and_when() -> None:
	assert change("Open", "Resolved") == {"ps_resolved_on": NOW, "ps_resolved_by": "li@test.invalid"}
	assert change("Resolved", "Closed") == {"ps_closed_on": NOW, "ps_closed_by": "li@test.invalid"}
	assert change("Open", "Rejected") == {"ps_closed_on": NOW, "ps_closed_by": "li@test.invalid"}


@pytest.mark.parametrize("before", ["Resolved", "Closed", "Rejected"])
def test_coming_back_counts_and_forgets_the_times_but_not_the_people(before: str) -> None:
	assert change(before, "Open", reopen_count=1) == {
		"ps_resolved_on": None,
		"ps_closed_on": None,
		"reopen_count": 2,
	}


@pytest.mark.parametrize(
	("actor", "reopen_count", "may"),
	[("a", 0, True), ("a", 1, False), ("b", 1, False), ("c", 1, True)],
)
def test_a_reopened_case_is_closed_by_a_third_person(actor: str, reopen_count: int, may: bool) -> None:
	assert may_close_again(actor, reopen_count=reopen_count, resolved_by="a", closed_by="b") is may
