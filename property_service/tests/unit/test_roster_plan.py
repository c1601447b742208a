"""Rows become units: merged cells, several owners, repeated and contradicting rows, parking."""

from __future__ import annotations

import csv
import io
from contextlib import closing
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from property_service.registry.roster.plan import UnitPlan
from property_service.registry.roster.planning import all_plans
from property_service.registry.roster.problems import RosterFileError
from property_service.registry.roster.reader import open_sheet
from property_service.registry.roster.rows import MAX_CLAIMS, read_roster

HEADER = "楼栋|单元|房号|楼层|建筑面积|套内面积|房屋类型|业主姓名|产权份额|电话|身份证号|交房日期|车位"
HALF = Fraction(1, 2)


def plans_of(
	*rows: str, header: str = HEADER, garage: str = "", community: tuple[str, ...] = ()
) -> list[UnitPlan]:
	"""Return the plans of rows written as a|b|c below a header; the first data row is row 2."""
	lines = (",".join(f'"{cell}"' for cell in row.split("|")) for row in (header, *rows))
	sheet = open_sheet("\n".join(lines).encode(), "roster.csv")
	with closing(read_roster(sheet, garage)) as roster:
		return list(all_plans(roster, community))


def problems_of(*rows: str, **options) -> list[tuple[int, str, str]]:
	return [(p.row, p.field, p.code) for plan in plans_of(*rows, **options) for p in plan.problems]


def test_a_full_row() -> None:
	(plan,) = plans_of(
		"1栋|1单元|1201室|12层|89.5㎡|72.1|住宅|张三||138 0013 8000|11010519491231002X|2019年3月5日|B1-1"
	)
	assert plan.problems == ()
	assert plan.address == ("1栋", "1", "1201")
	assert (plan.floor, plan.gross_area, plan.inner_area) == (12, Decimal("89.5"), Decimal("72.1"))
	assert (plan.unit_type, plan.delivery_date, plan.tenure) == ("Residence", date(2019, 3, 5), "Sole")
	(owner,) = plan.owners
	assert (owner.name, owner.phones, owner.identity.number) == (
		"张三",
		("13800138000",),
		"11010519491231002X",
	)
	(parking,) = plan.parking
	assert parking.address == ("车库", "", "B1-1") and parking.owners == plan.owners


def test_blank_cells_below_a_merged_building_are_filled_down() -> None:
	plans = plans_of(
		"1栋|1单元|101||80||||||||", "||102||81||||||||", "|2单元|101||82||||||||", "2栋||101||83||||||||"
	)
	assert [plan.address for plan in plans] == [
		("1栋", "1", "101"),
		("1栋", "1", "102"),
		("1栋", "2", "101"),
		("2栋", "", "101"),
	]


def test_a_shop_with_its_building_written_out_has_no_entrance_of_the_flat_above() -> None:
	plans = plans_of("1栋|1单元|101||80||||||||", "1栋||商铺1||50||||||||")
	assert plans[1].address == ("1栋", "", "商铺1")


def test_a_forgotten_number_does_not_fall_to_the_unit_above() -> None:
	plans = plans_of("1栋|1|101|1|80|||张三|||||", "1栋|1||2|90|||李四|||||", "|2||||||王五|||||")
	assert [[p.code for p in plan.problems] for plan in plans] == [[], ["required"], ["required"]]
	assert [owner.name for owner in plans[0].owners] == ["张三"]


def test_nothing_but_the_address_is_filled_down() -> None:
	plans = plans_of("1栋|1|101|1|80|70|住宅|张三||13800138000||2019-03-05|", "||102||81||||||||")
	assert (
		plans[1].owners == ()
		and plans[1].floor is None
		and plans[1].unit_type is None
		and plans[1].delivery_date is None
	)


def test_several_rows_of_one_unit_are_its_owners() -> None:
	plans = plans_of(
		"1栋|1|101||80|||张三|1/2|13800138000|||",
		"|||||||李四|1/2|13900139000|||",
		"1栋|1|102||80||||||||",
	)
	assert plans[0].rows == (2, 3)
	assert [(owner.name, owner.share) for owner in plans[0].owners] == [("张三", HALF), ("李四", HALF)]
	assert plans[0].tenure == "By Shares"


def test_rows_of_one_unit_may_stand_far_apart() -> None:
	rows = [f"1栋|1|{n}||80||||||||" for n in range(101, 140)]
	plans = plans_of("1幢|1单元|001||80|||张三|1/2||||", *rows, "1#|一单元|001||80|||李四|1/2||||")
	assert plans[0].rows == (2, 42)
	assert [owner.name for owner in plans[0].owners] == ["张三", "李四"]


@pytest.mark.parametrize(
	("names", "phones", "expected"),
	[
		("张三、李四", "13800138000、13900139000", [("13800138000",), ("13900139000",)]),
		# Two owners with one phone: both are reached there.
		("张三、李四", "13800138000", [("13800138000",), ("13800138000",)]),
		("张三", "13800138000/13900139000", [("13800138000", "13900139000")]),
		("张三、李四", "-、13900139000", [(), ("13900139000",)]),
		("张三、李四", "", [(), ()]),
	],
)
def test_phones_find_their_owners(names: str, phones: str, expected: list) -> None:
	(plan,) = plans_of(f"1栋|1|101||80|||{names}||{phones}|||")
	assert [owner.phones for owner in plan.owners] == expected


def test_more_phones_than_owners_are_refused() -> None:
	row = "1栋|1|101||80|||张三、李四||13800138000/13900139000/13700137000|||"
	assert problems_of(row) == [(2, "phone", "phone_count")]


def test_an_id_number_belongs_to_one_person() -> None:
	row = "1栋|1|101||80|||张三、李四|||{}||"
	assert problems_of(row.format("11010519491231002X")) == [(2, "id_number", "id_count")]
	(plan,) = plans_of(row.format("11010519491231002X、-"))
	assert [owner.identity and owner.identity.number for owner in plan.owners] == ["11010519491231002X", None]
	assert problems_of(row.format("11010519491231002X、11010519491231002X")) == [
		(2, "id_number", "id_given_twice")
	]


def test_owners_in_columns_of_their_own() -> None:
	header = "楼栋|房号|建筑面积|业主1姓名|业主1电话|业主2姓名|业主2电话|份额"
	plans = plans_of(
		"1栋|101|80|张三|13800138000|李四|13900139000|各半",
		"1栋|102|80|王五||赵六|13700137000|",
		"1栋|103|80|钱七|13600136000|||",
		header=header,
	)
	assert [(owner.name, owner.phones, owner.share) for owner in plans[0].owners] == [
		("张三", ("13800138000",), HALF),
		("李四", ("13900139000",), HALF),
	]
	assert [(owner.name, owner.phones) for owner in plans[1].owners] == [
		("王五", ()),
		("赵六", ("13700137000",)),
	]
	assert [owner.name for owner in plans[2].owners] == ["钱七"] and plans[2].tenure == "Sole"


def test_an_identical_row_counts_once() -> None:
	row = "1栋|1|101|1|80|70|住宅|张三||13800138000|11010519491231002X|2019-03-05|B1-1"
	(plan,) = plans_of(row, row)
	assert plan.problems == () and len(plan.owners) == 1 and len(plan.parking) == 1
	assert plan.rows == (2, 3) and plan.repeated_rows == (3,)


def test_contradicting_rows_are_refused_with_both_numbers() -> None:
	(plan,) = plans_of("1栋|1|101|1|80||住宅|张三||||2019-03-05|", "1栋|1|101|2|80||住宅|张三||||2019-03-06|")
	assert [(p.row, p.field, p.values) for p in plan.problems] == [
		(3, "floor", ("1", "2", "2", "3")),
		(3, "delivery_date", ("2019-03-05", "2", "2019-03-06", "3")),
	]


def test_one_name_with_two_phones_in_two_rows_is_refused() -> None:
	(plan,) = plans_of("1栋|1|101||80|||张三||13800138000|||", "1栋|1|101||80|||张三||13900139000|||")
	assert [(p.row, p.code, p.values) for p in plan.problems] == [
		(3, "same_name_differs", ("张三", "2", "3"))
	]


def test_a_more_complete_repeat_adds_what_was_missing() -> None:
	(plan,) = plans_of("1栋|1|101||80|||张三|||||", "1栋|1|101||80|||张三||13800138000|11010519491231002X||")
	(owner,) = plan.owners
	assert owner.phones == ("13800138000",) and owner.identity.number == "11010519491231002X"


def test_sole_owners_in_two_rows_make_two_wholes() -> None:
	assert problems_of("1栋|1|101||80|||张三|1/1||||", "1栋|1|101||80|||李四|1/1||||") == [
		(2, "share", "share_sum")
	]


@pytest.mark.parametrize(
	("row", "problem"),
	[
		("|1|101||80||||||||", (2, "building", "required")),
		("1栋|1|||80|||张三|||||", (2, "unit_no", "required")),
		("1栋|1|101||0||||||||", (2, "gross_area", "area_not_positive")),
		("1栋|1|101||80|81|||||||", (2, "inner_area", "inner_over_gross")),
		("1栋|1|101||80||会所||||||", (2, "unit_type", "type_unknown")),
		("1栋|1|101||80||||| 13800138000|||", (2, "owner_name", "owner_name_missing")),
		("1栋|1|101||80|||张三||138001380OO|||", (2, "phone", "phone_letters")),
		("1栋|1|101||80|||张三||1.38E+10|||", (2, "phone", "scientific")),
		("1栋|1|101||80|||张三|||110105194912310021||", (2, "id_number", "id_check")),
		("1栋|1|101||80|||某某有限公司|||11010519491231002X||", (2, "id_number", "company_with_citizen_id")),
		("1栋|1|101||80|||张三||||2019年3月|", (2, "delivery_date", "date_unreadable")),
		("1栋|1|101||80|||张三|||||2个", (2, "parking", "parking_count")),
		("2024-01-02|1|101||80||||||||", (2, "building", "date_damage")),
	],
)
def test_each_problem_has_its_row_and_column(row: str, problem: tuple[int, str, str]) -> None:
	assert problem in problems_of(row)


def test_all_problems_of_a_row_are_told_at_once() -> None:
	found = problems_of("1栋|1|101|夹层|0||会所|张三||138001380OO|12345|2019|")
	assert {code for _row, _field, code in found} == {
		"floor_unreadable", "area_not_positive", "type_unknown", "phone_letters", "id_unreadable", "date_unreadable",
	}  # fmt: skip


def test_companies_by_name_and_by_licence() -> None:
	by_name, by_number = plans_of(
		"1栋|1|101||80|||深圳市云港有限公司|||91350100M000100Y43||",
		"1栋|1|102||80|||云港食府|||91350100M000100Y43||",
	)
	assert by_name.owners[0].owner_type == by_number.owners[0].owner_type == "Company"


def test_totals_repeated_headers_and_empty_rows_are_no_units() -> None:
	plans = plans_of("1栋|1|101||80||||||||", "||||||||||||", HEADER, "合计||||80||||||||")
	assert [plan.rows for plan in plans] == [(2,)]


def test_parking_goes_to_the_garage_of_the_file_or_the_one_named() -> None:
	own_row = "地下车库||A1||12||车位||||||"
	plans = plans_of("1栋|1|101||80|||张三|||||A2、地库B3", own_row)
	assert [parking.address for parking in plans[0].parking] == [("地下车库", "", "A2"), ("地库", "", "B3")]
	(plan,) = plans_of("1栋|1|101||80|||张三|||||A2", garage="1号车库")
	assert plan.parking[0].address.building == "1号车库"


def test_a_parking_space_listed_twice_with_the_same_owner_is_one() -> None:
	plans = plans_of(
		"1栋|1|101||80|||张三|||||A1", "车库||A1||12||车位|张三|||||", "1栋|1|102||80|||张三|||||A1"
	)
	by_label = {plan.address.label: plan for plan in plans}
	assert all(plan.problems == () for plan in plans)
	assert by_label["车库 A1"].gross_area == 12
	assert by_label["1栋 1 101"].parking == by_label["1栋 1 102"].parking == ()


def test_a_parking_space_with_two_owners_is_refused_with_all_its_rows() -> None:
	plans = plans_of("1栋|1|101||80|||张三|||||A1", "1栋|1|102||80|||李四|||||A1")
	assert [(p.row, p.code, p.values) for plan in plans for p in plan.problems] == [
		(2, "parking_contested", ("A1", "2, 3")),
		(3, "parking_contested", ("A1", "2, 3")),
	]


def test_a_column_that_counts_parking_spaces_is_found_out() -> None:
	rows = [f"1栋|1|{number}||80|||业主{number}|||||1" for number in range(101, 103 + MAX_CLAIMS)]
	rows = [row.replace(f"业主{row.split('|')[2]}", "张三") for row in rows]
	assert {code for _row, _field, code in problems_of(*rows)} == {"parking_repeated"}


def test_a_row_of_another_community_is_refused() -> None:
	header = "小区|楼栋|房号|建筑面积"
	rows = ("云港花园|1栋|101|80", "YG|1栋|102|80", "|1栋|103|80", "别的小区|1栋|104|80")
	assert problems_of(*rows, header=header, community=("云港花园", "YG")) == [
		(5, "community", "other_community")
	]


def test_whole_addresses_in_one_column() -> None:
	header = "房屋地址|面积|业主"
	plans = plans_of("1栋2单元301室|80|张三", "|80|李四", "1-2-302|80|王五", "某处|80|赵六", header=header)
	assert [plan.address for plan in plans[:2]] == [("1栋", "2", "301"), ("1", "2", "302")]
	assert [owner.name for owner in plans[0].owners] == ["张三", "李四"]
	assert plans[2].problems[0].code == "address_unreadable"
	with pytest.raises(RosterFileError, match="missing_columns"):
		plans_of("某处|80|赵六", "别处|80|赵六", header=header)


def test_every_row_belongs_to_exactly_one_plan() -> None:
	rows = [
		"1栋|1|101||80|||张三|||||A1",
		"||||||||||||",
		"|||||||李四||13900139000|||",
		"||||80||||||||",
		"3-4|x|||80||||||||",
		"1栋|1|102||80|||李四|||||A1",
	]
	plans = plans_of(*rows)
	assert sorted(row for plan in plans for row in plan.rows) == [2, 4, 5, 6, 7]


def test_an_interrupted_run_goes_on_with_the_very_next_unit() -> None:
	lines = [HEADER, *(f"1栋|1|{n}||80|||张三|||||A{n // 2}" for n in range(101, 111))]
	sheet = open_sheet("\n".join(line.replace("|", ",") for line in lines).encode(), "a.csv")
	with closing(read_roster(sheet)) as roster:
		whole = [plan.key for plan in all_plans(roster, ())]
		for done in range(len(whole) + 1):
			assert [plan.key for plan in all_plans(roster, (), done)] == whole[done:]


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr("property_service.registry.roster.rows.MAX_ROWS", 2)
	with pytest.raises(RosterFileError, match="too_many_rows"):
		plans_of(*[f"1栋|1|{n}||80||||||||" for n in range(3)])


def test_a_file_with_only_a_header_is_refused() -> None:
	with pytest.raises(RosterFileError, match="no_rows"):
		plans_of()


def test_a_broken_unit_quotes_no_full_number() -> None:
	plans = plans_of("1栋|1|101||13800138000|||张三||138001380000|110105194912310021||13800138000")
	assert plans[0].problems
	for problem in plans[0].problems:
		assert "13800138000" not in " ".join(problem.values) and "110105194912310021" not in " ".join(
			problem.values
		)


def test_the_sample_of_the_manual_has_three_rows_to_mend() -> None:
	content = (Path(__file__).resolve().parents[3] / "docs" / "samples" / "roster.csv").read_bytes()
	with closing(read_roster(open_sheet(content, "roster.csv"))) as roster:
		plans = list(all_plans(roster, ()))
	assert len(plans) == 9
	assert [(p.row, p.code) for plan in plans for p in plan.problems] == [
		(10, "inner_over_gross"),
		(11, "phone_letters"),
		(12, "share_sum"),
	]


DIRT = st.text(
	alphabet="1栋单元室号楼0.5%/、,;:|-—㎡平米张三李四公司各半共有138Xx+无'\"\n\u3000（）()年月日#=车库位",
	max_size=14,
)
ROWS = st.lists(st.lists(DIRT, min_size=13, max_size=13), min_size=1, max_size=8)


@given(ROWS)
def test_whatever_stands_in_a_file_every_row_has_one_outcome_and_nothing_breaks(
	cells: list[list[str]],
) -> None:
	out = io.StringIO()
	csv.writer(out).writerows([HEADER.split("|"), *cells])
	try:
		sheet = open_sheet(out.getvalue().encode(), "roster.csv")
		roster = read_roster(sheet)
	except RosterFileError:
		return
	with closing(roster):
		plans = list(all_plans(roster, ()))
		rows = [row.row_no for row in roster.all_rows()]
	assert sorted(row for plan in plans for row in plan.rows) == rows
	for plan in plans:
		assert all(problem.row in plan.rows for problem in plan.problems)
		if plan.owners and not plan.problems:
			shares = [owner.share for owner in plan.owners]
			assert sum(shares) == 1 if plan.tenure == "By Shares" else shares == [None] * len(shares)
