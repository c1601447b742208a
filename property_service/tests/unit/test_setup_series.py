"""Which counters an uninstall may take away."""

from __future__ import annotations

import pytest

from property_service.site_setup.series import counter_pattern, own_counters


@pytest.mark.parametrize(
	("series", "counter"),
	[("BR-.YYYY.-.#####", "BR-2026-"), ("C-.YY..MM.-.####", "C-2611-"), ("A.B-.###", "AB-")],
)
def test_a_series_knows_its_counters_of_every_date(series: str, counter: str) -> None:
	pattern = counter_pattern(series)
	assert pattern and pattern.fullmatch(counter)


@pytest.mark.parametrize("series", ["format:PO-{######}", "hash", "field:title", "", ".#####"])
def test_a_name_without_a_counter_of_its_own_has_none(series: str) -> None:
	assert counter_pattern(series) is None


def test_a_prefix_that_another_doctype_counts_with_stays() -> None:
	counters = ["BR-2025-", "BR-2026-", "SINV-2026-", "PAY-2026-"]
	own = ["BR-.YYYY.-.#####", "PAY-.YYYY.-.####"]
	assert own_counters(counters, own, ["SINV-.YYYY.-.####", "PAY-.YYYY.-.#####"]) == ["BR-2025-", "BR-2026-"]
