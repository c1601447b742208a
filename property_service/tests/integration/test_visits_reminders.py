"""Due visits are brought to mind once a day, and only that."""

from __future__ import annotations

import pytest

import frappe
from frappe.utils import add_days, getdate

from property_service.casework import services as casework
from property_service.tests.bootstrap import COMMUNITY
from property_service.tests.factories import make_case, make_owned_unit, make_staff
from property_service.visits import tasks


@pytest.fixture(autouse=True)
def nobody_else():
	"""Visits of other tests or of the demo stay out of the counts."""
	frappe.db.set_value("Return Visit", {"status": "Planned"}, "reminded_on", getdate())
	frappe.db.delete("Notification Log")


def visit_due(days: int, visitor: str | None):
	case = make_case(unit=make_owned_unit().name, category="Water Leak")
	casework.apply_category(case.name, "Resolved", "x", case.handler)
	visit = frappe.get_last_doc("Return Visit", {"reference_name": case.name})
	frappe.db.set_value(
		"Return Visit", visit.name, {"due_date": add_days(getdate(), days), "visitor": visitor}
	)
	frappe.db.delete("Notification Log")
	return visit


def told(user: str) -> list[str]:
	return frappe.get_all("Notification Log", {"for_user": user}, pluck="subject", order_by="creation asc")


def test_the_visitor_is_told_once_for_all_and_not_twice_a_day() -> None:
	visitor = make_staff("Service Assistant", community=COMMUNITY)
	visit_due(0, visitor), visit_due(0, visitor), visit_due(1, visitor)
	tasks.remind_due_visits()
	assert told(visitor) == ["Return visits to make: 2, of them overdue 0, without a visitor 0."]
	assert tasks.remind_due_visits() == 0
	assert len(told(visitor)) == 1


def test_overdue_and_unassigned_visits_reach_the_supervisor() -> None:
	for name in frappe.get_all("User", {"name": ["like", "supervisor@%"]}, pluck="name"):
		frappe.db.set_value("User", name, "enabled", 0)
	supervisor = make_staff("Service Supervisor", community=COMMUNITY)
	visitor = make_staff("Service Assistant", community=COMMUNITY)
	visit_due(-1, visitor), visit_due(0, None)
	tasks.remind_due_visits()
	assert told(visitor) == ["Return visits to make: 1, of them overdue 1, without a visitor 0."]
	assert told(supervisor) == ["Return visits to make: 2, of them overdue 1, without a visitor 1."]


def test_each_person_reads_it_in_their_language() -> None:
	visitor = make_staff("Service Assistant", community=COMMUNITY, language="zh")
	visit_due(0, visitor)
	tasks.remind_due_visits()
	assert told(visitor)[0].startswith("待回访")


def test_reminding_takes_the_same_few_queries_for_many_visits(count_queries) -> None:
	visitor = make_staff("Service Assistant", community=COMMUNITY)
	visit_due(0, visitor)
	with count_queries() as few:
		tasks.remind_due_visits()
	for _number in range(5):
		visit_due(0, visitor)
	with count_queries() as many:
		tasks.remind_due_visits()
	assert len(many) <= len(few)
