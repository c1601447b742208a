"""What keeps bills and charges in step when somebody works on a bill in ERPNext itself."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from property_service.billing.poster import is_ours_to_post
from property_service.exceptions import ManagedInvoiceError

LINE_FIELDS = ("property_unit", "fee_charge")


def is_bill(invoice: Document) -> bool:
	"""Return whether a Sales Invoice is a bill of ours (not a credit note on one)."""
	return bool(invoice.get("property_bill_group")) and not invoice.get("is_return")


def refuse_copy(invoice: Document) -> None:
	"""Refuse a bill of ours that nobody planned: amended, duplicated, or typed. Raises ManagedInvoiceError."""
	if is_ours_to_post(invoice) or invoice.get("is_return"):
		return
	amended = invoice.amended_from and frappe.db.get_value(
		"Sales Invoice", invoice.amended_from, "property_bill_group"
	)
	if amended or is_bill(invoice) or any(line.get("property_unit") for line in invoice.items):
		frappe.throw(
			_(
				"Bills of units are not copied or amended. Cancel or credit the bill, then post its billing run again."
			),
			exc=ManagedInvoiceError,
			title=_("Bill Comes from a Billing Run"),
		)


def complete_credit_note(credit_note: Document) -> None:
	"""Make a credit note on a bill of ours lower that bill, and tell which unit and charge each line credits.

	ERPNext books a credit above the outstanding amount on the credit note itself; the bill would stay open. What
	exceeds it becomes the payer's advance instead, see `credits.release_overpayment`.
	"""
	bill = _bill_of(credit_note)
	if not bill:
		return
	credit_note.update_outstanding_for_self = 0
	credit_note.outstanding_amount = 0
	credit_note.property_owner = bill.property_owner
	lines = _bill_lines(bill.name)
	for line in credit_note.items:
		original = lines.get(line.sales_invoice_item, {})
		for fieldname in LINE_FIELDS:
			line.set(fieldname, original.get(fieldname))


def is_credit_note(invoice: Document) -> bool:
	"""Return whether a Sales Invoice credits a bill of ours."""
	return bool(_bill_of(invoice))


def _bill_of(credit_note: Document) -> frappe._dict | None:
	if not credit_note.get("is_return") or not credit_note.return_against:
		return None
	bill = frappe.db.get_value(
		"Sales Invoice",
		credit_note.return_against,
		["name", "property_bill_group", "property_owner"],
		as_dict=True,
	)
	return bill if bill and bill.property_bill_group else None


def _bill_lines(bill: str) -> dict[str, frappe._dict]:
	rows = frappe.get_all(
		"Sales Invoice Item", filters={"parent": bill}, fields=["name", *LINE_FIELDS], order_by="idx"
	)
	return {row.name: row for row in rows}
