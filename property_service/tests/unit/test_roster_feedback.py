"""The file of failed rows can be mended and read again, and no spreadsheet runs what is in it."""

from __future__ import annotations

import io
from contextlib import closing

import pytest

from property_service.registry.roster import feedback
from property_service.registry.roster.planning import all_plans
from property_service.registry.roster.reader import open_sheet
from property_service.registry.roster.rows import read_roster

TITLES = ("行号", "列", "问题", "处理办法")
ROSTER = (
	"云港花园业主表,,,,,,\n楼栋,单元,房号,建筑面积,业主姓名,电话,身份证号\n"
	"1栋,1单元,101,89.5,张三,138 0013 8000,11010519491231002X\n"
	',,102,0,"=HYPERLINK(""http://x"")",13900139000、13700137000,\n'
	"|,,,,,,\n"
)


def lines_of(masked: bool = False) -> list[list[str]]:
	with closing(read_roster(open_sheet(ROSTER.encode(), "a.csv"))) as roster:
		rows = [(row, "建筑面积", "面积为零。", "改正。") for row in roster.all_rows()]
		return list(feedback.feedback_lines(roster.header, rows, TITLES, masked=masked))


def test_rows_come_as_they_were_with_merged_cells_filled() -> None:
	header, first, second, *_rest = lines_of()
	assert header == ["楼栋", "单元", "房号", "建筑面积", "业主姓名", "电话", "身份证号", *TITLES]
	assert first[:7] == ["1栋", "1单元", "101", "89.5", "张三", "138 0013 8000", "11010519491231002X"]
	assert second[:4] == ["1栋", "1", "102", "0"]
	assert second[7:] == ["4", "建筑面积", "面积为零。", "改正。"]


def test_numbers_are_masked_for_whoever_may_not_read_them() -> None:
	text = str(lines_of(masked=True))
	for number in ("138 0013 8000", "11010519491231002X", "13900139000", "13700137000"):
		assert number not in text
	assert "138****8000" in text and "139****9000、137****7000" in text


@pytest.mark.parametrize(
	"text", ["=1+1", "+SUM(A1)", "-2+3", "@x", "\t=1", "\r=1", "+86 138", "=cmd|' /C calc'!A0"]
)
def test_formulas_become_text(text: str) -> None:
	assert feedback.harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["-1", "+13800138000", "89.5", "-1,234.5", "1栋", "", "a=b"])
def test_plain_values_stay_as_they_are(text: str) -> None:
	assert feedback.harmless(text) == text


def test_both_kinds_of_file_are_read_again_as_the_same_units() -> None:
	lines = lines_of()
	for name, content in (("a.csv", feedback.as_csv(lines)), ("a.xlsx", feedback.as_xlsx(lines))):
		with closing(read_roster(open_sheet(content, name))) as roster:
			assert roster.header.ignored == ()
			plans = list(all_plans(roster, ()))
		assert [plan.address for plan in plans[:2]] == [("1栋", "1", "101"), ("1栋", "1", "102")]
		assert plans[0].problems == () and plans[0].owners[0].phones == ("13800138000",)


def test_a_workbook_holds_text_only_and_no_formula() -> None:
	openpyxl = pytest.importorskip("openpyxl")
	sheet = openpyxl.load_workbook(io.BytesIO(feedback.as_xlsx(lines_of()))).active
	kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
	assert kinds == {"s"}


def test_csv_begins_with_the_mark_excel_needs_for_chinese() -> None:
	assert feedback.as_csv(lines_of()).startswith(b"\xef\xbb\xbf")
