"""What a visit's result does to the document it is about.

- Satisfied closes a resolved case, unless another visit to it is still to be made.
- Partly Satisfied leaves it resolved and asks a supervisor to decide: nobody complained enough to start again, and
  nobody was pleased enough to be done with it. The supervisor closes or reopens by hand.
- Dissatisfied reopens it one level up.
- Unreachable leaves it resolved: silence is not consent. A supervisor closes it by hand or plans another visit.
"""

from __future__ import annotations

from collections.abc import Callable

import frappe
from frappe import _
from frappe.model.document import Document

from property_service.casework import services as casework
from property_service.constants import SERVICE_SUPERVISOR
from property_service.visits import sources

CASE = "Complaint"


def follow(visit: Document, by: str) -> None:
	"""Do what the outcome of a completed visit asks for. `by` is who completed it."""
	if visit.reference_doctype == CASE:
		_ON_CASE[visit.outcome](visit, by)
	elif visit.outcome != "Satisfied":
		_tell_supervisors(visit)


def _close(visit: Document, by: str) -> None:
	if sources.planned_visits(CASE, visit.reference_name):
		return
	if _category(visit) == "Resolved":
		note = _("Return visit {0}: the owner is satisfied.").format(visit.name)
		casework.apply_category(visit.reference_name, "Closed", note, by)


def _ask(visit: Document, by: str) -> None:
	casework.ask_supervisor(
		visit.reference_name,
		_(
			"Return visit {0}: only partly satisfied. Talk to the owner, then close or reopen case {1}."
		).format(visit.name, visit.reference_name),
	)


def _reopen(visit: Document, by: str) -> None:
	if _category(visit) in ("Resolved", "Closed"):
		words = visit.owner_words or _("no words given")
		note = _("Return visit {0}: the owner is not satisfied ({1}).").format(visit.name, words)
		casework.reopen_case(visit.reference_name, note, by)


def _ask_unreached(visit: Document, by: str) -> None:
	casework.ask_supervisor(
		visit.reference_name,
		_("Return visit {0}: the owner could not be reached. Decide how to go on with case {1}.").format(
			visit.name, visit.reference_name
		),
	)


def _tell_supervisors(visit: Document) -> None:
	supervisors = casework.staff_of(visit.community, (SERVICE_SUPERVISOR,))
	message = _("Return visit {0} for {1}: {2}").format(visit.name, visit.reference_name, _(visit.outcome))
	casework.notify(supervisors, message, visit)


def _category(visit: Document) -> str:
	return frappe.db.get_value(CASE, visit.reference_name, "state_category", for_update=True)


_ON_CASE: dict[str, Callable[[Document, str], None]] = {
	"Satisfied": _close,
	"Partly Satisfied": _ask,
	"Dissatisfied": _reopen,
	"Unreachable": _ask_unreached,
}
