"""Receipts that must not be taken: each is refused with its row, its reason and what to do, and books nothing."""

from __future__ import annotations

import re

import pytest

import frappe
from frappe.model.document import Document
from frappe.utils import formatdate

from property_service.billing import receipts
from property_service.exceptions import BillChangedError, ReceiptError
from property_service.registry.services import ensure_customer
from property_service.tests.bootstrap import COMMUNITY, COMPANY
from property_service.tests.factories import (
	make_bill,
	make_mode_of_payment,
	make_owner,
	make_receipt,
)


@pytest.fixture
def owner() -> str:
	return make_owner().name


@pytest.fixture
def bill(owner: str) -> Document:
	return make_bill(owner, 100)


def refused(receipt: Document, message: str, error: type[Exception] = ReceiptError) -> None:
	"""Assert that inserting and submitting is refused with this plain text."""
	with pytest.raises(error) as refusal:
		receipt.insert().submit()
	assert message in plain(refusal)


def plain(refusal: pytest.ExceptionInfo) -> str:
	return re.sub(r"<[^>]+>", "", str(refusal.value))


def test_nothing_to_receive(owner: str) -> None:
	refused(
		make_receipt(owner, [], [("Cash", 100)]),
		"Nothing to receive: enter the amount paid on a bill, or tick Keep the Excess as Advance",
	)


def test_more_than_what_is_left_of_a_bill(owner: str, bill: Document) -> None:
	refused(
		make_receipt(owner, [(bill.name, 100.01)], [("Cash", 100.01)]),
		f"Row 1: 100.01 is more than the 100.00 left of bill {bill.name}. Lower the amount",
	)


def test_bill_that_was_paid_after_the_form_was_opened(owner: str, bill: Document) -> None:
	draft = make_receipt(owner, [(bill.name, 100)], [("Cash", 100)]).insert()
	make_receipt(owner, [(bill.name, 60)], [("Cash", 60)]).insert().submit()
	with pytest.raises(BillChangedError) as refusal:
		draft.submit()
	assert f"Bill {bill.name} was paid meanwhile: 40.00 left. Fetch the open bills again" in plain(refusal)
	assert frappe.db.get_value("Sales Invoice", bill.name, "outstanding_amount") == 40


@pytest.mark.parametrize(
	("tenders", "message"),
	[
		([("Cash", 99)], "The tenders are 1.00 short of the bills. Add a tender, or lower the amounts"),
		([("Cash", 60), ("Cash", 39.99)], "The tenders are 0.01 short of the bills"),
		([("Cash", 100), ("Cash", 0)], "Tender row 2: enter how much was paid by Cash, or remove the row."),
	],
)
def test_tenders_that_do_not_add_up(owner: str, bill: Document, tenders: list, message: str) -> None:
	refused(make_receipt(owner, [(bill.name, 100)], tenders), message)


def test_change_cannot_be_given_from_a_transfer(owner: str, bill: Document) -> None:
	bank = make_mode_of_payment(COMPANY)
	refused(
		make_receipt(owner, [(bill.name, 100)], [("Cash", 10), (bank, 120, "SLIP")]),
		"The tenders are 30.00 above the bills, and only cash gives change. Tick Keep the Excess as Advance",
	)


def test_bill_twice(owner: str, bill: Document) -> None:
	refused(
		make_receipt(owner, [(bill.name, 50), (bill.name, 50)], [("Cash", 100)]),
		f"Row 2: bill {bill.name} stands here twice. Remove one of the rows.",
	)


def test_cancelled_invoice(owner: str) -> None:
	cancelled = make_bill(owner, 70)
	cancelled.cancel()
	receipt = make_receipt(owner, [(cancelled.name, 70)], [("Cash", 70)])
	receipt.flags.ignore_links = True  # the link alone would refuse it, without the remedy
	refused(receipt, f"Row 1: {cancelled.name} is no open bill: it was cancelled")


def test_credit_note(owner: str, bill: Document) -> None:
	from erpnext.controllers.sales_and_purchase_return import make_return_doc

	credit_note = make_return_doc("Sales Invoice", bill.name).insert()
	credit_note.submit()
	refused(make_receipt(owner, [(credit_note.name, 10)], [("Cash", 10)]), "is no open bill")


def test_invoice_without_community(owner: str) -> None:
	plain = make_bill(owner, 30)
	frappe.db.set_value("Sales Invoice", plain.name, "property_community", None)
	refused(
		make_receipt(owner, [(plain.name, 30)], [("Cash", 30)]),
		f"Row 1: {plain.name} belongs to no community. Set Property Community on the invoice",
	)


def test_bill_in_another_currency(owner: str, bill: Document) -> None:
	frappe.db.set_value("Sales Invoice", bill.name, "currency", "USD")
	refused(
		make_receipt(owner, [(bill.name, 30)], [("Cash", 30)]),
		f"Row 1: bill {bill.name} is in USD, the receipt in CNY. Take the money with a Payment Entry.",
	)


def test_mode_of_payment_without_account(owner: str, bill: Document) -> None:
	mode = make_mode_of_payment(COMPANY, accounts=[])
	refused(
		make_receipt(owner, [(bill.name, 100)], [(mode, 100, "SLIP")]),
		f"Mode of Payment {mode} has no usable account in CNY for company {COMPANY}. "
		"Open the Mode of Payment, enable it, and set its Default Account for that company.",
	)


@pytest.mark.parametrize("reference", [None, "  "])
def test_bank_money_without_reference(owner: str, bill: Document, reference: str | None) -> None:
	bank = make_mode_of_payment(COMPANY)
	refused(
		make_receipt(owner, [(bill.name, 100)], [(bank, 100, reference)]),
		f"Tender row 1: {bank} goes to a bank account. Enter its Reference Number",
	)


def test_future_date(owner: str, bill: Document) -> None:
	refused(
		make_receipt(owner, [(bill.name, 100)], [("Cash", 100)], posting_date="2027-12-31"),
		"is in the future. Take the money with today's date.",
	)


def close_october() -> None:
	frappe.get_doc(
		doctype="Accounting Period",
		period_name="October",
		company=COMPANY,
		start_date="2026-10-01",
		end_date="2026-10-31",
		closed_documents=[{"document_type": "Payment Entry", "closed": 1}],
	).insert()


def test_closed_period(owner: str, bill: Document) -> None:
	close_october()
	refused(
		make_receipt(owner, [(bill.name, 100)], [("Cash", 100)]),
		f"The books are closed on {formatdate('2026-10-20')}, or no Fiscal Year covers it. Take the money with a day in an open period",
	)


def test_year_without_books(owner: str) -> None:
	refused(
		make_receipt(owner, [], [("Cash", 100)], keep_as_advance=1, posting_date="2020-05-01"),
		f"The books are closed on {formatdate('2020-05-01')}, or no Fiscal Year covers it.",
	)


@pytest.mark.parametrize("field", ["disabled", "is_frozen"])
def test_customer_who_is_locked(owner: str, bill: Document, field: str) -> None:
	frappe.db.set_value("Customer", ensure_customer(owner), field, 1)
	refused(
		make_receipt(owner, [(bill.name, 100)], [("Cash", 100)]),
		"is disabled or frozen. Enable it under Customer before taking the money.",
	)


def test_void_without_reason(owner: str, bill: Document) -> None:
	name = paid_receipt(owner, bill)
	with pytest.raises(ReceiptError, match="give the reason"):
		receipts.void_receipt(name, "   ")


def test_cancel_without_the_void_button(owner: str, bill: Document) -> None:
	name = paid_receipt(owner, bill)
	with pytest.raises(ReceiptError, match="Use the button"):
		frappe.get_doc("Property Receipt", name).cancel()


def test_void_in_a_closed_period(owner: str, bill: Document) -> None:
	name = paid_receipt(owner, bill)
	close_october()
	with pytest.raises(
		ReceiptError, match=r"cannot be voided any more\. Pay the money back with a Payment Entry"
	):
		receipts.void_receipt(name, "Too late")


def test_single_payment_entry_of_a_receipt_is_not_cancelled(owner: str, bill: Document) -> None:
	name = paid_receipt(owner, bill)
	payment = frappe.get_doc("Payment Entry", {"property_receipt": name})
	with pytest.raises(ReceiptError, match="belongs to receipt"):
		payment.cancel()


def paid_receipt(owner: str, bill: Document) -> str:
	return receipts.make_receipt(
		owner,
		[{"sales_invoice": bill.name, "amount": 100}],
		[{"mode_of_payment": "Cash", "amount": 100}],
		"2026-10-20",
		COMMUNITY,
	)
