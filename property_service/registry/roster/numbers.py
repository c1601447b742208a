"""Read phone and ID numbers. Pure; what is refused is quoted masked, because messages are kept."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from property_service.registry.masking import MAINLAND_MOBILE, clean_phone, mask_id, mask_phone
from property_service.registry.roster.names import SEPARATORS, keep_lines
from property_service.registry.roster.problems import CellError
from property_service.registry.roster.text import (
	clean,
	given,
	is_nothing,
	refuse_date_damage,
	refuse_scientific,
)

_MASKED = re.compile(r"\*{2,}")

# Frappe accepts at most twenty characters as a phone number.
_PHONE_SHAPE = re.compile(r"(?=.{6,20}$)\+?[0-9][0-9 .-]+")
_PHONE_NOTE = re.compile(
	r"\([^()0-9]*\)|^[^0-9+(]{1,8}:|(?<=[0-9])[\u3400-\u9fff]+$|^[\u3400-\u9fff]+(?=[0-9+])"
)
_AREA_CODE = re.compile(r"^\(([0-9]{2,4})\)\s*")
_EXTENSION = re.compile(r"\s*(?:转|ext\.?|x)\s*(?=[0-9]{1,5}$)", re.IGNORECASE)
_LETTERS_FOR_DIGITS = re.compile(r"(?=.*[0-9]{3})[0-9oOlIiSsBZzQ+ -]{7,20}")

# GB 11643-1999 (ISO 7064 MOD 11-2).
_CITIZEN_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CITIZEN_CHECKS = "10X98765432"
# GB 32100-2015 §5 (MOD 31); the alphabet leaves out I, O, S, V and Z.
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CREDIT_CODE = re.compile(rf"[{_CREDIT_ALPHABET}]{{2}}[0-9]{{6}}[{_CREDIT_ALPHABET}]{{10}}")
_OLDEST_BIRTH_YEAR = 1880
CITIZEN, LICENCE = "Resident Identity Card", "Business Licence"
_OTHER_IDS = (
	("Hong Kong and Macao Permit", re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?")),
	("Passport", re.compile(r"[A-Z][0-9]{7,8}|[A-Z]{2}[0-9]{7}|[0-9]{9}")),
	("Taiwan Permit", re.compile(r"[0-9]{8}|[0-9]{10}[A-Z]?")),
	(LICENCE, re.compile(r"[0-9]{15}|[0-9A-Z]{8}-?[0-9X]")),
)
_NAMED_ID = re.compile(r"[0-9A-Z\u3400-\u9fff()（）]{4,40}")
_ID_TYPES = (
	(CITIZEN, ("身份证", "户口", "identity", "id card", "resident")),
	("Passport", ("护照", "passport")),
	("Hong Kong and Macao Permit", ("港澳", "回乡", "hong kong", "macao")),
	("Taiwan Permit", ("台胞", "台湾", "taiwan")),
	(LICENCE, ("营业执照", "信用代码", "组织机构", "licence", "license", "credit code")),
	("Other", ("军官", "其他", "其它", "other", "驾驶")),
)


class Identity(NamedTuple):
	"""An ID number as stored, with its type in the words of Property Owner."""

	id_type: str
	number: str


def split_slots(text: str) -> list[str]:
	"""Return the parts of a cell in order; a dash or 无 between separators keeps its place as ""."""
	if not given(text):
		return []
	parts = SEPARATORS.split(keep_lines(text).strip("、,;|/\n& "))
	return ["" if is_nothing(part) else clean(part) for part in parts]


def split_phones(text: str) -> list[str]:
	"""Return the phone numbers of one cell as stored, "" for a place left empty."""
	phones: list[str] = []
	for part in split_slots(text):
		words = part.split(" ")
		apart = len(words) > 1 and all(len(re.sub(r"[^0-9]", "", word)) >= 11 for word in words)
		phones += [parse_phone(word) for word in (words if apart else [part])] if part else [""]
	return phones


def parse_phone(text: str) -> str:
	"""Return 11 digits for a mainland mobile (138 0013 8000, +86-138…), other numbers as typed."""
	refuse_scientific(refuse_date_damage(clean(text)))
	if _MASKED.search(text):
		raise CellError("masked")
	bare = _EXTENSION.sub("-", _AREA_CODE.sub(r"\1-", _PHONE_NOTE.sub("", clean(text)).strip(" -:")))
	phone = clean_phone(bare)
	if not _PHONE_SHAPE.fullmatch(phone):
		raise CellError(
			"phone_letters" if _LETTERS_FOR_DIGITS.fullmatch(bare) else "phone_unreadable", hide(bare)
		)
	if phone.startswith("1") and not MAINLAND_MOBILE.fullmatch(phone):
		raise CellError("phone_length", mask_phone(phone), len(re.sub(r"[^0-9]", "", phone)))
	return phone


def split_ids(text: str) -> list[str]:
	"""Return the ID numbers of one cell in order, "" for a place left empty; `parse_id` judges each."""
	found: list[str] = []
	for part in split_slots(text):
		words = part.split(" ")
		found += words if len(words) > 1 and all(len(word) in (15, 18) for word in words) else [part]
	return found


def parse_id(text: str, id_type: str | None = None) -> Identity | None:
	"""Return the ID number with its type, its check digit verified where a standard gives one; None where empty.

	Args:
		text: one number.
		id_type: what the file says it is; without it the shape of the number decides.
	"""
	number = re.sub(r"[\s-]", "", refuse_scientific(clean(text))).upper()
	if not number:
		return None
	if _MASKED.search(number):
		raise CellError("masked")
	if id_type in (None, CITIZEN) and _is_citizen_number(number):
		return Identity(CITIZEN, number)
	if id_type in (None, LICENCE) and _is_credit_code(number):
		return Identity(LICENCE, number)
	if len(number) >= 17 or id_type == CITIZEN:
		raise CellError("id_check", mask_id(number))
	if id_type and not _NAMED_ID.fullmatch(number):
		raise CellError("id_unreadable", mask_id(number))
	return Identity(id_type or _type_by_shape(number), number)


def parse_id_type(text: str) -> str | None:
	"""Return the ID type a word stands for (护照 is Passport), None where empty."""
	cleaned = given(text)
	if not cleaned:
		return None
	for value, words in _ID_TYPES:
		if cleaned == value or any(word in cleaned.casefold() for word in words):
			return value
	raise CellError("id_type_unknown", cleaned)


def hide(text: str) -> str:
	"""Return a text that is no clean number with its middle hidden."""
	return text[:2] + "*" * (len(text) - 4) + text[-2:] if len(text) > 4 else "*" * len(text)


def _is_citizen_number(number: str) -> bool:
	if re.fullmatch(r"[0-9]{15}", number):
		return _is_birthday("19" + number[6:12])
	if not _has_citizen_shape(number):
		return False
	return _CITIZEN_CHECKS[_weighted(number[:17], _CITIZEN_WEIGHTS, "0123456789") % 11] == number[17]


def _has_citizen_shape(number: str) -> bool:
	return bool(re.fullmatch(r"[0-9]{17}[0-9X]", number)) and _is_birthday(number[6:14])


def _is_credit_code(number: str) -> bool:
	# Seventeen digits with a birthday in them are a person's number, whatever the other check digit says.
	if not _CREDIT_CODE.fullmatch(number) or _has_citizen_shape(number):
		return False
	check = -_weighted(number[:17], _CREDIT_WEIGHTS, _CREDIT_ALPHABET) % 31
	return _CREDIT_ALPHABET[check] == number[17]


def _type_by_shape(number: str) -> str:
	for found, shape in _OTHER_IDS:
		if shape.fullmatch(number):
			return found
	raise CellError("id_unreadable", mask_id(number))


def _is_birthday(digits: str) -> bool:
	try:
		return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year >= _OLDEST_BIRTH_YEAR
	except ValueError:
		return False


def _weighted(number: str, weights: tuple[int, ...], alphabet: str) -> int:
	return sum(alphabet.index(sign) * weight for sign, weight in zip(number, weights, strict=True))
