"""Cases move by category: whatever an administrator calls or adds, the code follows."""

from __future__ import annotations

import pytest

import frappe
from frappe.model.workflow import apply_workflow, get_transitions
from frappe.utils import get_datetime

from property_service.casework import api, services
from property_service.exceptions import CaseError, ClosedCaseError, SecondPersonError, WorkflowCategoryError
from property_service.tests.bootstrap import COMMUNITY, OTHER_COMMUNITY
from property_service.tests.factories import make_case, make_staff

ASSISTANT, HOUSEKEEPER = "assistant@test.invalid", "housekeeper@test.invalid"
SUPERVISOR, MANAGER = "supervisor@test.invalid", "manager@test.invalid"
TECHNICIAN = "technician@test.invalid"


def act(case, action: str, user: str, **values):
	"""Save `values` and take a workflow action as `user`; return the case as it is then."""
	frappe.set_user(user)
	try:
		doc = frappe.get_doc("Complaint", case if isinstance(case, str) else case.name)
		if values:
			doc.update(values)
			doc.save()
		return apply_workflow(doc.as_dict(), action)
	finally:
		frappe.set_user("Administrator")


def actions_of(case, user: str) -> set[str]:
	frappe.set_user(user)
	try:
		return {row.action for row in get_transitions(frappe.get_doc("Complaint", case.name))}
	finally:
		frappe.set_user("Administrator")


def resolved_case(**values):
	case = make_case(**{"category": "General Enquiry", "request_type": "Enquiry", **values})
	act(case, "Accept", ASSISTANT)
	return act(case, "Resolve", ASSISTANT, resolution="Explained.")


def test_a_case_goes_from_filed_to_closed_through_the_shipped_workflow() -> None:
	case = make_case(category="General Enquiry", request_type="Enquiry")
	seen = [case.state_category]
	for action, user, values in (
		("Accept", ASSISTANT, {}),
		("Start Work", TECHNICIAN, {}),
		("Wait for Owner", TECHNICIAN, {}),
		("Resume Work", TECHNICIAN, {}),
		("Resolve", TECHNICIAN, {"resolution": "Done."}),
		("Close", SUPERVISOR, {}),
	):
		seen.append(act(case, action, user, **values).state_category)
	assert seen == ["Open", "Open", "Open", "Waiting", "Open", "Resolved", "Closed"]

	case.reload()
	assert (case.ps_resolved_by, case.ps_closed_by) == (TECHNICIAN, SUPERVISOR)
	assert get_datetime(case.creation) <= case.ps_replied_on <= case.ps_resolved_on <= case.ps_closed_on
	log = frappe.get_all(
		"Complaint Status Log",
		{"complaint": case.name},
		pluck="to_category",
		order_by="changed_on asc, creation asc",
	)
	assert log == seen


@pytest.mark.parametrize(
	("user", "filed", "resolved"),
	[
		(ASSISTANT, {"Accept"}, {"Reopen"}),
		(HOUSEKEEPER, {"Accept"}, {"Close", "Reopen"}),
		(SUPERVISOR, {"Accept", "Reject"}, {"Close", "Reopen"}),
		(MANAGER, {"Accept", "Reject"}, {"Close", "Reopen"}),
		(TECHNICIAN, set(), set()),
		("cashier@test.invalid", set(), set()),
	],
)
def test_each_role_has_its_own_steps(user: str, filed: set[str], resolved: set[str]) -> None:
	assert actions_of(make_case(), user) == filed
	assert actions_of(resolved_case(), user) == resolved


def test_the_acceptance_is_the_first_answer_and_stays_it() -> None:
	case = make_case()
	assert case.ps_replied_on is None
	first = act(case, "Accept", ASSISTANT).ps_replied_on
	assert first
	assert act(case, "Start Work", TECHNICIAN).ps_replied_on == first


def test_resolving_needs_words_for_the_owner() -> None:
	case = make_case()
	act(case, "Accept", ASSISTANT)
	with pytest.raises(CaseError, match="Resolution"):
		act(case, "Resolve", ASSISTANT)


def test_rejecting_needs_a_reason() -> None:
	case = make_case()
	with pytest.raises(CaseError, match="reason"):
		act(case, "Reject", SUPERVISOR)
	assert (
		act(case, "Reject", SUPERVISOR, reject_reason="Belongs to the utility.").state_category == "Rejected"
	)


@pytest.mark.parametrize("finish", ["Close", "Reject"])
def test_a_finished_case_cannot_be_edited_only_reopened(finish: str) -> None:
	case = make_case(category="General Enquiry", request_type="Enquiry")
	if finish == "Close":
		act(case, "Accept", ASSISTANT)
		act(case, "Resolve", ASSISTANT, resolution="Done.")
		act(case, "Close", SUPERVISOR)
	else:
		act(case, "Reject", SUPERVISOR, reject_reason="No.")
	doc = frappe.get_doc("Complaint", case.name)
	for change in (
		{"description": "other"},
		{"handler": MANAGER},
		{"severity": "Urgent"},
		{"resolution": "better"},
	):
		with pytest.raises(ClosedCaseError, match="Reopen"):
			doc.reload().update(change).save()
	doc.reload().save()  # nothing changed

	reopened = act(case, "Reopen", SUPERVISOR)
	assert (reopened.state_category, reopened.reopen_count, reopened.ps_closed_on) == ("Open", 1, None)
	reopened.update({"description": "other"}).save()


def test_a_reopened_case_is_closed_by_somebody_else() -> None:
	case = resolved_case()
	act(case, "Close", SUPERVISOR)
	act(case, "Reopen", MANAGER)
	act(case, "Start Work", HOUSEKEEPER)
	act(case, "Resolve", HOUSEKEEPER)
	for same_person in (SUPERVISOR, HOUSEKEEPER):
		with pytest.raises(SecondPersonError, match="another person"):
			act(case, "Close", same_person)
	assert act(case, "Close", MANAGER).ps_closed_by == MANAGER


def test_dragging_a_card_takes_a_permitted_step_or_none(as_user) -> None:
	case = resolved_case()
	with as_user(HOUSEKEEPER):
		frappe.client.set_value("Complaint", case.name, "state_category", "Closed")
	assert frappe.db.get_value("Complaint", case.name, ["state_category", "workflow_state"]) == (
		"Closed",
		"Closed",
	)

	other = make_case()
	with as_user(HOUSEKEEPER), pytest.raises(CaseError, match="You cannot move"):
		frappe.client.set_value("Complaint", other.name, "state_category", "Closed")
	with as_user(TECHNICIAN), pytest.raises(CaseError, match="You cannot move"):
		frappe.client.set_value("Complaint", other.name, "state_category", "Rejected")


def test_the_shipped_board_moves_cards_the_same_way(as_user) -> None:
	from frappe.desk.doctype.kanban_board.kanban_board import update_order_for_single_card

	case = resolved_case()
	board = frappe.get_doc("Kanban Board", "Cases by Progress")
	for column in board.columns:
		column.order = frappe.as_json([case.name] if column.column_name == "Resolved" else [])
	board.save()
	with as_user(SUPERVISOR):
		update_order_for_single_card(board.name, case.name, "Resolved", "Closed", 0, 0)
	assert frappe.db.get_value("Complaint", case.name, "state_category") == "Closed"


def test_the_api_sets_no_time_and_no_counter(as_user) -> None:
	case = make_case()
	with as_user(MANAGER):
		for field, value in (
			("ps_replied_on", "2020-01-01"),
			("ps_closed_by", MANAGER),
			("reopen_count", 5),
			("ps_reply_due", "2030-01-01"),
		):
			frappe.client.set_value("Complaint", case.name, field, value)
	saved = frappe.get_doc("Complaint", case.name)
	assert (saved.ps_replied_on, saved.ps_closed_by, saved.reopen_count) == (None, None, 0)
	assert saved.ps_reply_due == case.ps_reply_due


def test_a_case_cannot_be_imported_as_closed() -> None:
	with pytest.raises(frappe.ValidationError):
		make_case(workflow_state="Closed", resolution="x")


# --- what administrators change -------------------------------------------------------------------------------------


def rename_states() -> None:
	for old, new in (("Filed", "Neu"), ("Resolved", "Fertig"), ("Closed", "Zu"), ("Reopened", "Wieder da")):
		frappe.rename_doc("Workflow State", old, new, force=True)
	frappe.clear_cache(doctype="Complaint")


def test_renamed_states_change_nothing() -> None:
	before = make_case(category="General Enquiry", request_type="Enquiry")
	rename_states()
	before.reload()
	assert before.workflow_state == "Neu"
	act(before, "Accept", ASSISTANT)
	assert act(before, "Resolve", ASSISTANT, resolution="x").workflow_state == "Fertig"

	services.apply_category(before.name, "Closed", "Satisfied.", SUPERVISOR)
	before.reload()
	assert (before.workflow_state, before.state_category, before.ps_closed_by) == ("Zu", "Closed", SUPERVISOR)

	services.reopen_case(before.name, "Not good.", MANAGER)
	before.reload()
	assert (before.workflow_state, before.state_category, before.reopen_count) == ("Wieder da", "Open", 1)


def test_an_added_state_keeps_its_category() -> None:
	workflow = frappe.get_doc("Workflow", "Complaint")
	frappe.get_doc(doctype="Workflow State", workflow_state_name="Waiting for Parts").insert()
	frappe.get_doc(doctype="Workflow Action Master", workflow_action_name="Order Parts").insert()
	workflow.append("states", state("Waiting for Parts", "Waiting"))
	workflow.append(
		"transitions",
		{
			"state": "In Progress",
			"action": "Order Parts",
			"next_state": "Waiting for Parts",
			"allowed": "Property Technician",
		},
	)
	workflow.save()
	case = make_case()
	act(case, "Accept", ASSISTANT)
	act(case, "Start Work", TECHNICIAN)
	assert act(case, "Order Parts", TECHNICIAN).state_category == "Waiting"


def state(name: str, category: str | None, field: str | None = "state_category") -> dict:
	return {
		"state": name,
		"doc_status": "0",
		"update_field": field,
		"update_value": category,
		"allow_edit": "System Manager",
	}


def custom_workflow(*states: dict, **values):
	for row in states:
		if not frappe.db.exists("Workflow State", row["state"]):
			frappe.get_doc(doctype="Workflow State", workflow_state_name=row["state"]).insert()
	return frappe.get_doc(
		{
			"doctype": "Workflow", "workflow_name": "Two Steps", "document_type": "Complaint", "is_active": 1,
			"workflow_state_field": "workflow_state", "states": list(states), "transitions": [], **values,
		}
	)  # fmt: skip


def test_a_workflow_of_two_states_of_ones_own_works() -> None:
	custom_workflow(state("Da", "Open"), state("Weg", "Closed")).insert()
	frappe.clear_cache(doctype="Complaint")
	case = make_case()
	assert (case.workflow_state, case.state_category) == ("Da", "Open")
	services.apply_category(case.name, "Closed", "Done.", SUPERVISOR)
	case.reload()
	assert (case.workflow_state, case.state_category) == ("Weg", "Closed")
	with pytest.raises(WorkflowCategoryError, match="Rejected"):
		services.apply_category(case.name, "Rejected", "x", SUPERVISOR)


@pytest.mark.parametrize(
	("states", "message"),
	[
		([state("Da", "Open"), state("Dort", None, None), state("Weg", "Closed")], "Dort"),
		([state("Da", "Open"), state("Dort", "open"), state("Weg", "Closed")], "Open, Waiting, Resolved"),
		([state("Da", "Open"), state("Dort", "High", "severity"), state("Weg", "Closed")], "Dort"),
		([state("Da", "Open")], "Closed"),
		([state("Weg", "Closed"), state("Da", "Open")], "first state"),
	],
)
def test_a_workflow_that_leaves_a_category_open_is_refused(states: list[dict], message: str) -> None:
	with pytest.raises(WorkflowCategoryError, match=message):
		custom_workflow(*states).insert()


def test_workflows_of_other_documents_are_left_alone() -> None:
	custom_workflow(state("Da", None, None), document_type="ToDo", workflow_state_field="status").insert()


def test_without_an_active_workflow_cases_still_move() -> None:
	frappe.db.set_value("Workflow", "Complaint", "is_active", 0)
	frappe.clear_cache(doctype="Complaint")
	case = make_case()
	assert case.state_category == "Open"
	services.apply_category(case.name, "Closed", "Done.", SUPERVISOR)
	assert frappe.db.get_value("Complaint", case.name, "state_category") == "Closed"


# --- services -------------------------------------------------------------------------------------------------------


def test_apply_category_notes_who_and_why() -> None:
	case = resolved_case()
	services.apply_category(case.name, "Closed", "The owner is satisfied.", SUPERVISOR)
	log = frappe.get_last_doc("Complaint Status Log", {"complaint": case.name, "to_category": "Closed"})
	assert (log.changed_by, log.note) == (SUPERVISOR, "The owner is satisfied.")
	comments = frappe.get_all(
		"Comment", {"reference_name": case.name, "comment_type": "Info"}, pluck="content"
	)
	assert "The owner is satisfied." in comments
	services.apply_category(case.name, "Closed", "again", SUPERVISOR)
	assert frappe.db.count("Complaint Status Log", {"complaint": case.name, "to_category": "Closed"}) == 1


def test_reopening_hands_the_case_one_level_up() -> None:
	keeper, supervisor = make_staff("Housekeeper"), make_staff("Service Supervisor", community=COMMUNITY)
	manager = make_staff("Property Manager", community=COMMUNITY)
	case = resolved_case(handler=keeper)
	assert services.reopen_case(case.name, "Not good.", ASSISTANT) == supervisor

	services.apply_category(case.name, "Resolved", "x", supervisor)
	assert services.reopen_case(case.name, "Not good again.", ASSISTANT) == manager
	case.reload()
	assert (case.handler, case.reopen_count) == (manager, 2)
	told = frappe.get_all(
		"Notification Log", {"document_name": case.name, "for_user": manager}, pluck="subject"
	)
	assert f"Case {case.name} was reopened: {case.subject}" in told


# --- people ---------------------------------------------------------------------------------------------------------


def todos(case) -> list[str]:
	return sorted(
		frappe.get_all("ToDo", {"reference_name": case.name, "status": "Open"}, pluck="allocated_to")
	)


def test_assigning_moves_the_things_to_do(as_user) -> None:
	first, second, plumber = (
		make_staff("Housekeeper"),
		make_staff("Housekeeper"),
		make_staff("Property Technician"),
	)
	case = make_case(handler=first)
	with as_user(SUPERVISOR):
		api.assign_case(case.name, handler=second, executor=plumber, note="Take the long ladder.")
	assert todos(case) == sorted([second, plumber])
	act(case, "Accept", ASSISTANT)
	act(case, "Resolve", ASSISTANT, resolution="x")
	assert todos(case) == []
	act(case, "Reopen", SUPERVISOR)
	assert todos(case) == sorted([second, plumber])


def test_who_does_not_work_for_the_community_cannot_be_assigned(as_user) -> None:
	case = make_case()
	elsewhere = make_staff("Housekeeper", community=OTHER_COMMUNITY)
	cashier = make_staff("Property Cashier")
	with as_user(SUPERVISOR):
		for user in (elsewhere, cashier, "Guest"):
			with pytest.raises(CaseError, match=COMMUNITY):
				api.assign_case(case.name, handler=user)


def test_an_open_case_never_loses_its_handler() -> None:
	case = make_case()
	case.handler = None
	with pytest.raises(CaseError, match="Somebody has to answer"):
		case.save()


def test_a_technician_takes_cases_and_gives_none(as_user) -> None:
	case = make_case()
	with as_user(TECHNICIAN):
		api.assign_case(case.name, executor=TECHNICIAN)
		with pytest.raises(frappe.PermissionError, match="for themselves"):
			api.assign_case(case.name, executor=HOUSEKEEPER)
		with pytest.raises(frappe.PermissionError, match="for themselves"):
			api.assign_case(case.name, handler=TECHNICIAN)
	assert frappe.db.get_value("Complaint", case.name, "executor") == TECHNICIAN


def test_staff_see_the_cases_of_their_communities_only(as_user) -> None:
	case, other = make_case(), make_case(community=OTHER_COMMUNITY)
	with as_user(make_staff("Housekeeper", community=COMMUNITY)):
		names = frappe.get_list("Complaint", pluck="name", limit=0)
		assert case.name in names
		assert other.name not in names
		for call in (
			lambda: api.reply_to_owner(other.name, "x"),
			lambda: api.assign_case(other.name, executor=HOUSEKEEPER),
			lambda: api.unit_history(other.name),
		):
			with pytest.raises(frappe.PermissionError):
				call()


def test_deleting_a_case_takes_its_log_along() -> None:
	case = make_case()
	frappe.delete_doc("Complaint", case.name, force=True)
	assert not frappe.db.exists("Complaint Status Log", {"complaint": case.name})


def test_lists_have_their_indexes() -> None:
	names = {row.Key_name for row in frappe.db.sql("SHOW INDEX FROM `tabComplaint`", as_dict=True)}
	assert {"community_state_category", "state_category_reply_due"} <= names
