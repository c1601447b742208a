"""The one way an invoice of ours gets into the ledger. A faster poster can stand beside it behind `post`."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import flt

from property_service.exceptions import PropertyServiceError

# Apps whose before_save on Sales Invoice changes nothing for an invoice of ours (read in their source).
KNOWN_APPS = ("frappe", "erpnext", "property_service")


def post(invoice: Document, name: str | None, expected_total: float) -> Document:
	"""Submit an unsaved Sales Invoice under the reserved `name` and return it.

	One pass (`docstatus = 1; insert()`) runs ERPNext's validation once instead of twice and writes the same
	ledger rows as insert and submit. It leaves out before_save, so another app's before_save brings back the
	long way. The caller has checked that its user may post. Raises when the total is not `expected_total` (元).
	"""
	invoice.flags.ignore_permissions = True
	invoice.flags.property_service_posts = True
	if foreign_before_save():
		invoice.insert(set_name=name)
		invoice.submit()
	else:
		invoice.docstatus = 1
		invoice.insert(set_name=name)
	_check_total(invoice, expected_total)
	return invoice


def is_ours_to_post(invoice: Document) -> bool:
	"""Return whether `post` is at work on this document, not a person who copied a bill."""
	return bool(invoice.flags.property_service_posts)


def foreign_before_save() -> bool:
	"""Return whether an app we do not know hooks into before_save of Sales Invoice."""
	hooks = frappe.get_doc_hooks()
	handlers = [
		*hooks.get("Sales Invoice", {}).get("before_save", []),
		*hooks.get("*", {}).get("before_save", []),
	]
	return any(handler.split(".")[0] not in KNOWN_APPS for handler in handlers)


def _check_total(invoice: Document, expected_total: float) -> None:
	"""A default tax template or a pricing app must not change what the charges say."""
	if flt(invoice.grand_total - expected_total, 2):
		frappe.throw(
			_(
				"The bill adds up to {0} instead of {1}. Check taxes and rules that apply to every invoice."
			).format(frappe.bold(invoice.grand_total), frappe.bold(expected_total)),
			exc=PropertyServiceError,
			title=_("Bill Does Not Add Up"),
		)
