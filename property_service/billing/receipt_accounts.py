"""Where a receipt's money goes: accounts of modes of payment, accounts of payers, cost centers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import frappe
from frappe import _

from erpnext.accounts.party import get_party_account

from property_service.exceptions import ReceiptError


@dataclass(frozen=True)
class CashAccount:
	"""Where money of one mode of payment arrives in one company."""

	account: str
	currency: str
	is_bank: bool


def cash_accounts(modes: Iterable[str], companies: Iterable[str]) -> dict[tuple[str, str], CashAccount]:
	"""Return where money of each mode arrives in each company; pairs without an account are missing from it."""
	mode, link = frappe.qb.DocType("Mode of Payment"), frappe.qb.DocType("Mode of Payment Account")
	account = frappe.qb.DocType("Account")
	rows = (
		frappe.qb.from_(link)
		.join(mode)
		.on(mode.name == link.parent)
		.join(account)
		.on(account.name == link.default_account)
		.select(
			mode.name.as_("mode"),
			mode.type,
			link.company,
			account.name,
			account.account_type,
			account.account_currency,
		)
		.where(mode.name.isin(sorted(set(modes)) or [""]) & link.company.isin(sorted(set(companies)) or [""]))
		.where((mode.enabled == 1) & (account.disabled == 0) & (account.is_group == 0))
		.orderby(mode.name, link.company)
		.run(as_dict=True)
	)
	return {
		(row.mode, row.company): CashAccount(
			row.name, row.account_currency, "Bank" in (row.type, row.account_type)
		)
		for row in rows
	}


def cash_modes(modes: Iterable[str]) -> set[str]:
	"""Return which of the modes of payment are cash, that is: can give change."""
	return set(
		frappe.get_all(
			"Mode of Payment",
			filters={"name": ("in", sorted(set(modes)) or [""]), "type": "Cash"},
			pluck="name",
			order_by="name",
		)
	)


def party_account(customer: str, company: str, *, advance: bool = False) -> str:
	"""Return the account a Customer's money is booked on in a company; with `advance`, that of money ahead of bills.

	The advance account is the company's own 预收账款 where it books advances separately.
	Raises ReceiptError when the company wants one and none is set.
	"""
	separately = frappe.get_cached_value(
		"Company", company, "book_advance_payments_in_separate_party_account"
	)
	accounts: Sequence[str] = get_party_account("Customer", customer, company, include_advance=True)
	if not (advance and separately):
		return accounts[0]
	if len(accounts) < 2:
		frappe.throw(
			_(
				"Company {0} books advances on an account of their own, but has none. "
				"Set Default Advance Received Account in the company, or lower the money to the bills."
			).format(frappe.bold(company)),
			ReceiptError,
			title=_("No Account for Advances"),
		)
	return accounts[1]


def company_currency(company: str) -> str:
	"""Return the currency a company keeps its books in."""
	return frappe.get_cached_value("Company", company, "default_currency")


def cost_center(community: str, company: str) -> str | None:
	"""Return the cost center of a community where it belongs to the company, else the company's own."""
	own = frappe.get_cached_value("Property Community", community, "cost_center")
	if own and frappe.get_cached_value("Cost Center", own, "company") == company:
		return own
	return frappe.get_cached_value("Company", company, "cost_center")
