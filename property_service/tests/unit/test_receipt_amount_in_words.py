"""Chinese capital amounts: the central bank's own examples, the zeros, and a reader that reads them back."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from property_service.billing.amount_in_words import DIGITS, yuan_in_capitals

UNITS = {"拾": 10, "佰": 100, "仟": 1000}
CENTS = st.integers(min_value=0, max_value=10**18 - 1)


@pytest.mark.parametrize(
	("amount", "words"),
	[
		# The five examples of the rules (银发〔1997〕393号, annex one, item 3).
		("1409.50", "人民币壹仟肆佰零玖元伍角整"),
		("6007.14", "人民币陆仟零柒元壹角肆分"),
		("1680.32", "人民币壹仟陆佰捌拾元叁角贰分"),
		("107000.53", "人民币壹拾万柒仟元伍角叁分"),
		("16409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
		("0", "人民币零元整"),
		("0.05", "人民币伍分"),
		("0.50", "人民币伍角整"),
		("10", "人民币壹拾元整"),
		("10001", "人民币壹万零壹元整"),
		("20000500", "人民币贰仟万零伍佰元整"),
		("100010000.10", "人民币壹亿零壹万元壹角整"),
		("1000000000000", "人民币壹万亿元整"),
		("-3.20", "人民币负叁元贰角整"),
	],
)
def test_amount_is_written_as_the_rules_say(amount: str, words: str) -> None:
	assert yuan_in_capitals(Decimal(amount)) == words


@pytest.mark.parametrize("amount", ["0.001", "10000000000000000"])
def test_amount_that_cannot_be_written_is_refused(amount: str) -> None:
	with pytest.raises(ValueError, match="cannot be written"):
		yuan_in_capitals(Decimal(amount))


@given(CENTS)
def test_words_read_back_as_the_amount(cents: int) -> None:
	words = yuan_in_capitals(Decimal(cents) / 100)
	assert read_back(words) == cents
	assert "零零" not in words


def read_back(words: str) -> int:
	"""Return the cents that words stand for, by a rule of its own: sections of 亿 and 万, then places."""
	yuan, _, rest = words.removeprefix("人民币").rpartition("元")
	jiao, fen = re.search(f"([{DIGITS}])角", rest), re.search(f"([{DIGITS}])分", rest)
	cents = (DIGITS.index(jiao[1]) * 10 if jiao else 0) + (DIGITS.index(fen[1]) if fen else 0)
	return read_number(yuan) * 100 + cents


def read_number(text: str) -> int:
	for mark, size in (("亿", 10**8), ("万", 10**4)):
		head, found, tail = text.rpartition(mark)
		if found:
			return read_number(head) * size + read_number(tail)
	total, digit = 0, 0
	for character in text:
		if character in UNITS:
			total += digit * UNITS[character]
			digit = 0
		else:
			digit = DIGITS.index(character)
	return total + digit
