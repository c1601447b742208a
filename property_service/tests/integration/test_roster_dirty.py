"""A file of three hundred rows with everything that companies send, and exactly what becomes of it."""

from __future__ import annotations

import csv
import io
from collections import Counter

import frappe

from property_service.registry.roster.tasks import check_roster, import_roster
from property_service.tests.factories import make_roster_import

TITLES = ["云港花园业主清册", "制表日期：2024-01-01    单位：平方米"]
HEADER = [
	"序号",
	"楼栋",
	"单元",
	"房号",
	"楼层",
	"建筑面积(㎡)",
	"套内面积",
	"房屋性质",
	"业主姓名",
	"产权份额",
	"联系电话",
	"身份证号",
	"交房日期",
	"车位号",
	"备注",
]
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def citizen(number: int) -> str:
	"""Return a valid ID number for the `number`-th person."""
	digits = f"440305{1960 + number % 40}0101{number:03d}"
	return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11]


def name_of(number: int) -> str:
	return "甲乙丙丁戊己庚辛壬癸"[number % 10] + chr(0x4E00 + number)


def flat(number: int, **cells: str) -> dict[str, str]:
	"""Return a clean row; `cells` replaces some by what people really type."""
	floor, room = divmod(number, 4)
	clean = {
		"楼栋": "D1栋",
		"单元": f"{number % 2 + 1}单元",
		"房号": f"{floor + 1}{room + 1:02d}",
		"楼层": str(floor + 1),
		"建筑面积(㎡)": "89.5",
		"套内面积": "72.1",
		"房屋性质": "住宅",
		"业主姓名": name_of(number),
		"联系电话": f"1380013{number:04d}",
		"身份证号": citizen(number),
		"交房日期": "2019-03-05",
	}
	return {**clean, **cells}


CLEANED = [
	{"楼栋": "Ｄ１幢", "房号": "９９０１室", "楼层": "９９层"},
	{"建筑面积(㎡)": "1,089.50 平米", "套内面积": "９００㎡"},
	{"联系电话": "138 0099 0001", "业主姓名": "张　三"},
	{"联系电话": "+86-13800990002"},
	{"联系电话": "13800990003/13900990003"},
	{"联系电话": "0755-12345678"},
	{"交房日期": "2019年3月5日"},
	{"交房日期": "2019/3/5"},
	{"交房日期": "43529"},
	{"业主姓名": "张三甲、李四甲", "产权份额": "1/3;2/3", "身份证号": "", "联系电话": "13800990004"},
	{"业主姓名": "张三乙/李四乙", "产权份额": "各半", "身份证号": "", "联系电话": "13800990005、13900990005"},
	{"业主姓名": "张三丙,李四丙", "产权份额": "共同共有", "身份证号": "", "联系电话": "-、13900990006"},
	{"业主姓名": "深圳市云港(清册)有限公司", "身份证号": "91350100M000100Y43"},
	{"房屋性质": "商品房", "楼层": "12F", "车位号": "B1-001、B1-002"},
	{"业主姓名": "未售", "联系电话": "", "身份证号": "", "交房日期": ""},
]
REFUSED = [
	({"房号": ""}, "房号"),
	({"建筑面积(㎡)": "0"}, "建筑面积(㎡)"),
	({"建筑面积(㎡)": "八十九"}, "建筑面积(㎡)"),
	({"套内面积": "95"}, "套内面积"),
	({"楼层": "夹层"}, "楼层"),
	({"房屋性质": "会所"}, "房屋性质"),
	({"联系电话": "138001380OO"}, "联系电话"),
	({"联系电话": "1.38E+10"}, "联系电话"),
	({"联系电话": "1380013800"}, "联系电话"),
	({"身份证号": "440305196001010010"}, "身份证号"),
	({"身份证号": "4.40305E+17"}, "身份证号"),
	({"交房日期": "2019年3月"}, "交房日期"),
	({"业主姓名": "张三丁、李四丁", "身份证号": "", "产权份额": "33.33%、33.33%"}, "产权份额"),
	({"业主姓名": "张三戊", "身份证号": "", "产权份额": "2024-01-03"}, "产权份额"),
	({"业主姓名": ""}, "业主姓名"),
	({"车位号": "2个"}, "车位号"),
]


def dirty_rows() -> list[dict[str, str]]:
	"""Return 300 rows: 263 clean, 15 to be cleaned, 16 to be refused, 2 repeats, 2 that contradict, 2 of one unit."""
	rows = [flat(number) for number in range(263)]
	rows += [flat(300 + number, **cells) for number, cells in enumerate(CLEANED)]
	rows += [flat(400 + number, **cells) for number, (cells, _column) in enumerate(REFUSED)]
	rows += [flat(0), flat(1)]
	rows += [flat(500), flat(500, **{"建筑面积(㎡)": "90"})]
	owner = {"身份证号": "", "产权份额": "1/2"}
	rows += [flat(600, 业主姓名="张三庚", 联系电话="13800990010", **owner)]
	rows += [{"业主姓名": "李四庚", "联系电话": "13800990010", **owner}]
	return rows


def as_csv(rows: list[dict[str, str]]) -> bytes:
	out = io.StringIO()
	writer = csv.writer(out)
	writer.writerows([[title] for title in TITLES])
	writer.writerow(HEADER)
	for number, row in enumerate(rows, start=1):
		writer.writerow([str(number), *(row.get(column, "") for column in HEADER[1:])])
	return out.getvalue().encode("gb18030")


def as_xlsx(rows: list[dict[str, str]]) -> bytes:
	"""Return the same rows as a workbook whose buildings are merged cells."""
	from openpyxl import Workbook

	book = Workbook()
	sheet = book.active
	for title in TITLES:
		sheet.append([title])
	sheet.append(HEADER)
	for number, row in enumerate(rows, start=1):
		sheet.append([number, *(row.get(column) or None for column in HEADER[1:])])
	sheet.merge_cells(start_row=4, end_row=266, start_column=2, end_column=2)
	out = io.BytesIO()
	book.save(out)
	return out.getvalue()


def outcome(document) -> dict[int, tuple[str, str]]:
	rows = frappe.get_all(
		"Property Roster Import Row",
		filters={"roster_import": document.name},
		fields=["row_no", "status", "column_label"],
		order_by="row_no",
	)
	return {row.row_no: (row.status, row.column_label) for row in rows}


# Data begins in row 4, below two titles and the header.
FIRST_ROW = 4
REFUSED_FROM = FIRST_ROW + 263 + len(CLEANED)
CONTRADICTING = REFUSED_FROM + len(REFUSED) + 2


def assert_outcome(found: dict[int, tuple[str, str]], good: str) -> None:
	assert len(found) == 300
	for place, (_cells, column) in enumerate(REFUSED):
		assert found[REFUSED_FROM + place] == ("Error", column)
	assert found[CONTRADICTING] == ("Error", "")
	assert found[CONTRADICTING + 1] == ("Error", "建筑面积(㎡)")
	# 16 refused rows and the two that contradict each other; the other 282 are good.
	assert Counter(status for status, _column in found.values()) == {good: 282, "Error": 18}


def test_three_hundred_dirty_rows_have_exactly_one_outcome() -> None:
	before = frappe.db.count("Property Unit"), frappe.db.count("Property Owner")
	document = make_roster_import(as_csv(dirty_rows()))
	check_roster(document.name)
	assert_outcome(outcome(document), "Ready")
	assert (frappe.db.count("Property Unit"), frappe.db.count("Property Owner")) == before
	import_roster(document.name)
	assert_outcome(outcome(document), "Imported")
	document.reload()
	assert (document.status, document.total_rows) == ("Completed with Errors", 300)
	# 263 clean flats, 15 cleaned ones, one of two owners, and two parking spaces.
	assert frappe.db.count("Property Unit") - before[0] == 263 + 15 + 1 + 2
	# One owner per clean flat; 14 cleaned rows have owners, three of them two; two owners of the last flat.
	assert frappe.db.count("Property Owner") - before[1] == 263 + 14 + 3 + 2
	again = make_roster_import(as_csv(dirty_rows()), "again.csv")
	import_roster(again.name)
	assert_outcome(outcome(again), "Unchanged")
	assert frappe.db.count("Property Unit") - before[0] == 281


def test_the_same_rows_as_a_workbook_have_the_same_outcome() -> None:
	rows = dirty_rows()
	for row in rows[1:263]:
		row["楼栋"] = ""
	document = make_roster_import(as_xlsx(rows), "清册.xlsx")
	import_roster(document.name)
	assert_outcome(outcome(document), "Imported")
