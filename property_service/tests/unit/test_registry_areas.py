"""Areas that cannot be are named; areas that can be pass."""

from __future__ import annotations

from decimal import Decimal

import pytest

from property_service.registry.areas import area_problem


@pytest.mark.parametrize(
	("gross", "inner", "unit_type", "problem"),
	[
		("100", "80", "Residence", None),
		("100", "100", "Residence", None),
		("100", None, "Residence", None),
		("13.25", "0", "Parking Space", None),
		("5", "0", "Storage", None),
		("0", "0", "Parking Space", "gross_not_positive"),
		("-1", None, "Residence", "gross_not_positive"),
		("NaN", None, "Residence", "gross_not_positive"),
		("Infinity", "1", "Residence", "gross_not_positive"),
		("100", "0", "Residence", "inner_not_positive"),
		("100", "0", "Shop", "inner_not_positive"),
		("100", "-0.01", "Parking Space", "inner_not_positive"),
		("100", "NaN", "Residence", "inner_not_positive"),
		("100", "100.0001", "Residence", "inner_over_gross"),
		("80", "100", "Storage", "inner_over_gross"),
	],
)
def test_areas(gross: str, inner: str | None, unit_type: str, problem: str | None) -> None:
	assert area_problem(Decimal(gross), None if inner is None else Decimal(inner), unit_type) == problem
