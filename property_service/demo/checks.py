"""Do our totals, the General Ledger and the Accounts Receivable report say the same? To the cent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import frappe
from frappe.query_builder.functions import Sum

from property_service.constants import COMMUNITY_DIMENSION
from property_service.demo.context import Demo

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Agreement:
	"""What a community's payers owe less what they paid ahead, in 元, as our charges, ledger and report have it."""

	community: str
	ours: Decimal
	ledger: Decimal
	report: Decimal
	billed: Decimal
	paid: Decimal

	@property
	def holds(self) -> bool:
		return self.ours == self.ledger == self.report


def agreements(demo: Demo) -> list[Agreement]:
	"""Return one comparison per community."""
	reports = receivable_report(demo)
	return [agreement_of(demo, estate.name, reports.get(estate.name, Decimal(0))) for estate in demo.estates]


def agreement_of(demo: Demo, community: str, report: Decimal) -> Agreement:
	billed, settled, credited = charge_totals(community)
	advances = advance_total(community)
	return Agreement(
		community=community,
		ours=billed - settled - credited - advances,
		ledger=ledger_total(demo.company, community),
		report=report,
		billed=billed,
		paid=settled + advances,
	)


def charge_totals(community: str) -> tuple[Decimal, Decimal, Decimal]:
	"""Return what our posted Fee Charges add up to: billed, settled and credited, in 元."""
	charge = frappe.qb.DocType("Fee Charge")
	row = (
		frappe.qb.from_(charge)
		.select(Sum(charge.amount), Sum(charge.settled_amount), Sum(charge.credited_amount))
		.where((charge.community == community) & (charge.status == "Posted"))
		.run()[0]
	)
	return yuan(row[0]), yuan(row[1]), yuan(row[2])


def advance_total(community: str) -> Decimal:
	"""Return what payers of the community have paid ahead and not used yet, in 元."""
	payment = frappe.qb.DocType("Payment Entry")
	return yuan(
		frappe.qb.from_(payment)
		.select(Sum(payment.unallocated_amount))
		.where((payment[COMMUNITY_DIMENSION] == community) & (payment.docstatus == 1))
		.run()[0][0]
	)


def ledger_total(company: str, community: str) -> Decimal:
	"""Return debit less credit of the community on receivable accounts in the General Ledger, in 元."""
	entry, account = frappe.qb.DocType("GL Entry"), frappe.qb.DocType("Account")
	return yuan(
		frappe.qb.from_(entry)
		.join(account)
		.on(account.name == entry.account)
		.select(Sum(entry.debit - entry.credit))
		.where((entry.company == company) & (entry[COMMUNITY_DIMENSION] == community))
		.where((entry.is_cancelled == 0) & (account.account_type == "Receivable"))
		.run()[0][0]
	)


def receivable_report(demo: Demo) -> dict[str, Decimal]:
	"""Return community → what ERPNext's own Accounts Receivable report has outstanding there, in 元."""
	from erpnext.accounts.report.accounts_receivable.accounts_receivable import execute

	totals: dict[str, Decimal] = {}
	for estate in demo.estates:
		filters = frappe._dict(
			company=demo.company,
			report_date=frappe.utils.today(),
			ageing_based_on="Due Date",
			range="30, 60, 90, 120",
		)
		filters[COMMUNITY_DIMENSION] = [estate.name]
		rows = execute(filters)[1]
		totals[estate.name] = sum(
			(yuan(row["outstanding"]) for row in rows if row.get("voucher_no")), Decimal(0)
		)
	return totals


def yuan(amount: float | Decimal | None) -> Decimal:
	return Decimal(str(amount or 0)).quantize(CENT)
