"""Who pays what, when and how: the habits of payers turned into receipts. Pure.

About six bills in ten end up paid, as a company finds it half-way through a year; the rest is what collection is for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from random import Random

from property_service.demo.names import drawn_for

CASH, WECHAT, ALIPAY, TRANSFER, CARD = "Cash", "WeChat Pay", "Alipay", "Wire Transfer", "Credit Card"
MODES = (WECHAT, ALIPAY, TRANSFER, CASH, CARD)
MODE_WEIGHTS = (50, 14, 14, 14, 8)
HABITS = ("prompt", "together", "slow", "in part", "ahead", "never")
HABIT_WEIGHTS = (26, 24, 16, 7, 3, 24)
ARREARS_HABITS = ("slow", "in part", "never", "together")
ARREARS_WEIGHTS = (35, 15, 35, 15)
OPENING_RATE = 0.08
WHOLE_HUNDRED = Decimal(100)
MONTHS_TOGETHER = 3


@dataclass(frozen=True)
class Bill:
	"""One open bill: `amount` in 元 as billed, `billed_on` its posting day, `due` its last day to pay."""

	invoice: str
	billed_on: date
	due: date
	amount: Decimal


@dataclass(frozen=True)
class Tender:
	mode: str
	amount: Decimal
	reference: str | None = None


@dataclass(frozen=True)
class PlannedReceipt:
	"""One payment at one moment: what of which bill, by which means; tenders above the bills are an advance."""

	day: date
	bills: tuple[tuple[str, Decimal], ...]
	tenders: tuple[Tender, ...]


def habit_of(payer: str, in_arrears: bool) -> str:
	"""Return how a payer behaves; who already owes from earlier is seldom prompt now."""
	draw = drawn_for(f"habit:{payer}")
	if in_arrears:
		return draw.choices(ARREARS_HABITS, ARREARS_WEIGHTS)[0]
	return draw.choices(HABITS, HABIT_WEIGHTS)[0]


def plan_receipts(
	payer: str, bills: Sequence[Bill], *, in_arrears: bool, today: date, habit: str | None = None
) -> list[PlannedReceipt]:
	"""Return the receipts of one payer, oldest first.

	Args:
		payer: key that decides habit, days and means of payment.
		bills: all bills of the payer, paid or not.
		in_arrears: whether the payer owes from before the demo's months.
		today: no receipt is dated after it.
		habit: one of `HABITS` instead of the payer's own.
	"""
	if not bills:
		return []
	ordered = sorted(bills, key=lambda bill: (bill.billed_on, bill.invoice))
	draw = drawn_for(f"payments:{payer}")
	groups = _PLANS[habit or habit_of(payer, in_arrears)](draw, ordered)
	receipts = []
	for chosen, extra in groups:
		last = max(bill.billed_on for bill, _amount in chosen)
		day = min(last + timedelta(days=draw.randrange(1, 26)), today)
		total = sum((amount for _bill, amount in chosen), Decimal(0)) + extra
		lines = tuple((bill.invoice, amount) for bill, amount in chosen)
		receipts.append(PlannedReceipt(day, lines, _tenders(draw, total)))
	return receipts


Group = tuple[list[tuple[Bill, Decimal]], Decimal]


def _in_full(bills: Sequence[Bill]) -> list[tuple[Bill, Decimal]]:
	return [(bill, bill.amount) for bill in bills]


def _by_day(bills: Sequence[Bill]) -> list[list[Bill]]:
	days: dict[date, list[Bill]] = {}
	for bill in bills:
		days.setdefault(bill.billed_on, []).append(bill)
	return list(days.values())


def _prompt(draw: Random, bills: Sequence[Bill]) -> list[Group]:
	return [(_in_full(group), Decimal(0)) for group in _by_day(bills)]


def _together(draw: Random, bills: Sequence[Bill]) -> list[Group]:
	"""Pay once a quarter."""
	days = _by_day(bills)
	quarters = [days[start : start + MONTHS_TOGETHER] for start in range(0, len(days), MONTHS_TOGETHER)]
	return [(_in_full([bill for day in quarter for bill in day]), Decimal(0)) for quarter in quarters]


def _slow(draw: Random, bills: Sequence[Bill]) -> list[Group]:
	older = [bill for group in _by_day(bills)[:-1] for bill in group]
	return [(_in_full(older), Decimal(0))] if older else []


def _in_part(draw: Random, bills: Sequence[Bill]) -> list[Group]:
	"""Pay round hundreds of the oldest bill, at least half of it when it is small."""
	bill = bills[0]
	hundreds = (bill.amount / 2 / WHOLE_HUNDRED).to_integral_value(ROUND_DOWN) * WHOLE_HUNDRED
	amount = hundreds or (bill.amount / 2).quantize(Decimal(1), ROUND_DOWN)
	return [([(bill, amount)], Decimal(0))] if amount > 0 else []


def _ahead(draw: Random, bills: Sequence[Bill]) -> list[Group]:
	"""Pay everything and some months more, in round hundreds."""
	months = draw.choice((1, 2, 3, 6))
	hundreds = (bills[-1].amount * months / WHOLE_HUNDRED).to_integral_value(ROUND_UP)
	return [(_in_full(bills), hundreds * WHOLE_HUNDRED)]


def _never(draw: Random, bills: Sequence[Bill]) -> list[Group]:
	return []


_PLANS = {
	"prompt": _prompt,
	"together": _together,
	"slow": _slow,
	"in part": _in_part,
	"ahead": _ahead,
	"never": _never,
}


def _tenders(draw: Random, total: Decimal) -> tuple[Tender, ...]:
	"""Return how `total` is handed over: mostly at once, sometimes part of it in notes."""
	mode = draw.choices(MODES, MODE_WEIGHTS)[0]
	reference = _reference(draw, mode)
	if mode != CASH and total > 400 and draw.random() < 0.05:
		notes = Decimal(draw.randrange(1, int(total / 2 / WHOLE_HUNDRED) + 1)) * WHOLE_HUNDRED
		return (Tender(CASH, notes), Tender(mode, total - notes, reference))
	return (Tender(mode, total, reference),)


def _reference(draw: Random, mode: str) -> str | None:
	"""Return the number the other side's slip or app shows; cash has none."""
	if mode == CASH:
		return None
	prefix = {WECHAT: "42000", ALIPAY: "2088", TRANSFER: "TT", CARD: "POS"}[mode]
	return f"{prefix}{draw.randrange(10**12):012d}"


def opening_arrears(unit: str, monthly: Decimal) -> Decimal | None:
	"""Return what a unit still owed before the demo's months in 元, or None for most units.

	Args:
		unit: key of the unit.
		monthly: what it is billed in a month, in 元.
	"""
	draw = drawn_for(f"opening:{unit}")
	if draw.random() >= OPENING_RATE or monthly <= 0:
		return None
	return (monthly * draw.choice((1, 2, 3, 3, 6, 9, 12, 18))).quantize(Decimal("0.01"))
