"""What a receipt books: ledger rows and what is left of each bill, to the cent."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

import frappe
from frappe.model.document import Document

from property_service.billing import receipts
from property_service.exceptions import ReceiptError
from property_service.registry.services import ensure_customer
from property_service.tests.bootstrap import COMMUNITY, COMPANY, OTHER_COMMUNITY
from property_service.tests.factories import (
	make_bill,
	make_mode_of_payment,
	make_owner,
	make_receipt,
)

DEBTORS = "Debtors - CHPS"
CASH = "Cash - CHPS"


def payments(receipt: Document) -> list[frappe._dict]:
	return frappe.get_all(
		"Payment Entry",
		filters={"property_receipt": receipt.name},
		fields=["name", "party", "mode_of_payment", "paid_amount", "unallocated_amount", "docstatus"],
		order_by="creation, name",
	)


def ledger(receipt: Document) -> Counter:
	"""Return Σ debit − credit per account, party and community over all vouchers of a receipt."""
	sums: Counter = Counter()
	for row in frappe.get_all(
		"GL Entry",
		filters={"voucher_no": ("in", [row.name for row in payments(receipt)]), "is_cancelled": 0},
		fields=["account", "party", "property_community", "debit", "credit"],
		order_by="name",
	):
		key = (row.account, row.party or "", row.property_community)
		sums[key] += Decimal(str(row.debit)) - Decimal(str(row.credit))
	return sums


def left(*bills: Document) -> list[float]:
	return [frappe.db.get_value("Sales Invoice", bill.name, "outstanding_amount") for bill in bills]


def test_two_owners_two_communities_two_tenders_clear_four_bills() -> None:
	zhang, li = make_owner("Zhang San"), make_owner("Li Si")
	bills = [
		make_bill(zhang.name, 250.00),
		make_bill(zhang.name, 120.50, community=OTHER_COMMUNITY),
		make_bill(li.name, 99.99),
		make_bill(zhang.name, 50.00),
	]
	bank = make_mode_of_payment(COMPANY)
	# 250 + 120.50 + 99.99 + 50 = 520.49 = 270 in cash + 250.49 by transfer
	receipt = make_receipt(
		zhang.name,
		[(bills[0].name, 250), (bills[1].name, 120.5), (bills[2].name, 99.99), (bills[3].name, 50)],
		[("Cash", 270), (bank, 250.49, "SLIP-1")],
	)
	receipt.insert().submit()

	assert left(*bills) == [0, 0, 0, 0]
	assert [(row.party, row.mode_of_payment, row.paid_amount) for row in payments(receipt)] == [
		(ensure_customer(zhang.name), "Cash", 270.0),
		(ensure_customer(zhang.name), bank, 30.0),
		(ensure_customer(zhang.name), bank, 120.5),
		(ensure_customer(li.name), bank, 99.99),
	]
	account = frappe.db.get_value("Mode of Payment Account", {"parent": bank}, "default_account")
	assert ledger(receipt) == {
		(CASH, "", COMMUNITY): Decimal("270.0"),
		(account, "", COMMUNITY): Decimal("129.99"),  # 30 + 99.99
		(account, "", OTHER_COMMUNITY): Decimal("120.5"),
		(DEBTORS, ensure_customer(zhang.name), COMMUNITY): Decimal("-300.0"),
		(DEBTORS, ensure_customer(zhang.name), OTHER_COMMUNITY): Decimal("-120.5"),
		(DEBTORS, ensure_customer(li.name), COMMUNITY): Decimal("-99.99"),
	}


def test_payment_entries_carry_receipt_community_cost_center_and_reference() -> None:
	owner, bank = make_owner(), make_mode_of_payment(COMPANY)
	bill = make_bill(owner.name, 80, community=OTHER_COMMUNITY)
	receipt = make_receipt(owner.name, [(bill.name, 80)], [(bank, 80, "SLIP-7")]).insert()
	receipt.submit()
	payment = frappe.get_doc("Payment Entry", payments(receipt)[0].name)

	assert payment.docstatus == 1
	assert (payment.property_receipt, payment.property_community) == (receipt.name, OTHER_COMMUNITY)
	assert payment.cost_center == frappe.db.get_value("Property Community", OTHER_COMMUNITY, "cost_center")
	assert (payment.reference_no, str(payment.reference_date)) == ("SLIP-7", "2026-10-20")
	assert (receipt.status, receipt.cashier) == ("Paid", "Administrator")


def test_part_payment_leaves_the_rest_of_the_bill_open() -> None:
	owner = make_owner()
	bill = make_bill(owner.name, 100)
	make_receipt(owner.name, [(bill.name, 33.33)], [("Cash", 33.33)]).insert().submit()
	assert left(bill) == [66.67]
	make_receipt(owner.name, [(bill.name, 66.67)], [("Cash", 66.67)]).insert().submit()
	assert left(bill) == [0]


def test_next_months_bill_is_paid_ahead() -> None:
	owner = make_owner()
	bill = make_bill(owner.name, 100, posting_date="2027-01-01", due_date="2027-01-11")
	make_receipt(owner.name, [(bill.name, 100)], [("Cash", 100)]).insert().submit()
	assert left(bill) == [0]


def test_unticked_bills_stay_out_of_the_submitted_receipt() -> None:
	owner = make_owner()
	paid, unpaid = make_bill(owner.name, 10), make_bill(owner.name, 20)
	receipt = make_receipt(owner.name, [(paid.name, 10), (unpaid.name, 0)], [("Cash", 10)]).insert()
	assert len(receipt.bills) == 2
	receipt.submit()
	receipt.reload()
	assert [row.sales_invoice for row in receipt.bills] == [paid.name]
	assert left(paid, unpaid) == [0, 20]


def test_change_is_given_back_and_never_booked() -> None:
	owner = make_owner()
	bill = make_bill(owner.name, 480)
	receipt = make_receipt(owner.name, [(bill.name, 480)], [("Cash", 500)]).insert()
	receipt.submit()
	assert (receipt.change_amount, receipt.total_amount, receipt.advance_amount) == (20, 480, 0)
	assert ledger(receipt)[(CASH, "", COMMUNITY)] == 480


@pytest.fixture(params=[False, True], ids=["advances in receivables", "advances in their own account"])
def advance_account(request: pytest.FixtureRequest) -> str:
	"""Return the account an advance is booked on, under both settings of the company."""
	if not request.param:
		return DEBTORS
	parent = frappe.db.get_value(
		"Account",
		{"company": COMPANY, "root_type": "Liability", "is_group": 1, "parent_account": ("is", "set")},
	)
	account = frappe.get_doc(
		doctype="Account",
		account_name="Advances from Owners",
		parent_account=parent,
		company=COMPANY,
		account_type="Receivable",
	).insert()
	frappe.get_doc("Company", COMPANY).update(
		{
			"book_advance_payments_in_separate_party_account": 1,
			"default_advance_received_account": account.name,
		}
	).save()
	return account.name


def test_excess_is_kept_as_the_payers_advance(advance_account: str) -> None:
	payer, debtor = make_owner("Payer"), make_owner("Debtor")
	bill = make_bill(debtor.name, 80)
	receipt = make_receipt(payer.name, [(bill.name, 80)], [("Cash", 100)], keep_as_advance=1).insert()
	receipt.submit()

	assert left(bill) == [0]
	assert (receipt.advance_amount, receipt.total_amount, receipt.change_amount) == (20, 100, 0)
	assert ledger(receipt) == {
		(CASH, "", COMMUNITY): 100,
		(DEBTORS, ensure_customer(debtor.name), COMMUNITY): -80,
		(advance_account, ensure_customer(payer.name), COMMUNITY): -20,
	}


def test_own_excess_joins_the_bills_payment_unless_booked_separately(advance_account: str) -> None:
	owner = make_owner()
	bill = make_bill(owner.name, 80)
	receipt = make_receipt(owner.name, [(bill.name, 80)], [("Cash", 100)], keep_as_advance=1).insert()
	receipt.submit()

	amounts = [100.0] if advance_account == DEBTORS else [80.0, 20.0]
	assert [row.paid_amount for row in payments(receipt)] == amounts
	assert left(bill) == [0]
	assert sum(row.unallocated_amount for row in payments(receipt)) == 20


def test_advance_without_any_bill(advance_account: str) -> None:
	owner = make_owner()
	receipt = make_receipt(owner.name, [], [("Cash", 600)], keep_as_advance=1).insert()
	receipt.submit()
	assert ledger(receipt) == {
		(CASH, "", COMMUNITY): 600,
		(advance_account, ensure_customer(owner.name), COMMUNITY): -600,
	}


def test_voiding_opens_every_bill_again_and_empties_the_ledger(advance_account: str) -> None:
	zhang, li = make_owner(), make_owner()
	bills = [make_bill(zhang.name, 250), make_bill(li.name, 99.99, community=OTHER_COMMUNITY)]
	receipt = make_receipt(
		zhang.name, [(bills[0].name, 250), (bills[1].name, 50)], [("Cash", 330)], keep_as_advance=1
	).insert()
	receipt.submit()
	assert left(*bills) == [0, 49.99]

	receipts.void_receipt(receipt.name, "Wrong flat")

	receipt.reload()
	assert (receipt.docstatus, receipt.status, receipt.void_reason) == (2, "Voided", "Wrong flat")
	assert left(*bills) == [250, 99.99]
	assert {row.docstatus for row in payments(receipt)} == {2}
	assert not ledger(receipt)


def test_voiding_twice_changes_nothing() -> None:
	owner = make_owner()
	bill = make_bill(owner.name, 10)
	receipt = make_receipt(owner.name, [(bill.name, 10)], [("Cash", 10)]).insert()
	receipt.submit()
	receipts.void_receipt(receipt.name, "First reason")
	receipts.void_receipt(receipt.name, "Second reason")
	receipt.reload()
	assert receipt.void_reason == "First reason"
	assert left(bill) == [10]


def test_bill_of_a_voided_receipt_can_be_paid_again() -> None:
	owner = make_owner()
	bill = make_bill(owner.name, 10)
	first = receipts.make_receipt(
		owner.name,
		[{"sales_invoice": bill.name, "amount": 10}],
		[{"mode_of_payment": "Cash", "amount": 10}],
		"2026-10-20",
		COMMUNITY,
	)
	receipts.void_receipt(first, "Paid in the wrong name")
	second = receipts.make_receipt(
		owner.name,
		[{"sales_invoice": bill.name, "amount": 10}],
		[{"mode_of_payment": "Cash", "amount": 10}],
		"2026-10-20",
		COMMUNITY,
		"Collector",
	)
	assert frappe.db.get_value("Property Receipt", second, ["status", "channel"]) == ("Paid", "Collector")
	assert left(bill) == [0]


def test_submitting_twice_books_once() -> None:
	owner = make_owner()
	bill = make_bill(owner.name, 10)
	receipt = make_receipt(owner.name, [(bill.name, 10)], [("Cash", 10)]).insert()
	twin = frappe.get_doc("Property Receipt", receipt.name)
	receipt.submit()
	with pytest.raises((frappe.TimestampMismatchError, frappe.DocstatusTransitionError)):
		twin.submit()
	assert frappe.db.count("Payment Entry", {"property_receipt": receipt.name}) == 1
	assert left(bill) == [0]


def test_receipt_costs_what_erpnexts_payment_costs_and_little_more(count_queries) -> None:
	owner = make_owner()
	ours, theirs = ([make_bill(owner.name, 10) for _ in range(12)] for _ in range(2))
	receipt = make_receipt(owner.name, [(bill.name, 10) for bill in ours], [("Cash", 120)]).insert()
	payment = frappe.get_doc(
		doctype="Payment Entry",
		payment_type="Receive",
		company=COMPANY,
		posting_date="2026-10-20",
		mode_of_payment="Cash",
		party_type="Customer",
		party=ensure_customer(owner.name),
		paid_from=DEBTORS,
		paid_to=CASH,
		paid_amount=120,
		received_amount=120,
		property_community=COMMUNITY,
		references=[
			{"reference_doctype": "Sales Invoice", "reference_name": bill.name, "allocated_amount": 10}
			for bill in theirs
		],
	)
	with count_queries() as stock:
		payment.insert()
		payment.submit()
	with count_queries() as receipts_queries:
		receipt.submit()

	assert len(payments(receipt)) == 1
	# The receipt's own part: lock, read and check its bills, save itself and its rows (2 to 3 a row).
	assert len(receipts_queries) - len(stock) <= 80 + 3 * len(ours)


@pytest.fixture
def second_company() -> frappe._dict:
	"""Return a second company with a community and nothing to take money with."""
	company = frappe.get_doc(
		doctype="Company", company_name="Second Services", abbr="SEC", default_currency="CNY", country="China"
	).insert()
	frappe.get_doc(
		doctype="Property Community",
		community_name="Second Garden",
		community_code="SG",
		company=company.name,
	).insert()
	frappe.db.delete("Mode of Payment Account", {"company": company.name})
	return frappe._dict(name=company.name, community="Second Garden")


def test_one_visit_pays_bills_of_two_companies(second_company: frappe._dict) -> None:
	owner = make_owner()
	here, there = make_bill(owner.name, 70), make_bill(owner.name, 30, community=second_company.community)
	receipt = make_receipt(owner.name, [(here.name, 70), (there.name, 30)], [("Cash", 100)]).insert()

	with pytest.raises(ReceiptError, match=r"has no usable account in .*CNY.* for company .*Second Services"):
		receipt.submit()

	cash = frappe.get_doc("Mode of Payment", "Cash")
	cash.append("accounts", {"company": second_company.name, "default_account": "Cash - SEC"})
	cash.save()
	receipt = make_receipt(owner.name, [(here.name, 70), (there.name, 30)], [("Cash", 100)]).insert()
	receipt.submit()
	assert left(here, there) == [0, 0]
	customer = ensure_customer(owner.name)
	assert ledger(receipt) == {
		(CASH, "", COMMUNITY): 70,
		(DEBTORS, customer, COMMUNITY): -70,
		("Cash - SEC", "", "Second Garden"): 30,
		("Debtors - SEC", customer, "Second Garden"): -30,
	}
