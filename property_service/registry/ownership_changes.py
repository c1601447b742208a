"""Change who owns a unit: always as one checked set of dated rows, never by overwriting history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import cint, format_date, getdate

from property_service.exceptions import OwnershipOrderError
from property_service.registry import sources, writer
from property_service.registry.ownership import BY_SHARES, DAY, JOINT, SOLE
from property_service.registry.ownership_checks import check_rows

if TYPE_CHECKING:
	from property_service.property_service.doctype.unit_ownership.unit_ownership import UnitOwnership


def set_ownership(
	unit: str,
	from_date: date | str,
	tenure: str,
	owners: list[dict[str, Any]],
	certificate_no: str | None = None,
	transfer: str | None = None,
) -> list[str]:
	"""Make `owners` the owners of the unit from a day on, and end the present ones the day before.

	Args:
		owners: property_owner, share_numerator, share_denominator (By Shares only), is_payer of each new owner.
			Nobody marked as payer means the first owner, or by shares each for their own share.
		transfer: the Ownership Transfer that does this, so that it can be undone.

	Returns:
		names of the new Unit Ownership rows; of the standing ones when nothing would change.

	Raises:
		OwnershipSharesError: the shares do not add up to exactly one on some day.
		OwnershipOrderError: a newer change of ownership stands already.
	"""
	start = getdate(from_date)
	sources.lock_unit(unit)
	rows = sources.all_ownership_rows(unit, for_update=True)
	new = _new_rows(unit, start, tenure, owners, certificate_no, transfer)
	standing = _same_rows_standing(rows, new, start)
	if standing:
		return standing
	for row in _rows_to_end(unit, rows, new, start):
		_end_row(row, start - DAY, transfer)
	names = [writer.insert_ownership(row).name for row in new]
	refresh_owner_names([unit])
	return names


def check_new_owners(unit: str, from_date: date | str, tenure: str, owners: list[dict[str, Any]]) -> None:
	"""Refuse what `set_ownership` with the same arguments would refuse, and change nothing."""
	start = getdate(from_date)
	new = _new_rows(unit, start, tenure, owners, None, None)
	_rows_to_end(unit, sources.all_ownership_rows(unit), new, start)


def change_payer(unit: str, property_owner: str, from_date: date | str) -> list[str]:
	"""Let another of the present owners pay from a day on; the rest stays. Returns the new rows' names."""
	owners = owners_on(unit, from_date)
	if property_owner not in [owner["property_owner"] for owner in owners]:
		frappe.throw(
			_("{0} does not own {1} on {2}. Choose one of the owners of that day.").format(
				frappe.bold(property_owner), frappe.bold(unit), frappe.bold(format_date(from_date))
			),
			title=_("Not an Owner"),
		)
	for owner in owners:
		owner["is_payer"] = int(owner["property_owner"] == property_owner)
	certificate_no = next((owner["certificate_no"] for owner in owners if owner["certificate_no"]), None)
	return set_ownership(unit, from_date, owners[0]["tenure"], owners, certificate_no)


def owners_on(unit: str, day: date | str) -> list[dict[str, Any]]:
	"""Return the ownership rows of a unit on a day, payer first."""
	return sources.ownership_rows([unit], getdate(day), getdate(day))


def check_undo(transfer: str) -> None:
	"""Refuse taking back an Ownership Transfer that is not the newest change of its unit."""
	unit = frappe.db.get_value("Ownership Transfer", transfer, "unit")
	rows = sources.all_ownership_rows(unit)
	opened = [row for row in rows if row["ownership_transfer"] == transfer]
	if opened:
		_refuse_undoing_older_change(unit, rows, opened)


def undo_ownership(transfer: str) -> None:
	"""Take back what an Ownership Transfer changed; refused when a newer change stands on it."""
	unit = frappe.db.get_value("Ownership Transfer", transfer, "unit")
	sources.lock_unit(unit)
	check_undo(transfer)
	rows = sources.all_ownership_rows(unit, for_update=True)
	for row in [row for row in rows if row["ownership_transfer"] == transfer]:
		frappe.delete_doc(
			"Unit Ownership", row["name"], flags={"checked_as_set": True}, ignore_permissions=True
		)
	for row in rows:
		if row["ended_by_transfer"] == transfer:
			_reopen_row(row["name"])
	refresh_owner_names([unit])


def refresh_after_row(document: UnitOwnership) -> None:
	"""Show the owners after a row was edited by itself; a set of rows does so once, at its end."""
	if not document.flags.checked_as_set:
		refresh_owner_names([document.unit])


def refresh_owner_names(units: Iterable[str], day: date | None = None) -> int:
	"""Write today's owners into the units that show others; return how many changed."""
	units = list(units)
	names = sources.owner_names_on(units, getdate(day))
	shown = dict(
		frappe.get_all(
			"Property Unit",
			filters={"name": ("in", units or [""])},
			fields=["name", "owner_names"],
			order_by="name",
			as_list=True,
		)
	)
	changed = [unit for unit in shown if (shown[unit] or "") != names[unit]]
	for unit in changed:
		frappe.db.set_value("Property Unit", unit, "owner_names", names[unit], update_modified=False)
	return len(changed)


def _new_rows(
	unit: str,
	start: date,
	tenure: str,
	owners: list[dict[str, Any]],
	certificate_no: str | None,
	transfer: str | None,
) -> list[dict[str, Any]]:
	payers = _payers(tenure, owners)
	return [
		{
			"unit": unit,
			"property_owner": owner["property_owner"],
			"tenure": tenure,
			"share_numerator": cint(owner.get("share_numerator")) if tenure == BY_SHARES else 0,
			"share_denominator": cint(owner.get("share_denominator")) if tenure == BY_SHARES else 0,
			"is_payer": is_payer,
			"from_date": start,
			"to_date": None,
			"certificate_no": certificate_no,
			"ownership_transfer": transfer,
		}
		for owner, is_payer in zip(owners, payers, strict=True)
	]


def _payers(tenure: str, owners: list[dict[str, Any]]) -> list[int]:
	"""Return 1 or 0 for each owner; see `set_ownership` for what nobody marked means."""
	marked = [cint(owner.get("is_payer")) for owner in owners]
	if tenure == BY_SHARES and all(marked) and len(marked) > 1:
		return [0] * len(marked)
	if tenure in (SOLE, JOINT) and marked and not any(marked):
		return [1] + [0] * (len(marked) - 1)
	return marked


def _rows_to_end(unit: str, rows: list[dict], new: list[dict], start: date) -> list[dict]:
	"""Return the rows that end when `new` begins, after checking that every day then adds up to one."""
	_refuse_older_change(unit, rows, start)
	ending = [row for row in rows if row["to_date"] is None or row["to_date"] >= start]
	closed = [{**row, "to_date": start - DAY} if row in ending else row for row in rows]
	check_rows(unit, [*closed, *new])
	return ending


def _same_rows_standing(rows: list[dict], new: list[dict], start: date) -> list[str]:
	"""Return the names of rows that already say the same from the same day on, or nothing."""
	keys = ("property_owner", "tenure", "share_numerator", "share_denominator", "is_payer")
	standing = [row for row in rows if row["from_date"] == start and row["to_date"] is None]
	same = sorted(tuple(row[key] for key in keys) for row in standing) == sorted(
		tuple(row[key] for key in keys) for row in new
	)
	return [row["name"] for row in standing] if same else []


def _refuse_older_change(unit: str, rows: list[dict], start: date) -> None:
	newer = [row for row in rows if row["from_date"] >= start]
	if not newer:
		return
	last = max(row["from_date"] for row in newer)
	frappe.throw(
		_(
			"The owners of {0} already change on {1}. A new change must begin after that day. "
			"Cancel the newer transfer first if the older one was forgotten."
		).format(frappe.bold(unit), frappe.bold(format_date(last))),
		OwnershipOrderError,
		title=_("A Newer Change Exists"),
	)


def _refuse_undoing_older_change(unit: str, rows: list[dict], opened: list[dict]) -> None:
	first_day = min(row["from_date"] for row in opened)
	newer = [row for row in rows if row["from_date"] > first_day]
	if not newer and all(row["to_date"] is None for row in opened):
		return
	later = newer[-1]["ownership_transfer"] if newer else opened[0]["ended_by_transfer"]
	frappe.throw(
		_(
			"The owners of {0} changed again after this transfer ({1}). "
			"Only the newest change can be taken back: cancel that one first."
		).format(frappe.bold(unit), frappe.bold(later or format_date((newer or opened)[-1]["from_date"]))),
		OwnershipOrderError,
		title=_("Not the Newest Change"),
	)


def _end_row(row: dict, last_day: date, transfer: str | None) -> None:
	document = frappe.get_doc("Unit Ownership", row["name"])
	document.update(
		{"to_date": last_day, "ended_by_transfer": transfer, "end_before_transfer": document.to_date}
	)
	document.flags.checked_as_set = True
	document.save()


def _reopen_row(name: str) -> None:
	document = frappe.get_doc("Unit Ownership", name)
	document.update(
		{"to_date": document.end_before_transfer, "ended_by_transfer": None, "end_before_transfer": None}
	)
	document.flags.checked_as_set = True
	document.save()
