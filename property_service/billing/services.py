"""What billing does for other packages. They import this module and nothing else of billing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from frappe.model.document import Document

from property_service.billing import attaching, bills, explanation, one_off, reopening
from property_service.billing.printing import bill_notice_pdf as bill_notice_pdf
from property_service.billing.printing import receipt_pdf as receipt_pdf
from property_service.billing.receipts import make_receipt as make_receipt
from property_service.billing.receipts import void_receipt as void_receipt


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


def attach_fee(units: list[str], fee_item: str, from_date: date) -> int:
	"""Attach a periodic fee to the Property Units that do not pay it yet; return how many got it.

	Arguments: the units, the Fee Item, and the first day it is billed. Units that pay the fee on that day or will
	later are left alone, so that it can be repeated. Raises InvalidFeeError for a fee that is not billed by period.
	"""
	return attaching.attach_fee(units, fee_item, from_date)


def raise_one_off_charge(
	*,
	unit: str,
	fee_item: str,
	amount: Decimal,
	posting_date: date,
	due_date: date | None = None,
	period_start: date | None = None,
	period_end: date | None = None,
	payer: str | None = None,
	reference: Document | tuple[str, str] | None = None,
	description: str | None = None,
) -> str:
	"""Bill one amount at once, on an invoice of its own, and return the name of the posted Fee Charge.

	Arguments: `amount` in 元 above zero, tax included; the dates (due: the community's days after posting; period:
	the posting date); `payer` a Property Owner (else who pays for the unit on that day); `reference` the document it
	is raised for, or its DocType and name; `description` is printed on the bill.
	With a reference it is idempotent per reference and fee: asking again returns the same charge.
	Raises InvalidFeeError (no payer, no amount), BillingRunError (closed period), MissingAccountError.
	"""
	return one_off.raise_one_off_charge(
		unit=unit,
		fee_item=fee_item,
		amount=amount,
		posting_date=posting_date,
		due_date=due_date,
		period_start=period_start,
		period_end=period_end,
		payer=payer,
		reference=reference,
		description=description,
	)


def void_charges(charges: list[str], reason: str) -> list[str]:
	"""Void planned, failed or reopened charges so that their days can be planned anew; return the names voided.

	Shares of the same days are voided with them. Used to bill again after a price or an owner was corrected: credit
	the bill, void the charge, run the period again. Raises AlreadyBilledError while a charge stands on a bill.
	"""
	return reopening.void_charges(charges, reason)


def bill_details(sales_invoice: str) -> dict[str, Any] | None:
	"""Return a bill with its charges, explained in the reader's language; None when there is no such invoice.

	The header has the columns of `open_bills`; `charges` has per line fee_charge, unit, unit_title, fee_item,
	fee_name, period_start, period_end, quantity, unit_price, explanation and, in 元, amount, settled_amount,
	credited_amount and open_amount. No permission is checked: the caller says whose bill may be seen.
	"""
	return explanation.bill_details(sales_invoice)
