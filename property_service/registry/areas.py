"""Which areas a unit may have. Square metres in, the name of the problem out."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

AreaProblem = Literal["gross_not_positive", "inner_not_positive", "inner_over_gross"]

# A parking space or a storage room is often sold by its outline only: no inner area is certified.
WITHOUT_INNER_AREA = ("Parking Space", "Storage")


def area_problem(gross: Decimal, inner: Decimal | None, unit_type: str) -> AreaProblem | None:
	"""Return what is wrong with a unit's areas, or None.

	Args:
		gross: gross area 建筑面积 in m².
		inner: inner area 套内面积 in m²; None when it is not known, which is allowed.
		unit_type: decides whether an inner area of 0 is meant.

	Gross area = inner area + share of common parts (GB/T 17986.1-2000 §3), so inner never exceeds gross.
	"""
	if not (gross.is_finite() and gross > 0):
		return "gross_not_positive"
	if inner is None or (inner == 0 and unit_type in WITHOUT_INNER_AREA):
		return None
	if not (inner.is_finite() and inner > 0):
		return "inner_not_positive"
	return "inner_over_gross" if inner > gross else None
