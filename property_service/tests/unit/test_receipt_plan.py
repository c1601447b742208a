"""Which payments a receipt makes: every tender and every bill is met to the cent, whatever the rows."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from property_service.billing.receipt_plan import (
	Account,
	Claim,
	PlanError,
	Tender,
	excess,
	give_change,
	plan_payments,
)

ZHANG = Account("CHPS", "Cloud Harbour", "PO-1", "Debtors")
LI = Account("CHPS", "Cloud Harbour", "PO-2", "Debtors")
ZHANG_ELSEWHERE = Account("CHPS", "Old Estate", "PO-1", "Debtors")
ADVANCE = Account("CHPS", "Cloud Harbour", "PO-1", "Advances Received")
ACCOUNTS = [ZHANG, LI, ZHANG_ELSEWHERE, ADVANCE]

cents = st.integers(min_value=1, max_value=5_000_000).map(lambda number: Decimal(number) / 100)


@st.composite
def receipts(draw: st.DrawFn) -> tuple[list[Claim], list[Tender]]:
	"""Draw bills of several accounts, perhaps an advance, and tenders cut so that the totals agree."""
	claims = [
		Claim(draw(st.sampled_from(ACCOUNTS)), None if draw(st.booleans()) else f"INV-{number}", amount)
		for number, amount in enumerate(draw(st.lists(cents, min_size=1, max_size=12)))
	]
	total = int(sum(claim.amount for claim in claims) * 100)
	cuts = draw(st.sets(st.integers(min_value=1, max_value=total), max_size=5))
	edges = sorted({0, total, *cuts})
	tenders = [
		Tender(row, "Cash", Decimal(high - low) / 100)
		for row, (low, high) in enumerate(pairwise(edges), start=1)
	]
	return claims, tenders


def total_by(pairs: list[tuple]) -> dict:
	totals: dict = defaultdict(Decimal)
	for key, amount in pairs:
		totals[key] += amount
	return dict(totals)


@given(receipts())
def test_payments_add_up_per_tender_per_bill_and_per_advance(
	receipt: tuple[list[Claim], list[Tender]],
) -> None:
	claims, tenders = receipt
	payments = plan_payments(claims, tenders)

	assert total_by([(p.tender.row, p.amount) for p in payments]) == {t.row: t.amount for t in tenders}
	paid = [((p.account, name), part) for p in payments for name, part in p.allocated.items()]
	kept = [((p.account, None), p.advance) for p in payments if p.advance]
	assert total_by(paid + kept) == total_by([((c.account, c.invoice), c.amount) for c in claims])


@given(receipts())
def test_payments_are_few_positive_and_the_same_every_time(receipt: tuple[list[Claim], list[Tender]]) -> None:
	claims, tenders = receipt
	payments = plan_payments(claims, tenders)

	assert payments == plan_payments(claims, tenders)
	assert len({(p.account, p.tender.row) for p in payments}) == len(payments)
	assert len(payments) <= len({c.account for c in claims}) + len(tenders) - 1
	assert all(part > 0 for p in payments for part in p.allocated.values())
	assert all(p.advance >= 0 and p.amount > 0 for p in payments)


def test_two_owners_two_communities_two_tenders_make_four_payments() -> None:
	claims = [
		Claim(ZHANG, "INV-1", Decimal("250.00")),
		Claim(ZHANG_ELSEWHERE, "INV-2", Decimal("120.50")),
		Claim(LI, "INV-3", Decimal("99.99")),
		Claim(ZHANG, "INV-4", Decimal("50.00")),
	]
	# 250 + 120.50 + 99.99 + 50 = 520.49; Zhang's 300 come first, so 270 in cash leave 30 for the card.
	tenders = [Tender(1, "Cash", Decimal("270.00")), Tender(2, "Card", Decimal("250.49"))]

	payments = plan_payments(claims, tenders)

	assert [(p.account, p.tender.mode, p.allocated) for p in payments] == [
		(ZHANG, "Cash", {"INV-1": Decimal("250.00"), "INV-4": Decimal("20.00")}),
		(ZHANG, "Card", {"INV-4": Decimal("30.00")}),
		(ZHANG_ELSEWHERE, "Card", {"INV-2": Decimal("120.50")}),
		(LI, "Card", {"INV-3": Decimal("99.99")}),
	]


def test_two_lines_of_one_bill_are_one_reference() -> None:
	claims = [Claim(ZHANG, "INV-1", Decimal(30)), Claim(ZHANG, "INV-1", Decimal(20))]
	(payment,) = plan_payments(claims, [Tender(1, "Cash", Decimal(50))])
	assert payment.allocated == {"INV-1": Decimal(50)}


def test_advance_on_the_bills_account_rides_on_the_last_payment() -> None:
	claims = [Claim(ZHANG, "INV-1", Decimal(80)), Claim(ZHANG, None, Decimal(20))]
	(payment,) = plan_payments(claims, [Tender(1, "Cash", Decimal(100))])
	assert (payment.allocated, payment.advance) == ({"INV-1": Decimal(80)}, Decimal(20))


def test_advance_on_its_own_account_is_a_payment_of_its_own() -> None:
	claims = [Claim(ZHANG, "INV-1", Decimal(80)), Claim(ADVANCE, None, Decimal(20))]
	bill, advance = plan_payments(claims, [Tender(1, "Cash", Decimal(100))])
	assert (bill.account, bill.amount, bill.advance) == (ZHANG, Decimal(80), 0)
	assert (advance.account, advance.amount, advance.allocated) == (ADVANCE, Decimal(20), {})


@pytest.mark.parametrize(
	("claims", "tenders", "message"),
	[
		([], [Tender(1, "Cash", Decimal(1))], "at least one claim"),
		([Claim(ZHANG, "INV-1", Decimal(1))], [], "at least one claim"),
		([Claim(ZHANG, "INV-1", Decimal(0))], [Tender(1, "Cash", Decimal(1))], "above zero"),
		([Claim(ZHANG, "INV-1", Decimal(2))], [Tender(1, "Cash", Decimal(1))], "differ from the bills by -1"),
		([Claim(ZHANG, "INV-1", Decimal(1))], [Tender(1, "Cash", Decimal(3))], "differ from the bills by 2"),
		(
			[Claim(ZHANG, "I", Decimal(2))],
			[Tender(1, "A", Decimal(1)), Tender(1, "B", Decimal(1))],
			"same row",
		),
	],
)
def test_receipt_that_does_not_add_up_is_refused(claims: list, tenders: list, message: str) -> None:
	with pytest.raises(PlanError, match=message):
		plan_payments(claims, tenders)


def test_change_comes_back_from_the_last_cash() -> None:
	tenders = [
		Tender(1, "Cash", Decimal(100), gives_change=True),
		Tender(2, "Card", Decimal(50)),
		Tender(3, "Cash", Decimal(10), gives_change=True),
	]
	# 15 back: the whole last 10, then 5 of the first 100.
	assert give_change(tenders, Decimal(15)) == [
		Tender(1, "Cash", Decimal(95), gives_change=True),
		Tender(2, "Card", Decimal(50)),
	]


def test_change_is_never_given_from_a_transfer() -> None:
	with pytest.raises(PlanError, match="5 more than the bills"):
		give_change([Tender(1, "Card", Decimal(50))], Decimal(5))


@given(receipts(), st.data())
def test_change_leaves_exactly_what_the_bills_need(
	receipt: tuple[list[Claim], list[Tender]], data: st.DataObject
) -> None:
	claims, tenders = receipt
	change = data.draw(cents)
	handed = [*tenders, Tender(99, "Cash", change, gives_change=True)]
	assert excess(handed, claims) == change
	assert excess(give_change(handed, change), claims) == 0
