"""The header is found under titles and over two rows, in Chinese and English, or its absence is explained."""

from __future__ import annotations

import pytest

from property_service.registry.roster.columns import Header, find_header, label_key
from property_service.registry.roster.problems import RosterFileError
from property_service.registry.roster.vocabulary import REQUIRED_FIELDS, SYNONYMS


def header_of(*rows: str) -> Header:
	"""Return the header of rows written as a|b|c."""
	return find_header([(number, row.split("|")) for number, row in enumerate(rows, start=1)])


def fields(header: Header) -> dict[int, str]:
	return {column.index: column.field for column in header.columns}


@pytest.mark.parametrize(
	("field", "label"), [(field, label) for field, labels in SYNONYMS.items() for label in labels]
)
def test_every_synonym_is_known(field: str, label: str) -> None:
	base = {
		name: name_label
		for name, name_label in zip(REQUIRED_FIELDS, ("楼栋", "房号", "建筑面积"), strict=True)
	}
	base[field] = label
	header = header_of("|".join(base.values()))
	assert {column.label: column.field for column in header.columns}[label] == field


def test_no_label_stands_for_two_fields() -> None:
	seen: dict[str, str] = {}
	for field, labels in SYNONYMS.items():
		for label in labels:
			assert seen.setdefault(label_key(label), field) == field, label


@pytest.mark.parametrize(
	"label",
	[
		"建筑面积(㎡)",
		"建筑面积（平方米）",
		"*建筑面积",
		"建筑 面积：",
		"建筑\n面积",
		"Gross Area (m²)",
		"GROSS_AREA",
	],
)
def test_units_stars_and_blanks_in_a_label_do_not_matter(label: str) -> None:
	assert fields(header_of(f"楼栋|房号|{label}"))[2] == "gross_area"


def test_titles_and_remarks_above_the_header_are_passed_over() -> None:
	header = header_of(
		"云港花园业主信息登记表",
		"制表日期：2024-01-01||单位：㎡",
		"",
		"序号|楼栋|单元|房号|建筑面积|业主姓名",
	)
	assert header.row_no == 4
	assert fields(header) == {1: "building", 2: "entrance", 3: "unit_no", 4: "gross_area", 5: "owner_name"}
	assert header.ignored == ()


def test_a_header_of_two_rows_with_merged_groups() -> None:
	header = header_of(
		"业主登记表",
		"房屋信息|||面积||业主信息|||车位",
		"楼栋|单元|房号|建筑|套内|姓名|电话|身份证号|",
	)
	assert header.row_no == 3
	assert fields(header) == {
		0: "building", 1: "entrance", 2: "unit_no", 3: "gross_area", 4: "inner_area",
		5: "owner_name", 6: "phone", 7: "id_number", 8: "parking",
	}  # fmt: skip


def test_columns_of_co_owners_are_told_apart() -> None:
	header = header_of("楼栋|房号|建筑面积|业主1姓名|业主1电话|业主2姓名|业主2电话|共有人身份证号")
	people = {column.label: column.person for column in header.columns if column.person}
	assert people == {"业主1姓名": 1, "业主1电话": 1, "业主2姓名": 2, "业主2电话": 2, "共有人身份证号": 2}


def test_a_group_says_whose_columns_stand_below_it() -> None:
	header = header_of("|||产权人||共有人|", "楼栋|房号|建筑面积|姓名|电话|姓名|电话")
	assert [(column.field, column.person) for column in header.columns[3:]] == [
		("owner_name", 0), ("phone", 0), ("owner_name", 2), ("phone", 2),
	]  # fmt: skip


def test_columns_nobody_knows_are_named_not_guessed() -> None:
	header = header_of("序号|楼栋|房号|建筑面积|户型|学历")
	assert header.ignored == ("户型", "学历")


def test_english_headers() -> None:
	header = header_of(
		"Building|Entrance|Unit No.|Floor|Gross Area (m²)|Type|Owner|Share|Mobile|ID No.|Delivery Date|Parking Space"
	)
	assert list(fields(header).values()) == [
		"building", "entrance", "unit_no", "floor", "gross_area", "unit_type", "owner_name", "share", "phone",
		"id_number", "delivery_date", "parking",
	]  # fmt: skip


def test_missing_columns_are_named_with_what_was_found() -> None:
	with pytest.raises(RosterFileError) as caught:
		header_of("单元|业主姓名|电话")
	assert caught.value.code == "missing_columns"
	assert caught.value.values[0] == "building,unit_no,gross_area"
	assert "业主姓名" in caught.value.values[1]


def test_a_file_without_a_header_is_refused() -> None:
	with pytest.raises(RosterFileError) as caught:
		header_of("1栋|101|89.5|张三", "1栋|102|89.5|李四")
	assert caught.value.code == "no_header"


def test_two_columns_for_one_thing_are_refused() -> None:
	with pytest.raises(RosterFileError) as caught:
		header_of("楼栋|房号|建筑面积|产权面积")
	assert caught.value.code == "duplicate_column"
	assert caught.value.values == ("建筑面积", "产权面积", "gross_area")


def test_a_whole_address_needs_no_building_column() -> None:
	assert fields(header_of("房号|建筑面积|业主")) == {0: "unit_no", 1: "gross_area", 2: "owner_name"}


def test_the_columns_of_the_error_file_are_known_and_ignored() -> None:
	header = header_of("楼栋|房号|建筑面积|行号|列|问题|处理办法", "1栋|101|89.5|3|房号|错|改")
	assert header.ignored == ()
	assert header_of("楼栋|房号|建筑面积|Row|Column|Problem|Remedy").ignored == ()
