"""What must hold between charges, bills and ledgers. For the health page, and for tests after every storm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import frappe
from frappe import _
from frappe.query_builder.functions import Coalesce, Count, Sum

from property_service.billing.schema import charge_key_state
from property_service.billing.statuses import LIVE, POSTED
from property_service.constants import COMMUNITY_DIMENSION

# Examples shown per finding.
SHOWN = 10
CENT = 0.005
Finding = dict[str, Any]


def check_invariants(community: str | None = None) -> list[Finding]:
	"""Return what does not hold, one row per kind: `check`, `message`, `count` and a few `examples`. Empty is healthy.

	Arguments: a Property Community, or None for the whole site. Reads whole tables: for the health page, a daily job
	and tests, not for a form.
	"""
	findings: list[Finding] = []
	for check in _checks():
		findings.extend(check(community))
	return findings


def _checks() -> tuple[Callable[[str | None], Iterator[Finding]], ...]:
	return (
		unique_keys,
		keys_of_live_charges,
		posted_charges_on_one_line,
		lines_with_a_charge,
		settlements_agree,
		outstanding_agrees,
		ledgers_agree,
		run_totals_agree,
	)


def unique_keys(community: str | None) -> Iterator[Finding]:
	state = charge_key_state()
	if not all(state.values()):
		yield _finding(
			"unique_keys",
			_("The key of Fee Charge lost its guarantee in the database. Run bench migrate."),
			[name for name, holds in state.items() if not holds],
		)


def keys_of_live_charges(community: str | None) -> Iterator[Finding]:
	"""A live periodic charge holds a real key, else its days could be billed twice."""
	charge = frappe.qb.DocType("Fee Charge")
	query = (
		frappe.qb.from_(charge)
		.select(charge.name)
		.where(
			charge.status.isin(LIVE) & (charge.charge_kind == "Periodic") & charge.charge_key.like("none:%")
		)
		.orderby(charge.name)
	)
	yield from _listed(
		"keys_of_live_charges",
		_("Charges are live without a key. Void them and bill their days again."),
		_of_community(query, charge.community, community).run(pluck=True),
	)


def posted_charges_on_one_line(community: str | None) -> Iterator[Finding]:
	"""Posted charge ↔ exactly one line of one submitted invoice, over the same amount; planned charge ↔ none."""
	charge, line = frappe.qb.DocType("Fee Charge"), frappe.qb.DocType("Sales Invoice Item")
	bill = frappe.qb.DocType("Sales Invoice")
	on_line = (line.fee_charge == charge.name) & (line.parent == charge.sales_invoice) & (line.docstatus == 1)
	query = (
		frappe.qb.from_(charge)
		.left_join(line)
		.on(on_line)
		.left_join(bill)
		.on((bill.name == line.parent) & (bill.is_return == 0) & (bill.docstatus == 1))
		.select(charge.name)
		.where(charge.status == POSTED)
		.groupby(charge.name, charge.amount)
		.having((Count(bill.name) != 1) | (_apart(charge.amount, Sum(line.amount))))
		.orderby(charge.name)
	)
	yield from _listed(
		"posted_charges_on_one_line",
		_("Posted charges do not stand on exactly one line of a submitted bill over their amount."),
		_of_community(query, charge.community, community).run(pluck=True),
	)


def lines_with_a_charge(community: str | None) -> Iterator[Finding]:
	"""Every line of a submitted bill of ours belongs to a charge that is posted there, or was credited in full."""
	line, bill = frappe.qb.DocType("Sales Invoice Item"), frappe.qb.DocType("Sales Invoice")
	charge = frappe.qb.DocType("Fee Charge")
	credit = frappe.qb.DocType("Sales Invoice Item").as_("credit")
	query = (
		frappe.qb.from_(line)
		.inner_join(bill)
		.on((bill.name == line.parent) & (bill.docstatus == 1) & (bill.is_return == 0))
		.left_join(charge)
		.on(
			(charge.name == line.fee_charge) & (charge.sales_invoice == bill.name) & (charge.status == POSTED)
		)
		.left_join(credit)
		.on((credit.sales_invoice_item == line.name) & (credit.docstatus == 1))
		.select(line.parent)
		.where((bill.property_bill_group > "") & charge.name.isnull())
		.groupby(line.name, line.parent, line.amount)
		.having(_apart(line.amount, Coalesce(Sum(credit.amount), 0) * -1))
		.orderby(line.parent)
	)
	yield from _listed(
		"lines_with_a_charge",
		_("Lines of submitted bills belong to no posted charge."),
		_of_community(query, bill[COMMUNITY_DIMENSION], community).run(pluck=True),
	)


def settlements_agree(community: str | None) -> Iterator[Finding]:
	"""Σ settlements of a bill = total − outstanding."""
	bill, settlement = frappe.qb.DocType("Sales Invoice"), frappe.qb.DocType("Charge Settlement")
	query = (
		frappe.qb.from_(bill)
		.left_join(settlement)
		.on(settlement.sales_invoice == bill.name)
		.select(bill.name)
		.where((bill.docstatus == 1) & (bill.is_return == 0) & (bill.property_bill_group > ""))
		.groupby(bill.name, bill.grand_total, bill.outstanding_amount)
		.having(_apart(Coalesce(Sum(settlement.amount), 0), bill.grand_total - bill.outstanding_amount))
		.orderby(bill.name)
	)
	yield from _listed(
		"settlements_agree",
		_("Settlements of bills differ from what was paid and credited."),
		_of_community(query, bill[COMMUNITY_DIMENSION], community).run(pluck=True),
	)


def outstanding_agrees(community: str | None) -> Iterator[Finding]:
	"""The outstanding amount of a bill = Σ of its payment ledger entries."""
	bill, entry = frappe.qb.DocType("Sales Invoice"), frappe.qb.DocType("Payment Ledger Entry")
	query = (
		frappe.qb.from_(bill)
		.left_join(entry)
		.on((entry.against_voucher_no == bill.name) & (entry.delinked == 0))
		.select(bill.name)
		.where((bill.docstatus == 1) & (bill.is_return == 0) & (bill.property_bill_group > ""))
		.groupby(bill.name, bill.outstanding_amount)
		.having(_apart(Coalesce(Sum(entry.amount), 0), bill.outstanding_amount))
		.orderby(bill.name)
	)
	yield from _listed(
		"outstanding_agrees",
		_("Outstanding amounts of bills differ from the payment ledger."),
		_of_community(query, bill[COMMUNITY_DIMENSION], community).run(pluck=True),
	)


def ledgers_agree(community: str | None) -> Iterator[Finding]:
	"""Per owner's Customer, the general ledger's receivable = the payment ledger's."""
	general, payment = frappe.qb.DocType("GL Entry"), frappe.qb.DocType("Payment Ledger Entry")
	booked = _balances(general, general.debit - general.credit, general.is_cancelled == 0, community)
	open_items = _balances(payment, payment.amount, payment.delinked == 0, community)
	parties = sorted(booked.keys() | open_items.keys())
	yield from _listed(
		"ledgers_agree",
		_("Receivables in the general ledger differ from the payment ledger."),
		[party for party in parties if abs(booked.get(party, 0) - open_items.get(party, 0)) > CENT],
	)


def _balances(entry: Any, amount: Any, valid: Any, community: str | None) -> dict[str, float]:
	"""Return the balance (元) of each owner's Customer on the receivable accounts in one of the two ledgers."""
	customer, account = frappe.qb.DocType("Customer"), frappe.qb.DocType("Account")
	query = (
		frappe.qb.from_(entry)
		.inner_join(customer)
		.on((customer.name == entry.party) & (customer.property_owner > ""))
		.inner_join(account)
		.on((account.name == entry.account) & (account.account_type == "Receivable"))
		.select(entry.party, Sum(amount))
		.where((entry.party_type == "Customer") & valid)
		.groupby(entry.party)
	)
	return dict(_of_community(query, entry[COMMUNITY_DIMENSION], community).run())


def run_totals_agree(community: str | None) -> Iterator[Finding]:
	"""The totals shown on a run = Σ of its charges."""
	run, charge = frappe.qb.DocType("Billing Run"), frappe.qb.DocType("Fee Charge")
	query = (
		frappe.qb.from_(run)
		.left_join(charge)
		.on((charge.billing_run == run.name) & charge.status.isin(LIVE))
		.select(run.name)
		.where((run.docstatus == 1) & run.status.notin(["Queued", "Posting"]))
		.groupby(run.name, run.planned_amount, run.charge_count)
		.having(
			_apart(Coalesce(Sum(charge.amount), 0), run.planned_amount)
			| (Count(charge.name) != run.charge_count)
		)
		.orderby(run.name)
	)
	yield from _listed(
		"run_totals_agree",
		_("Totals of billing runs differ from their charges."),
		_of_community(query, run.community, community).run(pluck=True),
	)


def _apart(one: Any, other: Any) -> Any:
	"""Return the condition that two amounts (元) differ by half a cent or more."""
	difference = one - other
	return (difference > CENT) | (difference < -CENT)


def _of_community(query: Any, field: Any, community: str | None) -> Any:
	return query.where(field == community) if community else query


def _listed(check: str, message: str, names: list[str]) -> Iterator[Finding]:
	if names:
		yield _finding(check, message, list(dict.fromkeys(names)))


def _finding(check: str, message: str, examples: list[str]) -> Finding:
	return {"check": check, "message": message, "count": len(examples), "examples": examples[:SHOWN]}
