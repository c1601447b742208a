"""What planning reads: in bulk, a constant number of queries per run and per chunk of units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import frappe
from frappe.utils import add_months, getdate

from property_service.billing.payers import Agreement, Tenure
from property_service.billing.periods import CYCLE_MONTHS, Period, periods_in
from property_service.billing.rates import Rate, UnitFacts
from property_service.billing.rounding import exact
from property_service.billing.statuses import LIVE
from property_service.billing.unit_plan import BilledDays
from property_service.registry.services import occupant_rows, ownership_rows

# Units per chunk: what one transaction plans, a few thousand charges at most.
UNITS_PER_CHUNK = 500


@dataclass(frozen=True)
class Fee:
	"""What a run needs of a Fee Item."""

	name: str
	title: str
	bill_group: str
	months: int
	collection_order: int


@dataclass(frozen=True)
class UnitFee:
	"""What a run needs of a Unit Fee; `discount` in per cent."""

	name: str
	unit: str
	fee_item: str
	from_date: date
	to_date: date | None
	payer: str | None
	discount: Decimal


@dataclass(frozen=True)
class RunScope:
	"""What holds for the whole run."""

	run: str | None
	community: str
	company: str
	developer: str | None
	building: str | None
	window: Period
	posting_date: date
	due_date: date
	fees: dict[str, Fee]
	rates: dict[str, list[Rate]]


@dataclass
class Chunk:
	"""What holds for some units of the run."""

	units: dict[str, UnitFacts]
	unit_fees: list[UnitFee]
	tenures: dict[str, list[Tenure]]
	agreements: dict[str, list[Agreement]] = field(default_factory=lambda: defaultdict(list))
	billed: dict[str, list[BilledDays]] = field(default_factory=lambda: defaultdict(list))


def run_scope(run: Any, due_date: date) -> RunScope:
	"""Return what a Billing Run (saved or not) bills, with all its prices."""
	community = frappe.get_cached_value(
		"Property Community", run.community, ["company", "developer"], as_dict=True
	)
	window = Period(getdate(run.period_start), getdate(run.period_end))
	fees = _fees([row.fee_item for row in run.fee_items])
	return RunScope(
		run=None if run.is_new() else run.name,
		community=run.community,
		company=community.company,
		developer=community.developer,
		building=run.building or None,
		window=window,
		posting_date=getdate(run.posting_date),
		due_date=due_date,
		fees=fees,
		rates=_rates(run.community, list(fees)),
	)


def _fees(chosen: list[str]) -> dict[str, Fee]:
	filters: dict[str, Any] = {"mode": "Periodic", "enabled": 1}
	if chosen:
		filters["name"] = ["in", chosen]
	rows = frappe.get_all(
		"Fee Item",
		filters=filters,
		fields=["name", "fee_item_name", "bill_group", "billing_cycle", "collection_order"],
		order_by="collection_order, name",
	)
	return {
		row.name: Fee(
			row.name,
			row.fee_item_name,
			row.bill_group,
			CYCLE_MONTHS[row.billing_cycle or "Monthly"],
			row.collection_order,
		)
		for row in rows
	}


def _rates(community: str, fee_items: list[str]) -> dict[str, list[Rate]]:
	rows = frappe.get_all(
		"Fee Rate",
		filters={"community": community, "fee_item": ["in", fee_items], "enabled": 1},
		fields=["*"],
		order_by="valid_from, name",
	)
	by_fee: dict[str, list[Rate]] = defaultdict(list)
	for row in rows:
		target = {"Property Unit": row.unit, "Unit Type": row.unit_type, "Building": row.building}.get(
			row.scope, community
		)
		by_fee[row.fee_item].append(
			Rate(
				row.name,
				row.fee_item,
				row.scope,
				target,
				row.valid_from,
				row.valid_to,
				row.basis,
				exact(row.unit_price),
				row.rounding or "Cent",
			)
		)
	return by_fee


def unit_chunks(scope: RunScope) -> Iterator[list[str]]:
	"""Yield the names of the run's units that have a fee to look at, in the order of the registry."""
	unit, fee = frappe.qb.DocType("Property Unit"), frappe.qb.DocType("Unit Fee")
	query = (
		frappe.qb.from_(unit)
		.inner_join(fee)
		.on(fee.unit == unit.name)
		.select(unit.name)
		.distinct()
		.where(_due(fee, scope))
		.orderby(unit.unit_sort)
		.orderby(unit.name)
	)
	if scope.building:
		query = query.where(unit.building == scope.building)
	names = [row[0] for row in query.run()] if scope.fees else []
	for start in range(0, len(names), UNITS_PER_CHUNK):
		yield names[start : start + UNITS_PER_CHUNK]


def _due(fee: Any, scope: RunScope) -> Any:
	"""Fees that touch the run's days, and those that ended in the month before, to say so once."""
	return (
		(fee.community == scope.community)
		& fee.fee_item.isin(list(scope.fees))
		& (fee.from_date <= full_span(scope).end)
		& (fee.to_date.isnull() | (fee.to_date >= add_months(scope.window.start, -1)))
	)


def full_span(scope: RunScope) -> Period:
	"""Return all days that the run can bill: its window, widened to whole cycles of its fees."""
	cycles = {fee.months for fee in scope.fees.values()} or {1}
	touched = [period for months in cycles for period in periods_in(scope.window, months)]
	return Period(min(period.start for period in touched), max(period.end for period in touched))


def load_chunk(scope: RunScope, units: list[str], *, lock: bool) -> Chunk:
	"""Return everything that planning these units needs.

	With `lock` the Unit Fee rows stay locked until commit, so that no other run plans the same days. They are
	locked first: what is read afterwards includes what the run before us committed.
	"""
	span = full_span(scope)
	unit_fees = _unit_fees(scope, units, lock)
	chunk = Chunk(unit_facts(units), unit_fees, tenures_by_unit(units, span.start, span.end))
	for row in occupant_rows(units, span.start, span.end):
		if row["fees"]:
			agreement = Agreement(
				row["property_owner"], frozenset(row["fees"]), row["from_date"], row["to_date"]
			)
			chunk.agreements[row["unit"]].append(agreement)
	for row in _live_charges([fee.name for fee in unit_fees], span):
		chunk.billed[row.unit_fee].append(
			BilledDays(Period(row.period_start, row.period_end), row.billing_run)
		)
	return chunk


def _unit_fees(scope: RunScope, units: list[str], lock: bool) -> list[UnitFee]:
	fee = frappe.qb.DocType("Unit Fee")
	query = (
		frappe.qb.from_(fee)
		.select(fee.name, fee.unit, fee.fee_item, fee.from_date, fee.to_date, fee.payer, fee.discount_percent)
		.where(fee.unit.isin(units) & _due(fee, scope))
		.orderby(fee.name)
	)
	rows = (query.for_update() if lock else query).run(as_dict=True)
	place = {unit: number for number, unit in enumerate(units)}
	order = {name: number for number, name in enumerate(scope.fees)}
	rows.sort(key=lambda row: (place[row.unit], order[row.fee_item], row.from_date))
	return [
		UnitFee(
			row.name,
			row.unit,
			row.fee_item,
			row.from_date,
			row.to_date,
			row.payer or None,
			exact(row.discount_percent),
		)
		for row in rows
	]


def tenures_by_unit(units: list[str], start: date, end: date) -> dict[str, list[Tenure]]:
	"""Return the ownership of each unit in these days."""
	tenures: dict[str, list[Tenure]] = defaultdict(list)
	for row in ownership_rows(units, start, end):
		tenures[row["unit"]].append(_tenure(row))
	return tenures


def unit_facts(units: Sequence[str]) -> dict[str, UnitFacts]:
	fields = ["name", "building", "unit_type", "status", "delivery_date", "gross_area", "inner_area"]
	rows = frappe.get_all("Property Unit", filters={"name": ["in", units]}, fields=fields, order_by="name")
	return {
		row.name: UnitFacts(
			row.name,
			row.building,
			row.unit_type,
			row.status,
			row.delivery_date,
			exact(row.gross_area),
			exact(row.inner_area),
		)
		for row in rows
	}


def _tenure(row: dict[str, Any]) -> Tenure:
	share = None
	if row["tenure"] == "By Shares" and row["share_denominator"]:
		share = Fraction(row["share_numerator"], row["share_denominator"])
	return Tenure(
		row["property_owner"], row["tenure"], share, bool(row["is_payer"]), row["from_date"], row["to_date"]
	)


def _live_charges(unit_fees: list[str], span: Period) -> list[Any]:
	if not unit_fees:
		return []
	return frappe.get_all(
		"Fee Charge",
		filters={
			"unit_fee": ["in", unit_fees],
			"status": ["in", LIVE],
			"period_start": ["<=", span.end],
			"period_end": [">=", span.start],
		},
		fields=["unit_fee", "period_start", "period_end", "billing_run"],
		order_by="period_start, name",
	)
