"""An administrator's edit of a shipped record survives migrates and newer releases, for every kind of record."""

from __future__ import annotations

import json

import pytest

import frappe
from frappe.model.document import Document

from property_service.exceptions import PropertyServiceError
from property_service.site_setup import api, memory, shipped
from property_service.site_setup.release import ReleasedRecord, released_records
from property_service.tests.integration.shipped_kinds import (
	EMAIL_TEMPLATE,
	KINDS,
	NOTIFICATION,
	TEXT,
	WORKFLOW,
	Kind,
	transition,
)

every_kind = pytest.mark.parametrize("kind", KINDS, ids=[kind.doctype for kind in KINDS])


def migrate(kind: Kind, release: int) -> str:
	"""Sync one record and return its status."""
	return next(iter(shipped.sync_shipped_records([kind.release(release)])))


def known(kind: Kind) -> Document:
	document = memory.recall(kind.release(1).key)
	assert document
	return document


def content(kind: Kind, document: Document | None = None) -> dict:
	return shipped.current_content(document or kind.document(), kind.release(1).values)


def edit(kind: Kind) -> dict:
	document = kind.document()
	kind.edit(document)
	document.save()
	return content(kind)


@every_kind
def test_a_missing_record_is_written_as_one_that_may_be_edited(kind: Kind) -> None:
	assert migrate(kind, 1) == "As Shipped"
	assert content(kind) == shipped.released_content(kind.release(1))
	assert known(kind).made_by_app
	document = kind.document()
	assert not document.get("is_standard") and document.get("standard") in (None, "No")


@every_kind
def test_an_untouched_record_is_replaced_by_a_newer_release(kind: Kind) -> None:
	migrate(kind, 1)
	migrate(kind, 1)
	assert migrate(kind, 2) == "As Shipped"
	assert content(kind) == shipped.released_content(kind.release(2))


@every_kind
def test_an_edit_survives_two_migrates(kind: Kind) -> None:
	migrate(kind, 1)
	edited = edit(kind)
	assert [migrate(kind, 1), migrate(kind, 1)] == ["Edited", "Edited"]
	assert content(kind) == edited
	assert known(kind).status == "Edited"


@every_kind
def test_an_edit_survives_a_newer_release_which_is_listed_beside_it(kind: Kind) -> None:
	migrate(kind, 1)
	edited = edit(kind)
	assert [migrate(kind, 2), migrate(kind, 2)] == ["Newer Available", "Newer Available"]
	assert content(kind) == edited
	listed = known(kind)
	assert listed.status == "Newer Available"
	assert json.loads(listed.offered_content) == kind.release(2).values
	assert 'class="diff_' in api.get_difference(listed.name)


@every_kind
def test_a_deleted_record_stays_deleted_whatever_is_released(kind: Kind) -> None:
	migrate(kind, 1)
	frappe.delete_doc(kind.doctype, kind.document().name)
	assert [migrate(kind, 1), migrate(kind, 2)] == ["Deleted", "Deleted"]
	assert not frappe.db.exists(kind.doctype, {"name": ["like", "Test Shipped%"]})
	assert known(kind).status == "Deleted"


@every_kind
def test_the_shipped_version_can_be_taken_and_then_follows_the_releases_again(kind: Kind) -> None:
	migrate(kind, 1)
	edit(kind)
	migrate(kind, 2)
	api.take_shipped_version(known(kind).name)
	assert shipped.current_content(kind.document(), kind.release(2).values) == shipped.released_content(
		kind.release(2)
	)
	assert (known(kind).status, known(kind).offered_content) == ("As Shipped", None)
	assert migrate(kind, 1) == "As Shipped", "the next release replaces it"


@every_kind
def test_our_version_can_be_kept_and_is_offered_only_a_still_newer_one(kind: Kind) -> None:
	migrate(kind, 1)
	edited = edit(kind)
	migrate(kind, 2)
	api.keep_own_version(known(kind).name)
	assert migrate(kind, 2) == "Edited"
	assert migrate(kind, 1) == "Newer Available"
	assert content(kind) == edited


def test_an_edit_that_equals_the_newer_release_is_no_longer_an_edit() -> None:
	migrate(TEXT, 1)
	document = TEXT.document()
	document.terms = TEXT.second
	document.save()
	assert migrate(TEXT, 1) == "Edited"
	assert migrate(TEXT, 2) == "As Shipped"


def test_taking_an_edit_back_makes_the_record_follow_the_releases_again() -> None:
	migrate(TEXT, 1)
	edit(TEXT)
	assert migrate(TEXT, 1) == "Edited"
	document = TEXT.document()
	document.terms = TEXT.first
	document.save()
	assert migrate(TEXT, 2) == "As Shipped"


def test_saving_the_form_without_a_change_is_no_edit() -> None:
	for kind in KINDS:
		migrate(kind, 1)
		document = frappe.get_doc(json.loads(kind.document().as_json()))
		document.save()
		assert migrate(kind, 1) == "As Shipped", kind.doctype


def test_a_condition_added_to_a_shipped_transition_is_an_edit() -> None:
	migrate(WORKFLOW, 1)
	workflow = WORKFLOW.document()
	workflow.transitions[0].condition = "doc.unit"
	workflow.save()
	assert migrate(WORKFLOW, 2) == "Newer Available"


def test_a_field_that_was_never_shipped_stays_with_the_administrator() -> None:
	migrate(NOTIFICATION, 1)
	document = NOTIFICATION.document()
	document.condition = "doc.severity"
	document.save()
	assert migrate(NOTIFICATION, 2) == "As Shipped"
	assert NOTIFICATION.document().condition == "doc.severity"


def test_a_renamed_record_keeps_its_memory() -> None:
	migrate(EMAIL_TEMPLATE, 1)
	frappe.rename_doc("Email Template", "Test Shipped Template", "Test Shipped Letter")
	assert migrate(EMAIL_TEMPLATE, 2) == "As Shipped"
	assert frappe.get_doc("Email Template", "Test Shipped Letter").response_html == EMAIL_TEMPLATE.second
	assert not frappe.db.exists("Email Template", "Test Shipped Template")


def test_a_record_that_stood_here_before_is_never_overwritten() -> None:
	own = frappe.get_doc({"doctype": "Terms and Conditions", **TEXT.rest, "terms": "<p>Ours</p>"}).insert()
	assert [migrate(TEXT, 1), migrate(TEXT, 2)] == ["Newer Available", "Newer Available"]
	assert frappe.db.get_value("Terms and Conditions", own.name, "terms") == "<p>Ours</p>"
	assert not known(TEXT).made_by_app


def test_forgetting_a_deleted_record_brings_it_back() -> None:
	migrate(TEXT, 1)
	frappe.delete_doc(TEXT.doctype, TEXT.document().name)
	migrate(TEXT, 1)
	frappe.delete_doc(memory.DOCTYPE, known(TEXT).name)
	assert migrate(TEXT, 1) == "As Shipped"
	assert TEXT.document()


def test_a_workflow_brings_its_states_actions_and_nothing_that_stood_here() -> None:
	frappe.get_doc(doctype="Workflow State", workflow_state_name="Test Done", style="Success").insert()
	migrate(WORKFLOW, 1)
	assert frappe.db.exists("Workflow State", "Test New") and frappe.db.exists(
		"Workflow Action Master", "Test Finish"
	)
	made = {row["record_name"] for row in memory.made_by_app("Workflow State")}
	assert "Test New" in made and "Test Done" not in made
	assert frappe.db.get_value("Workflow State", "Test Done", "style") == "Success"


def test_a_newer_workflow_brings_its_new_actions_too() -> None:
	migrate(WORKFLOW, 1)
	migrate(WORKFLOW, 2)
	assert frappe.db.exists("Workflow Action Master", "Test Skip")


def test_one_record_that_cannot_be_written_does_not_stop_the_others() -> None:
	broken = ReleasedRecord(
		"test/broken", "Notification", {"name": "Test Broken", "document_type": "No Such DocType"}
	)
	statuses = shipped.sync_shipped_records([broken, TEXT.release(1)])
	assert statuses == {"Failed": 1, "As Shipped": 1}
	assert not frappe.db.exists("Notification", "Test Broken") and not memory.recall("test/broken")
	assert frappe.db.exists("Error Log", {"method": ["like", "%test/broken%"]})


def test_every_record_of_this_release_can_be_written() -> None:
	statuses = shipped.sync_shipped_records()
	assert not statuses["Failed"]
	for record in released_records():
		assert memory.recall(record.key), record.key


def test_whoever_manages_the_system_hears_of_a_newer_version() -> None:
	admin = frappe.get_doc(
		doctype="User", email="admin@test.invalid", first_name="Admin", send_welcome_email=0
	).insert()
	admin.add_roles("System Manager")
	shipped.sync_shipped_records()
	migrate(TEXT, 1)
	edit(TEXT)
	migrate(TEXT, 2)
	heard = frappe.get_all(
		"Notification Log",
		filters={"document_type": memory.DOCTYPE, "document_name": known(TEXT).name},
		pluck="subject",
		order_by="name",
	)
	assert heard and "Test Shipped Terms" in heard[0]


def test_the_difference_is_escaped() -> None:
	migrate(TEXT, 1)
	document = TEXT.document()
	document.db_set("terms", "<script>alert(1)</script>")
	migrate(TEXT, 2)
	html = api.get_difference(known(TEXT).name)
	assert "&lt;script&gt;" in html.replace("&nbsp;", " ") and "<script>" not in html


@pytest.mark.parametrize("method", [api.take_shipped_version, api.keep_own_version])
def test_only_a_system_manager_settles_a_difference(method, as_user) -> None:
	# somebody who may well write the record itself
	frappe.get_doc("User", "manager@test.invalid").add_roles("Accounts User", "Sales Master Manager")
	migrate(TEXT, 1)
	edited = edit(TEXT)
	migrate(TEXT, 2)
	name = known(TEXT).name
	# only_for looks away in tests
	frappe.flags.in_test = False
	with as_user("manager@test.invalid"), pytest.raises(frappe.PermissionError):
		method(name)
	assert content(TEXT) == edited and known(TEXT).status == "Newer Available"


def test_who_may_not_read_the_list_sees_no_difference(as_user) -> None:
	migrate(TEXT, 1)
	edit(TEXT)
	migrate(TEXT, 2)
	name = known(TEXT).name
	with as_user("housekeeper@test.invalid"), pytest.raises(frappe.PermissionError):
		api.get_difference(name)


def test_there_is_nothing_to_take_without_an_offer() -> None:
	migrate(TEXT, 1)
	with pytest.raises(PropertyServiceError, match="No newer version"):
		api.take_shipped_version(known(TEXT).name)


def test_transitions_are_compared_in_their_order() -> None:
	migrate(WORKFLOW, 2)
	workflow = WORKFLOW.document()
	workflow.set("transitions", [transition("Test New", "Test Skip", "Test Done"), WORKFLOW.first[0]])
	workflow.save()
	assert migrate(WORKFLOW, 2) == "Edited"
