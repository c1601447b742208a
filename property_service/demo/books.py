"""The company's side of the demo: bank accounts, ways to pay, cost centers, accounts of the remuneration regime."""

from __future__ import annotations

import frappe

from property_service.demo.company import FIRST_FISCAL_YEAR, ensure_fiscal_years
from property_service.demo.context import Demo
from property_service.demo.estates import ESTATE
from property_service.demo.payments import ALIPAY, CARD, CASH, TRANSFER, WECHAT

DATE_FORMAT = "yyyy-mm-dd"
BANK = "临江银行"
MAIN_ACCOUNT = "临江银行 0188 基本户"
# Mode of payment → the account its money waits or lies in; None is the company's cash account.
MODE_ACCOUNTS = {
	CASH: None,
	TRANSFER: MAIN_ACCOUNT,
	WECHAT: "微信支付待结算",
	ALIPAY: "支付宝待结算",
	CARD: "POS 刷卡待结算",
}
HELD_FOR_OWNERS = "代管物业费（酬金制）"
REMUNERATION_FEES = ("PROPERTY", "ELEVATOR", "PARKING", "OPENING")


def open_books(demo: Demo) -> int:
	"""Create what is missing of fiscal years, accounts, ways to pay and cost centers; return how many."""
	ensure_fiscal_years(FIRST_FISCAL_YEAR, demo.today.year + 1)
	write_days_as_in_china()
	made = sum(ensure_mode(demo.company, mode, account) for mode, account in MODE_ACCOUNTS.items())
	made += ensure_bank_account(demo.company)
	return made + sum(ensure_cost_center(demo.company, estate.name) for estate in demo.estates)


def write_days_as_in_china() -> None:
	"""Show days as 2026-11-23 (GB/T 7408.1-2023).

	ERPNext's wizard writes so into System Settings and leaves 23-11-2026 in the default that pages read; saving the
	settings again does not help, because Frappe only passes on what changed.
	"""
	if frappe.db.get_default("date_format") != DATE_FORMAT:
		frappe.db.set_single_value("System Settings", "date_format", DATE_FORMAT)
		frappe.db.set_default("date_format", DATE_FORMAT)


def ensure_mode(company: str, mode: str, account_name: str | None) -> int:
	"""Give a way to pay its account in the company; return 1 when that was missing."""
	if frappe.db.exists("Mode of Payment Account", {"parent": mode, "company": company}):
		return 0
	account = (
		ensure_bank_ledger(company, account_name)
		if account_name
		else frappe.db.get_value("Account", {"company": company, "account_type": "Cash", "is_group": 0})
	)
	if frappe.db.exists("Mode of Payment", mode):
		document = frappe.get_doc("Mode of Payment", mode)
	else:
		document = frappe.get_doc(doctype="Mode of Payment", mode_of_payment=mode, type="Bank", enabled=1)
	document.append("accounts", {"company": company, "default_account": account})
	document.save()
	return 1


def ensure_bank_ledger(company: str, account_name: str) -> str:
	"""Return the ledger account of this name below the company's bank accounts."""
	values = {"company": company, "account_name": account_name}
	found = frappe.db.get_value("Account", values)
	if found:
		return found
	parent = frappe.db.get_value(
		"Account", {"company": company, "account_type": "Bank", "is_group": 1}, "name", order_by="lft"
	)
	return (
		frappe.get_doc(doctype="Account", account_type="Bank", parent_account=parent, **values).insert().name
	)


def ensure_bank_account(company: str) -> int:
	"""Create the company's bank account as ERPNext's bank reconciliation wants it; return 1 when it was missing."""
	if frappe.db.exists("Bank Account", {"company": company, "bank": BANK}):
		return 0
	if not frappe.db.exists("Bank", BANK):
		frappe.get_doc(doctype="Bank", bank_name=BANK).insert()
	frappe.get_doc(
		doctype="Bank Account",
		account_name="基本户",
		bank=BANK,
		company=company,
		is_company_account=1,
		is_default=1,
		bank_account_no="6200000000000188",
		account=ensure_bank_ledger(company, MAIN_ACCOUNT),
	).insert()
	return 1


def ensure_cost_center(company: str, community: str) -> int:
	"""Create the community's cost center; return 1 when it was missing."""
	if cost_center_of(company, community):
		return 0
	root = frappe.db.get_value("Cost Center", {"company": company, "is_group": 1}, "name", order_by="lft")
	frappe.get_doc(
		doctype="Cost Center", company=company, cost_center_name=community, parent_cost_center=root
	).insert()
	return 1


def cost_center_of(company: str, community: str) -> str | None:
	return frappe.db.get_value("Cost Center", {"company": company, "cost_center_name": community})


def bank_ledger_of(company: str) -> str | None:
	return frappe.db.get_value("Account", {"company": company, "account_name": MAIN_ACCOUNT})


def keep_fees_for_owners(demo: Demo) -> int:
	"""Book the fees of the community run on remuneration as money held for its owners; return how many rows.

	酬金制: what is collected belongs to the owners until it is spent for them, and only the remuneration is the
	company's income (物业服务收费管理办法 发改价格〔2003〕1864 号 §9, §12).
	"""
	company = demo.company
	made = 0
	for fee in REMUNERATION_FEES:
		if frappe.db.exists("Fee Item Account", {"parent": fee, "community": ESTATE}):
			continue
		document = frappe.get_doc("Fee Item", fee)
		document.append(
			"accounts",
			{
				"company": company,
				"community": ESTATE,
				"nature": "Held for Owners",
				"account": ensure_owners_account(company),
			},
		)
		document.save()
		made += 1
	return made


def ensure_owners_account(company: str) -> str:
	"""Return the liability for owners' money, beside the deposits held; its account type stays empty."""
	values = {"company": company, "account_name": HELD_FOR_OWNERS}
	found = frappe.db.get_value("Account", values)
	if found:
		return found
	beside = frappe.db.get_value(
		"Property Company Account", {"company": company}, "collected_for_others_account"
	)
	parent = frappe.db.get_value("Account", beside, "parent_account")
	return frappe.get_doc(doctype="Account", parent_account=parent, **values).insert().name
