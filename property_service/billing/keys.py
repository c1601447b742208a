"""What makes a charge exactly one: its key in the database's unique index. Pure functions."""

from __future__ import annotations

from datetime import date
from hashlib import sha256


def charge_key(unit_fee: str, period_start: date, part_no: int) -> str:
	"""Return the key of one part of one period of a unit fee, the same in every run that plans it.

	Arguments: name of the Unit Fee, first day billed, number of the part within the period (from 1).
	A hash in lower case, because the database compares keys without case and trailing blanks.
	"""
	return _digest("unit fee", unit_fee, period_start.isoformat(), str(part_no))


def one_off_key(reference_doctype: str, reference_name: str, fee_item: str) -> str:
	"""Return the key of a one-off charge, so that one document raises one charge per fee."""
	return _digest("one-off", reference_doctype, reference_name, fee_item)


def sentinel(charge: str) -> str:
	"""Return the placeholder of a charge that holds no key (Skipped, Void, zero); `charge` is its name.

	The column is unique and never empty, so every such row needs a value of its own.
	"""
	return f"none:{charge}"


def _digest(*parts: str) -> str:
	return sha256("\x1f".join(parts).encode()).hexdigest()
