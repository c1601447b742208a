"""Payments of the demo follow habits: sums must agree and no day may lie ahead."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from property_service.demo.payments import (
	CASH,
	HABITS,
	Bill,
	habit_of,
	opening_arrears,
	plan_receipts,
)

TODAY = date(2026, 11, 23)
BILLS = [
	Bill("SI-1", date(2026, 9, 1), date(2026, 9, 11), Decimal("418.08")),
	Bill("SI-2", date(2026, 10, 1), date(2026, 10, 11), Decimal("418.08")),
	Bill("SI-3", date(2026, 10, 1), date(2026, 10, 11), Decimal("120.00")),
]


def test_every_habit_occurs() -> None:
	assert {habit_of(f"payer {number}", in_arrears=False) for number in range(300)} == set(HABITS)


def test_tenders_cover_the_bills_and_nothing_is_paid_twice_or_too_early() -> None:
	for number in range(300):
		paid: Counter[str] = Counter()
		for receipt in plan_receipts(f"payer {number}", BILLS, in_arrears=False, today=TODAY):
			lines = sum(amount for _invoice, amount in receipt.bills)
			assert sum(tender.amount for tender in receipt.tenders) >= lines > 0
			assert all(tender.amount > 0 for tender in receipt.tenders)
			assert all(tender.reference for tender in receipt.tenders if tender.mode != CASH)
			billed = {bill.invoice: bill for bill in BILLS}
			assert (
				max(billed[invoice].billed_on for invoice, _amount in receipt.bills) <= receipt.day <= TODAY
			)
			for invoice, amount in receipt.bills:
				paid[invoice] += amount
				assert paid[invoice] <= billed[invoice].amount


def test_about_six_tenths_of_what_is_billed_is_paid() -> None:
	billed = 500 * sum(bill.amount for bill in BILLS)
	receipts = [
		receipt
		for number in range(500)
		for receipt in plan_receipts(f"payer {number}", BILLS, in_arrears=False, today=TODAY)
	]
	paid = sum(amount for receipt in receipts for _invoice, amount in receipt.bills)
	assert Decimal("0.5") < paid / billed < Decimal("0.75")
	assert any(len(receipt.tenders) > 1 for receipt in receipts)
	assert any(
		sum(tender.amount for tender in receipt.tenders) > sum(amount for _invoice, amount in receipt.bills)
		for receipt in receipts
	), "nobody pays ahead"


def test_a_payer_without_bills_pays_nothing() -> None:
	assert plan_receipts("payer", [], in_arrears=False, today=TODAY) == []


def test_about_eight_units_in_a_hundred_owe_from_earlier() -> None:
	amounts = [opening_arrears(f"unit {number}", Decimal("250")) for number in range(2000)]
	owing = [amount for amount in amounts if amount]
	assert 120 <= len(owing) <= 200
	assert min(owing) >= 250 and max(owing) <= 250 * 18
	assert opening_arrears("unit", Decimal(0)) is None
