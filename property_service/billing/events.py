"""doc_events on ERPNext's documents. Each only decides whose business it is."""

from __future__ import annotations

from frappe.model.document import Document

from property_service.billing import protection, receipts, reopening
from property_service.billing.credits import release_overpayment
from property_service.billing.settlements import sync_settlements


def refuse_copy_of_bill(doc: Document, method: str | None = None) -> None:
	protection.refuse_copy(doc)


def protect_bill(doc: Document, method: str | None = None) -> None:
	protection.complete_credit_note(doc)


def on_invoice_submit(doc: Document, method: str | None = None) -> None:
	if protection.is_credit_note(doc):
		reopening.reopen_credited_charges(doc)
		release_overpayment(doc.return_against)


def before_invoice_cancel(doc: Document, method: str | None = None) -> None:
	if protection.is_credit_note(doc):
		reopening.check_put_back(doc)


def on_invoice_cancel(doc: Document, method: str | None = None) -> None:
	if protection.is_bill(doc):
		sync_settlements(doc.name)
		reopening.reopen_charges_of(doc)
	elif protection.is_credit_note(doc):
		reopening.put_back_charges(doc)
		sync_settlements(doc.return_against)


def on_invoice_change(doc: Document, method: str | None = None) -> None:
	"""Settle charges anew whenever ERPNext has written a bill's outstanding amount.

	`update_voucher_outstanding` ends every path that touches it (payment, return, journal entry, reconciliation,
	unreconciling, reposting) with `set_status(update=True)`, whose db_set runs on_change. The very first time, when
	the bill's own ledger rows are written, its status is still Draft: nothing can be settled yet, nothing is read.
	"""
	if doc.docstatus != 1 or not protection.is_bill(doc):
		return
	before = doc.get_doc_before_save()
	if before and before.status and before.status != "Draft":
		sync_settlements(doc.name)


def before_payment_cancel(doc: Document, method: str | None = None) -> None:
	receipts.refuse_single_cancel(doc)
