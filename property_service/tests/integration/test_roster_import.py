"""A roster becomes buildings, units, owners and ownership; again it changes nothing; what is wrong stays out whole."""

from __future__ import annotations

import json

import pytest

import frappe

from property_service.registry.roster import run
from property_service.registry.roster.tasks import check_roster, import_job, import_roster
from property_service.tests.bootstrap import COMMUNITY
from property_service.tests.factories import (
	make_building,
	make_owner,
	make_roster_import,
	make_sole_ownership,
	make_unit,
)

HEADER = "楼栋,单元,房号,楼层,建筑面积,套内面积,房屋类型,业主姓名,份额,电话,身份证号,交房日期,车位"
ID_ZHANG = "11010519491231002X"


def roster(*rows: str) -> str:
	"""Return a file: rows of |-separated cells below the usual header; the first data row is row 2."""
	lines = (",".join(f'"{cell}"' for cell in row.split("|")) for row in rows)
	return "\n".join([HEADER, *lines])


def imported(*rows: str, **options):
	document = make_roster_import(roster(*rows), **options)
	import_roster(document.name)
	return document.reload()


def statuses(document) -> list[tuple[int, str, str]]:
	"""Return (row, status, column) of every row."""
	rows = frappe.get_all(
		"Property Roster Import Row",
		filters={"roster_import": document.name},
		fields=["row_no", "status", "column_label"],
		order_by="row_no",
	)
	return [(row.row_no, row.status, row.column_label) for row in rows]


def unit_of(unit_no: str, building: str = "R1栋"):
	name = frappe.db.get_value(
		"Property Unit", {"unit_no": unit_no, "building": ("like", f"%{building}"), "community": COMMUNITY}
	)
	return frappe.get_doc("Property Unit", name) if name else None


def owners_of(unit: str) -> list[dict]:
	return frappe.get_all(
		"Unit Ownership",
		filters={"unit": unit},
		fields=[
			"owner_name",
			"tenure",
			"share_numerator",
			"share_denominator",
			"from_date",
			"is_payer",
			"property_owner",
		],
		order_by="creation, name",
	)


def counts() -> dict[str, int]:
	doctypes = (
		"Property Building",
		"Property Unit",
		"Property Owner",
		"Unit Ownership",
		"Unit Status Log",
		"Version",
	)
	return {doctype: frappe.db.count(doctype) for doctype in doctypes}


FULL_ROW = f"R1栋|1单元|101室|1层|89.5㎡|72.1|住宅|张三||138 0013 8000/13900139000|{ID_ZHANG}|2019年3月5日|P1"


def test_one_row_makes_everything_that_belongs_to_a_unit() -> None:
	document = imported(FULL_ROW)
	assert (document.status, document.imported_rows, document.error_rows) == ("Completed", 1, 0)
	unit = unit_of("101")
	assert (unit.entrance, unit.floor_no, unit.gross_area, unit.inner_area) == ("1", 1, 89.5, 72.1)
	assert (unit.unit_type, unit.status, str(unit.delivery_date)) == ("Residence", "Delivered", "2019-03-05")
	assert unit.owner_names == "张三" and unit.billing_coefficient == 1
	(ownership,) = owners_of(unit.name)
	assert (ownership.tenure, ownership.is_payer, str(ownership.from_date)) == ("Sole", 1, "2019-03-05")
	owner = frappe.get_doc("Property Owner", ownership.property_owner)
	assert (owner.mobile_no, owner.other_phones, owner.id_number) == ("13800138000", "13900139000", ID_ZHANG)
	parking = unit_of("P1", "车库")
	assert (parking.unit_type, parking.gross_area, parking.owner_names) == ("Parking Space", 12.5, "张三")
	assert owners_of(parking.name)[0].property_owner == owner.name


def test_the_history_of_a_unit_begins_with_its_delivery() -> None:
	document = imported(FULL_ROW)
	(log,) = frappe.get_all(
		"Unit Status Log",
		filters={"unit": unit_of("101").name},
		fields=["to_status", "effective_date", "reference_name"],
		order_by="creation",
	)
	assert (log.to_status, str(log.effective_date), log.reference_name) == (
		"Delivered",
		"2019-03-05",
		document.name,
	)


def test_ownership_begins_with_the_import_where_the_delivery_is_still_to_come() -> None:
	imported("R1栋||101||80|||张三||||2099-01-01|", effective_date="2024-06-01")
	unit = unit_of("101")
	assert unit.status == "Sold" and str(owners_of(unit.name)[0].from_date) == "2024-06-01"


def test_the_same_file_twice_changes_nothing() -> None:
	rows = (
		FULL_ROW,
		"|||||||李四|||||",
		"|2单元|102||80|||王五、赵六|各半|13700137000||2020-01-01|P2",
		"|2单元|103||80||||||||",
	)
	imported(*rows)
	before = counts()
	again = imported(*rows)
	assert (again.status, again.imported_rows, again.unchanged_rows, again.error_rows) == (
		"Completed",
		0,
		4,
		0,
	)
	assert counts() == before


def test_a_check_writes_nothing_and_foresees_the_import() -> None:
	rows = (FULL_ROW, "R1栋|1|102||0|||李四|||||", "R1栋|1|103||80||||||||")
	document = make_roster_import(roster(*rows))
	before = counts()
	assert check_roster(document.name)["status"] == "Checked"
	assert counts() == before
	foreseen = [row.replace("Ready", "Imported") for _number, row, _column in statuses(document)]
	import_roster(document.name)
	assert (
		[row for _number, row, _column in statuses(document)] == foreseen == ["Imported", "Error", "Imported"]
	)


def test_a_dry_run_sees_one_id_number_under_two_names() -> None:
	rows = (f"R1栋||101||80|||张三|||{ID_ZHANG}||", f"R1栋||102||80|||张山|||{ID_ZHANG}||")
	document = make_roster_import(roster(*rows))
	check_roster(document.name)
	assert statuses(document) == [(2, "Ready", ""), (3, "Error", "身份证号")]
	import_roster(document.name)
	assert statuses(document) == [(2, "Imported", ""), (3, "Error", "身份证号")]


def test_shares_and_joint_owners() -> None:
	imported(
		"R1栋||101||80|||张三、李四|1/3;2/3||||",
		"R1栋||102||80|||王五、赵六|||||",
		"R1栋||103||80|||钱七|100%||||",
	)
	by_shares, joint, sole = (owners_of(unit_of(number).name) for number in ("101", "102", "103"))
	assert [(row.owner_name, row.share_numerator, row.share_denominator) for row in by_shares] == [
		("张三", 1, 3),
		("李四", 2, 3),
	]
	assert [(row.owner_name, row.tenure, row.is_payer) for row in joint] == [
		("王五", "Joint", 1),
		("赵六", "Joint", 0),
	]
	assert [(row.owner_name, row.tenure) for row in sole] == [("钱七", "Sole")]


def test_one_person_in_five_units_is_one_record_and_a_family_with_one_phone_is_not() -> None:
	rows = [f"R1栋||10{n}||80|||张三||13800138000|||" for n in range(5)]
	imported(*rows, "R1栋||201||80|||李四||13800138000|||")
	names = {owners_of(unit_of(f"10{n}").name)[0].property_owner for n in range(5)}
	assert len(names) == 1
	assert owners_of(unit_of("201").name)[0].property_owner not in names


def test_an_owner_of_another_community_is_found_again_and_completed() -> None:
	owner = make_owner("张三", mobile_no="13800138000")
	imported(f"R1栋||101||80|||张三||138-0013-8000|{ID_ZHANG}||")
	assert owners_of(unit_of("101").name)[0].property_owner == owner.name
	owner.reload()
	assert (owner.id_number, owner.id_type) == (ID_ZHANG, "Resident Identity Card")


def test_a_known_phone_is_never_replaced() -> None:
	owner = make_owner("张三", id_number=ID_ZHANG, mobile_no="13800138000")
	document = imported(f"R1栋||101||80|||张三||13900139000|{ID_ZHANG}||")
	assert statuses(document) == [(2, "Error", "电话")]
	assert unit_of("101") is None
	assert owner.reload().mobile_no == "13800138000"


def test_a_unit_with_one_wrong_row_is_not_written_at_all() -> None:
	document = imported(
		"R1栋||101||80|||张三|1/2|13800138000||2020-01-01|P1",
		"|||||||李四|1/2|138001380OO|||",
		"||102||80||||||||",
	)
	assert statuses(document) == [(2, "Error", ""), (3, "Error", "电话"), (4, "Imported", "")]
	assert unit_of("101") is None and unit_of("P1", "车库") is None
	assert not frappe.db.exists("Property Owner", {"owner_name": ("in", ("张三", "李四"))})
	message = frappe.db.get_value(
		"Property Roster Import Row", {"roster_import": document.name, "row_no": 2}, "message"
	)
	assert "row 3" in message


def test_what_the_registry_refuses_leaves_nothing_of_the_unit() -> None:
	"""Slashes are unsafe in names, so 1/2 and 1-2 would get one name: the second is refused by the registry itself."""
	document = imported(
		"R1栋||A1-2||80|||张三|||||", "R9栋||A1?2||80|||李四|||||P7", "R1栋||A1?2||80|||王五|||||P8"
	)
	assert [status for _row, status, _column in statuses(document)] == ["Imported", "Imported", "Error"]
	assert not frappe.db.exists("Property Owner", {"owner_name": "王五"})
	assert unit_of("P8", "车库") is None and unit_of("P7", "车库")
	message = frappe.db.get_value(
		"Property Roster Import Row", {"roster_import": document.name, "row_no": 4}, "message"
	)
	assert message.startswith("Another unit or building is registered under the same name.")


def test_a_building_made_for_a_refused_unit_is_not_remembered() -> None:
	"""The building of the first unit is rolled back with it; the second unit makes it again."""
	imported("R1栋||A1-2||80||||||||")
	document = imported("R8栋||A1?2||80|||王五|||||A1-2", "车库||A1?2||80||||||||", "R8栋||101||80||||||||")
	assert [status for _row, status, _column in statuses(document)][-1] == "Imported"
	assert unit_of("101", "R8栋").building.endswith("R8栋")


def test_owners_of_a_known_unit_stay_as_they_are() -> None:
	unit = make_unit(make_building(building_name="R1栋").name, unit_no="101", gross_area=80)
	make_sole_ownership(unit.name, make_owner("王五").name)
	document = imported("R1栋||101||85|||张三|||||")
	assert statuses(document) == [(2, "Error", "业主姓名")]
	assert [row.owner_name for row in owners_of(unit.name)] == ["王五"]
	assert unit.reload().gross_area == 80


def test_a_known_unit_without_owners_gets_them_and_its_new_area() -> None:
	unit = make_unit(
		make_building(building_name="R1栋").name,
		unit_no="101",
		gross_area=80,
		inner_area=60,
		status="Unsold",
		delivery_date=None,
	)
	document = imported("R1幢||101||85|65||张三||||2020-05-01|")
	assert statuses(document) == [(2, "Imported", "")]
	unit.reload()
	assert (unit.gross_area, unit.inner_area, unit.status, unit.owner_names) == (85, 65, "Delivered", "张三")
	assert str(owners_of(unit.name)[0].from_date) == "2020-05-01"


def test_known_units_stay_untouched_without_the_tick() -> None:
	unit = make_unit(make_building(building_name="R1栋").name, unit_no="101", gross_area=80)
	document = imported("R1栋||101||85||||||||", update_existing=0)
	assert statuses(document) == [(2, "Error", "建筑面积")] and unit.reload().gross_area == 80


def test_unknown_buildings_are_refused_without_the_tick() -> None:
	document = imported("R1栋||101||80||||||||", create_buildings=0)
	assert statuses(document) == [(2, "Error", "楼栋")]
	assert not frappe.db.exists("Property Building", {"building_name": "R1栋"})


@pytest.mark.parametrize(
	("content", "name", "message"),
	[
		("楼栋,业主\nR1栋,张三", "roster.csv", "no column for: Unit Number, Gross Area"),
		("随便,什么\n1,2", "roster.csv", "No header was found in the first 20 rows"),
		(HEADER, "roster.csv", "no rows below the header"),
		(b"PK\x03\x04broken", "roster.xlsx", "damaged"),
		(b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "roster.xlsx", "old or password-protected"),
	],
)
def test_an_unusable_file_says_why_and_what_to_do(content: str | bytes, name: str, message: str) -> None:
	document = make_roster_import(content, name)
	assert check_roster(document.name)["status"] == "Failed"
	assert message in document.reload().message


def test_an_interrupted_run_goes_on_where_it_stopped(enqueued) -> None:
	rows = [
		f"R1栋|1|{number}||80|||业主甲{chr(0x4E00 + number)}|||||"
		for number in range(run.UNITS_PER_COMMIT + 20)
	]
	document = make_roster_import(roster(*rows))
	assert not run.run_import(document, seconds=0.001)
	document.reload()
	assert (document.status, document.processed_units, document.imported_rows) == ("Importing", 100, 100)
	import_job(document.name, "en")
	document.reload()
	assert (document.status, document.imported_rows, document.unchanged_rows) == ("Completed", 120, 0)
	assert frappe.db.count("Property Unit", {"building": ("like", "%R1栋")}) == 120
	assert frappe.db.count("Unit Ownership", {"unit": ("like", "%R1栋%")}) == 120
	assert enqueued == []


def test_a_long_run_hands_the_rest_to_the_next_job(enqueued, monkeypatch) -> None:
	monkeypatch.setattr("property_service.registry.roster.tasks.SECONDS_PER_JOB", 0.001)
	rows = [f"R1栋|1|{number}||80||||||||" for number in range(2 * run.UNITS_PER_COMMIT + 1)]
	document = make_roster_import(roster(*rows))
	import_job(document.name, "en")
	assert document.reload().status == "Completed" and document.imported_rows == 201
	assert [job["job_id"].rsplit("::", 1)[1] for job in enqueued] == ["100", "200"]


def test_another_job_on_the_same_import_stops() -> None:
	document = make_roster_import(roster(FULL_ROW, "R1栋||102||80||||||||"))
	with run.opened(document) as session:
		run.results.begin(document, "Importing")
		frappe.db.set_value(document.doctype, document.name, "processed_units", 1)
		with pytest.raises(frappe.ValidationError, match="another job"):
			run.import_chunk(session, list(session.plans()))
	assert unit_of("101") is None


def test_a_changed_file_needs_a_new_check() -> None:
	document = make_roster_import(roster(FULL_ROW))
	check_roster(document.name)
	document.reload()
	document.db_set("file_hash", "something else")
	with pytest.raises(frappe.ValidationError, match="Check it again"):
		import_roster(document.name)


def test_queries_do_not_grow_with_known_units(max_queries) -> None:
	"""A file that changes nothing: what is read is read per chunk, so 90 units cost as much as 30."""
	rows = [
		f"R1栋|1|{number}||80|||业主甲{chr(0x4E00 + number)}||1380013{number:04d}|||P{number}"
		for number in range(90)
	]
	imported(*rows)
	document = make_roster_import(roster(*rows))
	check_roster(document.name)
	with max_queries(40):
		check_roster(document.name)
	with max_queries(40):
		import_roster(document.name)
	assert document.reload().unchanged_rows == 90


def test_a_new_flat_with_its_owner_and_parking_costs_few_queries(count_queries) -> None:
	rows = [
		f"R1栋|1|{number}||80|||业主甲{chr(0x4E00 + number)}||1380013{number:04d}|||P{number}"
		for number in range(50)
	]
	document = make_roster_import(roster(*rows))
	with count_queries() as statements:
		import_roster(document.name)
	assert len(statements) / len(rows) < 60, len(statements) / len(rows)


def test_preview_and_rows_hold_no_full_number() -> None:
	rows = (
		f"R1栋||101||80|||张三||13800138000|{ID_ZHANG}||",
		"R1栋||102||80|||李四||1380013800000|110105194912310021||",
		"R1栋||103||13800138001||||||||",
		"R1栋||13800138002||0|||王五|||||",
	)
	document = make_roster_import(roster(*rows))
	check_roster(document.name)
	kept = json.dumps(document.reload().as_dict(), default=str, ensure_ascii=False)
	kept += json.dumps(
		frappe.get_all("Property Roster Import Row", fields=["*"], order_by="row_no"),
		default=str,
		ensure_ascii=False,
	)
	for number in (
		"13800138000",
		"13800138001",
		"13800138002",
		"1380013800000",
		ID_ZHANG,
		"110105194912310021",
	):
		assert number not in kept, number
	assert "138****8000" in kept
