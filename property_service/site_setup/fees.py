"""The fees a property company usually charges, with their ERPNext Items. Created once, then the company's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils.nestedset import get_root_of

from property_service.site_setup import memory
from property_service.site_setup.language import site_language

INCOME = "Income"
COLLECTED = "Collected for Others"
SETTINGS = "Property Service Settings"
# Opening bills book to the account ERPNext's own opening tool uses, which no row of ours holds.
OPENING = "opening"


@dataclass(frozen=True)
class Fee:
	"""One fee to create: `account` is the field of Property Company Account it books to, or OPENING."""

	code: str
	name: str
	kind: str
	mode: str
	bill_group: str
	collection_order: int
	nature: str
	account: str

	@property
	def key(self) -> str:
		return f"fee_item/{self.code.lower()}"


def usual_fees() -> list[Fee]:
	"""Return the fees in the order in which a part payment settles them, named in the site's language."""
	lang = site_language()
	opening, income, late, collected, deposit = (
		(INCOME, OPENING),
		(INCOME, "fee_income_account"),
		(INCOME, "late_fee_account"),
		(COLLECTED, "collected_for_others_account"),
		(COLLECTED, "deposit_account"),
	)
	rows = (
		("OPENING", _("Opening Balance", lang), "Opening Balance", "One-off", "Opening", 5, opening),
		("PROPERTY", _("Property Management Fee", lang), "Property Fee", "Periodic", "Property", 10, income),
		("ELEVATOR", _("Elevator Fee", lang), "Elevator", "Periodic", "Property", 20, income),
		("PARKING", _("Parking Service Fee", lang), "Parking", "Periodic", "Property", 30, income),
		("SHARED", _("Shared Utilities", lang), "Shared Utilities", "Shared", "Utilities", 40, collected),
		("WATER", _("Water Fee", lang), "Water", "Metered", "Utilities", 50, collected),
		("ELECTRICITY", _("Electricity Fee", lang), "Electricity", "Metered", "Utilities", 60, collected),
		("HEATING", _("Heating Fee", lang), "Heating", "Periodic", "Utilities", 70, collected),
		(
			"DECOWASTE",
			_("Decoration Waste Removal", lang),
			"Decoration Waste",
			"One-off",
			"Service",
			80,
			income,
		),
		("SERVICE", _("Paid Service", lang), "Service", "One-off", "Service", 90, income),
		("LATEFEE", _("Late Fee", lang), "Late Fee", "One-off", "Late Fee", 100, late),
		("DECODEPOSIT", _("Decoration Deposit", lang), "Deposit", "Deposit", "Deposit", 110, deposit),
		("KEYDEPOSIT", _("Key and Card Deposit", lang), "Deposit", "Deposit", "Deposit", 120, deposit),
	)
	return [Fee(*row[:6], *row[6]) for row in rows]


def create_fees() -> None:
	"""Create the fees that were never created here, each with its Item and a row per company."""
	companies = frappe.get_doc(SETTINGS).company_accounts
	for fee in usual_fees():
		if not memory.recall(fee.key):
			create_fee(fee, companies)


def create_fee(fee: Fee, companies: list[Document]) -> None:
	item = create_item(fee)
	if not item:
		return
	rows = [account_row(fee, company) for company in companies]
	values = {
		"fee_code": fee.code,
		"fee_item_name": fee.name,
		"kind": fee.kind,
		"mode": fee.mode,
		"bill_group": fee.bill_group,
		"collection_order": fee.collection_order,
		"item": item,
		"accounts": [row for row in rows if row["account"]],
	}
	memory.create_once(fee.key, "Fee Item", fee.code, values)


def create_item(fee: Fee) -> str | None:
	"""Create the Item that stands for the fee on invoices: a service, counted in yuan. None when it was deleted."""
	code = f"FEE-{fee.code}"
	settings = frappe.get_doc(SETTINGS)
	values = {
		"item_code": code,
		"item_name": fee.name,
		"item_group": settings.item_group or get_root_of("Item Group"),
		"stock_uom": settings.uom_yuan,
		"is_stock_item": 0,
		"is_sales_item": 1,
		"is_purchase_item": 0,
		"include_item_in_manufacturing": 0,
	}
	return memory.create_once(f"item/{fee.code.lower()}", "Item", code, values)


def account_row(fee: Fee, company: Document) -> dict[str, Any]:
	account = opening_account(company.company) if fee.account == OPENING else company.get(fee.account)
	return {"company": company.company, "nature": fee.nature, "account": account}


def opening_account(company: str) -> str | None:
	filters = {"company": company, "account_type": "Temporary", "is_group": 0, "disabled": 0}
	return frappe.db.get_value("Account", filters, order_by="lft")


def add_company_to_fees(company: Document) -> None:
	"""Give the usual fees a row for a company that came later.

	Arguments: `company` is its row in Property Service Settings. A fee that has a row for it is left alone.
	"""
	for fee in usual_fees():
		name = memory.standing_record(fee.key)
		row = account_row(fee, company)
		known = {"parent": name, "company": company.company}
		if not name or not row["account"] or frappe.db.exists("Fee Item Account", known):
			continue
		item = frappe.get_doc("Fee Item", name)
		item.append("accounts", row)
		# who may create a company may not necessarily edit fees
		item.save(ignore_permissions=True)
