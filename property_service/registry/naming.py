"""How buildings and units are named, titled and sorted. Pure text."""

from __future__ import annotations

import re

from property_service.registry.masking import clean_text

# Names stand in addresses and file names: these characters would break one or the other.
_UNSAFE = re.compile(r"[/\\?#%&<>\"'`|*:;\s]+")
_DIGITS = re.compile(r"\d+")
SORT_DIGITS = 6
SORT_KEY_LENGTH = 140


def clean_part(text: str | None) -> str:
	"""Return one part of a name: full-width forms narrowed, slashes and other unsafe characters as "-"."""
	return re.sub(r"-{2,}", "-", _UNSAFE.sub("-", clean_text(text))).strip("-")


def clean_code(text: str | None) -> str:
	"""Return a community code in capitals without blanks or unsafe characters."""
	return clean_part(text).upper()


def building_name(community_code: str, building: str) -> str:
	"""Return the name of a building, for example "YHY-3"."""
	return f"{clean_code(community_code)}-{clean_part(building)}"


def unit_name(building: str, entrance: str | None, unit_no: str) -> str:
	"""Return the name of a unit, for example "YHY-3-1-0301"; `building` is the name of its building."""
	return "-".join(part for part in (building, clean_part(entrance), clean_part(unit_no)) if part)


def unit_title(community: str, building: str, entrance: str | None, unit_no: str) -> str:
	"""Return what people read, for example "Cloud Garden 3 1 0301"; `building` is its short name."""
	parts = (clean_text(part) for part in (community, building, entrance, unit_no))
	return " ".join(part for part in parts if part)


def natural_key(text: str) -> str:
	"""Return a key that sorts numbers by value: "3-2" before "3-12"."""
	return _DIGITS.sub(lambda match: match[0].lstrip("0").rjust(SORT_DIGITS, "0"), text)


def unit_sort_key(building: str, entrance: str | None, unit_no: str) -> str:
	"""Return the key by which units stand in their natural order across entrances and floors."""
	parts = (natural_key(part) for part in (building, clean_part(entrance), clean_part(unit_no)))
	# A blank sorts before everything else, in Python as in MariaDB.
	return " ".join(parts)[:SORT_KEY_LENGTH]
