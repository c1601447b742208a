"""What submitting and cancelling a transfer do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import flt, fmt_money, format_date

from property_service.billing import services as billing
from property_service.registry import services as registry
from property_service.transfer.checks import owner_rows

if TYPE_CHECKING:
	from property_service.property_service.doctype.ownership_transfer.ownership_transfer import (
		OwnershipTransfer,
	)

UNSOLD, SOLD = "Unsold", "Sold"


def apply(transfer: OwnershipTransfer) -> None:
	"""Close the old owners' rows, open the new ones', and say which billed days to credit."""
	registry.set_ownership(
		transfer.unit,
		transfer.transfer_date,
		transfer.tenure,
		owner_rows(transfer),
		transfer.certificate_no,
		transfer.name,
	)
	_mark_as_sold(transfer)
	if transfer.credits:
		_tell_credits(
			transfer, [(row.fee_charge, row.from_date, row.to_date, row.amount) for row in transfer.credits]
		)


def refuse_under_newer(transfer: OwnershipTransfer) -> None:
	"""Refuse cancelling while a newer change of the unit's owners stands on this one."""
	registry.check_undo(transfer.name)


def take_back(transfer: OwnershipTransfer) -> None:
	"""Undo the newest change; days billed to the new owners meanwhile are named for a credit."""
	billed = billing.charges_after(transfer.unit, transfer.transfer_date)
	registry.undo_ownership(transfer.name)
	if billed:
		_tell_credits(
			transfer,
			[(row["fee_charge"], row["from_date"], row["to_date"], row["credit_amount"]) for row in billed],
		)


def _mark_as_sold(transfer: OwnershipTransfer) -> None:
	"""Move an unsold unit on to Sold: every other status says more than who owns it."""
	if frappe.db.get_value("Property Unit", transfer.unit, "status") == UNSOLD:
		registry.change_unit_status(
			transfer.unit,
			SOLD,
			reason=_(transfer.reason),
			effective_date=transfer.transfer_date,
			reference=transfer,
		)


def _tell_credits(transfer: OwnershipTransfer, charges: list[tuple]) -> None:
	lines = [
		_("{0}: {1} to {2}, credit {3}").format(
			frappe.utils.get_link_to_form("Fee Charge", name),
			format_date(start),
			format_date(end),
			frappe.bold(fmt_money(amount)),
		)
		for name, start, end, amount in charges
	]
	total = flt(sum(flt(amount) for *_rest, amount in charges), 2)
	frappe.msgprint(
		[
			_(
				"Days from {0} on were billed already. Credit {1} and bill these days to the owners of those days:"
			).format(frappe.bold(format_date(transfer.transfer_date)), frappe.bold(fmt_money(total))),
			*lines,
		],
		title=_("Credit Needed"),
		as_list=True,
		indicator="orange",
	)
