"""What a receipt must fulfil before money is booked. Every refusal says which row, why, and what to do next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import formatdate, getdate, today

from property_service.billing import receipt_sources as sources
from property_service.billing.receipt_accounts import CashAccount, company_currency
from property_service.billing.receipt_sources import Bill
from property_service.billing.rounding import money
from property_service.exceptions import ReceiptError

if TYPE_CHECKING:
	from property_service.property_service.doctype.property_receipt.property_receipt import PropertyReceipt
	from property_service.property_service.doctype.property_receipt_bill.property_receipt_bill import (
		PropertyReceiptBill,
	)


def refuse(message: str, title: str) -> None:
	"""Throw a ReceiptError with a translated message and title."""
	frappe.throw(message, ReceiptError, title=title)


def check_communities(receipt: PropertyReceipt) -> None:
	"""Refuse communities that the user may not see, in the head or in a row."""
	if receipt.flags.ignore_permissions:
		return
	for community in dict.fromkeys([receipt.community, *(row.community for row in receipt.bills)]):
		if community and not frappe.has_permission("Property Community", "read", community):
			frappe.throw(
				_(
					"You may not take money for community {0}. Remove its bills, or ask the Property Manager "
					"for a User Permission on it."
				).format(frappe.bold(community)),
				frappe.PermissionError,
				title=_("Not Your Community"),
			)


def check_date(posting_date: date | str) -> None:
	"""Refuse money of tomorrow. Money older than the bill it pays is fine: next month's bill may be paid today."""
	day = getdate(posting_date)
	if day > getdate(today()):
		refuse(
			_("Posting Date {0} is in the future. Take the money with today's date.").format(
				frappe.bold(formatdate(day))
			),
			_("Wrong Date"),
		)


def check_rows(receipt: PropertyReceipt, bills: dict[str, Bill]) -> None:
	"""Refuse rows that repeat, that name what is no open bill, or that pay more than is left of it."""
	currency = company_currency(receipt.company)
	seen: set[tuple[str, str | None]] = set()
	for row in receipt.bills:
		key = (row.sales_invoice, row.fee_charge or None)
		if key in seen:
			refuse(
				_("Row {0}: bill {1} stands here twice. Remove one of the rows.").format(
					row.idx, frappe.bold(row.sales_invoice)
				),
				_("Bill Twice"),
			)
		seen.add(key)
		check_bill(row, bills.get(row.sales_invoice), currency)
	_check_outstanding(receipt, bills)
	_check_charges(receipt)


def check_bill(row: PropertyReceiptBill, bill: Bill | None, currency: str) -> None:
	"""Refuse what is not a submitted, open bill of a community in the company's currency."""
	if not bill or bill.docstatus != 1 or bill.is_return:
		refuse(
			_(
				"Row {0}: {1} is no open bill: it was cancelled, or is a draft or a credit note. Remove the row."
			).format(row.idx, frappe.bold(row.sales_invoice)),
			_("No Open Bill"),
		)
	if not bill.community:
		refuse(
			_(
				"Row {0}: {1} belongs to no community. Set Property Community on the invoice, "
				"or take the money with a Payment Entry."
			).format(row.idx, frappe.bold(bill.name)),
			_("No Open Bill"),
		)
	if not bill.currency == currency == company_currency(bill.company):
		refuse(
			_("Row {0}: bill {1} is in {2}, the receipt in {3}. Take the money with a Payment Entry.").format(
				row.idx, frappe.bold(bill.name), frappe.bold(bill.currency), frappe.bold(currency)
			),
			_("Other Currency"),
		)


def _check_outstanding(receipt: PropertyReceipt, bills: dict[str, Bill]) -> None:
	paid: dict[str, Decimal] = defaultdict(Decimal)
	for row in receipt.bills:
		paid[row.sales_invoice] += money(row.amount)
		bill = bills[row.sales_invoice]
		if paid[bill.name] <= bill.outstanding:
			continue
		if bill.outstanding < money(row.outstanding_amount):
			sources.raise_paid_meanwhile(bill)
		refuse(
			_(
				"Row {0}: {1} is more than the {2} left of bill {3}. Lower the amount; the rest can be an advance."
			).format(
				row.idx,
				frappe.bold(f"{paid[bill.name]:,.2f}"),
				frappe.bold(f"{bill.outstanding:,.2f}"),
				frappe.bold(bill.name),
			),
			_("More Than the Bill"),
		)


def _check_charges(receipt: PropertyReceipt) -> None:
	rows = [row for row in receipt.bills if row.fee_charge]
	charges = sources.open_charges(row.fee_charge for row in rows)
	for row in rows:
		invoice, left = charges.get(row.fee_charge, (None, Decimal(0)))
		if invoice != row.sales_invoice:
			refuse(
				_("Row {0}: fee charge {1} is not a line of bill {2}. Choose one of its lines.").format(
					row.idx, frappe.bold(row.fee_charge), frappe.bold(row.sales_invoice)
				),
				_("Wrong Fee Charge"),
			)
		if money(row.amount) > left:
			refuse(
				_("Row {0}: {1} is left of fee charge {2}. Lower the amount or choose another line.").format(
					row.idx, frappe.bold(f"{left:,.2f}"), frappe.bold(row.fee_charge)
				),
				_("More Than the Charge"),
			)


def check_payers(customers: dict[str, frappe._dict]) -> None:
	"""Refuse customers that ERPNext lets nobody book on."""
	for customer in customers.values():
		if customer.disabled or customer.is_frozen:
			refuse(
				_(
					"Customer {0} is disabled or frozen. Enable it under Customer before taking the money."
				).format(frappe.bold(customer.customer_name)),
				_("Disabled Customer"),
			)


def check_tenders(receipt: PropertyReceipt) -> None:
	"""Refuse tenders of nothing."""
	for row in receipt.tenders:
		if money(row.amount) <= 0:
			refuse(
				_("Tender row {0}: enter how much was paid by {1}, or remove the row.").format(
					row.idx, frappe.bold(row.mode_of_payment)
				),
				_("Tender Without Amount"),
			)


def check_totals(bill_total: Decimal, tendered: Decimal, cash: Decimal, *, keep: bool) -> None:
	"""Refuse a receipt over nothing, money short of the bills, and an excess that cannot be given back.

	Arguments, all in 元: the bills' total, what was handed over, how much of it in cash; and whether an excess is kept.
	"""
	over = tendered - bill_total
	if not bill_total and not (keep and over > 0):
		refuse(
			_("Nothing to receive: enter the amount paid on a bill, or tick {0} to take an advance.").format(
				frappe.bold(_("Keep the Excess as Advance"))
			),
			_("Nothing to Receive"),
		)
	if over < 0:
		refuse(
			_(
				"The tenders are {0} short of the bills. Add a tender, or lower the amounts paid on the bills."
			).format(frappe.bold(f"{-over:,.2f}")),
			_("Money Short"),
		)
	if over > cash and not keep:
		refuse(
			_(
				"The tenders are {0} above the bills, and only cash gives change. Tick {1}, or lower the tender."
			).format(frappe.bold(f"{over:,.2f}"), frappe.bold(_("Keep the Excess as Advance"))),
			_("Too Much Money"),
		)


def check_accounts(receipt: PropertyReceipt, pairs: Iterable[tuple[int, str]], accounts: dict) -> None:
	"""Refuse modes without an account in a company, accounts in another currency, and bank money without reference.

	Arguments: `pairs` of tender row number and company that a payment falls on, `accounts` as `cash_accounts` gives.
	"""
	currency = company_currency(receipt.company)
	for number, company in dict.fromkeys(pairs):
		row = receipt.tenders[number - 1]
		account: CashAccount | None = accounts.get((row.mode_of_payment, company))
		if not account or account.currency != currency:
			refuse(
				_(
					"Mode of Payment {0} has no usable account in {1} for company {2}. "
					"Open the Mode of Payment, enable it, and set its Default Account for that company."
				).format(frappe.bold(_(row.mode_of_payment)), frappe.bold(currency), frappe.bold(company)),
				_("Mode of Payment Without Account"),
			)
		if account.is_bank and not (row.reference_no or "").strip():
			refuse(
				_(
					"Tender row {0}: {1} goes to a bank account. Enter its Reference Number (slip or order number)."
				).format(row.idx, frappe.bold(_(row.mode_of_payment))),
				_("Reference Number Missing"),
			)
