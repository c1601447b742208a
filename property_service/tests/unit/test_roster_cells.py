"""Every dirt that rosters bring in their cells is cleaned, or refused with its own code."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from property_service.registry.roster import addresses, cells, text
from property_service.registry.roster.problems import CellError

CELL_TEXTS = st.text(
	alphabet="０１２3456789.,，-—/年月日㎡m平米层Ff负B栋幢单元室 \u3000\u200b'号#个车位无ABＡｂ+％%",
	max_size=24,
)


def refusal(read, value: str) -> str:
	with pytest.raises(CellError) as caught:
		read(value)
	return caught.value.code


@pytest.mark.parametrize(
	("dirty", "clean"),
	[
		("  1栋　", "1栋"),
		("１２０１", "1201"),
		("Ａ座", "A座"),
		("89.5㎡", "89.5m2"),
		("张\u200b三\ufeff", "张三"),
		("'13800138000", "13800138000"),
		("2019—03—05", "2019-03-05"),
		("½", "1/2"),
	],
)
def test_text_is_narrowed_and_freed_of_what_nobody_sees(dirty: str, clean: str) -> None:
	assert text.clean(dirty) == clean


@pytest.mark.parametrize("nothing", ["", "  ", "　", "-", "——", "/", "无", "暂无", "N/A", "None", "#N/A"])
def test_a_dash_or_the_word_none_is_an_empty_cell(nothing: str) -> None:
	assert text.given(nothing) == ""


@pytest.mark.parametrize("error", ["#REF!", "#VALUE!", "#DIV/0!", "#NAME?"])
def test_an_error_of_the_spreadsheet_is_no_value(error: str) -> None:
	assert refusal(text.given, error) == "sheet_error"


@pytest.mark.parametrize(
	("dirty", "area"),
	[
		("89.5", "89.5"),
		("89.5㎡", "89.5"),
		("89.5 平米", "89.5"),
		("89.50平方米", "89.5"),
		("８９．５", "89.5"),
		("1,234.50", "1234.5"),
		("1，234.50", "1234.5"),
		("100", "100"),
		("100.", "100"),
		("120 m²", "120"),
		("120sqm", "120"),
		# Four decimals are kept, half up: what Excel adds behind them is noise.
		("89.53000000000001", "89.53"),
		("12.34567", "12.3457"),
	],
)
def test_areas_lose_their_units(dirty: str, area: str) -> None:
	assert cells.parse_area(dirty) == Decimal(area)


@pytest.mark.parametrize(
	("dirty", "code"),
	[
		("0", "area_not_positive"),
		("-89.5", "area_not_positive"),
		("0.00001", "area_not_positive"),
		("89,5", "area_unreadable"),
		("1,23", "area_unreadable"),
		("八十九", "area_unreadable"),
		("89.5/72", "area_unreadable"),
		("13800138000", "area_too_large"),
		("#VALUE!", "sheet_error"),
	],
)
def test_wrong_areas_are_refused(dirty: str, code: str) -> None:
	assert refusal(cells.parse_area, dirty) == code


def test_an_empty_area_is_unknown() -> None:
	assert cells.parse_area(" ") is None
	assert cells.parse_area("无") is None


@pytest.mark.parametrize(
	"dirty",
	[
		"2019-3-5",
		"2019/3/5",
		"2019.03.05",
		"2019年3月5日",
		"2019 年 3 月 5 日",
		"20190305",
		"２０１９－３－５",
		"2019-03-05 00:00:00",
		"2019-03-05T10:30",
		# 5 March 2019 is day 43529 after 30 December 1899.
		"43529",
		"43529.5",
	],
)
def test_dates_in_every_writing_are_one_day(dirty: str) -> None:
	assert cells.parse_date(dirty) == date(2019, 3, 5)


@pytest.mark.parametrize(
	("dirty", "code"),
	[
		("2019年3月", "date_unreadable"),
		("2019-13-01", "date_unreadable"),
		("2019-2-29", "date_unreadable"),
		("3/5/2019", "date_unreadable"),
		("19-3-5", "date_unreadable"),
		("未定", "date_unreadable"),
		("1019-03-05", "date_out_of_range"),
		("10000", "date_out_of_range"),
	],
)
def test_incomplete_or_impossible_dates_are_refused(dirty: str, code: str) -> None:
	assert refusal(cells.parse_date, dirty) == code


@pytest.mark.parametrize(
	("dirty", "floor"),
	[
		("18", 18),
		("18层", 18),
		("１８Ｆ", 18),
		("第3层", 3),
		("3/18", 3),
		("十二", 12),
		("二十层", 20),
		("-1", -1),
		("B1", -1),
		("-1F", -1),
		("负一层", -1),
		("地下2层", -2),
		("3.0", 3),
		("L5", 5),
	],
)
def test_floors(dirty: str, floor: int) -> None:
	assert cells.parse_floor(dirty) == floor


@pytest.mark.parametrize(
	("dirty", "code"),
	[
		("夹层", "floor_unreadable"),
		("1-2", "floor_unreadable"),
		("999", "floor_out_of_range"),
		("2024-01-02", "date_damage"),
	],
)
def test_wrong_floors_are_refused(dirty: str, code: str) -> None:
	assert refusal(cells.parse_floor, dirty) == code


@pytest.mark.parametrize(
	("word", "unit_type"),
	[
		("住宅", "Residence"),
		("高层住宅", "Residence"),
		("商品房", "Residence"),
		("商铺", "Shop"),
		("底商", "Shop"),
		("写字楼", "Office"),
		("地下车库", "Parking Space"),
		("产权车位", "Parking Space"),
		("储藏室", "Storage"),
		("地下室", "Storage"),
		("Shop", "Shop"),
		("parking space", "Parking Space"),
	],
)
def test_unit_types(word: str, unit_type: str) -> None:
	assert cells.parse_unit_type(word) == unit_type


@pytest.mark.parametrize("word", ["会所", "非住宅", "商住", "xyz"])
def test_an_unknown_type_is_never_guessed(word: str) -> None:
	assert refusal(cells.parse_unit_type, word) == "type_unknown"


@pytest.mark.parametrize(
	("word", "status"),
	[
		("未售", "Unsold"),
		("已售", "Sold"),
		("已售未交付", "Sold"),
		("已交房", "Delivered"),
		("未入住", "Delivered"),
		("已入住", "Moved In"),
		("装修中", "Decorating"),
		("自住", "Occupied"),
		("已出租", "Rented"),
		("空置", "Vacant"),
	],
)
def test_unit_statuses(word: str, status: str) -> None:
	assert cells.parse_unit_status(word) == status


@pytest.mark.parametrize("word", ["未出租", "已装修", "法拍"])
def test_an_unknown_status_is_never_guessed(word: str) -> None:
	assert refusal(cells.parse_unit_status, word) == "status_unknown"


@pytest.mark.parametrize(
	"same", ["1", "1栋", "1幢", "1#", "１号楼", "01栋", "一栋", "1 栋", "Building 1", "1座"]
)
def test_one_building_however_it_is_written(same: str) -> None:
	assert addresses.building_key(same) == addresses.building_key("1栋")


@pytest.mark.parametrize("other", ["2栋", "11栋", "A1栋", "1栋车库", "车库"])
def test_other_buildings_stay_others(other: str) -> None:
	assert addresses.building_key(other) != addresses.building_key("1栋")


@pytest.mark.parametrize(
	("building", "entrance", "unit_no"),
	[
		("1栋", "1单元", "101室"),
		("１幢", "一单元", "101"),
		("1#", "01", " 101 "),
		("一号楼", "1", "１０１房"),
		("1", "1门", "room101"),
	],
)
def test_one_unit_however_it_is_written(building: str, entrance: str, unit_no: str) -> None:
	assert addresses.unit_key(building, entrance, unit_no) == addresses.unit_key("1栋", "1", "101")


@pytest.mark.parametrize("damage", ["2024-01-02", "2024-01-02 00:00:00", "1月2日", "2-Jan"])
@pytest.mark.parametrize(
	"read",
	[addresses.parse_building, addresses.parse_entrance, addresses.parse_unit_no, addresses.parse_parking],
)
def test_what_excel_turned_into_a_day_is_refused(read, damage: str) -> None:
	assert refusal(read, damage) == "date_damage"


@pytest.mark.parametrize(
	("whole", "parts"),
	[
		("1栋2单元301室", ("1栋", "2", "301")),
		("1栋301", ("1栋", "", "301")),
		("1-2-301", ("1", "2", "301")),
		("A-301", ("A", "", "301")),
		("3号楼-2单元-1501", ("3号楼", "2", "1501")),
	],
)
def test_a_whole_address_in_one_cell(whole: str, parts: tuple[str, str, str]) -> None:
	assert addresses.split_whole_address(whole) == parts


@pytest.mark.parametrize(
	("cell", "spots"),
	[
		("B1-023", [("", "B1-023")]),
		("B1-023、B1-024", [("", "B1-023"), ("", "B1-024")]),
		("023/024", [("", "023"), ("", "024")]),
		("车位023", [("", "023")]),
		("023号车位", [("", "023")]),
		("地下车库B1-023", [("地下车库", "B1-023")]),
		("B1-023, B1-023", [("", "B1-023")]),
		("无", []),
		("", []),
		("0", []),
	],
)
def test_parking_spaces_in_a_cell(cell: str, spots: list[tuple[str, str]]) -> None:
	assert addresses.parse_parking(cell) == spots


@pytest.mark.parametrize("count", ["1个", "两个", "2个车位", "有", "是"])
def test_how_many_spaces_is_not_which(count: str) -> None:
	assert refusal(addresses.parse_parking, count) == "parking_count"


@given(CELL_TEXTS)
def test_cleaning_twice_changes_nothing(dirty: str) -> None:
	assert text.clean(text.clean(dirty)) == text.clean(dirty)


@given(CELL_TEXTS)
def test_what_was_read_is_read_again_as_the_same(dirty: str) -> None:
	"""Stored values come back in the file of failed rows: reading them again must not move them."""
	for read in (addresses.parse_building, addresses.parse_entrance, addresses.parse_unit_no):
		try:
			value = read(dirty)
			again = read(value)
		except CellError:
			continue
		assert again == value


@given(st.decimals("0.0001", "999999", places=4))
def test_an_area_survives_its_own_text(area: Decimal) -> None:
	assert cells.parse_area(str(area)) == area
	assert cells.parse_area(f" {area:,}㎡") == area


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_a_day_survives_every_writing(day: date) -> None:
	serial = (day - cells.EXCEL_EPOCH).days
	for written in (
		day.isoformat(),
		f"{day:%Y/%m/%d}",
		f"{day:%Y%m%d}",
		f"{day.year}年{day.month}月{day.day}日",
		str(serial),
	):
		assert cells.parse_date(written) == day
