"""One period of one unit fee becomes charges: split by day where the price or the payer changes. Pure.

amount = unit price × quantity × months × (1 − discount), where months counts each calendar month as
days billed / days of the month. The amounts of a period's parts are the steps of the rounded running total,
so they add up to the rounded whole to the cent whatever the split.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from property_service.billing import payers, rates
from property_service.billing.payers import PayerRules, Share
from property_service.billing.periods import Period, cut, months_fraction, months_of
from property_service.billing.rates import Rate
from property_service.billing.rounding import STEPS, round_fraction


@dataclass(frozen=True)
class Skip:
	"""Why a period is not billed: a `code` of reasons.py and what its sentence needs."""

	code: str
	details: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Part:
	"""One charge to be: the days, who pays which share of them, and the amount in 元."""

	part_no: int
	days: Period
	share: Share
	rate: Rate
	quantity: Decimal
	discount_percent: Decimal
	amount: Decimal


@dataclass(frozen=True)
class Piece:
	"""Days of a period on which neither the price nor the payers change."""

	days: Period
	rate: Rate | None
	shares: tuple[Share, ...]


def split_period(
	period: Period, unit_rates: Sequence[Rate], rules: PayerRules, discount_percent: Decimal = Decimal(0)
) -> list[Part] | Skip:
	"""Return the charges of `period`, or why it cannot be billed; never a part of it.

	Arguments: the days to bill, the prices whose scope fits the unit, who may pay, and the discount (0–100).
	"""
	pieces = list(_pieces(period, unit_rates, rules))
	return _missing(pieces, rules) or _priced(pieces, rules, discount_percent)


def _pieces(period: Period, unit_rates: Sequence[Rate], rules: PayerRules) -> Iterator[Piece]:
	"""Yield the period cut where something changes, equal neighbours put together again."""
	held: Piece | None = None
	for days in cut(period, rates.change_days(unit_rates) | payers.change_days(rules)):
		rate = rates.rate_on(days.start, unit_rates)
		shares = payers.payers_on(days.start, rules)
		if held and (held.rate, held.shares) == (rate, shares):
			held = Piece(Period(held.days.start, days.end), rate, shares)
			continue
		if held:
			yield held
		held = Piece(days, rate, shares)
	if held:
		yield held


def _missing(pieces: Sequence[Piece], rules: PayerRules) -> Skip | None:
	for piece in pieces:
		if not piece.rate:
			return Skip("no_rate", (piece.days.start, piece.days.end))
		if not piece.shares:
			delivered = payers.is_delivered(piece.days.start, rules.unit)
			return Skip("no_payer" if delivered else "not_delivered", (piece.days.start, piece.days.end))
		if rules.unit.quantity(piece.rate.basis) <= 0:
			return Skip("no_area", (piece.rate.basis,))
	return None


def _priced(pieces: Sequence[Piece], rules: PayerRules, discount_percent: Decimal) -> list[Part]:
	# One step for the whole period, the finest that any of its prices asks for: parts must fit the whole.
	step = min(STEPS[piece.rate.rounding] for piece in pieces)
	kept = 1 - Fraction(discount_percent) / 100
	running, rounded = Fraction(0), Decimal(0)
	parts = []
	for piece in pieces:
		quantity = rules.unit.quantity(piece.rate.basis)
		for share in piece.shares:
			running += exact_amount(piece.rate.unit_price, quantity, piece.days) * share.fraction * kept
			total = round_fraction(running, step)
			amount, rounded = total - rounded, total
			number = len(parts) + 1
			parts.append(Part(number, piece.days, share, piece.rate, quantity, discount_percent, amount))
	return parts


def exact_amount(unit_price: Decimal, quantity: Decimal, days: Period) -> Fraction:
	"""Return price (元 per month) × quantity × months of `days`, not rounded."""
	return Fraction(unit_price) * Fraction(quantity) * months_fraction(days)


def snapshot(part: Part) -> dict[str, Any]:
	"""Return what the amount was made of, small enough for JSON; `explanation.py` renders it."""
	months = [[f"{month.first:%Y-%m}", month.days, month.length] for month in months_of(part.days)]
	return {
		"basis": part.rate.basis,
		"quantity": _plain(part.quantity),
		"unit_price": _plain(part.rate.unit_price),
		"rate": part.rate.name,
		"months": months,
		"discount": _plain(part.discount_percent),
		"share": [part.share.fraction.numerator, part.share.fraction.denominator],
		"payer": part.share.source,
		"rounding": part.rate.rounding,
	}


def _plain(value: Decimal) -> str:
	return f"{value.normalize():f}"
