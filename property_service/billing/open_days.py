"""Whether a company's books are open on a day, asked before a run writes anything."""

from __future__ import annotations

from datetime import date

import frappe
from frappe import _
from frappe.query_builder.functions import Max
from frappe.utils import add_days, format_date, getdate

from erpnext.accounts.utils import FiscalYearError, get_fiscal_year

from property_service.compat import books_frozen_until
from property_service.exceptions import BillingRunError


def refuse_closed_day(company: str, day: date) -> None:
	"""Raise BillingRunError with the remedy when no Sales Invoice can be booked in `company` on `day`."""
	_refuse_without_fiscal_year(company, day)
	last = _last_closed_day(company, day)
	if last and getdate(day) <= last:
		frappe.throw(
			_(
				"The books of {0} are closed through {1}. Choose a posting date from {2} on, or open the period."
			).format(
				frappe.bold(company),
				frappe.bold(format_date(last)),
				frappe.bold(format_date(add_days(last, 1))),
			),
			exc=BillingRunError,
			title=_("Period Closed"),
		)


def _refuse_without_fiscal_year(company: str, day: date) -> None:
	try:
		get_fiscal_year(day, company=company, verbose=0)
	except FiscalYearError:
		frappe.throw(
			_(
				"No fiscal year of {0} contains {1}. Create it under Fiscal Year, then submit the run again."
			).format(frappe.bold(company), frappe.bold(format_date(day))),
			exc=BillingRunError,
			title=_("Fiscal Year Missing"),
		)


def _last_closed_day(company: str, day: date) -> date | None:
	"""Return the latest day closed by an Accounting Period around `day`, a closing voucher or a frozen ledger."""
	closings = (
		_accounting_period_end(company, day),
		_closing_voucher_end(company),
		books_frozen_until(company),
	)
	return max((getdate(closing) for closing in closings if closing), default=None)


def _accounting_period_end(company: str, day: date) -> date | None:
	period, closed = frappe.qb.DocType("Accounting Period"), frappe.qb.DocType("Closed Document")
	query = (
		frappe.qb.from_(period)
		.inner_join(closed)
		.on(closed.parent == period.name)
		.select(Max(period.end_date))
		.where((period.company == company) & (period.start_date <= day) & (period.end_date >= day))
		.where((closed.document_type == "Sales Invoice") & (closed.closed == 1))
	)
	return query.run()[0][0]


def _closing_voucher_end(company: str) -> date | None:
	voucher = frappe.qb.DocType("Period Closing Voucher")
	query = (
		frappe.qb.from_(voucher)
		.select(Max(voucher.period_end_date))
		.where((voucher.company == company) & (voucher.docstatus == 1))
	)
	return query.run()[0][0]
