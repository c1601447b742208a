"""Every payment, credit and reversal of a bill falls on its charges, and Σ settlements = total − outstanding."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

import frappe

from property_service.billing.settlements import sync_settlements
from property_service.tests import factories as make
from property_service.tests.integration.billing_steps import (
	charge,
	check_invariant,
	credit,
	outstanding,
	pay,
	posted_bill,
	settlements,
	write_off,
)

FEES = [("Elevator", 50.0), ("Cleaning", 200.0)]


def test_a_part_payment_settles_in_collection_order() -> None:
	bill = posted_bill(FEES)

	pay(bill.name, 80)

	assert settlements(bill.name) == {"Elevator": 50, "Cleaning": 30}
	assert charge(bill.name, "Cleaning").settled_amount == 30
	check_invariant(bill.name)


def test_a_cancelled_payment_is_reversed_row_by_row_and_nothing_is_deleted() -> None:
	bill = posted_bill(FEES)
	payment = pay(bill.name, 80)

	payment.reload().cancel()

	assert settlements(bill.name) == {}
	kinds = frappe.get_all("Charge Settlement", {"sales_invoice": bill.name}, pluck="kind", order_by="kind")
	assert kinds == ["Payment", "Payment", "Reversal", "Reversal"]
	assert charge(bill.name, "Elevator").settled_amount == 0
	check_invariant(bill.name)


def test_settling_again_changes_nothing() -> None:
	bill = posted_bill(FEES)
	pay(bill.name, 80)
	before = frappe.db.count("Charge Settlement", {"sales_invoice": bill.name})

	sync_settlements(bill.name)

	assert frappe.db.count("Charge Settlement", {"sales_invoice": bill.name}) == before


def test_the_line_chosen_at_the_counter_is_settled_first() -> None:
	bill = posted_bill(FEES)
	mode = make.make_mode_of_payment(bill.company)
	receipt = make.make_receipt(bill.property_owner, [(bill.name, 60)], [(mode, 60, "T1")])
	receipt.bills[0].fee_charge = charge(bill.name, "Cleaning").name
	receipt.insert()
	receipt.submit()

	assert settlements(bill.name) == {"Cleaning": 60}
	check_invariant(bill.name)


def test_a_journal_entry_settles_and_its_cancellation_reverses() -> None:
	bill = posted_bill(FEES)
	entry = write_off(bill, 20)
	assert settlements(bill.name) == {"Elevator": 20}

	entry.reload().cancel()

	assert settlements(bill.name) == {}
	check_invariant(bill.name)


def test_a_credit_falls_on_its_own_line_and_moves_a_payment_that_stood_there() -> None:
	bill = posted_bill(FEES)
	pay(bill.name, 50)
	assert settlements(bill.name) == {"Elevator": 50}

	credit(bill.name, Elevator=20)

	# 20 of the 50 paid for the elevator are free for the cleaning: 30 + 20 credited, and 20.
	assert settlements(bill.name) == {"Elevator": 50, "Cleaning": 20}
	assert charge(bill.name, "Elevator").credited_amount == 20
	assert charge(bill.name, "Elevator").settled_amount == 30
	check_invariant(bill.name)


def test_an_unreconciled_payment_settles_no_longer() -> None:
	bill = posted_bill(FEES)
	payment = pay(bill.name, 80)
	document = frappe.get_doc(
		doctype="Unreconcile Payment",
		company=bill.company,
		voucher_type="Payment Entry",
		voucher_no=payment.name,
	)
	document.add_references()
	document.insert()
	document.submit()

	assert settlements(bill.name) == {}
	check_invariant(bill.name)


def test_the_reconciliation_tool_settles_charges() -> None:
	bill = posted_bill(FEES)
	advance = frappe.get_doc(
		doctype="Payment Entry",
		payment_type="Receive",
		party_type="Customer",
		party=bill.customer,
		company=bill.company,
		posting_date="2026-10-04",
		paid_from=bill.debit_to,
		paid_to=frappe.db.get_value(
			"Account", {"company": bill.company, "account_type": "Cash", "is_group": 0}
		),
		paid_amount=70,
		received_amount=70,
	)
	advance.insert()
	advance.submit()
	assert settlements(bill.name) == {}
	tool = frappe.get_doc(
		doctype="Payment Reconciliation",
		company=bill.company,
		party_type="Customer",
		party=bill.customer,
		receivable_payable_account=bill.debit_to,
	)
	tool.get_unreconciled_entries()
	tool.allocate_entries(
		frappe._dict(
			invoices=[row.as_dict() for row in tool.invoices],
			payments=[row.as_dict() for row in tool.payments],
		)
	)
	tool.reconcile()

	assert settlements(bill.name) == {"Elevator": 50, "Cleaning": 20}
	check_invariant(bill.name)


def test_a_new_bill_reads_no_settlements(max_queries, count_queries) -> None:
	"""Posting a plain bill must not pay for the settlements it cannot have yet."""
	with count_queries() as statements:
		posted_bill(FEES)

	assert not [sql for sql in statements if "Charge Settlement" in sql]


@pytest.mark.parametrize("seed", range(6))
def test_settlements_agree_after_any_order_of_events(seed: int) -> None:
	chance = random.Random(seed)
	bill = posted_bill([("A", 40.0), ("B", 100.0), ("C", 10.01)])
	vouchers: list = []

	for _step in range(9):
		left = float(outstanding(bill.name))
		choices = ["cancel"] if vouchers else []
		if left > 1:
			choices += ["pay", "pay", "write off", "credit"]
		action = chance.choice(choices)
		amount = round(chance.uniform(0.5, left), 2) if left > 1 else 0
		if action == "pay":
			vouchers.append(pay(bill.name, amount))
		elif action == "write off":
			vouchers.append(write_off(bill, min(amount, 5)))
		elif action == "credit":
			vouchers.append(credit(bill.name, B=min(amount, 3)))
		else:
			vouchers.pop(chance.randrange(len(vouchers))).reload().cancel()
		check_invariant(bill.name)
		for name, limit in (("A", "40"), ("B", "100"), ("C", "10.01")):
			assert settlements(bill.name).get(name, Decimal(0)) <= Decimal(limit)
