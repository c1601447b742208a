"""The draw of a sampled rule, its keys and its days."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from property_service.visits.sampling import in_sample, plan_key, visit_window

NAMES = [f"CS-2026-{number:05d}" for number in range(5000)]


def test_the_draw_is_the_same_every_time() -> None:
	first = [in_sample("rule", name, 30) for name in NAMES]
	assert first == [in_sample("rule", name, 30) for name in NAMES]


def test_thirty_percent_of_many_are_drawn() -> None:
	drawn = sum(in_sample("rule", name, 30) for name in NAMES)
	# 5000 × 30 % = 1500, standard deviation √(5000 × 0.3 × 0.7) ≈ 32; five of them
	assert abs(drawn - 1500) < 162


def test_two_rules_draw_differently() -> None:
	assert [in_sample("a", name, 50) for name in NAMES] != [in_sample("b", name, 50) for name in NAMES]


@given(st.text(), st.text())
def test_everything_and_nothing_are_exact(rule: str, document: str) -> None:
	assert in_sample(rule, document, 100)
	assert not in_sample(rule, document, 0)


@given(st.text(), st.text(), st.floats(0, 100), st.floats(0, 100))
def test_a_larger_share_keeps_whoever_was_drawn(rule: str, document: str, one: float, other: float) -> None:
	small, large = sorted((one, other))
	assert in_sample(rule, document, large) or not in_sample(rule, document, small)


def test_a_plan_key_differs_by_rule_document_and_round() -> None:
	keys = {
		plan_key("r", "Complaint", "CS-1", 0),
		plan_key("r", "Complaint", "CS-1", 1),
		plan_key("r", "Complaint", "CS-2", 0),
		plan_key("s", "Complaint", "CS-1", 0),
		plan_key("r", "Issue", "CS-1", 0),
	}
	assert len(keys) == 5
	assert {len(key) for key in keys} == {64}


def test_the_window_opens_after_the_delay() -> None:
	assert visit_window(date(2026, 12, 30), 2, 3) == (date(2027, 1, 1), date(2027, 1, 4))
	assert visit_window(date(2026, 10, 1), 0, 0) == (date(2026, 10, 1), date(2026, 10, 1))
