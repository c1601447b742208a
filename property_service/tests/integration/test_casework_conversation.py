"""What staff and owner say to each other, what the owner sees, and which files come along."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

import frappe

from property_service.casework import api, services
from property_service.exceptions import AttachmentError, CaseError, ClosedCaseError
from property_service.tests.bootstrap import COMMUNITY
from property_service.tests.factories import make_case, make_owned_unit, make_resident, make_staff

PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
ASSISTANT, SUPERVISOR = "assistant@test.invalid", "supervisor@test.invalid"


@pytest.fixture
def resident():
	return make_resident(owner_name="Li Bai", email="libai@test.invalid", language="zh")


@pytest.fixture
def case(resident):
	return make_case(unit=make_owned_unit(resident.name).name, subject="Tap <b>drips</b>")


def mails_about(case: str) -> list[str]:
	queue = frappe.get_all("Email Queue", {"reference_name": case}, pluck="name", order_by="creation asc")
	recipients = frappe.get_all("Email Queue Recipient", {"parent": ["in", queue]}, pluck="recipient")
	return sorted(recipients)


def test_a_reply_reaches_the_owner_and_stops_the_reply_clock(case, as_user) -> None:
	with as_user(ASSISTANT):
		api.reply_to_owner(case.name, "We come on Monday.\nPlease be in. <script>")

	entry = services.case_progress(case.name)[-1]
	assert (entry["kind"], entry["by"]) == ("Reply", "Service Assistant")
	assert entry["text"].startswith("We come on Monday.")
	assert frappe.db.get_value("Complaint", case.name, "ps_replied_on")
	assert mails_about(case.name) == ["libai@test.invalid"]
	content = frappe.get_last_doc("Communication", {"reference_name": case.name}).content
	assert "<script>" not in content


def test_the_second_reply_leaves_the_first_time_standing(case, as_user) -> None:
	with as_user(ASSISTANT):
		api.reply_to_owner(case.name, "One.")
		first = frappe.db.get_value("Complaint", case.name, "ps_replied_on")
		api.reply_to_owner(case.name, "Two.")
	assert frappe.db.get_value("Complaint", case.name, "ps_replied_on") == first


def test_a_reply_by_mail_is_written_in_the_owners_language(case, as_user) -> None:
	with as_user(ASSISTANT):
		api.reply_to_owner(case.name, "x")
	message = frappe.get_last_doc("Email Queue", {"reference_name": case.name}).message
	# quoted-printable or base64, depending on the mail package: the text is Chinese, so never plain
	decoded = frappe.safe_decode(b"".join(part.get_payload(decode=True) or b"" for part in _parts(message)))
	assert "李白" not in decoded  # the owner's name is as recorded
	assert "Li Bai，您好" in decoded
	assert "&lt;b&gt;" in decoded or "<b>drips" not in decoded


def _parts(message: str):
	import email

	return [part for part in email.message_from_string(message).walk() if not part.is_multipart()]


def test_deleting_the_template_switches_the_mail_off(case, as_user) -> None:
	for language in ("zh", "en"):
		frappe.delete_doc("Email Template", f"Property Case Reply ({language})")
	with as_user(ASSISTANT):
		api.reply_to_owner(case.name, "x")
	assert mails_about(case.name) == []
	assert services.case_progress(case.name)[-1]["kind"] == "Reply"


def test_an_empty_reply_and_one_to_nobody_are_refused(case, as_user) -> None:
	nobody = make_case(is_anonymous=1)
	with as_user(ASSISTANT):
		with pytest.raises(CaseError, match="Write something"):
			api.reply_to_owner(case.name, "  ")
		with pytest.raises(CaseError, match="nobody to reply to"):
			api.reply_to_owner(nobody.name, "x")


def test_who_may_not_write_the_case_cannot_reply(case, as_user, resident) -> None:
	for user in ("cashier@test.invalid", resident.user, "Guest"):
		with as_user(user), pytest.raises(frappe.PermissionError):
			api.reply_to_owner(case.name, "x")


def test_the_owner_sees_the_course_and_nothing_internal(case, as_user) -> None:
	with as_user(ASSISTANT):
		doc = frappe.get_doc("Complaint", case.name)
		doc.add_comment("Comment", "SECRET comment")
		api.assign_case(case.name, executor="technician@test.invalid", note="SECRET note")
		doc.reload().update({"internal_note": "SECRET"}).save()
		frappe.get_doc(
			doctype="Communication", communication_type="Communication", communication_medium="Email",
			sent_or_received="Sent", subject="SECRET", content="SECRET price", recipients="plumber@test.invalid",
			reference_doctype="Complaint", reference_name=case.name,
		).insert(ignore_permissions=True)  # fmt: skip
	services.apply_category(case.name, "Resolved", "SECRET why", SUPERVISOR)

	course = services.case_progress(case.name)
	assert [(entry["kind"], entry["category"]) for entry in course] == [
		("Filed", "Open"),
		("State", "Resolved"),
	]
	assert "SECRET" not in str(course)


def test_the_owner_is_told_by_mail_what_was_done(case) -> None:
	services.apply_category(case.name, "Resolved", "New washer fitted.", SUPERVISOR)
	assert mails_about(case.name) == ["libai@test.invalid"]


def test_the_owners_words_reach_the_handler_and_end_the_wait(case, as_user, resident) -> None:
	keeper = make_staff("Housekeeper")
	case.update({"handler": keeper}).save()
	services.apply_category(case.name, "Waiting", "Needs a date.", ASSISTANT)
	with as_user(resident.user):
		services.add_owner_message(case.name, "Monday is fine.", resident.name)

	case.reload()
	assert case.state_category == "Open"
	entry = next(row for row in services.case_progress(case.name) if row["kind"] == "Message")
	assert entry["text"] == "Monday is fine."
	told = frappe.get_all(
		"Notification Log", {"document_name": case.name, "for_user": keeper}, pluck="subject"
	)
	assert any("owner wrote" in subject for subject in told)


def test_a_finished_case_takes_no_more_words_from_the_owner(case, as_user, resident) -> None:
	services.apply_category(case.name, "Closed", "Done.", SUPERVISOR)
	with as_user(resident.user), pytest.raises(ClosedCaseError, match="report again"):
		services.add_owner_message(case.name, "Hello?", resident.name)


def test_a_former_owners_words_are_not_the_next_owners(case, as_user, resident) -> None:
	with as_user(resident.user):
		services.add_owner_message(case.name, "My dog is ill.", resident.name)
	frappe.db.set_value("Complaint", case.name, "property_owner", make_resident().name)
	assert [entry["kind"] for entry in services.case_progress(case.name)] == ["Filed"]


# --- files ----------------------------------------------------------------------------------------------------------


def upload(case: str, name: str, content: bytes, **values):
	return frappe.get_doc(
		{
			"doctype": "File", "file_name": name, "content": content, "attached_to_doctype": "Complaint",
			"attached_to_name": case, "is_private": 1, **values,
		}
	).insert()  # fmt: skip


def test_a_photo_comes_along_with_the_case(as_user) -> None:
	with as_user(ASSISTANT):
		loose = frappe.get_doc(doctype="File", file_name="wechat.png", content=PNG, is_private=1).insert()
		name = api.file_case(
			"Screenshot attached", community=COMMUNITY, channel="Online Message", files=[loose.name]
		)
	files = frappe.get_all(
		"File", {"attached_to_name": name}, ["file_name", "is_private", "attached_to_doctype"]
	)
	assert [(row.attached_to_doctype, row.is_private) for row in files] == [("Complaint", 1)]
	assert files[0].file_name.startswith("wechat")
	assert not frappe.db.exists("File", loose.name)


def test_another_persons_upload_cannot_be_taken(as_user) -> None:
	theirs = frappe.get_doc(
		doctype="File", file_name="private.png", content=PNG + b"1", is_private=1
	).insert()
	with as_user(ASSISTANT), pytest.raises(frappe.PermissionError, match="just uploaded"):
		api.file_case("x", community=COMMUNITY, files=[theirs.name])


@pytest.mark.parametrize(
	("name", "content", "message"),
	[
		("a.svg", SVG, "cannot be attached"),
		("a.html", b"<html>", "cannot be attached"),
		("a.xml", b"<?xml version='1.0'?>", "cannot be attached"),
		("a.exe", b"MZ", "cannot be attached"),
		("a.png", SVG, "does not fit its name"),
	],
)
@pytest.mark.parametrize("doctype", ["Complaint", "Return Visit"])
def test_what_might_run_in_a_browser_is_refused(
	name: str, content: bytes, message: str, doctype: str
) -> None:
	with pytest.raises(AttachmentError, match=message):
		upload(make_case().name, name, content, attached_to_doctype=doctype)


def test_a_page_called_pdf_is_refused_before_anything_is_filed() -> None:
	cases = frappe.db.count("Complaint")
	with pytest.raises(AttachmentError, match="does not fit its name"):
		services.file_case(
			{"description": "x", "community": COMMUNITY},
			channel="Portal",
			files=[{"file_name": "a.pdf", "content": b"<html><script>"}],
		)
	assert frappe.db.count("Complaint") == cases


def test_a_file_over_the_limit_is_refused() -> None:
	frappe.db.set_single_value("Property Service Settings", "max_upload_mb", 1)
	frappe.clear_document_cache("Property Service Settings", "Property Service Settings")
	case = make_case()
	upload(case.name, "small.png", PNG)
	with pytest.raises(AttachmentError, match="larger than 1 MB"):
		upload(case.name, "large.png", PNG + bytes(1024 * 1024))


def test_a_link_is_no_file() -> None:
	with pytest.raises(AttachmentError):
		upload(make_case().name, "a.png", b"", file_url="https://example.invalid/a.png")


def test_a_public_upload_becomes_private_and_stays_it() -> None:
	file = upload(make_case().name, "public.png", PNG + b"public", is_private=0)
	assert (file.is_private, file.file_url.startswith("/private/files/")) == (1, True)
	assert Path(file.get_full_path()).is_file()
	assert not Path(frappe.get_site_path("public", "files", file.file_url.split("/")[-1])).exists()
	file.is_private = 0
	with pytest.raises(AttachmentError, match="private"):
		file.save()


def test_a_file_cannot_be_renamed_into_something_else() -> None:
	file = upload(make_case().name, "fine.png", PNG)
	file.file_name = "fine.svg"
	with pytest.raises(AttachmentError):
		file.save()


def test_files_elsewhere_are_not_our_business() -> None:
	frappe.get_doc(doctype="File", file_name="note.xml", content="<a/>", is_private=1).insert()


def test_base64_uploads_are_judged_by_what_they_are() -> None:
	content = base64.b64encode(SVG)
	with pytest.raises(AttachmentError):
		upload(make_case().name, "a.png", content, decode=True)
