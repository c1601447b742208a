"""Who may check and import which roster, what they may see of it, and what the file must be."""

from __future__ import annotations

import io

import pytest

import frappe

from property_service.registry.roster import api
from property_service.registry.roster.tasks import check_roster, import_roster, resume_stalled_imports
from property_service.tests.bootstrap import COMMUNITY, OTHER_COMMUNITY
from property_service.tests.factories import make_roster_import, make_staff

ROSTER = (
	"楼栋,房号,建筑面积,业主,电话,身份证号,微信\n"
	"R1栋,101,0,张三,13800138000,11010519491231002X,13700137000\n"
	"R1栋,102,80,=1+1,,,\n"
	"R1栋,103,80,李四,13900139000,,\n"
)
NUMBERS = ("13800138000", "11010519491231002X", "13700137000")


@pytest.fixture
def supervisor() -> str:
	return make_staff("Service Supervisor", community=COMMUNITY)


@pytest.fixture
def stranger() -> str:
	return make_staff("Service Supervisor", community=OTHER_COMMUNITY)


def checked(**overrides):
	document = make_roster_import(ROSTER, **overrides)
	check_roster(document.name)
	return document.reload()


def downloaded(name: str) -> str:
	api.download_errors(name)
	return frappe.local.response.filecontent.decode("utf-8-sig")


def test_a_supervisor_imports_a_roster_of_the_own_community(as_user, supervisor: str, enqueued) -> None:
	with as_user(supervisor):
		document = make_roster_import(ROSTER)
		api.start_check(document.name)
		assert document.reload().status == "Checked"
		api.start_import(document.name)
		assert document.reload().status == "Completed with Errors"
	assert (
		frappe.db.get_value("Property Unit", {"unit_no": "103", "owner_names": "李四"}, "owner") == supervisor
	)
	jobs = [job for job in enqueued if "registry.roster" in job["method"]]
	assert [(job["queue"], job["deduplicate"], job["enqueue_after_commit"]) for job in jobs] == [
		("long", True, True),
		("long", True, True),
	]


@pytest.mark.parametrize(
	"call", [api.start_check, api.start_import, api.preview, api.download_errors, check_roster, import_roster]
)
def test_another_community_is_closed(as_user, stranger: str, call) -> None:
	document = checked()
	with as_user(stranger), pytest.raises(frappe.PermissionError):
		call(document.name)


@pytest.mark.parametrize(
	"role", ["Housekeeper", "Service Assistant", "Property Technician", "Property Cashier"]
)
@pytest.mark.parametrize("call", [api.start_check, api.start_import, api.preview, api.download_errors])
def test_other_staff_may_not_import(as_user, role: str, call) -> None:
	document = checked()
	with as_user(make_staff(role)), pytest.raises(frappe.PermissionError):
		call(document.name)


def test_nobody_makes_an_import_for_another_community(as_user, stranger: str) -> None:
	with as_user(stranger), pytest.raises(frappe.PermissionError):
		make_roster_import(ROSTER, community=COMMUNITY)


def test_rows_of_another_community_are_not_listed(as_user, stranger: str, supervisor: str) -> None:
	document = checked()
	filters = {"roster_import": document.name}
	with as_user(stranger):
		assert frappe.get_list("Property Roster Import Row", filters=filters, order_by="row_no") == []
	with as_user(supervisor):
		assert len(frappe.get_list("Property Roster Import Row", filters=filters, order_by="row_no")) == 3


def test_changing_methods_refuse_get() -> None:
	allowed = frappe.allowed_http_methods_for_whitelisted_func
	assert allowed[api.start_check] == allowed[api.start_import] == ["POST"]
	assert allowed[api.preview] == allowed[api.download_errors] == ["GET"]


def test_failed_rows_come_back_with_column_problem_and_remedy() -> None:
	text = downloaded(checked().name)
	lines = text.splitlines()
	assert lines[0] == "楼栋,房号,建筑面积,业主,电话,身份证号,微信,Row,Column,Problem,Remedy"
	assert "建筑面积" in lines[1] and "title certificate" in lines[1]
	assert "13800138000" in lines[1]
	assert frappe.db.exists("Access Log", {"export_from": "Property Roster Import", "user": "Administrator"})
	# Row 3 has digits in a name, and its formula is text now; row 4 is fine and does not come back.
	assert lines[2].startswith("R1栋,102,80,'=1+1,") and len(lines) == 3


def test_numbers_are_masked_for_whoever_may_not_read_owners_numbers(as_user) -> None:
	document = checked()
	user = make_staff("Property Manager")
	with as_user(user):
		assert all(number in downloaded(document.name) for number in NUMBERS)
		frappe.clear_cache()
	for permission in frappe.get_all(
		"DocPerm",
		{"parent": "Property Owner", "role": "Property Manager", "permlevel": 1},
		pluck="name",
		order_by="idx",
	):
		frappe.db.set_value("DocPerm", permission, "read", 0)
	frappe.clear_cache(doctype="Property Owner")
	with as_user(user):
		text = downloaded(document.name)
	assert not [number for number in NUMBERS if number in text]
	assert "138****8000" in text and "137****7000" in text


def test_failed_rows_of_a_workbook_come_back_as_a_workbook() -> None:
	from openpyxl import Workbook, load_workbook

	book = Workbook()
	for line in ROSTER.splitlines():
		book.active.append(line.split(","))
	out = io.BytesIO()
	book.save(out)
	document = make_roster_import(out.getvalue(), "roster.xlsx")
	check_roster(document.name)
	api.download_errors(document.name)
	assert frappe.local.response.filename == f"{document.name}-errors.xlsx"
	sheet = load_workbook(io.BytesIO(frappe.local.response.filecontent)).active
	assert sheet.cell(2, 1).value == "R1栋" and sheet.cell(2, 9).value == "建筑面积"


def test_a_mended_file_of_failed_rows_is_a_roster_again() -> None:
	mended = downloaded(checked().name).replace("101,0,", "101,80,").replace("'=1+1", "王五")
	document = make_roster_import(mended, "mended.csv")
	assert import_roster(document.name)["imported_rows"] == 2
	assert document.reload().status == "Completed"


def test_the_preview_is_masked_and_speaks_the_readers_language() -> None:
	document = make_roster_import("楼栋,房号,建筑面积,类型,业主,电话\nR1栋,101,80,商铺,张三,13800138000")
	check_roster(document.name)
	(unit,) = api.preview(document.name)
	assert (unit["unit"], unit["unit_type"], unit["action"]) == ("R1栋 101", "Shop", "New")
	assert unit["owners"][0]["phone"] == "138****8000"
	frappe.local.lang = "zh"
	assert api.preview(document.name)[0]["unit_type"] != "Shop"


def test_an_unchecked_roster_is_not_imported_by_the_button() -> None:
	document = make_roster_import(ROSTER)
	with pytest.raises(frappe.ValidationError, match="Check the roster first"):
		api.start_import(document.name)


def test_one_community_imports_one_roster_at_a_time() -> None:
	first, second = checked(), checked(file_name="second.csv")
	first.db_set({"status": "Importing", "last_progress_on": frappe.utils.now_datetime()})
	with pytest.raises(frappe.ValidationError, match="same community"):
		api.start_import(second.name)
	with pytest.raises(frappe.ValidationError, match="under way"):
		api.start_check(first.name)


def test_a_running_import_is_neither_changed_nor_deleted() -> None:
	document = checked()
	document.db_set({"status": "Importing", "last_progress_on": frappe.utils.now_datetime()})
	document.create_buildings = 0
	with pytest.raises(frappe.ValidationError, match="under way"):
		document.save()
	with pytest.raises(frappe.ValidationError, match="under way"):
		frappe.delete_doc(document.doctype, document.name)


def test_a_stalled_import_goes_on_by_itself_and_by_hand(enqueued) -> None:
	document = checked()
	long_ago = frappe.utils.add_to_date(frappe.utils.now_datetime(), hours=-1)
	document.db_set({"status": "Importing", "last_progress_on": long_ago}, update_modified=False)
	resume_stalled_imports()
	assert document.reload().status == "Completed with Errors"
	assert [job["method"].rsplit(".", 1)[1] for job in enqueued if "roster" in job["method"]] == [
		"import_job"
	]
	document.db_set({"status": "Importing", "last_progress_on": long_ago, "processed_units": 0})
	api.start_import(document.name)
	assert document.reload().status == "Completed with Errors"


def test_other_input_forgets_the_old_result() -> None:
	document = checked()
	document.effective_date = "2025-01-01"
	document.save()
	assert (document.status, document.preview_data, document.error_rows) == ("Draft", None, None)
	assert not frappe.db.count("Property Roster Import Row", {"roster_import": document.name})


def test_results_go_with_their_import() -> None:
	document = checked()
	frappe.delete_doc(document.doctype, document.name)
	assert not frappe.db.count("Property Roster Import Row", {"roster_import": document.name})


@pytest.mark.parametrize("name", ["roster.txt", "roster.xlsm", "roster.html", "roster"])
def test_other_kinds_of_file_are_refused(name: str) -> None:
	with pytest.raises(frappe.ValidationError):
		make_roster_import(ROSTER, name)


def test_a_public_upload_becomes_private_at_once() -> None:
	file = frappe.get_doc(
		doctype="File", file_name="public_roster.csv", content=ROSTER.encode(), is_private=0
	).insert()
	assert file.file_url.startswith("/files/")
	document = frappe.get_doc(
		doctype="Property Roster Import",
		community=COMMUNITY,
		roster_file=file.file_url,
		effective_date="2024-01-01",
	).insert()
	assert document.roster_file.startswith("/private/files/")
	assert frappe.db.get_value("File", file.name, ["is_private", "file_url"]) == (1, document.roster_file)
	assert check_roster(document.name)["status"] == "Checked"


def test_a_file_of_somebody_else_is_not_read_through_an_import(as_user, supervisor: str) -> None:
	secret = frappe.get_doc(
		doctype="File", file_name="secret.csv", content=ROSTER.encode(), is_private=1
	).insert()
	with as_user(supervisor), pytest.raises(frappe.ValidationError, match="not a file you uploaded"):
		frappe.get_doc(
			doctype="Property Roster Import",
			community=COMMUNITY,
			roster_file=secret.file_url,
			effective_date="2024-01-01",
		).insert()


def test_an_address_outside_is_no_roster() -> None:
	with pytest.raises(frappe.ValidationError, match="not a file you uploaded"):
		frappe.get_doc(
			doctype="Property Roster Import",
			community=COMMUNITY,
			roster_file="https://example.invalid/roster.csv",
			effective_date="2024-01-01",
		).insert()
