"""The owners' registers that the two communities hand over: a workbook and an export of an old program. Pure.

Both are dirty as such files are, in ways that lose nothing: full-width digits, stray blanks, areas with their unit,
days in five spellings, several people in one cell, merged cells, a row twice, a total at the end. The import of the
registry has to read every one of them back to the same facts.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from property_service.demo.names import Person, drawn_for
from property_service.demo.tenancy import UnitStory

TITLE = "{community}业主花名册"
WORKBOOK_GROUPS = ("", "房屋信息", "", "", "", "", "", "", "业主信息", "", "", "", "", "", "交付信息", "", "")
WORKBOOK_HEADER = (
	"序号", "楼栋", "单元", "房号", "楼层", "房屋类型", "建筑面积(㎡)", "套内面积(㎡)", "业主姓名", "共有方式", "产权份额",
	"联系电话", "证件号码", "电子邮箱", "交房日期", "房屋状态", "备注",
)  # fmt: skip
EXPORT_HEADER = (
	"楼号", "单元", "室号", "层", "用途", "面积", "使用面积", "产权人", "份额", "电话", "身份证号", "邮箱", "收房时间", "状态",
)  # fmt: skip
BUILDING_COLUMN = 1
TYPE_WORDS = {"Residence": "住宅", "Shop": "商铺", "Parking Space": "车位"}
STATUS_WORDS = {
	"Unsold": "未售",
	"Sold": "已售未交付",
	"Delivered": "已交房",
	"Moved In": "已入住",
	"Decorating": "装修中",
	"Occupied": "自住",
	"Rented": "出租",
	"Vacant": "空置",
}
TENURE_WORDS = {"Sole": "单独所有", "Joint": "共同共有", "By Shares": "按份共有"}
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
SEPARATORS = ("、", "，", "/", "\n", ";")
Cell = str | int | float | date | None


@dataclass(frozen=True)
class RosterFile:
	file_name: str
	content: bytes
	rows: int


def make_workbook(community: str, stories: Sequence[UnitStory]) -> RosterFile:
	"""Return the XLSX register: one row per unit, buildings in merged cells, co-owners in one cell."""
	from openpyxl import Workbook

	book = Workbook()
	sheet = book.active
	sheet.title = "花名册"
	sheet.append([TITLE.format(community=community)])
	sheet.append(list(WORKBOOK_GROUPS))
	sheet.append(list(WORKBOOK_HEADER))
	count = 0
	for building, rows in _by_building(stories):
		first = sheet.max_row + 1
		for story in rows:
			for cells in _workbook_rows(story, count + 1, building if sheet.max_row < first else None):
				sheet.append(cells)
				count += 1
		if sheet.max_row > first:
			column = BUILDING_COLUMN + 1
			sheet.merge_cells(start_row=first, end_row=sheet.max_row, start_column=column, end_column=column)
	sheet.append(["合计", None, None, None, None, None, float(sum(story.unit.gross for story in stories))])
	buffer = io.BytesIO()
	book.save(buffer)
	return RosterFile(f"{community}业主花名册.xlsx", buffer.getvalue(), count)


def make_export(community: str, stories: Sequence[UnitStory]) -> RosterFile:
	"""Return the CSV register in GB 18030: one row per owner, blank cells where the unit goes on."""
	text = io.StringIO(newline="")
	writer = csv.writer(text)
	writer.writerow(EXPORT_HEADER)
	count = 0
	for story in stories:
		for cells in _export_rows(story):
			writer.writerow(cells)
			count += 1
	return RosterFile(f"{community}住户资料导出.csv", text.getvalue().encode("gb18030"), count)


def _by_building(stories: Sequence[UnitStory]) -> Iterator[tuple[str, list[UnitStory]]]:
	buildings: dict[str, list[UnitStory]] = {}
	for story in stories:
		buildings.setdefault(story.unit.building, []).append(story)
	yield from buildings.items()


def _workbook_rows(story: UnitStory, number: int, building: str | None) -> list[list[Cell]]:
	draw = drawn_for(f"dirt:workbook:{story.unit.key}")
	unit, owners = story.unit, story.owners
	separator = draw.choice(SEPARATORS)
	row: list[Cell] = [
		number,
		building,
		f"{unit.entrance}单元" if unit.entrance and draw.random() < 0.7 else unit.entrance or None,
		_unit_no(draw, unit.unit_no),
		_floor(draw, unit.floor),
		TYPE_WORDS[unit.unit_type],
		_area(draw, unit.gross),
		_area(draw, unit.inner),
		_several(draw, owners, separator, lambda person: _name(draw, person)),
		TENURE_WORDS[story.tenure] if owners else None,
		"、".join(str(share) for share in story.shares) or None,
		_several(draw, owners, separator, lambda person: _phone(draw, person.mobile)),
		_several(draw, owners, separator, lambda person: _id_number(draw, person.id_number)),
		_several(draw, owners, "、", lambda person: person.email),
		_day(draw, story.delivery),
		STATUS_WORDS[story.status],
		None,
	]
	# Somebody copied the line once more: harmless as long as both say the same.
	return [row, row] if building is None and draw.random() < 0.008 else [row]


def _export_rows(story: UnitStory) -> list[list[str]]:
	draw = drawn_for(f"dirt:export:{story.unit.key}")
	unit = story.unit
	place = [
		_building(draw, unit.building),
		unit.entrance,
		_unit_no(draw, unit.unit_no),
		_text(_floor(draw, unit.floor)),
		TYPE_WORDS[unit.unit_type],
		_text(_area(draw, unit.gross)),
		_text(_area(draw, unit.inner)),
	]
	end = [_text(_day(draw, story.delivery)), STATUS_WORDS[story.status]]
	rows = []
	for index, person in enumerate(story.owners):
		share = str(story.shares[index]) if story.shares else ("共同共有" if story.tenure == "Joint" else "")
		who = [
			_name(draw, person),
			share,
			_phone(draw, person.mobile),
			_id_number(draw, person.id_number),
			person.email or "",
		]
		rows.append([*(place if index == 0 else [""] * len(place)), *who, *(end if index == 0 else ["", ""])])
	return rows or [[*place, "", "", "", "", "", *end]]


def _several(
	draw: Random, owners: Iterable[Person], separator: str, read: Callable[[Person], str | None]
) -> str | None:
	"""Return one cell for all owners; who has no value keeps the place with 无."""
	values = [read(person) for person in owners]
	if not any(values):
		return None
	return separator.join(value or "无" for value in values)


def _unit_no(draw: Random, unit_no: str) -> str:
	style = draw.random()
	if style < 0.03:
		return unit_no.translate(FULL_WIDTH)
	if style < 0.08 and unit_no.isdigit():
		return f"{unit_no}室"
	return f" {unit_no} " if style < 0.11 else unit_no


def _building(draw: Random, building: str) -> str:
	number = building.removesuffix("号楼")
	return draw.choices((building, f"{number}栋", f"{number}#", number.translate(FULL_WIDTH)), (88, 6, 4, 2))[
		0
	]


def _floor(draw: Random, floor: int) -> Cell:
	if floor < 0:
		return f"B{-floor}" if draw.random() < 0.7 else f"负{-floor}层"
	return f"{floor}层" if draw.random() < 0.06 else floor


def _area(draw: Random, area) -> Cell:
	if area is None:
		return None
	style = draw.random()
	if style < 0.03:
		return f"{area}㎡"
	if style < 0.05:
		return f" {area} 平米"
	return str(area).translate(FULL_WIDTH) if style < 0.06 else float(area)


def _name(draw: Random, person: Person) -> str:
	if person.owner_type == "Company":
		return person.name
	style = draw.random()
	if style < 0.04 and len(person.name) == 2:
		return f"{person.name[0]}　{person.name[1]}"
	return f" {person.name}" if style < 0.07 else person.name


def _phone(draw: Random, mobile: str | None) -> str:
	if not mobile:
		return ""
	style = draw.random()
	if style < 0.05:
		return f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}"
	if style < 0.08:
		return f"+86-{mobile}"
	return mobile.translate(FULL_WIDTH) if style < 0.10 else mobile


def _id_number(draw: Random, number: str | None) -> str:
	if not number:
		return ""
	style = draw.random()
	if style < 0.03:
		return number.lower()
	return f"{number[:6]} {number[6:14]} {number[14:]}" if style < 0.05 and len(number) == 18 else number


def _day(draw: Random, day: date | None) -> Cell:
	if day is None:
		return None
	style = draw.random()
	if style < 0.05:
		return f"{day.year}年{day.month}月{day.day}日"
	if style < 0.10:
		return f"{day.year}/{day.month}/{day.day}"
	if style < 0.13:
		return f"{day:%Y%m%d}"
	return f"{day.year}.{day.month}.{day.day}" if style < 0.15 else datetime(day.year, day.month, day.day)


def _text(value: Cell) -> str:
	if isinstance(value, datetime):
		return value.date().isoformat()
	return "" if value is None else str(value)
