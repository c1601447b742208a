"""What a transfer refuses, and what it needs before it is submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import flt, fmt_money

from property_service.constants import PROPERTY_MANAGER
from property_service.exceptions import ClearanceNeededError, OwnershipSharesError
from property_service.registry import services as registry

if TYPE_CHECKING:
	from property_service.property_service.doctype.ownership_transfer.ownership_transfer import (
		OwnershipTransfer,
	)

SETTLED, IN_WRITING, WAIVED = "Settled", "Agreed in Writing", "Waived by Manager"


def check_new_owners(transfer: OwnershipTransfer) -> None:
	"""Refuse new owners that cannot own together as the tenure says; see the registry's rules for shares."""
	if transfer.tenure == "Sole" and len(transfer.new_owners) > 1:
		frappe.throw(
			_(
				"Sole ownership has one owner, but {0} are listed. Choose joint ownership or ownership by shares."
			).format(frappe.bold(len(transfer.new_owners))),
			OwnershipSharesError,
			title=_("Too Many Owners"),
		)
	names = [row.property_owner for row in transfer.new_owners]
	twice = next((row for row in transfer.new_owners if names.count(row.property_owner) > 1), None)
	if twice:
		frappe.throw(
			_("{0} is listed twice. Add the shares up in one row.").format(
				frappe.bold(twice.owner_name or twice.property_owner)
			),
			OwnershipSharesError,
			title=_("Owner Listed Twice"),
		)
	for row in transfer.new_owners:
		row.property_owner = registry.current_record(row.property_owner)
		if transfer.tenure != "By Shares":
			row.share_numerator = row.share_denominator = 0


def check_shares(transfer: OwnershipTransfer) -> None:
	"""Refuse already on saving what would not add up on submitting."""
	registry.check_new_owners(transfer.unit, transfer.transfer_date, transfer.tenure, owner_rows(transfer))


def owner_rows(transfer: OwnershipTransfer) -> list[dict]:
	"""Return the new owners as the registry takes them."""
	fields = ("property_owner", "share_numerator", "share_denominator", "is_payer")
	return [{field: row.get(field) for field in fields} for row in transfer.new_owners]


def check_clearance(transfer: OwnershipTransfer) -> None:
	"""Refuse to submit while the old owners owe something and nobody said how it is dealt with.

	Raises:
		ClearanceNeededError: no clearance, or one that the figures or the evidence contradict.
	"""
	if flt(transfer.open_amount) <= 0:
		return
	if not transfer.clearance:
		_refuse(
			transfer,
			_(
				"{0} is still open from the old owners of {1}. "
				"Choose a clearance: how it is dealt with, or let them pay first."
			),
		)
	if transfer.clearance == SETTLED:
		_refuse(
			transfer,
			_(
				"{0} is still open for {1}, so it is not settled. "
				"Enter the payment first, or choose how the open amount is dealt with."
			),
		)
	if transfer.clearance == IN_WRITING and not (transfer.clearance_note or transfer.clearance_file):
		_refuse(
			transfer,
			_(
				"{0} is open for {1} and agreed in writing: note the agreement or attach it before submitting."
			),
		)
	if transfer.clearance == WAIVED and PROPERTY_MANAGER not in frappe.get_roles():
		_refuse(
			transfer, _("{0} is open for {1}: only a Property Manager can let the transfer pass without it.")
		)


def _refuse(transfer: OwnershipTransfer, message: str) -> None:
	unit_title = frappe.get_cached_value("Property Unit", transfer.unit, "unit_title")
	currency = frappe.get_cached_value(
		"Company",
		frappe.get_cached_value("Property Community", transfer.community, "company"),
		"default_currency",
	)
	frappe.throw(
		message.format(
			frappe.bold(fmt_money(transfer.open_amount, currency=currency)),
			frappe.bold(unit_title or transfer.unit),
		),
		ClearanceNeededError,
		title=_("Clearance Needed"),
	)
