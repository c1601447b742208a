"""What the command prints at the end: address, logins, the last billing run, and whether the books agree."""

from __future__ import annotations

from collections.abc import Iterator

import frappe

from property_service.demo.checks import Agreement, agreements
from property_service.demo.context import Demo
from property_service.demo.portal_users import shown_logins
from property_service.demo.staff import PASSWORD, STAFF

ALL_COMMUNITIES = "all communities"


def login_lines(demo: Demo, address: str) -> Iterator[str]:
	"""Yield the lines to print."""
	yield f"Property Service demo: {address}"
	yield f"Staff sign in at {address}/login, password {PASSWORD}"
	for member in STAFF:
		yield f"  {member.profile:<20} {member.email:<30} {member.name}, {member.community or ALL_COMMUNITIES}"
	yield f"  {'Administrator':<20} {'Administrator':<30} the password of the site, admin unless you chose one"
	yield f"Owners sign in at {address}/property, password {PASSWORD}"
	for name, login in shown_logins(demo):
		yield f"  {login:<51} {name}"
	yield from run_lines(demo)
	for agreement in agreements(demo):
		yield from agreement_lines(agreement)


def run_lines(demo: Demo) -> Iterator[str]:
	"""Yield the newest posted billing run of each community."""
	for estate in demo.estates:
		run = frappe.get_all(
			"Billing Run",
			filters={"community": estate.name, "docstatus": 1},
			fields=["name", "period_start", "status", "invoice_count", "posted_amount"],
			order_by="period_start desc, creation desc",
			limit=1,
		)
		for row in run:
			yield (
				f"Billing run {row.name}: {estate.name}, {row.period_start:%Y-%m}, {row.status}, "
				f"{row.invoice_count} bills, {row.posted_amount:,.2f} 元"
			)


def agreement_lines(agreement: Agreement) -> Iterator[str]:
	"""Yield whether charges, General Ledger and Accounts Receivable say the same, and by how much they differ."""
	yield (
		f"{agreement.community}: billed {agreement.billed:,.2f}, paid {agreement.paid:,.2f}, "
		f"open {agreement.ours:,.2f} 元"
	)
	if agreement.holds:
		yield "  our charges = General Ledger = Accounts Receivable report"
		return
	yield (
		f"  THEY DIFFER: our charges {agreement.ours:,.2f}, General Ledger {agreement.ledger:,.2f}, "
		f"Accounts Receivable report {agreement.report:,.2f} 元"
	)
