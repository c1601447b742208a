"""Which rows of Frappe's counter table belong to a naming series."""

from __future__ import annotations

import re

DATE_PARTS = {"YYYY", "YY", "MM", "DD", "WW", "JJJ", "FY"}


def counter_pattern(series: str) -> re.Pattern[str] | None:
	"""Return what the counters of `series` are named, over all dates, None when it counts nothing by itself.

	Arguments: `series` as in a DocType's naming_series or autoname, for example `BR-.YYYY.-.#####`, whose counter for
	2026 is `BR-2026-`. `format:` names count under an empty name that all DocTypes share, so they have none.
	"""
	parts = series.split(".")
	if series.startswith("format:") or not any(part.startswith("#") for part in parts):
		return None
	before = parts[: next(index for index, part in enumerate(parts) if part.startswith("#"))]
	text = "".join(r"\d+" if part in DATE_PARTS else re.escape(part) for part in before)
	return re.compile(text) if text else None


def own_counters(counters: list[str], own_series: list[str], other_series: list[str]) -> list[str]:
	"""Return those of `counters` that only our series count with: another DocType may use the same prefix."""
	own = [pattern for series in own_series if (pattern := counter_pattern(series))]
	others = [pattern for series in other_series if (pattern := counter_pattern(series))]
	return [
		name
		for name in counters
		if any(pattern.fullmatch(name) for pattern in own)
		and not any(pattern.fullmatch(name) for pattern in others)
	]
