"""What a credit note frees: payments of the bill above what it still costs become the payer's advance."""

from __future__ import annotations

from decimal import Decimal

import frappe
from frappe.query_builder import Order
from frappe.query_builder.functions import Max, Sum

from erpnext.accounts.utils import reconcile_against_document

from property_service.billing.rounding import ZERO, money


def release_overpayment(bill: str) -> None:
	"""Take payments off a bill that was credited below what was paid, the latest first, by ERPNext's own tools.

	A payment that is only partly too much is taken off and allocated again for the rest. The money stays with
	the payer as the payment's unallocated amount.
	"""
	excess = -money(frappe.db.get_value("Sales Invoice", bill, "outstanding_amount"))
	for payment, allocated in _payments_of(bill):
		if excess <= 0:
			return
		kept = max(allocated - excess, ZERO)
		_unreconcile(bill, payment)
		if kept:
			_allocate(bill, payment, kept)
		excess -= allocated - kept


def _payments_of(bill: str) -> list[tuple[str, Decimal]]:
	"""Return the bill's Payment Entries with what they settle of it (元), the latest first."""
	entry = frappe.qb.DocType("Payment Ledger Entry")
	rows = (
		frappe.qb.from_(entry)
		.select(entry.voucher_no, Sum(entry.amount_in_account_currency))
		.where((entry.against_voucher_type == "Sales Invoice") & (entry.against_voucher_no == bill))
		.where((entry.voucher_type == "Payment Entry") & (entry.delinked == 0))
		.groupby(entry.voucher_no)
		.orderby(Max(entry.posting_date), order=Order.desc)
		.orderby(entry.voucher_no, order=Order.desc)
		.run()
	)
	return [(payment, -money(amount)) for payment, amount in rows if money(amount) < 0]


def _unreconcile(bill: str, payment: str) -> None:
	company = frappe.db.get_value("Sales Invoice", bill, "company")
	document = frappe.get_doc(
		doctype="Unreconcile Payment", company=company, voucher_type="Payment Entry", voucher_no=payment
	)
	document.add_references()
	document.allocations = [row for row in document.allocations if row.reference_name == bill]
	# Whoever may submit the credit note decides that the payment is too much; ERPNext keeps the trail.
	document.flags.ignore_permissions = True
	document.insert()
	document.submit()


def _allocate(bill: str, payment: str, amount: Decimal) -> None:
	"""Allocate `amount` (元) of the payment's free money to the bill, as Payment Reconciliation does."""
	invoice = frappe.db.get_value(
		"Sales Invoice", bill, ["debit_to", "customer", "grand_total", "outstanding_amount"], as_dict=True
	)
	free = frappe.db.get_value("Payment Entry", payment, "unallocated_amount")
	reconcile_against_document(
		[
			frappe._dict(
				voucher_type="Payment Entry",
				voucher_no=payment,
				voucher_detail_no=None,
				against_voucher_type="Sales Invoice",
				against_voucher=bill,
				account=invoice.debit_to,
				party_type="Customer",
				party=invoice.customer,
				is_advance="Yes",
				dr_or_cr="credit_in_account_currency",
				unadjusted_amount=free,
				allocated_amount=float(amount),
				precision=2,
				exchange_rate=1,
				grand_total=invoice.grand_total,
				outstanding_amount=invoice.outstanding_amount,
				difference_amount=0,
			)
		]
	)
