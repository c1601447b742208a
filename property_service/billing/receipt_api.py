"""What the desk may call of receipts.

No `from __future__ import annotations` here: it turns the annotations into text, and Frappe then neither checks nor
converts what a request sends ("0" would be a true `household`).
"""

from typing import Any, Literal

import frappe
from frappe.utils import cint

from property_service.billing import payer_search, printing, receipts
from property_service.billing.bills import open_bills
from property_service.billing.receipt_sources import what_bills_are_for

RECEIPT = "Property Receipt"


@frappe.whitelist()
@frappe.validate_and_sanitize_search_inputs
def search_payers(
	doctype: str,
	txt: str,
	searchfield: str,
	start: int,
	page_len: int,
	filters: dict | list | str | None = None,
) -> list[tuple[str, ...]]:
	"""For everybody who may create receipts: owners by name, last four phone digits or unit, for the payer field.

	Returns rows of name, owner name, masked phone number, units of today. Only owners the user may read.
	"""
	frappe.has_permission(RECEIPT, "create", throw=True)
	return payer_search.search_payers(txt, cint(start), cint(page_len))


@frappe.whitelist()
def payer_bills(property_owner: str, household: bool = False) -> list[dict[str, Any]]:
	"""For everybody who may create receipts and read the owner: the open bills, the earliest due first.

	Arguments: with `household`, also what others owe for the units that the payer owns or lives in today.
	Returns rows for Property Receipt Bill, without an amount; amounts in 元. Only of communities the user may read.
	"""
	frappe.has_permission(RECEIPT, "create", throw=True)
	owner = frappe.get_doc("Property Owner", property_owner)
	owner.check_permission("read")
	bills = open_bills(customers=[owner.customer] if owner.customer else [])
	if household:
		units = payer_search.units_of([owner.name]).get(owner.name, [])
		known = {bill["sales_invoice"] for bill in bills}
		bills += [bill for bill in open_bills(units=units) if bill["sales_invoice"] not in known]
	return _receipt_rows(bills)


@frappe.whitelist(methods=["POST"])
def void_receipt(name: str, reason: str) -> None:
	"""For everybody who may cancel the receipt: void it as a whole, with a reason."""
	receipts.void_receipt(name, reason)


@frappe.whitelist()
def download_receipt(name: str, language: Literal["zh", "en"] | None = None) -> None:
	"""For everybody who may print the receipt: send it as PDF, in the given language or the reader's."""
	frappe.get_doc(RECEIPT, name).check_permission("print")
	_send(name, printing.receipt_pdf(name, language))


@frappe.whitelist()
def download_bill_notice(sales_invoice: str, language: Literal["zh", "en"] | None = None) -> None:
	"""For everybody who may read the bill's fee charges: send its bill notice as PDF; no right on invoices needed."""
	charge = frappe.db.get_value("Fee Charge", {"sales_invoice": sales_invoice}, "name", order_by="name")
	bill = frappe.get_doc("Fee Charge", charge) if charge else frappe.get_doc("Sales Invoice", sales_invoice)
	bill.check_permission("read")
	_send(sales_invoice, printing.bill_notice_pdf(sales_invoice, language))


def _send(name: str, pdf: bytes) -> None:
	frappe.local.response.update({"type": "pdf", "filename": f"{name}.pdf", "filecontent": pdf})


def _receipt_rows(bills: list[dict[str, Any]]) -> list[dict[str, Any]]:
	visible = set(frappe.get_list("Property Community", pluck="name", order_by="name", limit=0))
	bills = [bill for bill in bills if bill["community"] in visible]
	labels = what_bills_are_for(bill["sales_invoice"] for bill in bills)
	names = _payer_names(bills)
	return [
		{
			"sales_invoice": bill["sales_invoice"],
			"community": bill["community"],
			"property_owner": bill["property_owner"],
			"payer_name": names.get(bill["property_owner"]),
			"description": labels.get(bill["sales_invoice"]) or bill["units"],
			"due_date": bill["due_date"],
			"outstanding_amount": float(bill["outstanding_amount"]),
		}
		for bill in sorted(bills, key=lambda bill: (bill["due_date"], bill["sales_invoice"]))
	]


def _payer_names(bills: list[dict[str, Any]]) -> dict[str, str]:
	owners = sorted({bill["property_owner"] for bill in bills if bill["property_owner"]})
	rows = frappe.get_all(
		"Property Owner",
		filters={"name": ("in", owners or [""])},
		fields=["name", "owner_name"],
		order_by="name",
	)
	return {row.name: row.owner_name for row in rows}
