"""Only plain spreadsheets are read, and every cell comes as the text that people see."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest

from property_service.registry.roster import reader
from property_service.registry.roster.problems import RosterFileError
from property_service.registry.roster.reader import cell_text, open_sheet

openpyxl = pytest.importorskip("openpyxl")
HEADER = ["楼栋", "单元", "房号", "建筑面积", "业主姓名"]


def workbook(*rows: list, merges: tuple[str, ...] = (), before: str | None = None) -> bytes:
	book = openpyxl.Workbook()
	sheet = book.active
	if before:
		sheet.append([before])
		sheet = book.create_sheet()
	for row in rows:
		sheet.append(row)
	for merge in merges:
		sheet.merge_cells(merge)
	out = io.BytesIO()
	book.save(out)
	return out.getvalue()


def with_part(content: bytes, name: str, data: bytes) -> bytes:
	out = io.BytesIO(content)
	with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
		package.writestr(name, data)
	return out.getvalue()


def refusal(content: bytes, name: str) -> str:
	with pytest.raises(RosterFileError) as caught:
		sheet = open_sheet(content, name)
		list(sheet.rows)
	return caught.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_every_encoding_excel_writes(encoding: str, delimiter: str) -> None:
	text = "\r\n".join(delimiter.join(row) for row in (HEADER, ["1栋", "1", "101", "89.5", "张三"]))
	sheet = open_sheet(text.encode(encoding), "roster.csv")
	assert sheet.header.row_no == 1
	assert list(sheet.rows) == [(2, ["1栋", "1", "101", "89.5", "张三"])]


def test_rows_are_counted_as_the_spreadsheet_counts_them() -> None:
	text = ",".join(HEADER) + '\n\n1栋,1,101,89.5,"张三\n李四"\n,,,,\n1栋,1,102,89.5,王五\n'
	sheet = open_sheet(text.encode(), "roster.csv")
	assert [row_no for row_no, cells in sheet.rows if any(cells)] == [3, 5]


@pytest.mark.parametrize(
	("value", "text"),
	[
		(None, ""),
		(101, "101"),
		(101.0, "101"),
		(89.5, "89.5"),
		(0.1 + 0.2, "0.30000000000000004"),
		(13800138000.0, "13800138000"),
		# Excel keeps fifteen digits: the last three of an ID number typed as a number are gone.
		(440301199001011234, "4.40301199001011E+17"),
		(datetime(2019, 3, 5), "2019-03-05"),
		(datetime(2019, 3, 5, 8, 30), "2019-03-05 08:30:00"),
		(date(2019, 3, 5), "2019-03-05"),
		(True, "1"),
	],
)
def test_cells_become_what_people_see(value: object, text: str) -> None:
	assert cell_text(value) == text


def test_xlsx_cells_keep_their_row_numbers_and_merges() -> None:
	content = workbook(
		["业主登记表"], HEADER, ["1栋", "1单元", 101, 89.5, "张三"], [None, None, 102, 90, "李四"], [],
		["2栋", None, "商铺1", 50, "王五"],
		merges=("A1:E1", "A3:A4", "B3:B4"),
	)  # fmt: skip
	sheet = open_sheet(content, "Roster.XLSX")
	rows = dict(sheet.rows)
	assert rows[3] == ["1栋", "1单元", "101", "89.5", "张三"]
	assert rows[4] == ["", "", "102", "90", "李四"]
	assert rows[6][0] == "2栋"
	assert sheet.merges.continues(4, 0) and sheet.merges.continues(4, 1)
	assert not sheet.merges.continues(3, 0) and not sheet.merges.continues(4, 2)


def test_a_sheet_of_instructions_before_the_table_is_passed_over() -> None:
	content = workbook(HEADER, ["1栋", "1", "101", 89.5, "张三"], before="填写说明")
	assert len(list(open_sheet(content, "a.xlsx").rows)) == 1


@pytest.mark.parametrize(
	("content", "name", "code"),
	[
		(b"", "a.csv", "file_empty"),
		(b"  \n ", "a.csv", "file_empty"),
		(b"\xd0\xcf\x11\xe0" + b"0" * 600, "a.xls", "file_old_excel"),
		(b"\xd0\xcf\x11\xe0" + b"0" * 600, "a.xlsx", "file_old_excel"),
		(b"PK\x03\x04", "a.xlsm", "file_macros"),
		(b"PK\x03\x04 not a zip", "a.xlsx", "file_damaged"),
		(b"PK\x03\x04", "a.csv", "file_kind"),
		(b"%PDF-1.7", "a.pdf", "file_kind"),
		(b"a,b\xff\xff\x81", "a.csv", "file_encoding"),
		("楼栋,房号,建筑面积\n\x00".encode(), "a.csv", "file_encoding"),
		(b"x" * (reader.MAX_FILE_MB * 1024 * 1024 + 1), "a.csv", "file_too_large"),
	],
)
def test_other_files_are_refused(content: bytes, name: str, code: str) -> None:
	assert refusal(content, name) == code


def test_a_workbook_with_macros_is_refused_whatever_it_is_called() -> None:
	assert refusal(with_part(workbook(HEADER), "xl/vbaProject.bin", b"x"), "a.xlsx") == "file_macros"


def test_a_zip_that_is_no_workbook_is_refused() -> None:
	out = io.BytesIO()
	with zipfile.ZipFile(out, "w") as package:
		package.writestr("readme.txt", "hello")
	assert refusal(out.getvalue(), "a.xlsx") == "file_kind"


def test_a_workbook_that_unpacks_to_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr(reader, "MAX_UNPACKED_MB", 1)
	bomb = with_part(workbook(HEADER), "xl/media/big.bin", b"0" * (2 << 20))
	assert len(bomb) < 100_000
	assert refusal(bomb, "a.xlsx") == "file_unpacked_too_large"


def test_xml_that_declares_entities_is_refused() -> None:
	evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
	assert refusal(with_part(workbook(HEADER), "xl/extra.xml", evil), "a.xlsx") == "file_damaged"


def test_a_truncated_workbook_is_refused() -> None:
	content = workbook(HEADER, *[["1栋", "1", str(n), 89.5, "张三"] for n in range(500)])
	assert refusal(content[: len(content) // 2], "a.xlsx") == "file_damaged"
