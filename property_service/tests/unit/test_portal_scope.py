"""Who may see what on which day, as plain values."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from property_service.portal.scope import Scope, Tie

TODAY = date(2026, 11, 20)
FIRST = date(2024, 1, 1)


def tie(unit: str = "U1", start: date = FIRST, end: date | None = None, **rights: bool) -> Tie:
	owned = rights.pop("is_owner", True)
	return Tie(unit, "PO-1", start, end, owned, rights.get("can_pay", owned), rights.get("can_report", owned))


def scope(*ties: Tie) -> Scope:
	return Scope("a@test.invalid", TODAY, ("PO-1",), (), ties)


def test_both_ends_of_a_tie_count() -> None:
	row = tie(start=date(2026, 1, 1), end=TODAY)
	assert row.holds_on(date(2026, 1, 1)) and row.holds_on(TODAY)
	assert not row.holds_on(TODAY + timedelta(days=1)) and not row.holds_on(date(2025, 12, 31))


def test_unit_sold_yesterday_is_gone_with_its_past() -> None:
	sold = scope(tie(end=TODAY - timedelta(days=1)))
	assert sold.units() == [] and sold.spans("pay") == []


def test_owner_holds_every_right_and_occupant_only_those_given() -> None:
	family = scope(tie(is_owner=False, can_report=True, can_pay=False))
	assert family.units("see") == family.units("report") == ["U1"]
	assert family.units("pay") == [] and not family.may("pay", "U1")
	assert scope(tie()).may("pay", "U1")


def test_renewed_tie_keeps_the_days_before_the_renewal() -> None:
	"""A sole owner who adds a spouse gets a new row; the old row's days still count."""
	spans = scope(tie(end=date(2026, 6, 30)), tie(start=date(2026, 7, 1))).spans("report")
	assert [(span.from_date, span.to_date) for span in spans] == [
		(FIRST, date(2026, 6, 30)),
		(date(2026, 7, 1), None),
	]


def test_units_with_the_same_days_share_one_span() -> None:
	spans = scope(tie("U2"), tie("U1"), tie("U3", end=date(2025, 1, 1))).spans("pay")
	assert [(span.units, span.to_date) for span in spans] == [(("U1", "U2"), None)]


def test_nobody_is_no_resident() -> None:
	nobody = Scope("x@test.invalid", TODAY)
	assert not nobody.is_resident and nobody.units() == [] and nobody.spans("report") == []


days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
ties = st.builds(
	Tie,
	unit=st.sampled_from(["U1", "U2", "U3"]),
	property_owner=st.just("PO-1"),
	from_date=days,
	to_date=st.none() | days,
	is_owner=st.booleans(),
	can_pay=st.booleans(),
	can_report=st.booleans(),
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ties, max_size=8), st.sampled_from(["see", "pay", "report"]))
def test_spans_never_name_a_unit_that_is_not_held_today(rows: list[Tie], right: str) -> None:
	person = scope(*rows)
	named = {unit for span in person.spans(right) for unit in span.units}
	assert named == set(person.units(right)) <= set(person.units("see"))
