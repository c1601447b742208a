"""What finance does with a bill in ERPNext itself, as short steps for the billing tests."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import frappe
from frappe.model.document import Document

from erpnext.accounts.doctype.payment_entry.payment_entry import get_payment_entry
from erpnext.controllers.sales_and_purchase_return import make_return_doc

from property_service.billing.rounding import money
from property_service.tests import factories as make


def posted_bill(fees: list[tuple[str, float]]) -> Document:
	"""Return the bill of one new unit over October 2026 with a fixed fee per (code, amount), 元."""
	# In English, so that the lines of the bill carry the fee names as the tests write them.
	unit = make.make_owned_unit(make.make_owner(language="en").name).name
	rows = []
	for order, (code, amount) in enumerate(fees):
		fee = make.make_fee_item(fee_item_name=code, collection_order=10 * (order + 1)).name
		make.make_rate(fee, basis="Fixed", unit_price=amount)
		make.make_unit_fee(unit, fee)
		rows.append({"fee_item": fee})
	run = make.make_run(fee_items=rows)
	run.submit()
	return frappe.get_doc("Sales Invoice", {"property_billing_run": run.name})


def pay(bill: str, amount: float | None = None, day: str = "2026-10-05") -> Document:
	"""Submit a Payment Entry over `amount` (元, None is all that is open) for a bill."""
	payment = get_payment_entry("Sales Invoice", bill, party_amount=amount)
	payment.update({"posting_date": day, "reference_no": "1", "reference_date": day})
	payment.insert()
	payment.submit()
	return payment


def credit(bill: str, **amounts: float) -> Document:
	"""Submit a credit note over `amounts` (元) per fee name; without any it credits the whole bill."""
	note = make_return_doc("Sales Invoice", bill)
	note.update({"posting_date": "2026-10-06", "set_posting_time": 1, "due_date": None})
	if amounts:
		note.items = [line for line in note.items if line.item_name in amounts]
		for line in note.items:
			line.qty = -amounts[line.item_name]
	note.insert()
	note.submit()
	return note


def write_off(bill: Document, amount: float) -> Document:
	"""Submit a Journal Entry that takes `amount` (元) off a bill."""
	company = bill.company
	entry = frappe.get_doc(
		doctype="Journal Entry",
		company=company,
		posting_date="2026-10-07",
		accounts=[
			{
				"account": bill.debit_to,
				"party_type": "Customer",
				"party": bill.customer,
				"credit_in_account_currency": amount,
				"reference_type": "Sales Invoice",
				"reference_name": bill.name,
				"cost_center": bill.cost_center,
			},
			{
				"account": frappe.get_cached_value("Company", company, "write_off_account")
				or frappe.db.get_value(
					"Account", {"company": company, "root_type": "Expense", "is_group": 0}
				),
				"debit_in_account_currency": amount,
				"cost_center": bill.cost_center,
			},
		],
	)
	entry.insert()
	entry.submit()
	return entry


def outstanding(bill: str) -> Decimal:
	return money(frappe.db.get_value("Sales Invoice", bill, "outstanding_amount"))


def settlements(bill: str) -> dict[str, Decimal]:
	"""Return Σ of the settlements per fee name of a bill, 元."""
	rows = frappe.get_all(
		"Charge Settlement",
		filters={"sales_invoice": bill},
		fields=["fee_item", "amount"],
		order_by="creation",
	)
	sums: dict[str, Decimal] = {}
	for row in rows:
		name = frappe.get_cached_value("Fee Item", row.fee_item, "fee_item_name")
		sums[name] = sums.get(name, Decimal(0)) + money(row.amount)
	return {name: amount for name, amount in sums.items() if amount}


def charge(bill: str, fee_name: str) -> Any:
	"""Return the Fee Charge behind the line of that fee, wherever it stands now."""
	name = frappe.db.get_value("Sales Invoice Item", {"parent": bill, "item_name": fee_name}, "fee_charge")
	return frappe.get_doc("Fee Charge", name)


def check_invariant(bill: str) -> None:
	"""Σ settlements = total − outstanding."""
	total = money(frappe.db.get_value("Sales Invoice", bill, "grand_total"))
	assert sum(settlements(bill).values(), Decimal(0)) == total - outstanding(bill)
