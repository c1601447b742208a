"""Money as Decimal: how figures come out of the database and how amounts are rounded. Pure arithmetic."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

ZERO = Decimal(0)
CENT = Decimal("0.01")

# The vocabulary of Fee Rate.rounding: the smallest step (元) an amount is rounded to.
STEPS: dict[str, Decimal] = {"Cent": CENT, "Tenth": Decimal("0.1"), "Whole Yuan": Decimal(1)}


def exact(value: Decimal | float | int | str | None) -> Decimal:
	"""Return `value` as the Decimal that is printed for it, so that 0.1 stays 0.1; None counts as zero."""
	if isinstance(value, Decimal):
		return value
	return Decimal(str(value or 0))


def money(value: Decimal | float | int | str | None) -> Decimal:
	"""Return `value` in 元, rounded half up to the cent."""
	return exact(value).quantize(CENT, rounding=ROUND_HALF_UP)


def round_fraction(value: Fraction, step: Decimal) -> Decimal:
	"""Return `value` (元) rounded half up to a multiple of `step` (元), with two decimal places."""
	steps = value / Fraction(step)
	whole = (2 * steps.numerator + steps.denominator) // (2 * steps.denominator)
	return (whole * step).quantize(CENT)
