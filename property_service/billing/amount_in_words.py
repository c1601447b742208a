"""Amounts of yuan in Chinese capital letters (人民币大写), as receipts carry them.

Rules: 中国人民银行《支付结算办法》(银发〔1997〕393号) annex one, "正确填写票据和结算凭证的基本规定", items 1 to 3.
"""

from __future__ import annotations

from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
MARKS = (("亿", 10**8), ("万", 10**4), ("仟", 1000), ("佰", 100), ("拾", 10))
LIMIT = 10**16
CENT = Decimal("0.01")
PREFIX = "人民币"
NEGATIVE = "负"


def yuan_in_capitals(amount: Decimal) -> str:
	"""Return an amount as 人民币…元…角…分, with 整 after a whole yuan or a whole jiao.

	Arguments: `amount` in 元, exact to the cent, below 10^16 either way.
	Raises ValueError when the amount has a fraction of a cent or is too large to write.
	"""
	if amount != amount.quantize(CENT) or abs(amount) >= LIMIT:
		raise ValueError(f"{amount} cannot be written in capital letters")
	yuan, cents = divmod(int(abs(amount) * 100), 100)
	sign = NEGATIVE if amount < 0 else ""
	return PREFIX + sign + _yuan_words(yuan, cents) + _cent_words(yuan, cents)


def _yuan_words(yuan: int, cents: int) -> str:
	if yuan:
		return _number_words(yuan) + "元"
	return "" if cents else "零元"


def _cent_words(yuan: int, cents: int) -> str:
	jiao, fen = divmod(cents, 10)
	if not cents:
		return "整"
	# Item 3: a zero between yuan and fen is written, one between yuan and jiao may be left out.
	words = DIGITS[jiao] + "角" if jiao else "零" if yuan else ""
	return words + (DIGITS[fen] + "分" if fen else "整")


def _number_words(number: int) -> str:
	"""Return a whole number above zero, with one 零 wherever a place or a run of places is empty."""
	for mark, size in MARKS:
		if number < size:
			continue
		head, tail = divmod(number, size)
		words = _number_words(head) + mark
		if not tail:
			return words
		return words + (DIGITS[0] if tail < size // 10 else "") + _number_words(tail)
	return DIGITS[number]
