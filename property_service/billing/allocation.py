"""How what was paid or credited on one bill falls on its charges. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from property_service.billing.rounding import ZERO


@dataclass(frozen=True)
class Line:
	"""One charge on a bill; `amount` in 元. Lines come in the order in which they are settled."""

	fee_charge: str
	amount: Decimal


@dataclass(frozen=True)
class Voucher:
	"""What one payment, credit note or journal entry settles of the bill, in 元.

	`chosen` says how much of it is meant for which charge; a credit note names its lines (`is_credit`).
	"""

	key: tuple[str, str]
	amount: Decimal
	is_credit: bool = False
	chosen: Mapping[str, Decimal] = field(default_factory=dict)


Allocation = dict[tuple[tuple[str, str], str], Decimal]


def allocate(lines: Sequence[Line], vouchers: Sequence[Voucher]) -> Allocation:
	"""Return the amount (元) per voucher and charge. Per voucher the amounts add up to the voucher's own.

	Credits fall on the lines they name. Then each voucher, oldest first, fills the charges chosen for it and
	after them the open ones in their order. What no line can take (an overpaid bill) stays on the last line.
	"""
	spread = _Spread(lines)
	for voucher in sorted(vouchers, key=lambda voucher: not voucher.is_credit):
		spread.place(voucher)
	return {place: amount for place, amount in spread.placed.items() if amount}


class _Spread:
	def __init__(self, lines: Sequence[Line]) -> None:
		self.open = {line.fee_charge: line.amount for line in lines}
		self.placed: Allocation = {}

	def place(self, voucher: Voucher) -> None:
		left = voucher.amount
		for charge, wanted in voucher.chosen.items():
			if charge in self.open:
				limit = wanted if voucher.is_credit else min(wanted, max(self.open[charge], ZERO))
				left -= self._put(voucher, charge, min(left, limit))
		for charge, unpaid in list(self.open.items()):
			left -= self._put(voucher, charge, min(left, max(unpaid, ZERO)))
		if left and self.open:
			self._put(voucher, list(self.open)[-1], left)

	def _put(self, voucher: Voucher, charge: str, amount: Decimal) -> Decimal:
		place = (voucher.key, charge)
		self.placed[place] = self.placed.get(place, ZERO) + amount
		self.open[charge] -= amount
		return amount
