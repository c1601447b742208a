"""Which price holds for a unit on which days: the narrowest scope wins. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from property_service.billing.periods import DAY

# Narrow beats wide (Fee Rate.scope).
SCOPES: tuple[str, ...] = ("Property Unit", "Unit Type", "Building", "Community")


@dataclass(frozen=True)
class Rate:
	"""One dated price: `unit_price` in 元 per month, per m² or per unit as `basis` says."""

	name: str
	fee_item: str
	scope: str
	target: str
	valid_from: date
	valid_to: date | None
	basis: str
	unit_price: Decimal
	rounding: str

	def holds_on(self, day: date) -> bool:
		return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class UnitFacts:
	"""What prices and payers depend on; areas in m²."""

	name: str
	building: str
	unit_type: str
	status: str
	delivery_date: date | None
	gross_area: Decimal
	inner_area: Decimal

	def scope_targets(self, community: str) -> set[tuple[str, str]]:
		return {
			("Property Unit", self.name),
			("Unit Type", self.unit_type),
			("Building", self.building),
			("Community", community),
		}

	def quantity(self, basis: str) -> Decimal:
		"""Return what the unit price is multiplied by: m², or 1 for a fixed fee."""
		return {"Gross Area": self.gross_area, "Inner Area": self.inner_area}.get(basis, Decimal(1))


def rate_on(day: date, rates: Sequence[Rate]) -> Rate | None:
	"""Return the narrowest of the unit's `rates` that holds on `day`."""
	holding = [rate for rate in rates if rate.holds_on(day)]
	return min(holding, key=lambda rate: SCOPES.index(rate.scope), default=None)


def change_days(rates: Iterable[Rate]) -> set[date]:
	"""Return the days on which a price begins, and the days after one ends."""
	return {rate.valid_from for rate in rates} | {rate.valid_to + DAY for rate in rates if rate.valid_to}
