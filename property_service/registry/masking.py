"""Clean, fingerprint and mask phone numbers and ID numbers. Pure text in, text out: nothing here knows a site.

What stays readable follows what the front desk asks for to recognise somebody (the last four digits) and leaves
no number that can be dialled or used: GB/T 35273-2020 §7.2 asks for such de-identification on display.
"""

from __future__ import annotations

import hmac
import re
import unicodedata
from hashlib import sha256

MAINLAND_MOBILE = re.compile(r"1[3-9]\d{9}")
_COUNTRY_CODE = re.compile(r"^(?:\+86|0086|86)(?=1[3-9]\d{9}$)")
_PHONE_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015.()（）]")
_NUMBERS_IN_TEXT = (
	# 18- and 15-digit resident identity numbers (GB 11643-1999), before phones: they may contain one.
	(re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])"), "id"),
	(re.compile(r"(?<![0-9A-Za-z])[1-9]\d{14}(?![0-9A-Za-z])"), "id"),
	(re.compile(r"(?<!\d)(?:(?:\+|00)?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)"), "phone"),
	(re.compile(r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)"), "phone"),
)
_FULL_WIDTH_DIGITS = str.maketrans("０１２３４５６７８９＋－Ｘｘ", "0123456789+-Xx")


def clean_text(text: str | None) -> str:
	"""Return the text with full-width forms narrowed and blanks collapsed ("" for None)."""
	return " ".join(unicodedata.normalize("NFKC", str(text or "")).split())


def clean_phone(text: str | None) -> str:
	"""Return the number as it is stored: 11 digits for a mainland mobile, else the cleaned text as typed."""
	cleaned = clean_text(text)
	digits = _COUNTRY_CODE.sub("", _PHONE_SEPARATORS.sub("", cleaned))
	return digits if MAINLAND_MOBILE.fullmatch(digits) else cleaned


def phone_key(text: str | None) -> str:
	"""Return only the digits of the cleaned number: equal numbers have equal keys however they were typed."""
	return re.sub(r"\D", "", clean_phone(text))


def last_digits(text: str | None, count: int = 4) -> str:
	"""Return the last `count` digits of a phone number, or "" when it has fewer."""
	digits = phone_key(text)
	return digits[-count:] if len(digits) >= count else ""


def clean_id(text: str | None) -> str:
	"""Return an ID number without blanks and in capitals, as it is stored."""
	return clean_text(text).replace(" ", "").upper()


def id_key(text: str | None) -> str:
	"""Return only the letters and digits of an ID number: equal numbers have equal keys."""
	return re.sub(r"[^0-9A-Z\u4e00-\u9fff]", "", clean_id(text))


def fingerprint(key_text: str, secret: str) -> str:
	"""Return the keyed SHA-256 of a phone or ID key as 64 hexadecimal digits, or "" for an empty key.

	Keyed, because a plain hash of eleven digits is found by trying all of them in minutes.
	"""
	if not key_text:
		return ""
	return hmac.new(secret.encode(), key_text.encode(), sha256).hexdigest()


def mask_phone(text: str | None) -> str:
	"""Return the number with its middle hidden: 13812345678 becomes 138****5678, 87654321 becomes ****4321."""
	digits = phone_key(text)
	if len(digits) >= 11:
		return _mask(digits, 3, 4)
	if len(digits) >= 7:
		return _mask(digits, 0, 4)
	return "*" * len(digits)


def mask_id(text: str | None) -> str:
	"""Return the ID number with all hidden but, by its length, the first three and last four characters."""
	cleaned = clean_id(text)
	if len(cleaned) >= 15:
		return _mask(cleaned, 3, 4)
	if len(cleaned) >= 8:
		return _mask(cleaned, 1, 2)
	return "*" * len(cleaned)


def mask_numbers(text: str) -> str:
	"""Return free text with everything masked that looks like a phone number or a resident identity number."""
	narrow = text.translate(_FULL_WIDTH_DIGITS)
	found = [
		(match.start(), match.end(), mask_id(match[0]) if kind == "id" else mask_phone(match[0]))
		for pattern, kind in _NUMBERS_IN_TEXT
		for match in pattern.finditer(narrow)
	]
	masked, position = [], 0
	for start, end, replacement in sorted(found):
		if start >= position:
			masked += [text[position:start], replacement]
			position = end
	return "".join([*masked, text[position:]])


def _mask(text: str, head: int, tail: int) -> str:
	return text[:head] + "*" * (len(text) - head - tail) + text[-tail:]
