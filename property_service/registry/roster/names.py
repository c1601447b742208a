"""Read the owners' names. Pure."""

from __future__ import annotations

import re

from property_service.registry.roster.problems import CellError
from property_service.registry.roster.text import clean, given, is_nothing

MAX_NAME_LENGTH = 140
# What stands in the owner's column of a unit that nobody bought yet: the developer of the community pays for it.
NOBODY = {"未售", "待售", "未销售", "空置", "开发商", "developer", "unsold", "vacant"}
SEPARATORS = re.compile(r"[、,;|/\n&]+")
_HAN = re.compile(r"[\u3400-\u9fff·]+")
_HAN_GAP = re.compile(r"(?<=[\u3400-\u9fff·()（）])\s+(?=[\u3400-\u9fff·()（）])")
_KINSHIP = re.compile(r"\((?:业主|产权人|共有人|丈夫|妻子|夫|妻|父|母|子|女|本人|户主)\)$")
_BRACKETS = str.maketrans("()", "（）")
# A person's name has at most four Han, so a short ending needs a longer name to mean an institution.
_LONG_ENDING = re.compile(
	r"(?:公司|中心|集团|银行|支行|分行|委员会|协会|学会|基金会|学校|幼儿园|超市|酒店|宾馆|俱乐部|工作室|政府|办事处|"
	r"管委会|企业|商行|事务所|合作社|经营部|合伙）?)$|(?:\b(?:ltd|limited|inc|llc|co|corp|plc|gmbh|company|bank|cent(?:er|re))\b\.?)$",
	re.IGNORECASE,
)
_SHORT_ENDING = re.compile(r"[厂店行社院局所站部处]$")
_LONGEST_PERSON = 4


def split_names(text: str) -> list[str]:
	"""Return the names in one cell: 张三、李四 and 张三 李四 are two people, 张 三 is one."""
	cleaned = given(text)
	if not cleaned or cleaned.casefold() in NOBODY:
		return []
	parts = [part for chunk in SEPARATORS.split(keep_lines(text)) for part in _split_at_blanks(clean(chunk))]
	return list(dict.fromkeys(parse_name(part) for part in parts if not is_nothing(part)))


def parse_name(text: str) -> str:
	"""Return one name as stored: no stray blanks, no (丈夫), Chinese brackets in a Chinese company's name."""
	name = _KINSHIP.sub("", _HAN_GAP.sub("", clean(text))).strip()
	if re.search(r"[\u3400-\u9fff]", name):
		name = name.translate(_BRACKETS)
	if len(name) > MAX_NAME_LENGTH:
		raise CellError("too_long", MAX_NAME_LENGTH)
	if not is_company_name(name) and re.search(r"[\d*]", name):
		raise CellError("name_with_digits")
	return name


def is_company_name(name: str) -> bool:
	"""Return whether a name ends as a firm, an office or an institution does."""
	if _HAN.fullmatch(name):
		return bool(_LONG_ENDING.search(name) and len(name) >= _LONGEST_PERSON) or bool(
			_SHORT_ENDING.search(name) and len(name) > _LONGEST_PERSON
		)
	return bool(_LONG_ENDING.search(name))


def name_key(name: str) -> str:
	"""Return what is equal for one name however its blanks, brackets and capitals are written."""
	return clean(name).replace(" ", "").casefold()


def keep_lines(text: str) -> str:
	"""Return the text cleaned line by line: line breaks separate people, and plain cleaning would lose them."""
	return "\n".join(clean(line) for line in (text or "").splitlines())


def _split_at_blanks(text: str) -> list[str]:
	words = text.split(" ")
	if len(words) == 1 or not all(_HAN.fullmatch(word) for word in words) or is_company_name("".join(words)):
		return [text]
	if all(len(word) >= 2 for word in words):
		return words
	together = "".join(words)
	if len(together) <= _LONGEST_PERSON and (len(words) == 2 or all(len(word) == 1 for word in words)):
		return [together]
	raise CellError("names_unclear", text)
