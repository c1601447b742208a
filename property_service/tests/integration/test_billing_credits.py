"""A cancelled bill or a fully credited line opens its charge again; bills are credited, never copied or amended."""

from __future__ import annotations

import pytest

import frappe

from property_service.billing import services
from property_service.billing.tasks import cancel_run, post_run
from property_service.exceptions import AlreadyBilledError, BillingRunError, ManagedInvoiceError
from property_service.tests import factories as make
from property_service.tests.integration.billing_steps import (
	charge,
	check_invariant,
	credit,
	outstanding,
	pay,
	posted_bill,
	settlements,
)

FEES = [("Elevator", 50.0), ("Cleaning", 200.0)]


def run_of(bill) -> str:
	return bill.property_billing_run


def test_a_cancelled_bill_is_posted_again_under_a_fresh_name() -> None:
	bill = posted_bill(FEES)
	before = charge(bill.name, "Cleaning")

	bill.cancel()

	opened = charge(bill.name, "Cleaning")
	assert (opened.status, opened.sales_invoice, opened.charge_key) == ("Planned", None, before.charge_key)
	assert opened.reason == f"Bill {bill.name} was cancelled."
	assert frappe.db.get_value("Billing Run", run_of(bill), ["status", "posted_count"]) == ("Planned", 0)
	post_run(run_of(bill))
	again = charge(bill.name, "Cleaning")
	assert again.status == "Posted"
	assert again.sales_invoice not in (None, bill.name)
	assert frappe.db.get_value("Sales Invoice", again.sales_invoice, "grand_total") == 250


def test_a_paid_bill_keeps_its_payment_as_advance_when_it_is_cancelled() -> None:
	bill = posted_bill(FEES)
	payment = pay(bill.name)
	frappe.db.set_single_value("Accounts Settings", "unlink_payment_on_cancellation_of_invoice", 1)

	bill.reload().cancel()

	assert settlements(bill.name) == {}
	assert payment.reload().unallocated_amount == 250


def test_a_partial_credit_leaves_its_charge_on_the_bill() -> None:
	bill = posted_bill(FEES)

	credit(bill.name, Cleaning=30)

	partly = charge(bill.name, "Cleaning")
	assert (partly.status, partly.credited_amount) == ("Posted", 30)
	assert outstanding(bill.name) == 220
	check_invariant(bill.name)


def test_the_charge_of_a_fully_credited_line_opens_whatever_the_other_lines_do() -> None:
	bill = posted_bill(FEES)
	credit(bill.name, Elevator=20)

	note = credit(bill.name, Elevator=30)

	opened = charge(bill.name, "Elevator")
	assert (opened.status, opened.sales_invoice) == ("Planned", None)
	assert opened.reason == f"Credited in full by {note.name}."
	assert charge(bill.name, "Cleaning").status == "Posted"
	assert outstanding(bill.name) == 200
	check_invariant(bill.name)


def test_a_credit_note_names_unit_and_charge_on_its_lines() -> None:
	bill = posted_bill(FEES)

	note = credit(bill.name, Cleaning=30).reload()

	(line,) = note.items
	assert (line.fee_charge, line.property_unit) == (
		charge(bill.name, "Cleaning").name,
		bill.items[0].property_unit,
	)
	assert note.property_owner == bill.property_owner


def test_cancelling_the_credit_note_puts_the_charge_back() -> None:
	bill = posted_bill(FEES)
	note = credit(bill.name, Elevator=50)

	note.reload().cancel()

	back = charge(bill.name, "Elevator")
	assert (back.status, back.sales_invoice, back.credited_amount) == ("Posted", bill.name, 0)
	assert outstanding(bill.name) == 250
	check_invariant(bill.name)


def test_a_credit_note_stays_once_its_charge_was_billed_again() -> None:
	bill = posted_bill(FEES)
	note = credit(bill.name, Elevator=50)
	post_run(run_of(bill))

	with pytest.raises(ManagedInvoiceError, match="was billed again"):
		note.reload().cancel()


def test_crediting_a_paid_bill_frees_the_payment_as_the_payers_advance() -> None:
	bill = posted_bill(FEES)
	payment = pay(bill.name)

	credit(bill.name, Cleaning=120)

	assert outstanding(bill.name) == 0
	assert payment.reload().unallocated_amount == 120
	assert charge(bill.name, "Cleaning").settled_amount == 80
	check_invariant(bill.name)


def test_crediting_the_whole_of_a_paid_bill_frees_all_of_it() -> None:
	bill = posted_bill(FEES)
	payment = pay(bill.name)

	credit(bill.name)

	assert outstanding(bill.name) == 0
	assert payment.reload().unallocated_amount == 250
	assert settlements(bill.name) == {"Elevator": 50, "Cleaning": 200}  # by the credit note alone
	check_invariant(bill.name)


def test_a_second_credit_above_the_first_is_refused() -> None:
	bill = posted_bill(FEES)
	credit(bill.name, Cleaning=150)

	with pytest.raises(frappe.ValidationError, match="Cannot return more than"):
		credit(bill.name, Cleaning=60)


def test_a_corrected_price_is_billed_after_credit_and_void() -> None:
	bill = posted_bill(FEES)
	opened = charge(bill.name, "Cleaning")
	credit(bill.name, Cleaning=200)
	services.void_charges([opened.name], "Wrong price")
	frappe.db.set_value("Fee Rate", {"fee_item": opened.fee_item}, "unit_price", 180)

	run = make.make_run(fee_items=[{"fee_item": opened.fee_item}])
	run.submit()

	(anew,) = frappe.get_all(
		"Fee Charge", {"billing_run": run.name}, ["amount", "status", "charge_key"], order_by="name"
	)
	assert (anew.amount, anew.status, anew.charge_key) == (180, "Posted", opened.charge_key)
	voided = frappe.get_doc("Fee Charge", opened.name)
	assert (voided.status, voided.reason, voided.charge_key) == ("Void", "Wrong price", f"none:{opened.name}")


def test_a_charge_on_a_bill_is_not_voided() -> None:
	bill = posted_bill(FEES)

	with pytest.raises(AlreadyBilledError, match="Credit or cancel that bill first"):
		services.void_charges([charge(bill.name, "Cleaning").name], "Oops")


def test_a_bill_is_not_amended() -> None:
	bill = posted_bill(FEES)
	bill.cancel()
	amended = frappe.copy_doc(bill)
	amended.docstatus = 0
	amended.amended_from = bill.name

	with pytest.raises(ManagedInvoiceError, match="not copied or amended"):
		amended.insert()


def test_a_bill_is_not_duplicated() -> None:
	with pytest.raises(ManagedInvoiceError, match="not copied or amended"):
		frappe.copy_doc(posted_bill(FEES)).insert()


def test_a_bill_is_not_typed_by_hand() -> None:
	bill = posted_bill(FEES)
	typed = frappe.copy_doc(bill)
	typed.items = [line.update({"property_unit": None}) or line for line in typed.items]
	typed.property_bill_group = "Property"

	with pytest.raises(ManagedInvoiceError):
		typed.insert()


def test_finance_still_writes_invoices_of_its_own() -> None:
	assert make.make_bill(amount=100).docstatus == 1


def test_a_run_with_bills_is_not_cancelled() -> None:
	bill = posted_bill(FEES)

	with pytest.raises(BillingRunError, match="Press Cancel With Bills"):
		frappe.get_doc("Billing Run", run_of(bill)).cancel()


def test_cancelling_a_run_with_its_bills_frees_the_days() -> None:
	bill = posted_bill(FEES)

	result = cancel_run(run_of(bill))

	assert result == {"cancelled": 1, "kept": {}}
	assert frappe.db.get_value("Billing Run", run_of(bill), ["docstatus", "status"]) == (2, "Cancelled")
	assert frappe.db.get_value("Sales Invoice", bill.name, "docstatus") == 2
	voided = charge(bill.name, "Cleaning")
	assert voided.status == "Void"
	assert frappe.db.get_value("Unit Fee", voided.unit_fee, "billed_through") is None


def test_a_cancelled_bill_nets_to_zero_in_both_ledgers() -> None:
	bill = posted_bill(FEES)

	bill.cancel()

	balance = frappe.get_all(
		"GL Entry",
		{"voucher_no": bill.name, "is_cancelled": 0},
		["sum(debit) - sum(credit) as net"],
		order_by=None,
	)
	assert (balance[0].net or 0) == 0
	assert not frappe.db.exists("Payment Ledger Entry", {"voucher_no": bill.name, "delinked": 0})


def test_a_run_that_is_worked_on_is_not_cancelled() -> None:
	fee = make.make_fee_item().name
	run = make.make_run(fee_items=[{"fee_item": fee}])
	run.submit()
	frappe.db.set_value("Billing Run", run.name, {"status": "Posting", "heartbeat_on": frappe.utils.now()})

	with pytest.raises(BillingRunError, match="Wait until it has finished"):
		run.reload().cancel()

	dead = frappe.utils.add_to_date(None, minutes=-20)
	frappe.db.set_value("Billing Run", run.name, "heartbeat_on", dead)
	run.reload().cancel()
	with pytest.raises(BillingRunError, match="is not submitted"):
		post_run(run.name)
