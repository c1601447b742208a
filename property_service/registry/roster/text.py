"""Clean the text of one cell. Pure; cleaning twice changes nothing."""

from __future__ import annotations

import re
import unicodedata

from property_service.registry.roster.problems import CellError

MAX_CELL_LENGTH = 2000
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF, 0xAD])
_DASHES = {ord(dash): "-" for dash in "‐‑‒–—―−─﹣"} | {ord("⁄"): "/"}
_TEXT_MARK = re.compile(r"^['\s]+")
_NOTHING = {
	"",
	"-",
	"--",
	"---",
	"/",
	"\\",
	"无",
	"没有",
	"暂无",
	"空",
	"none",
	"null",
	"nil",
	"n/a",
	"na",
	"#n/a",
}
_SHEET_ERRORS = {"#ref!", "#value!", "#div/0!", "#name?", "#num!", "#null!"}
# What Excel makes of "1-2" or "1/3" typed into a cell that is not text.
_DATE_DAMAGE = re.compile(
	r"\d{4}-\d\d-\d\d|\d{1,2}月\d{1,2}日|\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?(e\+?\d+)")

_DIGITS = {
	"零": 0,
	"〇": 0,
	"一": 1,
	"二": 2,
	"两": 2,
	"三": 3,
	"四": 4,
	"五": 5,
	"六": 6,
	"七": 7,
	"八": 8,
	"九": 9,
}
CHINESE_NUMBER = "[零〇一二两三四五六七八九十]+"


def clean(text: str | None) -> str:
	"""Return the text with full-width forms narrowed, blanks collapsed, invisible and text marks removed."""
	narrow = unicodedata.normalize("NFKC", (text or "").translate(_INVISIBLE))
	narrow = narrow.translate(_INVISIBLE).translate(_DASHES)
	return _TEXT_MARK.sub("", " ".join(narrow.split()))


def compact(text: str | None) -> str:
	"""Return the cleaned text without any blank."""
	return clean(text).replace(" ", "")


def is_nothing(text: str | None) -> bool:
	"""Return whether the cell says that there is nothing: empty, a dash, 无, N/A."""
	return compact(text).casefold() in _NOTHING


def given(text: str | None) -> str:
	"""Return the cleaned text, "" where it says nothing; refuse a spreadsheet's error value and endless text."""
	cleaned = clean(text)
	if is_nothing(cleaned):
		return ""
	if cleaned.casefold() in _SHEET_ERRORS:
		raise CellError("sheet_error", cleaned)
	if len(cleaned) > MAX_CELL_LENGTH:
		raise CellError("too_long", MAX_CELL_LENGTH)
	return cleaned


def refuse_date_damage(text: str) -> str:
	"""Return the text unless Excel turned a number with a dash or slash into a day."""
	if _DATE_DAMAGE.fullmatch(text.casefold().split(" ")[0]):
		raise CellError("date_damage", text)
	return text


def refuse_scientific(text: str) -> str:
	"""Return the text unless Excel rounded a long number (1.38E+10), which loses its last digits for good."""
	match = _SCIENTIFIC.fullmatch(text.replace(" ", "").casefold())
	if match:
		raise CellError("scientific", f"{text[:4]}…{match[1].upper()}")
	return text


def chinese_number(text: str) -> int | None:
	"""Return 一 to 九十九 as a number, or None: 十二 is 12, 二十 is 20, 一〇二 is 102."""
	if not re.fullmatch(CHINESE_NUMBER, text):
		return None
	if "十" not in text:
		return int("".join(str(_DIGITS[digit]) for digit in text))
	tens, _ten, ones = text.partition("十")
	if len(tens) > 1 or len(ones) > 1:
		return None
	return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)
