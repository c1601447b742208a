"""Read where a unit is: building, entrance, number, parking space. Pure.

People write one building as 1栋, 1幢, 1#, １号楼 or 1. Keys make these equal; what is stored keeps the words of the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from property_service.registry.roster.problems import CellError
from property_service.registry.roster.text import (
	CHINESE_NUMBER,
	chinese_number,
	clean,
	compact,
	given,
	is_nothing,
	refuse_date_damage,
	refuse_scientific,
)

GARAGE = "车库"
MAX_BUILDING_LENGTH, MAX_ENTRANCE_LENGTH, MAX_UNIT_NO_LENGTH = 60, 20, 40
_BUILDING_WORD = re.compile(
	r"^(?:building|block|tower|no\.?)(?=.)|(?:号楼|号院|栋|幢|座|楼|号|#)$", re.IGNORECASE
)
_ENTRANCE_WORD = re.compile(r"^(?:entrance|stair)(?=.)|(?:号单元|单元|号门|梯|门)$", re.IGNORECASE)
_ROOM_WORD = re.compile(r"(?<=[0-9A-Za-z])(?:号房|室|房|号)$")
_ROOM_PREFIX = re.compile(r"^(?:unit|room|flat|apt\.?)(?=\d)", re.IGNORECASE)
_WHOLE_ADDRESS = (
	re.compile(r"(?P<building>[^-]+?(?:号楼|栋|幢|座|#))-?(?:(?P<entrance>[^-]+?)单元)?-?(?P<unit>[^-].*)"),
	re.compile(r"(?P<building>[^-]+)-(?P<entrance>[^-]+)-(?P<unit>[^-]+)"),
	re.compile(r"(?P<building>[^-]+)-(?P<unit>[^-]+)"),
)
_LEADING_ZEROS = re.compile(r"^0+(?=\d)")
_NUMERAL = re.compile(CHINESE_NUMBER)

_PARKING_SEPARATORS = re.compile(r"[、,;|/\s]+")
_PARKING_PLACE = re.compile(r"(?P<place>.*(?:车库|车场|停车场|地库))[-:]?(?P<number>.*)")
_PARKING_WORD = re.compile(
	r"^(?:产权|人防|固定|地面|地上|地下)?(?:停?车位|车库|no\.?)(?:编号|号)?[-:#]?|(?:号?停?车位|号)$"
)
_PARKING_COUNT = re.compile(r"(?:[\d一二两三]+个(?:停?车位)?|有|是|yes)")


class Address(NamedTuple):
	"""Where a unit is, in the words of the file."""

	building: str
	entrance: str
	unit_no: str

	@property
	def key(self) -> str:
		return unit_key(*self)

	@property
	def label(self) -> str:
		return " ".join(part for part in self if part)


class ParkingSpot(NamedTuple):
	"""A parking space named in a unit's row: `place` is its garage, "" where the file does not say."""

	place: str
	number: str


def parse_building(text: str) -> str:
	"""Return the building as it is stored, "" where empty; refuse what Excel turned into a day."""
	return _within(refuse_date_damage(given(text)), MAX_BUILDING_LENGTH)


def parse_entrance(text: str) -> str:
	"""Return the entrance without its word 单元, "" where empty."""
	cleaned = _within(compact(refuse_date_damage(given(text))), MAX_ENTRANCE_LENGTH)
	return _core(cleaned, _ENTRANCE_WORD)


def parse_unit_no(text: str) -> str:
	"""Return the unit number without a trailing 室 or 房, "" where empty."""
	cleaned = compact(refuse_scientific(refuse_date_damage(given(text))))
	return _within(_room(cleaned), MAX_UNIT_NO_LENGTH)


def split_whole_address(text: str) -> Address:
	"""Return the parts of 1栋2单元301室, 1-2-301 or 1-301, for files that keep them in one column."""
	cleaned = compact(refuse_date_damage(given(text)))
	for pattern in _WHOLE_ADDRESS:
		match = pattern.fullmatch(cleaned)
		if match:
			parts = match.groupdict()
			return Address(
				parse_building(parts["building"]),
				parse_entrance(parts.get("entrance") or ""),
				parse_unit_no(parts["unit"]),
			)
	raise CellError("address_unreadable", clean(text))


def parse_parking(text: str) -> list[ParkingSpot]:
	"""Return the parking spaces in one cell, each once; refuse a cell that only says how many there are."""
	cleaned = refuse_date_damage(given(text))
	if not cleaned or cleaned in ("0", "否", "no"):
		return []
	if _PARKING_COUNT.fullmatch(compact(cleaned).casefold()):
		raise CellError("parking_count", cleaned)
	parts = [part for part in _PARKING_SEPARATORS.split(cleaned) if not is_nothing(part)]
	return list(dict.fromkeys(_parking_spot(part) for part in parts))


def _parking_spot(text: str) -> ParkingSpot:
	match = _PARKING_PLACE.fullmatch(text)
	place, number = (match["place"], match["number"]) if match else ("", text)
	number = _within(_PARKING_WORD.sub("", _PARKING_WORD.sub("", number)), MAX_UNIT_NO_LENGTH)
	if not number:
		raise CellError("parking_unreadable", text)
	return ParkingSpot(place, number)


def building_key(text: str) -> str:
	"""Return what is equal for 1栋, 1幢, 1#, 一号楼 and Building 1."""
	return _core(compact(text).casefold(), _BUILDING_WORD)


def unit_key(building: str, entrance: str | None, unit_no: str) -> str:
	"""Return one key for a unit however its building, entrance and number are written."""
	entrance_core = _core(compact(entrance).casefold(), _ENTRANCE_WORD)
	return "\x1f".join((building_key(building), entrance_core, _room(compact(unit_no)).casefold()))


def _core(text: str, word: re.Pattern[str]) -> str:
	"""Return the text without its word of kind, Chinese numerals as digits, zeros in front dropped."""

	def step(core: str) -> str:
		shorter = clean(word.sub("", core)).strip(" -'")
		core = core if is_nothing(shorter) else shorter
		number = chinese_number(core) if _NUMERAL.fullmatch(core) else None
		return _LEADING_ZEROS.sub("", core) if number is None else str(number)

	return _settled(text, step)


def _room(text: str) -> str:
	"""Return a unit number without the words for room around it."""
	return _settled(text, lambda room: _ROOM_PREFIX.sub("", _ROOM_WORD.sub("", room)))


def _settled(text: str, step: Callable[[str], str]) -> str:
	"""Return the text after so many steps that one more changes nothing: what is stored is read again as itself."""
	while (changed := step(text)) != text:
		text = changed
	return text


def _within(text: str, length: int) -> str:
	if len(text) > length:
		raise CellError("too_long", length)
	return text
