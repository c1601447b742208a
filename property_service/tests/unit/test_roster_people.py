"""Names, phones and ID numbers as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from property_service.registry.roster import names, numbers
from property_service.registry.roster.problems import CellError


def refusal(read, *arguments: str) -> CellError:
	with pytest.raises(CellError) as caught:
		read(*arguments)
	return caught.value


@pytest.mark.parametrize(
	("cell", "people"),
	[
		("张三", ["张三"]),
		("张三、李四", ["张三", "李四"]),
		("张三,李四，王五", ["张三", "李四", "王五"]),
		("张三/李四", ["张三", "李四"]),
		("张三\n李四", ["张三", "李四"]),
		("张三 李四", ["张三", "李四"]),
		("张 三", ["张三"]),
		("张　三", ["张三"]),
		("欧阳 修", ["欧阳修"]),
		("张三（丈夫）", ["张三"]),
		("张三;张三", ["张三"]),
		("John Smith", ["John Smith"]),
		("John Smith & 李四", ["John Smith", "李四"]),
		("李和平", ["李和平"]),
		("深圳市 云港 有限公司", ["深圳市云港有限公司"]),
		("云港(深圳)有限公司", ["云港（深圳）有限公司"]),
		("", []),
		("无", []),
		("未售", []),
		("开发商", []),
	],
)
def test_names_in_one_cell(cell: str, people: list[str]) -> None:
	assert names.split_names(cell) == people


@pytest.mark.parametrize(
	("cell", "code"),
	[("张三 李 四", "names_unclear"), ("张三13800138000", "name_with_digits"), ("张*", "name_with_digits")],
)
def test_unclear_names_are_refused(cell: str, code: str) -> None:
	assert refusal(names.split_names, cell).code == code


@pytest.mark.parametrize(
	("name", "company"),
	[
		("深圳市云港物业有限公司", True),
		("云港（深圳）投资合伙企业（有限合伙）", True),
		("社区服务中心", True),
		("中国工商银行", True),
		("红旗幼儿园", True),
		("某某五金机电商店", True),
		("Cloud Harbour Ltd.", True),
		("Cloud Harbour Co., Ltd", True),
		("张三", False),
		("王店", False),
		("李建行", False),
		("欧阳中心", True),
		("John Bank", True),
	],
)
def test_companies_are_known_by_their_ending(name: str, company: bool) -> None:
	assert names.is_company_name(name) is company


@pytest.mark.parametrize(
	("cell", "phones"),
	[
		("13800138000", ["13800138000"]),
		("138 0013 8000", ["13800138000"]),
		("138-0013-8000", ["13800138000"]),
		("+86-13800138000", ["13800138000"]),
		("+86 138 0013 8000", ["13800138000"]),
		("008613800138000", ["13800138000"]),
		("１３８００１３８０００", ["13800138000"]),
		("'13800138000", ["13800138000"]),
		("13800138000/13900139000", ["13800138000", "13900139000"]),
		("13800138000、13900139000", ["13800138000", "13900139000"]),
		("13800138000 13900139000", ["13800138000", "13900139000"]),
		("13800138000\n13900139000", ["13800138000", "13900139000"]),
		("138 0013 8000，139 0013 9000", ["13800138000", "13900139000"]),
		("13800138000(妻)", ["13800138000"]),
		("张三：13800138000", ["13800138000"]),
		("13800138000张三", ["13800138000"]),
		("13800138000/-", ["13800138000", ""]),
		("0755-12345678", ["0755-12345678"]),
		("(0755)12345678", ["0755-12345678"]),
		("0755-12345678转801", ["0755-12345678-801"]),
		("82345678", ["82345678"]),
		("+852 2345 6789", ["+852 2345 6789"]),
		("", []),
		("无", []),
	],
)
def test_phones_in_one_cell(cell: str, phones: list[str]) -> None:
	assert numbers.split_phones(cell) == phones


@pytest.mark.parametrize(
	("cell", "code"),
	[
		("138001380OO", "phone_letters"),
		("l3800138000", "phone_letters"),
		("1.38E+10", "scientific"),
		("1.38001E+10", "scientific"),
		("1380013800", "phone_length"),
		("138001380000", "phone_length"),
		("12800138000", "phone_length"),
		("138****8000", "masked"),
		("电话", "phone_unreadable"),
		("123", "phone_unreadable"),
		("2024-01-03", "date_damage"),
	],
)
def test_broken_phones_are_refused(cell: str, code: str) -> None:
	assert refusal(numbers.split_phones, cell).code == code


# 11010519491231002X is the example of GB 11643-1999; 91350100M000100Y43 that of GB 32100-2015.
@pytest.mark.parametrize(
	("cell", "id_type", "number"),
	[
		("11010519491231002X", "Resident Identity Card", "11010519491231002X"),
		("11010519491231002x", "Resident Identity Card", "11010519491231002X"),
		("１１０１０５１９４９１２３１００２Ｘ", "Resident Identity Card", "11010519491231002X"),
		("1101 0519 4912 3100 2X", "Resident Identity Card", "11010519491231002X"),
		("110105491231002", "Resident Identity Card", "110105491231002"),
		("91350100M000100Y43", "Business Licence", "91350100M000100Y43"),
		("440301103097413", "Business Licence", "440301103097413"),
		("E12345678", "Passport", "E12345678"),
		("H1234567890", "Hong Kong and Macao Permit", "H1234567890"),
		("12345678", "Taiwan Permit", "12345678"),
	],
)
def test_id_numbers_are_recognised(cell: str, id_type: str, number: str) -> None:
	assert numbers.parse_id(cell) == (id_type, number)


@pytest.mark.parametrize(
	("cell", "code"),
	[
		("110105194912310021", "id_check"),
		("110105194913310021", "id_check"),
		("91350100M000100Y44", "id_check"),
		("4.40301199001011E+17", "scientific"),
		("110105********002X", "masked"),
		("12345", "id_unreadable"),
		("身份证", "id_unreadable"),
	],
)
def test_wrong_id_numbers_are_refused(cell: str, code: str) -> None:
	assert refusal(numbers.parse_id, cell).code == code


def test_a_stated_type_decides_where_the_shape_does_not() -> None:
	assert numbers.parse_id("12345678", "Other") == ("Other", "12345678")
	assert refusal(numbers.parse_id, "E12345678", "Resident Identity Card").code == "id_check"


def test_several_id_numbers_in_one_cell() -> None:
	both = ["11010519491231002X", "110105491231002"]
	assert numbers.split_ids("11010519491231002X 110105491231002") == both
	assert numbers.split_ids("11010519491231002X；110105491231002") == both
	assert numbers.split_ids("11010519491231002X、-") == ["11010519491231002X", ""]
	assert numbers.split_ids("无") == []


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_no_refused_number_is_quoted_in_full(mobile: str) -> None:
	for broken in (mobile[:-1], mobile + "0", mobile[:-1] + "O", f"{mobile}x"):
		error = refusal(numbers.split_phones, broken)
		assert mobile[:10] not in " ".join(error.values)


@given(
	st.from_regex(
		r"[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[0-9]{3}", fullmatch=True
	)
)
def test_exactly_one_check_digit_is_right(number: str) -> None:
	accepted = []
	for check in "0123456789X":
		try:
			accepted.append(numbers.parse_id(number + check))
		except CellError as error:
			assert error.code == "id_check"
			assert number not in " ".join(error.values)
	assert len(accepted) == 1


@given(
	st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
	st.sampled_from(["+86", "86", "0086", "+86-", ""]),
	st.sampled_from([" ", "-", ""]),
)
def test_a_mobile_is_the_same_however_it_is_typed(mobile: str, country: str, gap: str) -> None:
	typed = f"{country}{mobile[:3]}{gap}{mobile[3:7]}{gap}{mobile[7:]}"
	assert numbers.split_phones(typed) == [mobile]
	assert numbers.split_phones(mobile) == [mobile]
