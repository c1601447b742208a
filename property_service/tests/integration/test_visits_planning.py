"""Return visits are planned by rule: for the right cases, once a round, by somebody independent."""

from __future__ import annotations

import pytest

import frappe
from frappe.utils import add_days, getdate

from property_service.casework import services as casework
from property_service.exceptions import VisitEvidenceError, VisitRuleError
from property_service.tests.bootstrap import COMMUNITY, OTHER_COMMUNITY
from property_service.tests.factories import make_case, make_owned_unit, make_staff
from property_service.visits import planning, services, sources

LEAK, TAP = "Water Leak", "Pipe or Valve"
SAMPLE_RULE = "All other repairs: sample 30%"


@pytest.fixture(autouse=True)
def staff() -> dict[str, str]:
	"""The only people of the community, so that who is chosen is known."""
	for user in ("assistant", "housekeeper", "supervisor", "manager", "technician"):
		frappe.db.set_value("User", f"{user}@test.invalid", "enabled", 0)
	return {
		"keeper": make_staff("Housekeeper", community=COMMUNITY),
		"first": make_staff("Service Assistant", community=COMMUNITY),
		"second": make_staff("Service Assistant", community=COMMUNITY),
		"supervisor": make_staff("Service Supervisor", community=COMMUNITY),
		"elsewhere": make_staff("Service Assistant", community=OTHER_COMMUNITY),
	}


def owned_case(**values):
	return make_case(unit=make_owned_unit().name, **values)


def resolve(case, by: str = "Administrator"):
	casework.apply_category(case.name, "Resolved", "Done.", by)
	return case.reload()


def visits_of(case) -> list:
	return frappe.get_all(
		"Return Visit", {"reference_name": case.name}, ["*"], order_by="creation asc, name asc"
	)


def only_rule(**values):
	"""Switch the shipped rules off and make one rule that visits everything, unless told otherwise."""
	for name in frappe.get_all("Return Visit Rule", pluck="name", order_by="name asc"):
		frappe.get_doc("Return Visit Rule", name).update({"enabled": 0}).save()
	defaults = {
		"doctype": "Return Visit Rule", "rule_name": "Test rule", "reference_doctype": "Complaint",
		"trigger_field": "state_category", "trigger_value": "Resolved", "sample_percent": 100,
		"visitor_role": "Service Assistant",
	}  # fmt: skip
	return frappe.get_doc({**defaults, **values}).insert()


def test_a_resolved_leak_is_always_visited() -> None:
	for _number in range(3):
		case = resolve(owned_case(category=LEAK))
		(visit,) = visits_of(case)
		assert visit.rule == "Leakage and safety: always"
		assert (visit.community, visit.unit, visit.property_owner) == (
			COMMUNITY,
			case.unit,
			case.property_owner,
		)
		assert (visit.status, visit.round) == ("Planned", 0)
		assert visit.due_date == getdate(add_days(getdate(), 2))


@pytest.mark.parametrize("category", ["Fire Alarm", "Access Control", "Elevator Noise"])
def test_a_group_that_must_be_visited_covers_its_leaves(category: str) -> None:
	assert len(visits_of(resolve(owned_case(category=category)))) == 1


def test_a_leak_nobody_reported_is_visited_too() -> None:
	assert len(visits_of(resolve(make_case(category=LEAK)))) == 1
	assert visits_of(resolve(make_case(request_type="Complaint"))) == []


def test_a_must_is_never_sampled_away() -> None:
	only_rule(sample_percent=0.0001)
	assert len(visits_of(resolve(owned_case(category=LEAK)))) == 1


def test_a_sampled_repair_is_visited_as_the_draw_says() -> None:
	from property_service.visits.sampling import in_sample

	cases = [resolve(owned_case(category=TAP)) for _number in range(12)]
	drawn = [bool(visits_of(case)) for case in cases]
	assert drawn == [in_sample(SAMPLE_RULE, case.name, 30) for case in cases]


def test_the_first_rule_that_fits_decides() -> None:
	only_rule(rule_name="Late", rule_order=20)
	only_rule(rule_name="Early", rule_order=10)
	frappe.get_doc("Return Visit Rule", "Late").update({"enabled": 1}).save()
	assert [visit.rule for visit in visits_of(resolve(owned_case()))] == ["Early"]


@pytest.mark.parametrize(
	("rule", "case", "visited"),
	[
		({"condition": "doc.severity == 'Urgent'"}, {"severity": "Urgent"}, True),
		({"condition": "doc.severity == 'Urgent'"}, {"severity": "Low"}, False),
		({"community": OTHER_COMMUNITY}, {}, False),
		({"community": COMMUNITY}, {}, True),
		({"must_visit_categories": 1}, {"category": TAP}, False),
		({"enabled": 0}, {}, False),
		({"trigger_value": "Rejected"}, {}, False),
	],
)
def test_conditions_community_and_trigger_limit_a_rule(rule: dict, case: dict, visited: bool) -> None:
	only_rule(**rule)
	assert bool(visits_of(resolve(owned_case(**case)))) is visited


def test_a_condition_that_breaks_visits_rather_than_not() -> None:
	only_rule(condition="doc.no_such_thing.at_all > 3")
	case = resolve(owned_case())
	assert case.state_category == "Resolved"
	assert len(visits_of(case)) == 1


def test_delay_and_due_days_set_the_window() -> None:
	only_rule(delay_days=2, due_days=5)
	(visit,) = visits_of(resolve(owned_case()))
	assert (visit.visit_from, visit.due_date) == (
		getdate(add_days(getdate(), 2)),
		getdate(add_days(getdate(), 7)),
	)


def test_firing_twice_plans_once() -> None:
	case = resolve(owned_case(category=LEAK))
	doc = frappe.get_doc("Complaint", case.name)
	doc._doc_before_save = None  # as if the change had just been saved
	assert services.plan_visits(doc) == []
	assert len(visits_of(case)) == 1


def test_two_workers_plan_one_visit() -> None:
	case = resolve(owned_case(category=LEAK))
	(visit,) = visits_of(case)
	row = frappe.get_doc("Return Visit", visit.name)
	double = frappe.copy_doc(row)
	double.update({"plan_key": row.plan_key, "rule": row.rule})
	double.flags.visit_action = True
	with pytest.raises(frappe.UniqueValidationError):
		double.insert()


def test_each_round_has_its_own_visit_and_the_old_one_is_dropped() -> None:
	case = resolve(owned_case(category=LEAK))
	casework.apply_category(case.name, "Open", "Still wet.", "Administrator")
	assert [visit.status for visit in visits_of(case)] == ["Cancelled"]
	assert visits_of(case)[0].cancel_reason
	resolve(case)
	assert [(visit.status, visit.round) for visit in visits_of(case)] == [("Cancelled", 0), ("Planned", 1)]


def test_who_answered_did_or_resolved_is_never_the_visitor(staff) -> None:
	case = owned_case(category=LEAK, handler=staff["first"])
	(visit,) = visits_of(resolve(case))
	assert visit.visitor == staff["second"]
	assert visit.handler_visited == staff["first"]

	case = owned_case(category=LEAK, executor=staff["second"])
	assert visits_of(resolve(case))[0].visitor == staff["first"]

	case = owned_case(category=LEAK)
	assert visits_of(resolve(case, by=staff["second"]))[0].visitor == staff["first"]


def test_nobody_independent_leaves_the_visitor_empty_and_says_so(staff) -> None:
	case = owned_case(category=LEAK, handler=staff["first"], executor=staff["second"])
	(visit,) = visits_of(resolve(case))
	assert visit.visitor is None
	notes = frappe.get_all("Comment", {"reference_name": visit.name, "comment_type": "Info"}, pluck="content")
	assert any("Choose a visitor" in note for note in notes)


def test_a_rule_may_let_the_handler_ask(staff) -> None:
	only_rule(not_by_handler=0, visitor=staff["first"])
	(visit,) = visits_of(resolve(owned_case(handler=staff["first"])))
	assert visit.visitor == staff["first"]


def test_a_named_visitor_who_had_a_part_is_replaced(staff) -> None:
	only_rule(visitor=staff["first"])
	assert visits_of(resolve(owned_case(handler=staff["first"])))[0].visitor == staff["second"]
	assert visits_of(resolve(owned_case()))[0].visitor == staff["first"]


def test_work_is_spread_over_the_visitors(staff) -> None:
	visitors = [visits_of(resolve(owned_case(category=LEAK)))[0].visitor for _number in range(4)]
	assert sorted(visitors) == sorted([staff["first"], staff["second"]] * 2)


def test_who_also_works_as_technician_is_no_visitor(staff) -> None:
	frappe.get_doc("User", staff["first"]).add_roles("Property Technician")
	for _number in range(2):
		assert visits_of(resolve(owned_case(category=LEAK)))[0].visitor == staff["second"]


def test_the_visit_lays_out_its_questions() -> None:
	(visit,) = visits_of(resolve(owned_case(category=LEAK)))
	questions = [row.question for row in frappe.get_doc("Return Visit", visit.name).answers]
	assert questions == [question.text for question in sources.questions_of("Standard Return Visit")]
	assert len(questions) == 4


def test_a_technician_resolving_plans_the_visit_without_a_right_to_it(as_user) -> None:
	technician = make_staff("Property Technician", community=COMMUNITY)
	case = owned_case(category=LEAK, executor=technician)
	casework.apply_category(case.name, "Open", "", "Administrator")
	frappe.db.set_value("Complaint", case.name, "workflow_state", "In Progress")
	with as_user(technician):
		assert not frappe.has_permission("Return Visit", "create")
		frappe.get_doc("Complaint", case.name).update(
			{"resolution": "Done.", "state_category": "Resolved"}
		).save()
	assert len(visits_of(case)) == 1


def test_any_document_with_a_community_can_have_rules() -> None:
	only_rule(reference_doctype="Property Unit", trigger_field="status", trigger_value="Delivered")
	unit = make_owned_unit(status="Sold")
	frappe.get_doc("Property Unit", unit.name).update({"status": "Delivered"}).save()
	(visit,) = visits_of(unit) or [None]
	assert (visit.reference_doctype, visit.community) == ("Property Unit", COMMUNITY)


def test_a_document_without_rules_costs_no_query(count_queries) -> None:
	from property_service.visits.events import on_reference_update

	sources.rules()
	note = frappe.new_doc("Note")
	with count_queries() as statements:
		on_reference_update(note)
	assert statements == []


# --- rules that cannot work ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
	("values", "message"),
	[
		({"trigger_field": "no_such_field"}, "no_such_field"),
		({"trigger_value": "Fixed"}, "never becomes"),
		({"reference_doctype": "ToDo", "trigger_field": "status", "trigger_value": "Closed"}, "community"),
		({"sample_percent": 0}, "more than 0"),
		({"sample_percent": 101}, "at most 100"),
		({"must_visit_categories": 1, "sample_percent": 50}, "cannot be sampled"),
		(
			{
				"reference_doctype": "Property Unit",
				"trigger_field": "status",
				"trigger_value": "Sold",
				"must_visit_categories": 1,
			},
			"category",
		),
		({"condition": "doc.severity = 'Urgent'"}, "cannot be read"),
		({"visitor_role": "Property Technician"}, "Technicians"),
		({"visitor_role": ""}, "who makes the visits"),
	],
)
def test_a_rule_that_can_never_work_is_refused(values: dict, message: str) -> None:
	with pytest.raises(VisitRuleError, match=message):
		only_rule(**values)


# --- visits planned by hand ------------------------------------------------------------------------------------------


def visit_by_hand(case, **values):
	defaults = {
		"doctype": "Return Visit", "reference_doctype": "Complaint", "reference_name": case.name, "due_date": getdate(),
	}  # fmt: skip
	return frappe.get_doc({**defaults, **values}).insert()


def test_staff_may_plan_a_visit_of_their_own(as_user, staff) -> None:
	case = owned_case(category="General Enquiry", request_type="Enquiry")
	with as_user(staff["first"]):
		visit = visit_by_hand(case, visitor=staff["second"])
	assert (visit.community, visit.property_owner, visit.handler_visited) == (
		COMMUNITY,
		case.property_owner,
		case.handler,
	)


def test_a_visitor_who_had_a_part_or_works_elsewhere_is_refused(staff) -> None:
	case = owned_case(handler=staff["first"])
	with pytest.raises(VisitEvidenceError, match="had a part"):
		visit_by_hand(case, visitor=staff["first"])
	with pytest.raises(VisitEvidenceError, match=COMMUNITY):
		visit_by_hand(case, visitor=staff["elsewhere"])


def test_planning_stays_within_its_query_budget(max_queries) -> None:
	resolve(owned_case(category=LEAK))
	case = owned_case(category=LEAK)
	doc = frappe.get_doc("Complaint", case.name)
	doc.update({"state_category": "Resolved", "name": case.name})
	doc._doc_before_save = frappe.get_doc("Complaint", case.name)
	with max_queries(45):
		assert planning.plan(doc)
