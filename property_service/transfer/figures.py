"""What a transfer shows before anybody decides: old owners, what they still owe, and what to credit."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import frappe
from frappe.utils import flt, getdate

from property_service.billing import services as billing
from property_service.registry import services as registry

if TYPE_CHECKING:
	from property_service.property_service.doctype.ownership_transfer.ownership_transfer import (
		OwnershipTransfer,
	)

DAY = timedelta(days=1)


def fill(transfer: OwnershipTransfer) -> None:
	"""Show the old owners, their open bills for the unit, and the billed days that need a credit."""
	last_day = getdate(transfer.transfer_date) - DAY
	old_owners = registry.ownership_rows([transfer.unit], last_day, last_day)
	transfer.old_owners = ", ".join(
		dict.fromkeys(row["owner_name"] or row["property_owner"] for row in old_owners)
	)
	transfer.set("dues", _open_dues(transfer.unit, [row["property_owner"] for row in old_owners]))
	transfer.open_amount = flt(sum(row.outstanding_amount for row in transfer.dues), 2)
	transfer.set("credits", _charges_to_credit(transfer))


def _open_dues(unit: str, old_owners: list[str]) -> list[dict[str, Any]]:
	customers = frappe.get_all(
		"Property Owner",
		filters={"name": ("in", old_owners or [""]), "customer": ("is", "set")},
		pluck="customer",
		order_by="name",
	)
	if not customers:
		return []
	return [
		{
			"property_owner": bill["property_owner"],
			"sales_invoice": bill["sales_invoice"],
			"due_date": bill["due_date"],
			"grand_total": bill["grand_total"],
			"outstanding_amount": bill["outstanding_amount"],
		}
		for bill in billing.open_bills(customers=customers, units=[unit])
	]


def _charges_to_credit(transfer: OwnershipTransfer) -> list[dict[str, Any]]:
	return [
		{
			"fee_charge": charge["fee_charge"],
			"fee_item": charge["fee_item"],
			"sales_invoice": charge["sales_invoice"],
			"from_date": max(getdate(charge["from_date"]), getdate(transfer.transfer_date)),
			"to_date": charge["to_date"],
			"amount": charge["credit_amount"],
		}
		for charge in billing.charges_after(transfer.unit, getdate(transfer.transfer_date))
	]
