"""What ties a person to units, day by day, and what each tie permits. Pure: no frappe, no clock."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Literal

Right = Literal["see", "pay", "report"]


@dataclass(frozen=True, slots=True)
class Tie:
	"""One ownership or occupancy of a unit by one of the user's owner records.

	Args:
		unit: name of the Property Unit.
		property_owner: name of the Property Owner who is the user.
		from_date: first day, inclusive.
		to_date: last day, inclusive; None while it lasts.
		is_owner: True for ownership, False for occupancy.
		can_pay: may see and pay the unit's bills. Owners always may: they stay liable for what
			their tenants owe (物业管理条例 art. 41).
		can_report: may file and follow the unit's cases. Owners always may.
	"""

	unit: str
	property_owner: str
	from_date: date
	to_date: date | None
	is_owner: bool
	can_pay: bool
	can_report: bool

	def holds_on(self, day: date) -> bool:
		"""Return whether the tie holds on `day`; both ends count."""
		return self.from_date <= day and (self.to_date is None or day <= self.to_date)

	def grants(self, right: Right) -> bool:
		"""Return whether the tie permits `right`."""
		if right == "see" or self.is_owner:
			return True
		return self.can_pay if right == "pay" else self.can_report


@dataclass(frozen=True, slots=True)
class Span:
	"""Units for which the user holds a right on the days `from_date` to `to_date`, both inclusive."""

	from_date: date
	to_date: date | None
	units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scope:
	"""Everything a resident's rights follow from.

	Args:
		user: login of the resident.
		today: the day for which "today" is meant.
		owners: the user's own Property Owner records.
		customers: Customers of those records.
		ties: all ties of those records, of any date.
	"""

	user: str
	today: date
	owners: tuple[str, ...] = ()
	customers: tuple[str, ...] = ()
	ties: tuple[Tie, ...] = ()

	@property
	def is_resident(self) -> bool:
		"""Whether the user is somebody's Property Owner record at all."""
		return bool(self.owners)

	def units(self, right: Right = "see") -> list[str]:
		"""Return the units the user holds `right` for today, each once, in order of name."""
		return sorted({tie.unit for tie in self.ties if tie.holds_on(self.today) and tie.grants(right)})

	def may(self, right: Right, unit: str) -> bool:
		"""Return whether the user holds `right` for `unit` today."""
		return unit in self.units(right)

	def spans(self, right: Right) -> list[Span]:
		"""Return since when and until when the user held `right` for the units held today.

		Units with the same days come together, so that a developer with a thousand units still
		makes a short condition. Ties on units that are not held today do not appear: who has sold
		loses the unit's past as well.
		"""
		today = set(self.units(right))
		days: dict[tuple[date, date | None], set[str]] = defaultdict(set)
		for tie in self.ties:
			if tie.unit in today and tie.grants(right):
				days[tie.from_date, tie.to_date].add(tie.unit)
		return [
			Span(start, end, tuple(sorted(units)))
			for (start, end), units in sorted(
				days.items(), key=lambda row: (row[0][0], row[0][1] or date.max)
			)
		]
