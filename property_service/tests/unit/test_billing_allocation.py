"""How payments and credits fall on the lines of a bill."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from property_service.billing.allocation import Line, Voucher, allocate

LINES = [Line("A", Decimal(40)), Line("B", Decimal(60))]
PAYMENT, SECOND, NOTE = ("Payment Entry", "PE-1"), ("Payment Entry", "PE-2"), ("Sales Invoice", "CN-1")


def test_a_payment_fills_the_lines_in_order() -> None:
	assert allocate(LINES, [Voucher(PAYMENT, Decimal(50))]) == {(PAYMENT, "A"): 40, (PAYMENT, "B"): 10}


def test_a_chosen_line_comes_first_and_the_rest_follows_the_order() -> None:
	chosen = Voucher(PAYMENT, Decimal(75), chosen={"B": Decimal(60)})

	assert allocate(LINES, [chosen]) == {(PAYMENT, "B"): 60, (PAYMENT, "A"): 15}


def test_a_choice_takes_no_more_than_is_open() -> None:
	first = Voucher(PAYMENT, Decimal(50), chosen={"B": Decimal(50)})
	second = Voucher(SECOND, Decimal(20), chosen={"B": Decimal(20)})

	assert allocate(LINES, [first, second]) == {(PAYMENT, "B"): 50, (SECOND, "B"): 10, (SECOND, "A"): 10}


def test_a_credit_takes_its_own_line_before_any_payment() -> None:
	vouchers = [
		Voucher(PAYMENT, Decimal(40)),
		Voucher(NOTE, Decimal(30), is_credit=True, chosen={"A": Decimal(30)}),
	]

	assert allocate(LINES, vouchers) == {(NOTE, "A"): 30, (PAYMENT, "A"): 10, (PAYMENT, "B"): 30}


def test_what_no_line_can_take_stays_on_the_last() -> None:
	assert allocate(LINES, [Voucher(PAYMENT, Decimal(110))]) == {(PAYMENT, "A"): 40, (PAYMENT, "B"): 70}


amounts = st.decimals(Decimal("0.01"), 200, places=2)


@st.composite
def vouchers(draw: st.DrawFn) -> list[Voucher]:
	found = []
	for number in range(draw(st.integers(0, 5))):
		amount = draw(amounts)
		credit = draw(st.booleans())
		chosen = draw(st.dictionaries(st.sampled_from("ABX"), amounts, max_size=2))
		found.append(
			Voucher(("Sales Invoice" if credit else "Payment Entry", str(number)), amount, credit, chosen)
		)
	return found


@given(st.lists(amounts, min_size=1, max_size=4), vouchers())
def test_each_voucher_is_allocated_whole_and_lines_fill_up_before_any_overflows(
	sizes: list, rows: list
) -> None:
	lines = [Line("ABCD"[number], size) for number, size in enumerate(sizes)]

	placed = allocate(lines, rows)

	for voucher in rows:
		assert sum(amount for (key, _line), amount in placed.items() if key == voucher.key) == voucher.amount
	payments = [row for row in rows if not row.is_credit]
	if not any(row.is_credit for row in rows) and sum(row.amount for row in payments) <= sum(sizes):
		for line in lines:
			assert (
				sum(amount for (_key, name), amount in placed.items() if name == line.fee_charge)
				<= line.amount
			)


@given(vouchers())
def test_an_added_voucher_moves_no_earlier_payment(rows: list) -> None:
	payments = [row for row in rows if not row.is_credit]
	later = Voucher(("Payment Entry", "later"), Decimal(25), chosen={"A": Decimal(25)})

	before, after = allocate(LINES, payments), allocate(LINES, [*payments, later])

	assert {place: amount for place, amount in after.items() if place[0] != later.key} == before
