"""What the print formats Bill Notice and Property Receipt show, and their PDFs.

`bill_notice` and `receipt` are Jinja methods: they return plain data, so that a print format needs no query and an
administrator who rewrites one cannot print more than the document's reader may see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.translate import print_language
from frappe.utils import money_in_words
from frappe.utils.pdf import get_pdf
from frappe.www.printview import validate_print_permission

from property_service.billing.amount_in_words import yuan_in_capitals
from property_service.billing.bills import open_bills
from property_service.billing.explanation import bill_details
from property_service.billing.rounding import ZERO, money
from property_service.constants import COMMUNITY_DIMENSION
from property_service.registry.services import mask_phone

BILL_NOTICE = "Bill Notice"
RECEIPT = "Property Receipt"
TERMS = "Bill Notice Terms"
# More earlier bills than this are summed up in one row, so that a notice stays on its page.
EARLIER_BILLS_SHOWN = 8
YUAN_SIGN = "¥"
STYLE_SHEET = re.compile(r"""<link[^>]*\brel="stylesheet"[^>]*>""")
# What a page without that style sheet still needs: no links for the screen, no margin beside the paper's.
BARE_STYLE = "<style>.print-hide { display: none; } body { margin: 0; }</style>"

Data = dict[str, Any]


def bill_notice(doc: Document | str) -> Data:
	"""Return what a bill notice (缴费通知单) shows of a Sales Invoice, in the reader's language.

	Arguments: the invoice or its name. Amounts are Decimals in 元, dates are dates, texts are plain and not escaped,
	except `terms`, which is HTML.
	Returns name, language, symbol, posting_date, due_date, period_start, period_end, payer {name, phone (masked)},
	community {…}, units, several_units, lines [{unit, fee, period_start, period_end, explanation, amount, open_amount}], total,
	settled, outstanding, earlier [{name, units, period_start, period_end, due_date, outstanding}], earlier_more,
	earlier_total, total_due, in_words, bank_account, terms.
	Raises PermissionError for who may not print the invoice.
	"""
	invoice = _printable(doc, "Sales Invoice")
	details = bill_details(invoice.name) or {}
	earlier = _earlier_bills(invoice)
	outstanding = money(invoice.outstanding_amount)
	earlier_total = sum((bill["outstanding"] for bill in earlier), ZERO)
	return {
		"name": invoice.name,
		"language": frappe.local.lang,
		"symbol": _symbol(invoice.currency),
		"posting_date": invoice.posting_date,
		"due_date": invoice.due_date,
		"period_start": details.get("period_start"),
		"period_end": details.get("period_end"),
		"payer": _payer(invoice.get("property_owner"), invoice.customer_name),
		"community": _community(invoice.get(COMMUNITY_DIMENSION), invoice.company),
		"units": details.get("units", ""),
		"several_units": len(details.get("unit_names", [])) > 1,
		"lines": _lines(invoice, details),
		"total": money(invoice.grand_total),
		"settled": money(invoice.grand_total) - outstanding,
		"outstanding": outstanding,
		"earlier": earlier[:EARLIER_BILLS_SHOWN],
		"earlier_more": max(0, len(earlier) - EARLIER_BILLS_SHOWN),
		"earlier_total": earlier_total,
		"total_due": outstanding + earlier_total,
		"in_words": in_words(outstanding + earlier_total, invoice.currency),
		"bank_account": _bank_account(invoice.company),
		"terms": frappe.db.get_value("Terms and Conditions", {"name": TERMS, "disabled": 0}, "terms") or "",
	}


def receipt(doc: Document | str) -> Data:
	"""Return what a receipt (收款单) shows of a Property Receipt, in the reader's language.

	Arguments: the receipt or its name. Amounts are Decimals in 元, texts are plain and not escaped.
	Returns name, language, symbol, posting_date, status, is_void, void_reason, channel, cashier, payer {name, phone
	(masked)}, community {…}, bills [{bill, description, payer_name, amount, left}], tenders [{mode, amount,
	reference_no}], bill_total, advance, change, total, in_words, remarks.
	Raises PermissionError for who may not print the receipt.
	"""
	source = _printable(doc, RECEIPT)
	return {
		"name": source.name,
		"language": frappe.local.lang,
		"symbol": _symbol(source.currency),
		"posting_date": source.posting_date,
		"status": _(source.status),
		"is_void": source.docstatus == 2,
		"void_reason": source.void_reason or "",
		"channel": _(source.channel),
		"cashier": frappe.db.get_value("User", source.cashier, "full_name") or "",
		"payer": _payer(source.property_owner, source.payer_name),
		"community": _community(source.community, source.company),
		"bills": [
			{
				"bill": row.sales_invoice,
				"description": row.description,
				"payer_name": row.payer_name,
				"amount": money(row.amount),
				"left": money(row.outstanding_amount) - money(row.amount),
			}
			for row in source.bills
		],
		"tenders": [
			{
				"mode": _(row.mode_of_payment),
				"amount": money(row.amount),
				"reference_no": row.reference_no or "",
			}
			for row in source.tenders
		],
		"bill_total": money(source.bill_total),
		"advance": money(source.advance_amount),
		"change": money(source.change_amount),
		"total": money(source.total_amount),
		"in_words": in_words(money(source.total_amount), source.currency),
		"remarks": source.remarks or "",
	}


def in_words(amount: Decimal, currency: str) -> str:
	"""Return an amount in words: 人民币大写 for yuan read in Chinese, else as ERPNext writes it."""
	if frappe.local.lang.startswith("zh") and currency == "CNY":
		return yuan_in_capitals(amount)
	return money_in_words(float(amount), currency)


def bill_notice_pdf(sales_invoice: str, language: str | None = None) -> bytes:
	"""Return the bill notice of a Sales Invoice as PDF, in `language` (zh, en) or the reader's.

	Checks no permission: the caller has decided that the reader may see the bill.
	"""
	return _pdf("Sales Invoice", sales_invoice, BILL_NOTICE, language)


def receipt_pdf(receipt: str, language: str | None = None) -> bytes:
	"""Return a Property Receipt as PDF. Checks no permission, as `bill_notice_pdf`."""
	return _pdf(RECEIPT, receipt, RECEIPT, language)


def _pdf(doctype: str, name: str, print_format: str, language: str | None) -> bytes:
	with print_language(language), _after_own_check():
		try:
			return frappe.get_print(doctype, name, print_format, as_pdf=True)
		except OSError:
			# wkhtmltopdf fetches Frappe's style sheet by the site's public name, which a server behind a proxy often
			# cannot reach itself. Our formats bring their own style, so a paper without it beats no paper.
			return get_pdf(STYLE_SHEET.sub(BARE_STYLE, frappe.get_print(doctype, name, print_format)))


@contextmanager
def _after_own_check() -> Iterator[None]:
	"""Let Frappe print without its own permission check, as its e-mail attachments do."""
	before = frappe.flags.ignore_print_permissions
	frappe.flags.ignore_print_permissions = True
	try:
		yield
	finally:
		frappe.flags.ignore_print_permissions = before


def _printable(doc: Document | str, doctype: str) -> Document:
	document = frappe.get_doc(doctype, doc) if isinstance(doc, str) else doc
	if document.doctype != doctype:
		frappe.throw(
			_("This print format is for {0} only.").format(frappe.bold(_(doctype))), title=_("Wrong Document")
		)
	if not frappe.flags.ignore_print_permissions:
		validate_print_permission(document)
	return document


def _symbol(currency: str) -> str:
	"""Return what stands before an amount: ¥ for yuan, which ERPNext gives no symbol, else the currency's own."""
	return (
		YUAN_SIGN
		if currency == "CNY"
		else frappe.get_cached_value("Currency", currency, "symbol") or f"{currency} "
	)


def _lines(invoice: Document, details: Data) -> list[Data]:
	charges = details.get("charges")
	if not charges:
		return [_line(None, item.item_name, money(item.amount)) for item in invoice.items]
	return [
		_line(row["unit_title"], row["fee_name"], row["amount"])
		| {key: row[key] for key in ("period_start", "period_end", "explanation", "open_amount")}
		for row in charges
	]


def _line(unit: str | None, fee: str, amount: Decimal) -> Data:
	return {
		"unit": unit or "",
		"fee": fee,
		"period_start": None,
		"period_end": None,
		"explanation": "",
		"amount": amount,
		"open_amount": amount,
	}


def _earlier_bills(invoice: Document) -> list[Data]:
	"""Return the payer's other open bills in the community that were posted no later than this one."""
	return [
		{
			"name": bill["sales_invoice"],
			"units": bill["units"],
			"period_start": bill["period_start"],
			"period_end": bill["period_end"],
			"due_date": bill["due_date"],
			"outstanding": bill["outstanding_amount"],
		}
		for bill in open_bills(customers=[invoice.customer])
		if bill["sales_invoice"] != invoice.name
		and bill["community"] == invoice.get(COMMUNITY_DIMENSION)
		and _age(bill) < (invoice.posting_date, invoice.due_date, invoice.name)
	]


def _age(bill: Data) -> tuple[date, date, str]:
	return bill["posting_date"], bill["due_date"], bill["sales_invoice"]


def _payer(property_owner: str | None, name: str | None) -> Data:
	mobile = frappe.db.get_value("Property Owner", property_owner, "mobile_no") if property_owner else None
	return {"name": name or "", "phone": mask_phone(mobile) if mobile else ""}


def _community(name: str | None, company: str) -> Data:
	"""Return name, company, hotline, address, note: what a reader needs to ask back."""
	fields = ("hotline", "address_line", "bill_note")
	row = frappe.get_cached_value("Property Community", name, fields, as_dict=True) if name else None
	values = row or dict.fromkeys(fields)
	return {
		"name": name or "",
		"company": company,
		"hotline": values["hotline"] or "",
		"address": values["address_line"] or "",
		"note": values["bill_note"] or "",
	}


def _bank_account(company: str) -> Data | None:
	"""Return the company's default bank account (account_name, bank, number), None when there is none."""
	row = frappe.db.get_value(
		"Bank Account",
		{"company": company, "is_company_account": 1, "is_default": 1, "disabled": 0},
		["account_name", "bank", "bank_account_no as number"],
		as_dict=True,
		order_by="creation",
	)
	return dict(row) if row else None
