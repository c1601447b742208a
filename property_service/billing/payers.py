"""Who pays for a unit on a day. Pure functions.

Order: the payer named on the Unit Fee; the developer while the unit is not delivered (物业管理条例 §41: until
delivery the developer pays); an occupant who took the fee over by agreement; the owner marked as payer; the
owners by their shares; the developer for a unit without owner.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from property_service.billing.periods import DAY
from property_service.billing.rates import UnitFacts

NOT_DELIVERED = ("Unsold", "Sold")


@dataclass(frozen=True)
class Share:
	"""The part of a day's fee that one Property Owner pays, and why: a value of `source`."""

	property_owner: str
	fraction: Fraction
	source: str


@dataclass(frozen=True)
class Tenure:
	"""One dated Unit Ownership row."""

	property_owner: str
	tenure: str
	share: Fraction | None
	is_payer: bool
	from_date: date
	to_date: date | None

	def holds_on(self, day: date) -> bool:
		return self.from_date <= day and (self.to_date is None or day <= self.to_date)


@dataclass(frozen=True)
class Agreement:
	"""An occupant who pays the fees of `fee_items` while living there."""

	property_owner: str
	fee_items: frozenset[str]
	from_date: date
	to_date: date | None

	def holds_on(self, day: date) -> bool:
		return self.from_date <= day and (self.to_date is None or day <= self.to_date)


@dataclass(frozen=True)
class PayerRules:
	"""Everything that decides who pays one fee of one unit."""

	unit: UnitFacts
	fee_item: str
	named_payer: str | None
	developer: str | None
	tenures: Sequence[Tenure]
	agreements: Sequence[Agreement]


def payers_on(day: date, rules: PayerRules) -> tuple[Share, ...]:
	"""Return who pays on `day`; the fractions add up to 1. Empty when nobody can be named."""
	if rules.named_payer:
		return _whole(rules.named_payer, "Unit Fee")
	if not is_delivered(day, rules.unit):
		return _whole(rules.developer, "Developer")
	for agreement in rules.agreements:
		if rules.fee_item in agreement.fee_items and agreement.holds_on(day):
			return _whole(agreement.property_owner, "Agreement")
	return _owners_on(day, rules.tenures) or _whole(rules.developer, "Developer")


def is_delivered(day: date, unit: UnitFacts) -> bool:
	"""Return whether the unit was handed over by `day`; without a date its status decides."""
	if unit.delivery_date:
		return unit.delivery_date <= day
	return unit.status not in NOT_DELIVERED


def change_days(rules: PayerRules) -> set[date]:
	"""Return the days on which the answer of `payers_on` can change."""
	dated: Iterable[Tenure | Agreement] = (*rules.tenures, *rules.agreements)
	days = {row.from_date for row in dated} | {row.to_date + DAY for row in dated if row.to_date}
	return days | ({rules.unit.delivery_date} if rules.unit.delivery_date else set())


def _owners_on(day: date, tenures: Sequence[Tenure]) -> tuple[Share, ...]:
	today = sorted((row for row in tenures if row.holds_on(day)), key=lambda row: row.property_owner)
	named = [row for row in today if row.is_payer]
	if len(named) == 1:
		return _whole(named[0].property_owner, "Owner")
	if today and all(row.share for row in today) and sum(row.share for row in today) == 1:
		return tuple(Share(row.property_owner, row.share, "Share") for row in today)
	# Owners in common without one named payer owe jointly: the first one gets the bill.
	jointly = named or today
	return _whole(jointly[0].property_owner if jointly else None, "Owner")


def _whole(property_owner: str | None, source: str) -> tuple[Share, ...]:
	return (Share(property_owner, Fraction(1), source),) if property_owner else ()
