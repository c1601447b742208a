"""How large a demo is. Pure figures; everything else follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

SizeName = Literal["small", "standard", "full"]


@dataclass(frozen=True)
class Scale:
	"""One size: how many buildings of which shape, months billed and cases filed.

	`towers`: (floors, buildings) of the high-rise community, four flats a floor.
	`garden_houses`: buildings of eleven floors with two entrances of two flats.
	`slabs`: (floors, buildings) of the older estate's walk-ups without shops, three entrances of two flats.
	`street_blocks`: (floors, entrances, buildings) of those with shops on the ground floor, `shops` in each.
	"""

	towers: tuple[tuple[int, int], ...]
	garden_houses: int
	parking_spaces: int
	slabs: tuple[int, int]
	street_blocks: tuple[int, int, int]
	shops: int
	months: int
	cases: int


SCALES: dict[SizeName, Scale] = {
	"small": Scale(
		towers=((12, 1),),
		garden_houses=0,
		parking_spaces=12,
		slabs=(6, 0),
		street_blocks=(5, 2, 1),
		shops=4,
		months=1,
		cases=12,
	),
	"standard": Scale(
		towers=((33, 6), (18, 4)),
		garden_houses=3,
		parking_spaces=240,
		slabs=(6, 5),
		street_blocks=(6, 3, 3),
		shops=8,
		months=2,
		cases=120,
	),
}
SCALES["full"] = Scale(**{**SCALES["standard"].__dict__, "months": 6, "cases": 240})


def scale_of(size: str) -> Scale:
	"""Return the scale named `size`.

	Raises:
		KeyError: the size is none of small, standard and full.
	"""
	return SCALES[size]  # type: ignore[index]


def billed_months(today: date, count: int) -> list[tuple[date, date]]:
	"""Return the first and last day of the `count` whole months before the month of `today`, oldest first.

	The month of `today` stays unbilled: whoever tries the demo bills it.
	"""
	months: list[tuple[date, date]] = []
	last = today.replace(day=1) - timedelta(days=1)
	for _ in range(count):
		first = last.replace(day=1)
		months.insert(0, (first, last))
		last = first - timedelta(days=1)
	return months
