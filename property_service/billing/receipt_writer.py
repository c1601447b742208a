"""Makes and cancels the Payment Entries of a receipt, through ERPNext's own document."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import formatdate

from erpnext.accounts.doctype.accounting_period.accounting_period import ClosedAccountingPeriod
from erpnext.accounts.doctype.payment_entry.payment_entry import PaymentEntry
from erpnext.accounts.utils import FiscalYearError

from property_service.billing.receipt_accounts import CashAccount, cost_center
from property_service.billing.receipt_plan import Payment
from property_service.billing.receipt_sources import payments_of
from property_service.constants import COMMUNITY_DIMENSION
from property_service.exceptions import ReceiptError

if TYPE_CHECKING:
	from property_service.property_service.doctype.property_receipt.property_receipt import PropertyReceipt

CashAccounts = dict[tuple[str, str], CashAccount]


def write_payments(receipt: PropertyReceipt, payments: list[Payment], accounts: CashAccounts) -> None:
	"""Submit one Payment Entry per planned payment; each carries the receipt's name in `property_receipt`.

	Arguments: the submitted `receipt`, its `payments`, and where each mode's money arrives in each company.
	The caller has checked the right to submit the receipt; whoever may also submit Payment Entries makes them in
	their own right, everybody else through the receipt alone.
	"""
	own_right = frappe.has_permission("Payment Entry", "submit")
	for payment in payments:
		account = accounts[payment.tender.mode, payment.account.company]
		entry = _payment_entry(receipt, payment, account)
		if not own_right:
			_make_without_right(entry)
		with _explaining_closed_books(_closed_for_payment(receipt)):
			entry.insert()
			entry.submit()


def cancel_payments(receipt: PropertyReceipt) -> None:
	"""Cancel every Payment Entry of the receipt, the last one first."""
	own_right = frappe.has_permission("Payment Entry", "cancel")
	for name in reversed(payments_of(receipt.name)):
		entry = frappe.get_doc("Payment Entry", name, for_update=True)
		entry.flags.voided_with_receipt = True
		entry.flags.ignore_permissions = not own_right
		with _explaining_closed_books(_closed_for_void(receipt)):
			entry.cancel()


def _payment_entry(receipt: PropertyReceipt, payment: Payment, account: CashAccount) -> PaymentEntry:
	tender = receipt.tenders[payment.tender.row - 1]
	entry: PaymentEntry = frappe.new_doc("Payment Entry")
	entry.update(
		{
			"payment_type": "Receive",
			"company": payment.account.company,
			"posting_date": receipt.posting_date,
			"mode_of_payment": tender.mode_of_payment,
			"party_type": "Customer",
			"party": payment.account.customer,
			"paid_from": payment.account.account,
			"paid_from_account_currency": account.currency,
			"paid_to": account.account,
			"paid_to_account_currency": account.currency,
			"paid_amount": float(payment.amount),
			"received_amount": float(payment.amount),
			"reference_no": tender.reference_no or receipt.name,
			"reference_date": tender.reference_date or receipt.posting_date,
			"cost_center": cost_center(payment.account.community, payment.account.company),
			COMMUNITY_DIMENSION: payment.account.community,
			"property_receipt": receipt.name,
		}
	)
	for invoice, amount in payment.allocated.items():
		entry.append(
			"references",
			{
				"reference_doctype": "Sales Invoice",
				"reference_name": invoice,
				"allocated_amount": float(amount),
			},
		)
	return entry


def _make_without_right(entry: PaymentEntry) -> None:
	entry.flags.ignore_permissions = True
	# ERPNext looks up account details that are empty, asking for a right on Payment Entry whatever the flag says, and
	# takes a balance of zero for empty. The balances are for the form only, so a zero is given as text.
	for side in ("paid_from", "paid_to"):
		entry.set(f"{side}_account_balance", "0")
		entry.set(f"{side}_account_type", frappe.get_cached_value("Account", entry.get(side), "account_type"))


@contextmanager
def _explaining_closed_books(message: str) -> Iterator[None]:
	"""Put our own words in place of ERPNext's, which name the period and no way out."""
	try:
		yield
	except (ClosedAccountingPeriod, FiscalYearError):
		frappe.clear_last_message()
		frappe.throw(message, ReceiptError, title=_("Books Closed"))


def _closed_for_payment(receipt: PropertyReceipt) -> str:
	return _(
		"The books are closed on {0}, or no Fiscal Year covers it. Take the money with a day in an open period, "
		"or ask the accountant to open it."
	).format(frappe.bold(formatdate(receipt.posting_date)))


def _closed_for_void(receipt: PropertyReceipt) -> str:
	return _(
		"The books are closed on {0}, so receipt {1} cannot be voided any more. Pay the money back with a Payment Entry."
	).format(frappe.bold(formatdate(receipt.posting_date)), frappe.bold(receipt.name))
