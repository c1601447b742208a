"""Numbers are cleaned, fingerprinted and masked whatever way they were typed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from property_service.registry import masking

PHONE = "13812345678"


@pytest.mark.parametrize(
	"typed",
	[
		"138 1234 5678",
		"138-1234-5678",
		"+86 13812345678",
		"0086-138-1234-5678",
		"8613812345678",
		"１３８１２３４５６７８",
		" 138\u00a01234\u30005678 ",
		"(+86)13812345678",
	],
)
def test_one_mobile_number_stays_one_number_however_it_was_typed(typed: str) -> None:
	assert masking.clean_phone(typed) == PHONE
	assert masking.phone_key(typed) == PHONE


@pytest.mark.parametrize(
	("typed", "kept", "key"),
	[
		("0571-8877 6655", "0571-8877 6655", "057188776655"),
		("86 571 88776655", "86 571 88776655", "8657188776655"),
		("8612345678901", "8612345678901", "8612345678901"),
		("", "", ""),
		(None, "", ""),
	],
)
def test_numbers_that_are_no_mainland_mobile_keep_what_was_typed(typed, kept: str, key: str) -> None:
	assert masking.clean_phone(typed) == kept
	assert masking.phone_key(typed) == key


@pytest.mark.parametrize(
	("number", "masked"),
	[
		("13812345678", "138****5678"),
		("+86 138 1234 5678", "138****5678"),
		("0571-88776655", "057*****6655"),
		("88776655", "****6655"),
		("110", "***"),
		("", ""),
	],
)
def test_a_masked_phone_shows_its_end_and_cannot_be_dialled(number: str, masked: str) -> None:
	assert masking.mask_phone(number) == masked


@pytest.mark.parametrize(
	("number", "masked"),
	[
		("11010119900307123x", "110***********123X"),
		("330106900101123", "330********1123"),
		("91330100MA2ABCDE1X", "913***********DE1X"),
		("E12345678", "E******78"),
		("H12345", "******"),
		("", ""),
	],
)
def test_a_masked_id_hides_birthday_and_sequence_at_every_length(number: str, masked: str) -> None:
	assert masking.mask_id(number) == masked


@given(st.text(alphabet="0123456789ABCXabcx()", min_size=1, max_size=30))
def test_no_mask_ever_shows_half_of_a_number(text: str) -> None:
	for mask, clean in ((masking.mask_id, masking.clean_id), (masking.mask_phone, masking.phone_key)):
		shown = sum(character != "*" for character in mask(text))
		# 7 of 15, 4 of 7 (local numbers keep the four digits people know each other by)
		assert shown <= max(7, 4) and (not clean(text) or shown < len(clean(text)))


def test_equal_numbers_have_equal_fingerprints_and_the_secret_matters() -> None:
	first = masking.fingerprint(masking.phone_key("138 1234 5678"), "secret")
	assert first == masking.fingerprint(masking.phone_key("+8613812345678"), "secret")
	assert first != masking.fingerprint(masking.phone_key("13812345678"), "other secret")
	assert re.fullmatch(r"[0-9a-f]{64}", first)
	assert masking.fingerprint("", "secret") == ""


def test_id_numbers_are_equal_without_case_blanks_and_brackets() -> None:
	assert masking.id_key("h12345678(01)") == masking.id_key("Ｈ12345678（01）") == "H1234567801"


@pytest.mark.parametrize(
	("text", "masked"),
	[
		("call 13812345678 today", "call 138****5678 today"),
		("请打１３８１２３４５６７８。", "请打138****5678。"),
		("+86 138 1234 5678/139-1234-5678", "138****5678/139****5678"),
		("身份证330106199001011234，谢谢", "身份证330***********1234，谢谢"),
		("old card 330106900101123", "old card 330********1123"),
		("office 0571-88776655", "office 057*****6655"),
		("PO-000001 paid 1234.56 on 2026-11-23", "PO-000001 paid 1234.56 on 2026-11-23"),
		("ACC-SINV-2026-00001", "ACC-SINV-2026-00001"),
		("stamp 1790000000000", "stamp 1790000000000"),
		("", ""),
	],
)
def test_free_text_loses_numbers_and_nothing_else(text: str, masked: str) -> None:
	assert masking.mask_numbers(text) == masked


@given(st.text(max_size=40), st.sampled_from([PHONE, "330106199001011234"]), st.text(max_size=40))
def test_no_number_survives_in_any_text(before: str, number: str, after: str) -> None:
	text = f"{before} {number} {after}"
	assert number not in masking.mask_numbers(text)


@pytest.mark.parametrize(("text", "end"), [("13812345678", "5678"), ("0571-8877 6655", "6655"), ("110", "")])
def test_last_digits_are_those_people_give_at_the_desk(text: str, end: str) -> None:
	assert masking.last_digits(text) == end
