"""Which documents a sampled rule visits, and when. Pure: no frappe, the day is an argument."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

_BUCKETS = 1_000_000


def in_sample(rule: str, document: str, percent: float) -> bool:
	"""Return whether `document` is among the `percent` (0 to 100) that `rule` visits.

	The draw is a hash of both names: asked again it gives the same answer, and nobody can try until it fits.
	"""
	drawn = int.from_bytes(_digest(rule, document)[:8], "big") % _BUCKETS
	return drawn < percent / 100 * _BUCKETS


def plan_key(rule: str, doctype: str, document: str, round_no: int) -> str:
	"""Return the key that lets a rule plan one visit per document and round of resolution, 64 characters."""
	return _digest(rule, doctype, document, str(round_no)).hex()


def visit_window(triggered_on: date, delay_days: int, due_days: int) -> tuple[date, date]:
	"""Return the first and the last day for a visit: after the delay, and `due_days` later."""
	first = triggered_on + timedelta(days=delay_days)
	return first, first + timedelta(days=due_days)


def _digest(*parts: str) -> bytes:
	return hashlib.sha256("\n".join(parts).encode()).digest()
