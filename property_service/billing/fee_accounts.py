"""Which account, nature and tax a fee has in a company and community."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import frappe
from frappe import _

from property_service.exceptions import MissingAccountError

SETTINGS = "Property Service Settings"
# Fees whose money is passed on unless the fee says otherwise.
PASSED_ON = ("Water", "Electricity", "Gas", "Heating")
# Where money goes by the fee's kind, else by its nature: fields of Property Company Account.
KIND_FIELDS = {"Late Fee": "late_fee_account", "Deposit": "deposit_account"}
NATURE_FIELDS = {
	"Income": "fee_income_account",
	"Collected for Others": "collected_for_others_account",
	"Held for Owners": "collected_for_others_account",
}


@dataclass(frozen=True)
class FeeAccount:
	"""How one fee is booked."""

	account: str
	nature: str
	item_tax_template: str | None = None
	deferred_revenue_account: str | None = None


def fee_accounts(fee_items: Iterable[str], company: str, community: str) -> dict[str, FeeAccount]:
	"""Return how each of `fee_items` is booked: the community's row, else the company's, else by nature.

	Raises MissingAccountError when neither the fee nor the settings name an account.
	"""
	names = list(fee_items)
	kinds = dict(
		frappe.get_all(
			"Fee Item",
			filters={"name": ["in", names]},
			fields=["name", "kind"],
			as_list=True,
			order_by="name",
		)
	)
	rows = _rows_by_fee(names, company)
	return {
		name: _from_row(rows[name], community) or _by_nature(name, kinds.get(name, ""), company)
		for name in names
	}


def _rows_by_fee(fee_items: list[str], company: str) -> dict[str, list[frappe._dict]]:
	rows = frappe.get_all(
		"Fee Item Account",
		filters={"parenttype": "Fee Item", "parent": ["in", fee_items], "company": company},
		fields=["parent", "community", "nature", "account", "item_tax_template", "deferred_revenue_account"],
		order_by="parent, idx",
	)
	by_fee = defaultdict(list)
	for row in rows:
		by_fee[row.parent].append(row)
	return by_fee


def _from_row(rows: list[frappe._dict], community: str) -> FeeAccount | None:
	"""Take the row of the community, else the one without community."""
	for wanted in (community, None):
		for row in rows:
			if (row.community or None) == wanted:
				return FeeAccount(
					row.account,
					row.nature,
					row.item_tax_template or None,
					row.deferred_revenue_account or None,
				)
	return None


def _by_nature(fee_item: str, kind: str, company: str) -> FeeAccount:
	nature = "Collected for Others" if kind in PASSED_ON else "Income"
	if kind == "Opening Balance":
		account = frappe.db.get_value(
			"Account",
			{"company": company, "account_type": "Temporary", "is_group": 0},
			"name",
			order_by="lft",
		)
	else:
		account = _company_account(company, KIND_FIELDS.get(kind) or NATURE_FIELDS[nature])
	if not account:
		frappe.throw(
			_(
				"Fee {0} has no account in company {1}. Add one to the fee, or set the company's accounts."
			).format(frappe.bold(fee_item), frappe.bold(company)),
			exc=MissingAccountError,
			title=_("No Account for the Fee"),
		)
	return FeeAccount(account, nature)


def _company_account(company: str, fieldname: str) -> str | None:
	for row in frappe.get_cached_doc(SETTINGS).company_accounts:
		if row.company == company and row.get(fieldname):
			return row.get(fieldname)
	if fieldname == "fee_income_account":
		return frappe.get_cached_value("Company", company, "default_income_account")
	return None
