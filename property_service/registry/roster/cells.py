"""Read the cells of a unit: areas, days, floors, types. Pure: text in, value out, `CellError` when it cannot be."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from property_service.registry.roster.problems import CellError
from property_service.registry.roster.text import chinese_number, compact, given, refuse_date_damage

AREA_LIMIT = Decimal(1_000_000)
# Property Unit keeps four decimals of a square meter.
AREA_STEP = Decimal("0.0001")
_AREA_UNIT = re.compile(
	r"(?:m2|m\^2|平方米|平米|平方|平|㎡|sqm|sq\.?m\.?|squaremet(?:er|re)s?)$", re.IGNORECASE
)
_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?|\.\d+")

# Day 0 of Excel's 1900 calendar, which counts a 29 February 1900 that never was.
EXCEL_EPOCH = date(1899, 12, 30)
FIRST_YEAR, LAST_YEAR = 1950, 2100
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_DATES = (
	re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"),
	re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?"),
	re.compile(r"(\d{4})(\d{2})(\d{2})"),
)

LOWEST_FLOOR, HIGHEST_FLOOR = -10, 200
_UNDERGROUND = re.compile(r"^(?:负|地下|b|-)(?=[\d一二三四五六七八九十])")
_WHOLE_NUMBER = re.compile(r"(\d{1,3})(?:\.0+)?")
_FLOOR_WORDS = re.compile(r"^第|^l(?=\d)|[层楼f]$")

UNIT_TYPES = (
	("Parking Space", ("车位", "车库", "停车", "parking", "garage", "carport")),
	("Storage", ("储藏", "储物", "杂物", "仓", "地下室", "storage", "cellar", "warehouse")),
	("Shop", ("商铺", "商业", "店", "底商", "门面", "铺位", "商服", "shop", "retail", "store")),
	("Office", ("办公", "写字", "office")),
	(
		"Residence",
		(
			"住宅", "公寓", "别墅", "洋房", "高层", "多层", "居住", "复式", "叠拼", "联排", "安置房", "商品房", "回迁房",
			"保障房", "房改房", "residence", "residential", "apartment", "flat", "villa", "house", "home",
		),
	),
)  # fmt: skip
_DENIALS = ("未", "非", "不", "没", "unsold", "not ", "non")
UNIT_STATUSES = (
	("Unsold", ("未售", "未销售", "待售", "unsold", "for sale")),
	("Decorating", ("装修中", "在装修", "decorating")),
	("Rented", ("出租", "已租", "租赁", "租户", "rented")),
	("Vacant", ("空置", "空房", "空关", "vacant", "empty")),
	("Occupied", ("自住", "居住", "常住", "occupied")),
	("Moved In", ("入住", "moved in")),
	("Sold", ("未交付", "未交房", "未收楼", "未收房")),
	("Delivered", ("未入住", "未装修", "交付", "交房", "收楼", "收房", "入伙", "delivered")),
	("Sold", ("已售", "sold")),
)


def parse_area(text: str) -> Decimal | None:
	"""Return an area in m², at most four decimals, from 89.5㎡, 89.5 平米 or 1,234.50; None where empty."""
	cleaned = _AREA_UNIT.sub("", compact(given(text)))
	if not cleaned:
		return None
	if not _NUMBER.fullmatch(cleaned):
		raise CellError("area_unreadable", given(text))
	area = Decimal(cleaned.replace(",", "")).quantize(AREA_STEP, ROUND_HALF_UP)
	if area <= 0:
		raise CellError("area_not_positive", given(text))
	if area > AREA_LIMIT:
		raise CellError("area_too_large", given(text))
	return area.normalize() if area != area.to_integral() else area.quantize(Decimal(1))


def parse_date(text: str) -> date | None:
	"""Return a day from 2019-3-5, 2019/3/5, 2019年3月5日, 20190305 or Excel's day number; None where empty."""
	cleaned = compact(given(text)).casefold()
	if not cleaned:
		return None
	day = _day_by_serial(cleaned) or _day_by_parts(cleaned)
	if day is None:
		raise CellError("date_unreadable", given(text))
	if not FIRST_YEAR <= day.year <= LAST_YEAR:
		raise CellError("date_out_of_range", day.isoformat())
	return day


def _day_by_serial(text: str) -> date | None:
	match = _SERIAL.fullmatch(text)
	return EXCEL_EPOCH + timedelta(days=int(match[1])) if match else None


def _day_by_parts(text: str) -> date | None:
	for pattern in _DATES:
		match = pattern.fullmatch(text)
		if match:
			try:
				return date(int(match[1]), int(match[2]), int(match[3]))
			except ValueError:
				return None
	return None


def parse_floor(text: str) -> int | None:
	"""Return the floor from 18, 18层, 18F, 3/18 (third of eighteen), B1 or 负一层; None where empty."""
	cleaned = compact(refuse_date_damage(given(text))).casefold()
	if not cleaned:
		return None
	own_floor, _slash, _floors_in_all = cleaned.partition("/")
	word = _FLOOR_WORDS.sub("", _FLOOR_WORDS.sub("", own_floor))
	underground = bool(_UNDERGROUND.search(word))
	word = _UNDERGROUND.sub("", word)
	digits = _WHOLE_NUMBER.fullmatch(word)
	number = int(digits[1]) if digits else chinese_number(word)
	if number is None:
		raise CellError("floor_unreadable", given(text))
	floor = -number if underground else number
	if not LOWEST_FLOOR <= floor <= HIGHEST_FLOOR:
		raise CellError("floor_out_of_range", given(text))
	return floor


def parse_unit_type(text: str) -> str | None:
	"""Return the unit type a word stands for (商铺 is Shop), None where empty."""
	return _by_word(text, UNIT_TYPES, "type_unknown")


def parse_unit_status(text: str) -> str | None:
	"""Return the unit status a word stands for (未售 is Unsold), None where empty."""
	return _by_word(text, UNIT_STATUSES, "status_unknown")


def _by_word(text: str, vocabulary: tuple[tuple[str, tuple[str, ...]], ...], code: str) -> str | None:
	cleaned = given(text)
	if not cleaned:
		return None
	word = cleaned.casefold()
	exact = {value.casefold(): value for value, _words in vocabulary}
	if word in exact:
		return exact[word]
	# 非住宅 is no residence and 未装修 is not decorating: a denial counts only where the vocabulary knows it.
	denial = next((sign for sign in _DENIALS if sign in word), "")
	for value, words in vocabulary:
		if any(known in word and denial in known for known in words):
			return value
	raise CellError(code, cleaned)
