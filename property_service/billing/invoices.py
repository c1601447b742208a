"""How charges become one Sales Invoice, as an unsaved document: ERPNext's own code does the rest.

A line's quantity is its amount in 元 and its rate is 1. ERPNext rounds a rate to the cent (100 m² × 0.5469 would
become 55.00) and credits a line of quantity 1 in part only once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from property_service.billing.fee_accounts import FeeAccount, fee_accounts
from property_service.billing.rounding import ZERO, money
from property_service.constants import COMMUNITY_DIMENSION, UOM_YUAN
from property_service.registry.services import unit_labels

Row = dict[str, Any]


@dataclass(frozen=True)
class Fee:
	"""How a fee stands on an invoice line."""

	title: str
	item: str
	account: FeeAccount


@dataclass
class Books:
	"""What all invoices of one community have in common."""

	company: str
	community: str
	currency: str
	debit_to: str
	cost_center: str
	default_language: str
	fees: dict[str, Fee]
	taxes: dict[str, dict[str, float]]
	units: dict[str, Row] = field(default_factory=dict)
	languages: dict[str, str] = field(default_factory=dict)

	def learn(self, charges: Iterable[Row]) -> None:
		"""Read the units and the payers' languages of more charges, two queries for all of them."""
		charges = list(charges)
		self.units |= unit_labels({row.unit for row in charges} - self.units.keys())
		owners = {row.property_owner for row in charges if row.property_owner} - self.languages.keys()
		self.languages |= dict(
			frappe.get_all(
				"Property Owner",
				filters={"name": ["in", list(owners)]},
				fields=["name", "language"],
				as_list=True,
				order_by="name",
			)
		)


def books_of(community: str, fee_items: Iterable[str]) -> Books:
	"""Return the books of a community for these fees. Raises MissingAccountError."""
	company, cost_center = frappe.get_cached_value(
		"Property Community", community, ["company", "cost_center"]
	)
	defaults = frappe.get_cached_value(
		"Company", company, ["default_currency", "default_receivable_account", "cost_center"], as_dict=True
	)
	names = list(fee_items)
	accounts = fee_accounts(names, company, community)
	rows = frappe.get_all(
		"Fee Item", filters={"name": ["in", names]}, fields=["name", "fee_item_name", "item"], order_by="name"
	)
	return Books(
		company=company,
		community=community,
		currency=defaults.default_currency,
		debit_to=defaults.default_receivable_account,
		cost_center=cost_center or defaults.cost_center,
		default_language=frappe.get_cached_doc("Property Service Settings").default_language or "zh",
		fees={row.name: Fee(row.fee_item_name, row.item, accounts[row.name]) for row in rows},
		taxes={
			account.item_tax_template: _tax_rates(account.item_tax_template)
			for account in accounts.values()
			if account.item_tax_template
		},
	)


def _tax_rates(template: str) -> dict[str, float]:
	return {row.tax_type: row.tax_rate for row in frappe.get_cached_doc("Item Tax Template", template).taxes}


def build_invoice(charges: Sequence[Row], books: Books, run: str | None = None) -> Document:
	"""Return the unsaved Sales Invoice of `charges`, which share payer, bill group and period."""
	first = charges[0]
	language = books.languages.get(first.property_owner) or books.default_language
	invoice = frappe.new_doc("Sales Invoice")
	invoice.update(_header(first, books))
	invoice.update(
		{
			"language": language,
			"property_billing_run": run,
			"property_bill_group": first.bill_group,
			"property_owner": first.property_owner,
			"property_period_start": min(row.period_start for row in charges),
			"property_period_end": max(row.period_end for row in charges),
			"is_opening": "Yes" if _is_opening(charges, books) else "No",
		}
	)
	for charge in charges:
		invoice.append("items", _line(charge, books, language))
	for account in _tax_accounts(charges, books):
		invoice.append("taxes", _tax_row(account, books))
	return invoice


def _header(charge: Row, books: Books) -> Row:
	return {
		"company": books.company,
		"customer": charge.payer,
		"posting_date": charge.posting_date,
		"set_posting_time": 1,
		# ERPNext refuses a credit note dated before the minute of its bill, so the bill takes the first one.
		"posting_time": "00:00:00",
		"due_date": max(charge.due_date or charge.posting_date, charge.posting_date),
		"currency": books.currency,
		"conversion_rate": 1,
		"price_list_currency": books.currency,
		"plc_conversion_rate": 1,
		"debit_to": books.debit_to,
		"cost_center": books.cost_center,
		COMMUNITY_DIMENSION: books.community,
		"ignore_pricing_rule": 1,
		"allocate_advances_automatically": 0,
		"disable_rounded_total": 1,
		"update_stock": 0,
		"is_pos": 0,
	}


def _line(charge: Row, books: Books, language: str) -> Row:
	fee = books.fees[charge.fee_item]
	account = fee.account
	line = {
		"item_code": fee.item,
		"item_name": _(fee.title, lang=language),
		"description": _description(charge, books, language),
		"qty": charge.amount,
		"rate": 1,
		"price_list_rate": 1,
		"uom": UOM_YUAN,
		"stock_uom": UOM_YUAN,
		"conversion_factor": 1,
		"income_account": account.account,
		"cost_center": books.cost_center,
		COMMUNITY_DIMENSION: books.community,
		"property_unit": charge.unit,
		"fee_charge": charge.name,
		"service_start_date": charge.period_start,
		"service_end_date": charge.period_end,
	}
	if account.item_tax_template:
		line["item_tax_template"] = account.item_tax_template
		line["item_tax_rate"] = json.dumps(books.taxes[account.item_tax_template])
	if account.deferred_revenue_account:
		line |= {"enable_deferred_revenue": 1, "deferred_revenue_account": account.deferred_revenue_account}
	return line


def _description(charge: Row, books: Books, language: str) -> str:
	"""Return what the payer reads on the line, in the payer's own language."""
	unit = books.units.get(charge.unit, {}).get("unit_title") or charge.unit
	text = _("{0}, {1}, {2} to {3}", lang=language).format(
		_(books.fees[charge.fee_item].title, lang=language),
		unit,
		charge.period_start.isoformat(),
		charge.period_end.isoformat(),
	)
	note = charge.get("description")
	return f"{text}: {note}" if note else text


def _is_opening(charges: Sequence[Row], books: Books) -> bool:
	"""Arrears from before the system started are booked against the temporary opening account."""
	accounts = {books.fees[row.fee_item].account.account for row in charges}
	return all(frappe.get_cached_value("Account", name, "account_type") == "Temporary" for name in accounts)


def _tax_accounts(charges: Sequence[Row], books: Books) -> list[str]:
	templates = {books.fees[row.fee_item].account.item_tax_template for row in charges} - {None}
	return sorted({account for template in templates for account in books.taxes[template]})


def _tax_row(account: str, books: Books) -> Row:
	# Rate 0 for lines without a template; each line's own template brings its rate. Prices include the tax.
	return {
		"charge_type": "On Net Total",
		"account_head": account,
		"description": account,
		"rate": 0,
		"included_in_print_rate": 1,
		"cost_center": books.cost_center,
		COMMUNITY_DIMENSION: books.community,
	}


def total_of(charges: Iterable[Row]) -> Decimal:
	return sum((money(row.amount) for row in charges), ZERO)
