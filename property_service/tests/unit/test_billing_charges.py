"""One period of one fee: split by day, paid by whom, and never a cent lost."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from property_service.billing.charges import Skip, exact_amount, snapshot, split_period
from property_service.billing.keys import charge_key, one_off_key, sentinel
from property_service.billing.payers import Agreement, PayerRules, Tenure, payers_on
from property_service.billing.periods import Period
from property_service.billing.rates import Rate, UnitFacts, rate_on
from property_service.billing.rounding import STEPS, money, round_fraction
from property_service.billing.unit_plan import BilledDays, FeeTerms, plan_fee

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
LONG_AGO = date(2020, 1, 1)


def unit(**overrides) -> UnitFacts:
	facts = {
		"name": "U1",
		"building": "B1",
		"unit_type": "Residence",
		"status": "Occupied",
		"delivery_date": None,
		"gross_area": Decimal(100),
		"inner_area": Decimal(80),
	}
	return UnitFacts(**facts | overrides)


def rate(name: str = "R1", **overrides) -> Rate:
	facts = {
		"name": name,
		"fee_item": "F1",
		"scope": "Community",
		"target": "C1",
		"valid_from": LONG_AGO,
		"valid_to": None,
		"basis": "Gross Area",
		"unit_price": Decimal("2.5"),
		"rounding": "Cent",
	}
	return Rate(**facts | overrides)


def tenure(owner: str, share: Fraction | None = None, **overrides) -> Tenure:
	facts = {
		"property_owner": owner,
		"tenure": "By Shares" if share else "Sole",
		"share": share,
		"is_payer": not share,
		"from_date": LONG_AGO,
		"to_date": None,
	}
	return Tenure(**facts | overrides)


def rules(**overrides) -> PayerRules:
	facts = {
		"unit": unit(),
		"fee_item": "F1",
		"named_payer": None,
		"developer": None,
		"tenures": [tenure("Owner")],
		"agreements": [],
	}
	return PayerRules(**facts | overrides)


def parts(period: Period = OCTOBER, rates=None, who: PayerRules | None = None, discount=0):
	return split_period(period, rates or [rate()], who or rules(), Decimal(discount))


# amounts


def test_a_full_month_costs_area_times_price() -> None:
	(part,) = parts()

	assert part.amount == Decimal("250.00")  # 100 m² × 2.50


def test_a_price_with_four_places_is_rounded_once_at_the_end() -> None:
	(part,) = parts(rates=[rate(unit_price=Decimal("0.5469"))])

	assert part.amount == Decimal("54.69")


@pytest.mark.parametrize(
	("rounding", "amount"), [("Cent", "233.45"), ("Tenth", "233.4"), ("Whole Yuan", "233")]
)
def test_rounding_is_the_prices_own(rounding: str, amount: str) -> None:
	(part,) = parts(rates=[rate(basis="Fixed", unit_price=Decimal("233.445"), rounding=rounding)])

	assert part.amount == Decimal(amount)


def test_half_a_cent_is_rounded_up() -> None:
	assert round_fraction(Fraction(1, 200), STEPS["Cent"]) == Decimal("0.01")


def test_a_discount_lowers_the_amount() -> None:
	(part,) = parts(discount="12.5")

	assert part.amount == Decimal("218.75")  # 250 × 0.875


def test_a_price_change_splits_the_month_by_day() -> None:
	first, second = parts(
		rates=[
			rate(valid_to=date(2026, 10, 16)),
			rate("R2", valid_from=date(2026, 10, 17), unit_price=Decimal(3)),
		]
	)

	assert (first.days.days, first.amount) == (16, Decimal("129.03"))  # 250 × 16/31 = 129.032…
	assert (second.days.days, second.amount) == (15, Decimal("145.16"))  # total 274.19 − 129.03


def test_a_change_that_changes_nothing_does_not_split() -> None:
	same_owner = [tenure("Owner", to_date=date(2026, 10, 16)), tenure("Owner", from_date=date(2026, 10, 17))]

	assert len(parts(who=rules(tenures=same_owner))) == 1


def test_three_owners_share_without_losing_a_cent() -> None:
	third = [tenure(name, Fraction(1, 3)) for name in "ABC"]

	amounts = [part.amount for part in parts(rates=[rate(unit_price=Decimal(1))], who=rules(tenures=third))]

	assert amounts == [Decimal("33.33"), Decimal("33.34"), Decimal("33.33")]


@given(
	price=st.decimals(Decimal("0.0001"), 100, places=4),
	area=st.decimals(1, 500, places=2),
	shares=st.lists(st.integers(1, 9), min_size=1, max_size=5),
	change=st.integers(1, 30),
	months=st.integers(1, 3),
	rounding=st.sampled_from(sorted(STEPS)),
)
def test_the_parts_of_a_split_period_add_up_to_the_whole(
	price, area, shares, change, months, rounding
) -> None:
	period = Period(OCTOBER.start, date(2026, 9 + months, 30 if months == 2 else 31))
	tenures = [tenure(f"O{number}", Fraction(share, sum(shares))) for number, share in enumerate(shares)]
	tenures = [
		*(
			Tenure(t.property_owner, t.tenure, t.share, t.is_payer, LONG_AGO, date(2026, 10, change))
			for t in tenures
		),
		tenure("New", from_date=date(2026, 10, change) + timedelta(days=1)),
	]
	terms = [rate(unit_price=price, rounding=rounding)]

	split = parts(period, terms, rules(unit=unit(gross_area=area), tenures=tenures))
	(whole,) = parts(period, terms, rules(unit=unit(gross_area=area)))

	assert sum(part.amount for part in split) == whole.amount
	assert whole.amount == round_fraction(exact_amount(price, area, period), STEPS[rounding])
	assert all(part.amount >= 0 for part in split)
	assert [part.part_no for part in split] == list(range(1, len(split) + 1))


@given(st.permutations([tenure(name, Fraction(1, 4)) for name in "ABCD"]))
def test_the_order_of_owners_does_not_matter(tenures: list[Tenure]) -> None:
	assert parts(who=rules(tenures=tenures)) == parts(who=rules(tenures=sorted(tenures, key=str)))


# prices


def test_the_narrowest_scope_wins() -> None:
	rates = [
		rate("community"),
		rate("building", scope="Building", target="B1"),
		rate("type", scope="Unit Type", target="Residence"),
		rate("unit", scope="Property Unit", target="U1"),
	]

	winners = [rate_on(OCTOBER.start, rates[:count]).name for count in range(1, 5)]

	assert winners == ["community", "building", "type", "unit"]


def test_a_gap_between_prices_skips_the_whole_period() -> None:
	gap = [rate(valid_to=date(2026, 10, 9)), rate("R2", valid_from=date(2026, 10, 12))]

	assert parts(rates=gap) == Skip("no_rate", (date(2026, 10, 10), date(2026, 10, 11)))


def test_a_unit_without_area_is_not_billed_by_area() -> None:
	who = rules(unit=unit(inner_area=Decimal(0)))

	assert parts(rates=[rate(basis="Inner Area")], who=who) == Skip("no_area", ("Inner Area",))
	assert parts(rates=[rate(basis="Fixed")], who=who)[0].amount == Decimal("2.50")


# payers


@pytest.mark.parametrize(
	("overrides", "payer", "source"),
	[
		({"named_payer": "Named"}, "Named", "Unit Fee"),
		({"agreements": [Agreement("Tenant", frozenset({"F1"}), LONG_AGO, None)]}, "Tenant", "Agreement"),
		({"agreements": [Agreement("Tenant", frozenset({"F2"}), LONG_AGO, None)]}, "Owner", "Owner"),
		(
			{"agreements": [Agreement("Tenant", frozenset({"F1"}), LONG_AGO, date(2026, 9, 30))]},
			"Owner",
			"Owner",
		),
		({"developer": "Dev"}, "Owner", "Owner"),
		({"developer": "Dev", "tenures": []}, "Dev", "Developer"),
		({"developer": "Dev", "unit": unit(status="Sold")}, "Dev", "Developer"),
		({"developer": "Dev", "unit": unit(delivery_date=date(2026, 10, 2))}, "Dev", "Developer"),
		({"developer": "Dev", "unit": unit(delivery_date=date(2026, 10, 1))}, "Owner", "Owner"),
		({"tenures": [tenure("B", is_payer=False), tenure("A", is_payer=False)]}, "A", "Owner"),
		({"tenures": [tenure("B"), tenure("A", is_payer=False)]}, "B", "Owner"),
	],
)
def test_the_payer_is_found_in_the_fields_order(overrides: dict, payer: str, source: str) -> None:
	(share,) = payers_on(OCTOBER.start, rules(**overrides))

	assert (share.property_owner, share.source, share.fraction) == (payer, source, 1)


def test_nobody_to_pay_is_told_apart_from_not_delivered() -> None:
	assert parts(who=rules(tenures=[])) == Skip("no_payer", (OCTOBER.start, OCTOBER.end))
	assert parts(who=rules(unit=unit(status="Unsold"))) == Skip("not_delivered", (OCTOBER.start, OCTOBER.end))


def test_the_developer_pays_up_to_the_day_before_delivery() -> None:
	who = rules(developer="Dev", unit=unit(delivery_date=date(2026, 10, 11)))

	first, second = parts(who=who)

	assert (first.share.property_owner, first.days.end) == ("Dev", date(2026, 10, 10))
	assert (second.share.property_owner, second.days.start) == ("Owner", date(2026, 10, 11))


# periods of a run


def plan(billed=(), window: Period = OCTOBER, **terms):
	facts = {"from_date": LONG_AGO, "to_date": None, "months": 1, "discount": Decimal(0)} | terms
	return list(plan_fee(window, FeeTerms(**facts), billed, [rate()], rules()))


def test_days_billed_before_are_never_billed_again() -> None:
	(row,) = plan(billed=[BilledDays(OCTOBER, "BR-1")])

	assert row.outcome == Skip("billed", ("BR-1",))


def test_only_the_free_days_of_a_period_are_billed() -> None:
	(row,) = plan(billed=[BilledDays(Period(date(2026, 10, 1), date(2026, 10, 10)), "BR-1")])

	assert row.days == Period(date(2026, 10, 11), OCTOBER.end)
	assert row.outcome[0].amount == Decimal("169.35")  # 250 × 21/31 = 169.354…


def test_a_fee_begins_and_ends_on_its_own_days() -> None:
	(row,) = plan(from_date=date(2026, 10, 5), to_date=date(2026, 10, 20))

	assert row.days == Period(date(2026, 10, 5), date(2026, 10, 20))
	assert plan(from_date=date(2026, 11, 1)) == []
	assert plan(to_date=date(2026, 9, 30))[0].outcome == Skip("ended", (date(2026, 9, 30),))


def test_a_quarter_billed_in_october_is_silent_in_november() -> None:
	quarter = BilledDays(Period(date(2026, 10, 1), date(2026, 12, 31)), "BR-1")
	november = Period(date(2026, 11, 1), date(2026, 11, 30))

	assert plan(billed=[quarter], window=november, months=3) == []


def test_a_fee_with_full_discount_is_skipped_not_billed_as_zero() -> None:
	(row,) = plan(discount=Decimal(100))

	assert row.outcome == Skip("zero_amount")


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4), st.sampled_from([1, 3]))
def test_planned_days_never_overlap_billed_days_nor_each_other(spans: list, months: int) -> None:
	billed = [
		BilledDays(Period(OCTOBER.start + timedelta(min(span)), OCTOBER.start + timedelta(max(span))), "BR-1")
		for span in spans
	]

	rows = [row for row in plan(billed=billed, months=months) if isinstance(row.outcome, list)]

	held = [row.days for row in billed]
	for row in rows:
		assert not any(row.days.overlaps(days) for days in held)
		held.append(row.days)


# keys and snapshots


def test_a_key_depends_on_fee_day_and_part_and_on_nothing_else() -> None:
	key = charge_key("UF1", OCTOBER.start, 1)

	assert key == charge_key("UF1", date(2026, 10, 1), 1)
	others = {
		charge_key("UF2", OCTOBER.start, 1),
		charge_key("UF1", OCTOBER.end, 1),
		charge_key("UF1", OCTOBER.start, 2),
		one_off_key("Complaint", "C-1", "F1"),
		sentinel("abc"),
	}
	assert key not in others and len(others) == 5
	assert key == key.lower() and len(key) == 64


def test_a_snapshot_holds_what_the_amount_was_made_of() -> None:
	(part,) = parts(Period(date(2026, 10, 17), date(2026, 11, 30)), discount=10)

	assert snapshot(part) == {
		"basis": "Gross Area",
		"quantity": "100",
		"unit_price": "2.5",
		"rate": "R1",
		"months": [["2026-10", 15, 31], ["2026-11", 30, 30]],
		"discount": "10",
		"share": [1, 1],
		"payer": "Owner",
		"rounding": "Cent",
	}


def test_money_keeps_the_printed_figure_of_a_float() -> None:
	assert money(0.1) + money(0.2) == money("0.3")
	assert money(None) == 0
