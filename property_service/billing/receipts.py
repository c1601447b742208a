"""Receipts: what a payer pays at once, over bills of any unit, owner and community, in any number of tenders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

import frappe
from frappe import _

from erpnext.accounts.doctype.payment_entry.payment_entry import PaymentEntry

from property_service.billing import receipt_accounts as accounts
from property_service.billing import receipt_checks as checks
from property_service.billing import receipt_sources as sources
from property_service.billing import receipt_writer as writer
from property_service.billing.receipt_plan import Account, Claim, Payment, Tender, give_change, plan_payments
from property_service.billing.receipt_sources import Bill
from property_service.billing.rounding import money
from property_service.exceptions import ReceiptError
from property_service.registry import services as registry

if TYPE_CHECKING:
	from property_service.property_service.doctype.property_receipt.property_receipt import PropertyReceipt

Channel = Literal["Counter", "Portal", "Bank", "Collector"]


def make_receipt(
	payer: str,
	bills: Sequence[dict[str, Any]],
	tenders: Sequence[dict[str, Any]],
	posting_date: date | str,
	community: str,
	channel: Channel = "Counter",
) -> str:
	"""Take money and return the name of the submitted Property Receipt.

	Arguments: `payer` a Property Owner; `bills` rows of sales_invoice, amount (元) and, where the payer chose one line,
	fee_charge; `tenders` rows of mode_of_payment, amount (元), reference_no, reference_date; `community` in whose books
	an excess is kept as the payer's advance.
	Needs the right to create and submit Property Receipts in every community concerned.
	Raises ReceiptError when the rows do not add up, BillChangedError when a bill was paid meanwhile.
	"""
	receipt = frappe.get_doc(
		{
			"doctype": "Property Receipt",
			"property_owner": payer,
			"community": community,
			"posting_date": posting_date,
			"channel": channel,
			"keep_as_advance": 1,
			"bills": [dict(row) for row in bills],
			"tenders": [dict(row) for row in tenders],
		}
	).insert()
	receipt.submit()
	return receipt.name


def void_receipt(name: str, reason: str) -> None:
	"""Take a receipt back as a whole: all its Payment Entries are cancelled and its bills are open again.

	Arguments: `reason` is kept on the receipt. Voiding a voided receipt changes nothing.
	Needs the right to cancel the receipt. Raises ReceiptError without a reason.
	"""
	receipt: PropertyReceipt = frappe.get_doc("Property Receipt", name, for_update=True)
	receipt.check_permission("cancel")
	if receipt.docstatus.is_cancelled():
		return
	receipt.void_reason = reason.strip()
	receipt.cancel()


def refuse_single_cancel(payment: PaymentEntry) -> None:
	"""Refuse to cancel one Payment Entry of a receipt by itself; called before a Payment Entry is cancelled."""
	receipt = payment.get("property_receipt")
	if not receipt or payment.flags.voided_with_receipt:
		return
	frappe.throw(
		_("Payment Entry {0} belongs to receipt {1}. Open the receipt and void it as a whole.").format(
			frappe.bold(payment.name), frappe.bold(receipt)
		),
		ReceiptError,
		title=_("Part of a Receipt"),
	)


def prepare(receipt: PropertyReceipt) -> None:
	"""Fill in what follows from the bills and tenders, and check all of it; called from `validate`.

	On submit the bills are locked first, so what is checked is what gets booked.
	"""
	submitting = receipt.docstatus.is_submitted()
	if submitting:
		receipt.set("bills", [row for row in receipt.bills if money(row.amount)])
	read = sources.lock_bills if submitting else sources.read_bills
	bills = read(row.sales_invoice for row in receipt.bills)
	customers = sources.customers_of_bills(bill.customer for bill in bills.values())
	_fill_head(receipt)
	_check(receipt, bills, customers)
	_fill_rows(receipt, bills, customers)
	_fill_totals(receipt)


def take_money(receipt: PropertyReceipt) -> None:
	"""Book the receipt: one Payment Entry per company, community, customer, account and tender."""
	bills = sources.read_bills(row.sales_invoice for row in receipt.bills)
	payments = plan_payments(_claims(receipt, bills), _tenders(receipt))
	modes, companies = (
		{payment.tender.mode for payment in payments},
		{payment.account.company for payment in payments},
	)
	cash_accounts = accounts.cash_accounts(modes, companies)
	checks.check_accounts(receipt, _rows_and_companies(payments), cash_accounts)
	writer.write_payments(receipt, payments, cash_accounts)


def prepare_void(receipt: PropertyReceipt) -> None:
	"""Refuse to void without a reason, and hold the bills whose payment is taken back; called before cancelling."""
	if not receipt.void_reason:
		frappe.throw(
			_("Use the button {0} and give the reason: it is kept on the receipt.").format(
				frappe.bold(_("Void"))
			),
			ReceiptError,
			title=_("Reason Missing"),
		)
	sources.lock_bills(sources.invoices_of_payments(sources.payments_of(receipt.name)))
	receipt.status = "Voided"


def give_back(receipt: PropertyReceipt) -> None:
	"""Cancel every Payment Entry of a voided receipt, in the transaction that voids it."""
	writer.cancel_payments(receipt)


def _fill_head(receipt: PropertyReceipt) -> None:
	receipt.company = frappe.get_cached_value("Property Community", receipt.community, "company")
	receipt.currency = accounts.company_currency(receipt.company)
	if receipt.docstatus.is_submitted():
		receipt.cashier = frappe.session.user
		receipt.status = "Paid"


def _fill_rows(receipt: PropertyReceipt, bills: dict[str, Bill], customers: dict[str, frappe._dict]) -> None:
	labels = sources.what_bills_are_for(bills)
	for row in receipt.bills:
		bill = bills[row.sales_invoice]
		row.pay = int(money(row.amount) > 0)
		row.community = bill.community
		row.property_owner = customers[bill.customer].property_owner
		row.payer_name = customers[bill.customer].customer_name
		row.description = labels.get(bill.name) or bill.name
		row.due_date = bill.due_date
		row.outstanding_amount = float(bill.outstanding)


def _fill_totals(receipt: PropertyReceipt) -> None:
	bill_total, tendered, _cash = _sums(receipt)
	over = tendered - bill_total
	receipt.bill_total = float(bill_total)
	receipt.advance_amount = float(over if receipt.keep_as_advance else 0)
	receipt.change_amount = float(0 if receipt.keep_as_advance else over)
	receipt.total_amount = float(tendered - money(receipt.change_amount))


def _check(receipt: PropertyReceipt, bills: dict[str, Bill], customers: dict[str, frappe._dict]) -> None:
	checks.check_rows(receipt, bills)
	for row in receipt.bills:
		row.community = bills[row.sales_invoice].community
	checks.check_communities(receipt)
	checks.check_date(receipt.posting_date)
	checks.check_payers(customers)
	checks.check_tenders(receipt)
	checks.check_totals(*_sums(receipt), keep=bool(receipt.keep_as_advance))


def _sums(receipt: PropertyReceipt) -> tuple[Decimal, Decimal, Decimal]:
	cash = accounts.cash_modes(row.mode_of_payment for row in receipt.tenders)
	return (
		sum((money(row.amount) for row in receipt.bills), Decimal(0)),
		sum((money(row.amount) for row in receipt.tenders), Decimal(0)),
		sum((money(row.amount) for row in receipt.tenders if row.mode_of_payment in cash), Decimal(0)),
	)


def _claims(receipt: PropertyReceipt, bills: dict[str, Bill]) -> list[Claim]:
	claims = []
	for row in receipt.bills:
		bill = bills[row.sales_invoice]
		account = Account(bill.company, bill.community, bill.customer, bill.account)
		claims.append(Claim(account, bill.name, money(row.amount)))
	if advance := money(receipt.advance_amount):
		claims.append(Claim(_advance_account(receipt), None, advance))
	return claims


def _advance_account(receipt: PropertyReceipt) -> Account:
	customer = registry.ensure_customer(receipt.property_owner)
	checks.check_payers(sources.customers_of_bills([customer]))
	account = accounts.party_account(customer, receipt.company, advance=True)
	return Account(receipt.company, receipt.community, customer, account)


def _tenders(receipt: PropertyReceipt) -> list[Tender]:
	cash = accounts.cash_modes(row.mode_of_payment for row in receipt.tenders)
	tenders = [
		Tender(number, row.mode_of_payment, money(row.amount), gives_change=row.mode_of_payment in cash)
		for number, row in enumerate(receipt.tenders, start=1)
	]
	return give_change(tenders, money(receipt.change_amount))


def _rows_and_companies(payments: list[Payment]) -> list[tuple[int, str]]:
	return [(payment.tender.row, payment.account.company) for payment in payments]
