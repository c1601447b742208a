"""How amounts, days and periods read in the reader's language."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton
from babel.numbers import format_currency

import frappe
from frappe.utils import format_date, format_time


def amount(value: Decimal | float | None, currency: str | None = None) -> str:
	"""Return an amount with the currency's sign as the reader's language writes it, for example ¥1,234.50."""
	return format_currency(value or 0, currency or frappe.db.get_default("currency"), locale=_locale())


def day(value: date | None) -> str:
	"""Return a day as the site writes days, "" for none."""
	return format_date(value) if value else ""


def moment(value: datetime | None) -> str:
	"""Return a time without its seconds, "" for none."""
	return f"{format_date(value)} {format_time(value, 'HH:mm')}" if value else ""


def period(start: date | None, end: date | None) -> str:
	"""Return a whole month by its name (October 2026, 2026年10月), other periods by their first and last day."""
	if not start or not end:
		return day(start or end)
	if start.day == 1 and end == date(start.year, start.month, monthrange(start.year, start.month)[1]):
		return format_skeleton("yMMMM", start, locale=_locale())
	return f"{day(start)} – {day(end)}"


def area(square_metres: float | None) -> str:
	"""Return an area with its unit, without trailing zeros."""
	return f"{square_metres:.2f}".rstrip("0").rstrip(".") + " m²" if square_metres else ""


def _locale() -> Locale:
	try:
		return Locale.parse((frappe.local.lang or "en").replace("-", "_"))
	except (UnknownLocaleError, ValueError):
		return Locale("en")
