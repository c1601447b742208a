"""What billing does for other packages. They import this module and nothing else of billing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from property_service.billing import bills


def open_bills(customers: list[str] | None = None, units: list[str] | None = None) -> list[dict[str, Any]]:
	"""Return the bills that are not fully paid, the earliest due first.

	Arguments: only bills of these Customers, and only bills with a charge of these Property Units; None is all.
	Each row has sales_invoice, customer, property_owner, community, company, bill_group, units (titles, joined),
	unit_names (list), period_start, period_end, posting_date, due_date, debit_to, currency, and in 元
	grand_total and outstanding_amount. No permission is checked: the caller says whose bills may be seen.
	"""
	return bills.open_bills(customers, units)


def open_amounts_by_unit(units: list[str]) -> dict[str, Decimal]:
	"""Return what is open (元) per Property Unit of `units`, over all its posted charges."""
	return bills.open_amounts_by_unit(units)


def charges_after(unit: str, day: date) -> list[dict[str, Any]]:
	"""Return the unit's posted periodic charges with days on or after `day`: what a transfer then must credit.

	Each row has fee_charge, unit_fee, fee_item, sales_invoice, from_date, to_date, customer, property_owner and,
	in 元, amount (of the whole charge), credited_amount and credit_amount (the share of the days from `day` on).
	"""
	return bills.charges_after(unit, day)
