"""The four accounts this app books to, found or made for each company and remembered in Property Service Settings."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from property_service.site_setup import account_tree, memory
from property_service.site_setup.fees import add_company_to_fees
from property_service.site_setup.language import site_language

SETTINGS = "Property Service Settings"
NEIGHBOURS = {
	account_tree.LIABILITY: "default_payable_account",
	account_tree.INCOME: "default_income_account",
}


def company_accounts() -> dict[str, tuple[str, str]]:
	"""Return field of Property Company Account → root type and name of the account, in the site's language.

	The two liabilities have an empty account type: Receivable would show them in Accounts Receivable, Payable would
	break the invoice line.
	"""
	lang = site_language()
	return {
		"deposit_account": (account_tree.LIABILITY, _("Deposits Held", lang)),
		"collected_for_others_account": (account_tree.LIABILITY, _("Collected for Others", lang)),
		"late_fee_account": (account_tree.INCOME, _("Late Fee Income", lang)),
		"fee_income_account": (account_tree.INCOME, _("Property Fee Income", lang)),
	}


def ensure_all_company_accounts() -> None:
	"""Find or make the accounts of every company, parents before their subsidiaries."""
	for company in frappe.get_all("Company", pluck="name", order_by="lft"):
		ensure_company_accounts(company)


def ensure_company_accounts(company: str) -> None:
	"""Find or make the accounts of one company. Does nothing while the company has no chart of accounts."""
	settings = frappe.get_doc(SETTINGS)
	row = next((row for row in settings.company_accounts if row.company == company), None)
	wanted = {name: plan for name, plan in company_accounts().items() if not (row and row.get(name))}
	if not wanted or not frappe.db.exists("Account", {"company": company}):
		return
	is_new = row is None
	row = row or settings.append("company_accounts", {"company": company})
	for fieldname, (root_type, account_name) in wanted.items():
		row.set(fieldname, find_or_make_account(company, fieldname, root_type, account_name))
	# who may create a company gets its chart from ERPNext without further rights, and these accounts with it
	settings.save(ignore_permissions=True)
	if is_new:
		add_company_to_fees(row)


def find_or_make_account(company: str, fieldname: str, root_type: str, account_name: str) -> str:
	filters = {"company": company, "account_name": account_name, "root_type": root_type, "is_group": 0}
	found = frappe.db.get_value("Account", {**filters, "account_type": ["in", ["", None]], "disabled": 0})
	key = f"account/{company}/{fieldname}"
	account = found or make_account(company, root_type, account_name)
	if not memory.recall(key):
		memory.remember(key, "Account", account, status=memory.CREATED_ONCE, made_by_app=0 if found else 1)
	return account


def make_account(company: str, root_type: str, account_name: str) -> str:
	parent = group_for(company, root_type) or make_root(company, root_type)
	return insert_account(company, root_type, account_name, parent_account=parent)


def group_for(company: str, root_type: str) -> str | None:
	rows = frappe.get_all(
		"Account",
		filters={"company": company, "disabled": 0},
		fields=["name", "parent_account", "is_group", "root_type", "account_type", "lft", "rgt"],
		order_by="lft",
	)
	accounts = [
		account_tree.Account(
			row.name,
			row.parent_account,
			bool(row.is_group),
			row.root_type or "",
			row.account_type or "",
			row.lft,
			row.rgt,
		)
		for row in rows
	]
	neighbour = frappe.db.get_value("Company", company, NEIGHBOURS[root_type])
	return account_tree.group_for(accounts, root_type, neighbour)


def make_root(company: str, root_type: str) -> str:
	"""Make a root group in a chart that has none of this root type, as China's own template in ERPNext."""
	lang = site_language()
	names = {
		account_tree.LIABILITY: _("Property Service Liabilities", lang),
		account_tree.INCOME: _("Property Service Income", lang),
	}
	root = insert_account(company, root_type, names[root_type], is_group=1)
	memory.remember(
		f"account/{company}/{root_type}", "Account", root, status=memory.CREATED_ONCE, made_by_app=1
	)
	return root


def insert_account(company: str, root_type: str, account_name: str, **values: Any) -> str:
	account = frappe.get_doc(
		doctype="Account",
		company=company,
		account_name=account_name,
		root_type=root_type,
		report_type="Balance Sheet" if root_type == account_tree.LIABILITY else "Profit and Loss",
		account_currency=frappe.get_cached_value("Company", company, "default_currency"),
		**values,
	)
	# see ensure_company_accounts; a root account has no parent, which ERPNext's own charts pass over the same way
	account.flags.ignore_permissions = True
	account.flags.ignore_mandatory = bool(values.get("is_group"))
	return account.insert().name


def on_company_update(doc: Document, method: str | None = None) -> None:
	"""Give a company its accounts once it has a chart: ERPNext makes that in Company.on_update, not before."""
	if not frappe.flags.in_uninstall:
		ensure_company_accounts(doc.name)


def on_company_trash(doc: Document, method: str | None = None) -> None:
	"""Forget the accounts of a company that is deleted; ERPNext deletes the accounts themselves."""
	for doctype in ("Property Company Account", "Fee Item Account"):
		frappe.db.delete(doctype, {"company": doc.name})
	frappe.db.delete(memory.DOCTYPE, {"record_key": ["like", f"account/{doc.name}/%"]})
	frappe.clear_document_cache(SETTINGS, SETTINGS)
