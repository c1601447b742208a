"""Read who owns how much of a unit. Pure; exact fractions, nothing is rounded.

Rule for percentages and decimals: they are taken as written and must add up to exactly 1. 33.33 % three times is
refused, because the registry would have to invent the missing hundredth: 1/3 says what is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from property_service.registry.roster.problems import CellError
from property_service.registry.roster.text import compact, given, refuse_date_damage

Tenure = Literal["Sole", "Joint", "By Shares"]
SOLE, JOINT, BY_SHARES = "Sole", "Joint", "By Shares"
WHOLE = Fraction(1)

_SOLE_WORDS = {"单独所有", "单独", "独有", "个人所有", "全部", "一人所有", "sole", "soleownership"}
_JOINT_WORDS = {
	"共同共有",
	"共同",
	"共有",
	"夫妻共有",
	"夫妻共同共有",
	"joint",
	"jointly",
	"jointownership",
	"jointtenancy",
}
_SHARES_WORDS = {"按份共有", "按份", "byshares", "bysharesownership", "tenancyincommon"}
_EQUAL_WORDS = {
	"各半",
	"一人一半",
	"均等",
	"平均",
	"等额",
	"均分",
	"对半",
	"等份",
	"各一半",
	"equal",
	"equally",
	"half each",
	"halfeach",
}
_HALF_WORDS = {"各半", "一人一半", "对半", "各一半", "halfeach"}
_EACH = re.compile(r"(?:各占?|每人|each)(.+)|(.+)(?:each)")
_TOKEN = re.compile(r"(\d+)/(\d+)|(\d+(?:\.\d+)?)(%?)")
_SEPARATORS = re.compile(r"[、,;:|和/]*")
_RATIO = re.compile(r"\d+(?:\.\d+)?(?::\d+(?:\.\d+)?)+")


@dataclass(frozen=True, slots=True)
class ShareCell:
	"""What one share cell says: a tenure, a rule for all (`equal`), or one fraction per owner."""

	tenure: Tenure | None = None
	equal: bool = False
	halves: bool = False
	fractions: tuple[Fraction, ...] = ()


def parse_tenure(text: str) -> Tenure | None:
	"""Return the tenure a word stands for (共同共有 is Joint), None where empty."""
	word = compact(given(text)).casefold()
	for tenure, words in ((SOLE, _SOLE_WORDS), (JOINT, _JOINT_WORDS), (BY_SHARES, _SHARES_WORDS)):
		if word in words:
			return tenure
	if word:
		raise CellError("tenure_unknown", given(text))
	return None


def parse_share(text: str) -> ShareCell:
	"""Return what a share cell says: 1/3, 50%;50%, 3:7, 各半, 共同共有; an empty `ShareCell` where it says nothing."""
	refuse_date_damage(given(text))
	word = compact("、".join(given(text and text.replace("\n", "、")).split())).casefold()
	if not word:
		return ShareCell()
	if word in _EQUAL_WORDS:
		return ShareCell(BY_SHARES, equal=True, halves=word in _HALF_WORDS)
	if word in _SOLE_WORDS | _JOINT_WORDS | _SHARES_WORDS:
		return ShareCell(parse_tenure(word))
	each = _EACH.fullmatch(word)
	if each:
		return _share_each(each[1] or each[2], text)
	return ShareCell(None, fractions=_fractions(word, text))


def fractions_for(cell: ShareCell, owners: int) -> list[Fraction | None]:
	"""Return one share per owner of the row, None for each where the cell states no share.

	Raises CellError when the number of shares is not the number of owners.
	"""
	if cell.halves and owners != 2:
		raise CellError("halves_need_two", owners)
	if cell.equal:
		return [Fraction(1, owners)] * owners if not cell.fractions else list(cell.fractions) * owners
	if not cell.fractions:
		return [None] * owners
	if len(cell.fractions) != owners:
		raise CellError("share_count", owners, len(cell.fractions))
	return list(cell.fractions)


def settle(shares: Sequence[Fraction | None], stated: Tenure | None) -> tuple[Tenure, list[Fraction | None]]:
	"""Return the tenure of a unit and its owners' shares.

	Args:
		shares: one per owner, None where the file states none.
		stated: the tenure the file names, if it does.

	Several owners without shares own jointly (共同共有): families are by far the most of them, and Civil Code
	art. 308 presumes joint ownership for families. Raises CellError when the shares do not add up to one.
	"""
	if stated == JOINT and not any(shares):
		return JOINT, [None] * len(shares)
	if any(share is None for share in shares):
		return _settle_without_shares(shares, stated)
	if sum(shares, Fraction(0)) != WHOLE:
		raise CellError("share_sum", format_share(sum(shares, Fraction(0))))
	if len(shares) == 1:
		return SOLE, [None]
	if stated in (SOLE, JOINT):
		raise CellError("tenure_with_shares", stated)
	return BY_SHARES, list(shares)


def format_share(share: Fraction) -> str:
	"""Return a share as people write it: 1/3, 99.99%, or 1."""
	percent = share * 100
	exact_percent = share.denominator not in (1, 2, 4, 5) and 10_000 % share.denominator == 0
	return f"{float(percent):g}%" if exact_percent else str(share)


def _settle_without_shares(
	shares: Sequence[Fraction | None], stated: Tenure | None
) -> tuple[Tenure, list[Fraction | None]]:
	if any(share is not None for share in shares):
		raise CellError("share_missing")
	if len(shares) == 1:
		return SOLE, [None]
	if stated == SOLE:
		raise CellError("sole_with_several", len(shares))
	if stated == BY_SHARES:
		raise CellError("share_missing")
	return JOINT, [None] * len(shares)


def _share_each(word: str, text: str) -> ShareCell:
	fractions = _fractions(word, text)
	if len(fractions) != 1:
		raise CellError("share_unreadable", given(text))
	return ShareCell(BY_SHARES, equal=True, fractions=fractions)


def _fractions(word: str, text: str) -> tuple[Fraction, ...]:
	ratio = _ratio(word)
	if ratio:
		return ratio
	fractions, position = [], 0
	for match in _TOKEN.finditer(word):
		if not _SEPARATORS.fullmatch(word[position : match.start()]):
			raise CellError("share_unreadable", given(text))
		fractions.append(_fraction(match, text))
		position = match.end()
	if not fractions or not _SEPARATORS.fullmatch(word[position:]):
		raise CellError("share_unreadable", given(text))
	return tuple(fractions)


def _ratio(word: str) -> tuple[Fraction, ...]:
	"""Return the shares of 3:7, and of 50/50 which is no half of one but two halves."""
	hundred = re.fullmatch(r"(\d+)/(\d+)", word)
	if hundred and int(hundred[1]) + int(hundred[2]) == 100:
		return Fraction(int(hundred[1]), 100), Fraction(int(hundred[2]), 100)
	if not _RATIO.fullmatch(word):
		return ()
	parts = [Fraction(part) for part in word.split(":")]
	whole = sum(parts)
	return tuple(part / whole for part in parts) if all(parts) else ()


def _fraction(match: re.Match[str], text: str) -> Fraction:
	numerator, denominator, number, percent = match.groups()
	if numerator:
		share = Fraction(int(numerator), int(denominator)) if int(denominator) else Fraction(0)
	else:
		value = Fraction(number)
		# A bare number above 1 is a percentage whose sign was left out.
		share = value / 100 if percent or value > 1 else value
	if not 0 < share <= WHOLE:
		raise CellError("share_out_of_range", given(text))
	return share
