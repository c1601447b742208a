"""What somebody means who types into the search box. Pure text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from property_service.registry.masking import clean_text, phone_key

FEWEST_DIGITS = 3
LAST_DIGITS = 4
WHOLE_NUMBER = 11
_SEPARATORS = re.compile(r"[\s\-_/,，、。．.#号栋幢楼座单元室]+")


@dataclass(frozen=True)
class Wanted:
	"""A search: what may be a place, a person, or the end of a phone; empty where that cannot be meant.

	`unit_nos` are the ways the unit number itself may be written: "301" stands as "0301" in many registers.
	`prefix` is set for a text of one part, `place` (community, building and number in order) for one of several;
	both, and `person`, are LIKE patterns. `phone_ends` are all last four digits that are meant.
	"""

	unit_nos: tuple[str, ...] = ()
	prefix: str = ""
	place: str = ""
	person: str = ""
	phone_ends: tuple[str, ...] = ()
	whole_phone: str = ""


def understand(text: str | None) -> Wanted:
	"""Return what a text may mean: "3-1-301" a place, "王" a person, "5678" a unit or the end of a phone number.

	A building and a unit may be typed with any separator or with 栋, 单元 and 室 between them.
	"""
	cleaned = clean_text(text)
	parts = [part for part in _SEPARATORS.split(cleaned) if part]
	if not parts:
		return Wanted()
	digits = phone_key(cleaned) if re.fullmatch(r"[\d\s+\-]+", cleaned) else ""
	return Wanted(
		unit_nos=tuple(dict.fromkeys((parts[-1], parts[-1].zfill(3), parts[-1].zfill(4)))),
		prefix=f"{_escaped(parts[0])}%" if len(parts) == 1 else "",
		place=f"%{'%'.join(_escaped(part) for part in parts)}%" if len(parts) > 1 else "",
		person="" if digits else f"%{_escaped(cleaned)}%",
		phone_ends=_phone_ends(digits),
		whole_phone=digits if len(digits) >= WHOLE_NUMBER else "",
	)


def _phone_ends(digits: str) -> tuple[str, ...]:
	if len(digits) >= LAST_DIGITS:
		return (digits[-LAST_DIGITS:],)
	# Ten exact values are found through the index, a pattern without a beginning is not.
	return tuple(f"{first}{digits}" for first in range(10)) if len(digits) == FEWEST_DIGITS else ()


def _escaped(text: str) -> str:
	return re.sub(r"([%_\\])", r"\\\1", text)
