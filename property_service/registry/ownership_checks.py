"""Refuse ownership rows that do not make one whole on every day, with the day and the sum."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import cint, format_date, getdate

from property_service.exceptions import OwnershipSharesError
from property_service.registry import sources
from property_service.registry.ownership import BY_SHARES, SOLE, Holding, Problem, first_problem, share_of

if TYPE_CHECKING:
	from property_service.property_service.doctype.unit_ownership.unit_ownership import UnitOwnership


def check_row(document: UnitOwnership) -> None:
	"""Check a row that is entered or edited by itself against all others of its unit.

	Rows written by `set_ownership` were checked as one set and pass: half of a pair never adds up to one.
	"""
	if document.tenure != BY_SHARES:
		document.share_numerator = document.share_denominator = 0
	if document.tenure == SOLE:
		document.is_payer = 1
	if document.flags.checked_as_set:
		return
	check_rows(document.unit, [*_others(document), document.as_dict()])


def check_without(document: UnitOwnership) -> None:
	"""Refuse deleting a row when the rows that stay would leave a hole."""
	if document.flags.checked_as_set:
		return
	check_rows(document.unit, _others(document))


def _others(document: UnitOwnership) -> list[dict[str, Any]]:
	"""Return the other rows of the unit as they stand now, not as this transaction saw them first."""
	sources.lock_unit(document.unit)
	rows = sources.all_ownership_rows(document.unit, for_update=True)
	return [row for row in rows if row["name"] != document.name]


def check_rows(unit: str, rows: Iterable[dict[str, Any]]) -> None:
	"""Refuse rows of one unit that do not make exactly one whole on every day."""
	rows = list(rows)
	problem = first_problem([holding_of(row) for row in rows])
	if problem:
		names = {row["property_owner"]: row.get("owner_name") or row["property_owner"] for row in rows}
		frappe.throw(
			_problem_message(unit, problem, [names[owner] for owner in problem.owners]),
			OwnershipSharesError,
			title=_("Shares Do Not Add Up"),
		)


def holding_of(row: dict[str, Any]) -> Holding:
	"""Return an ownership row (of the database or a document's dict) as the pure rules see it."""
	return Holding(
		owner=row["property_owner"],
		tenure=row["tenure"],
		start=getdate(row["from_date"]),
		end=getdate(row["to_date"]) if row.get("to_date") else None,
		share=share_of(row.get("share_numerator"), row.get("share_denominator")),
		is_payer=bool(cint(row.get("is_payer"))),
	)


def _problem_message(unit: str, problem: Problem, owners: list[str]) -> str:
	values = (
		frappe.bold(unit),
		frappe.bold(format_date(problem.day)),
		frappe.bold(str(problem.total)),
		frappe.bold(", ".join(owners) or "–"),
	)
	messages = {
		"sum": _(
			"On {1} the shares of {0} add up to {2}, not to 1 (owners: {3}). "
			"Change all owners at once with an Ownership Transfer, so that every day adds up to exactly 1."
		),
		"no_share": _(
			"{3} needs a share of {0} from {1} on. Enter numerator and denominator, for example 1 and 3 for 1/3."
		),
		"dates": _("The ownership of {3} in {0} from {1} on ends before it begins. Correct the last day."),
		"payer": _(
			"From {1} on, the bills of {0} need exactly one payer, but these are marked: {3}. "
			"Mark one owner; with ownership by shares mark none to bill each for their share."
		),
	}
	return messages[problem.kind].format(*values)
