"""What a resident may see of each DocType: one criterion each, the only place where this is decided.

`residents.py` turns a criterion into the list condition, the document check and the website check; the portal's
own queries add the same criterion. A DocType that is missing here is closed to residents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from pypika.terms import Criterion, ExistsCriterion, Field

import frappe
from frappe.query_builder import DocType
from frappe.query_builder.terms import ParameterizedValueWrapper

from property_service.portal.scope import Right, Scope

NOTHING: Criterion = ParameterizedValueWrapper(1) == ParameterizedValueWrapper(0)


def one_of(field: Field, names: Iterable[str]) -> Criterion:
	"""Return `field IN names`, and the criterion that nothing meets when there are no names."""
	names = list(names)
	return field.isin(names) if names else NOTHING


def held(unit: Field, day: Field, scope: Scope, right: Right) -> Criterion:
	"""Return that the user holds `right` for `unit` today and held it on `day` (a date or a time) too."""
	return Criterion.any(
		[
			unit.isin(span.units) & (day >= span.from_date) & _not_after(day, span.to_date)
			for span in scope.spans(right)
		]
		or [NOTHING]
	)


def units(scope: Scope) -> Criterion:
	"""Return the units owned or occupied today."""
	return one_of(DocType("Property Unit").name, scope.units())


def property_owners(scope: Scope) -> Criterion:
	"""Return the user's own records; what others of the household left with the office is theirs."""
	return one_of(DocType("Property Owner").name, scope.owners)


def complaints(scope: Scope) -> Criterion:
	"""Return cases of today's units filed while the user was tied to them, and own cases.

	The cases of whoever lived in the unit before stay closed: they hold another household's words and photos.
	"""
	case = DocType("Complaint")
	own = one_of(case.property_owner, scope.owners)
	return held(case.unit, case.creation, scope, "report") | (own & _of_unit_today(case.unit, scope))


def fee_charges(scope: Scope) -> Criterion:
	"""Return posted charges the user pays or paid, and those of today's units due for days the user was tied.

	Own bills stay visible after a sale. Somebody else's charge (a co-owner's, a tenant's) shows only when its payer
	was rightly tied to the unit on its first day, so a bill the former owner got for days that a back-dated sale
	took away never shows up at the new owner's.
	"""
	charge = DocType("Fee Charge")
	own = one_of(charge.property_owner, scope.owners) | one_of(charge.payer, scope.customers)
	shared = held(charge.unit, charge.period_start, scope, "pay") & _payer_is_tied(charge)
	return (charge.status == "Posted") & (own | shared)


def return_visits(scope: Scope) -> Criterion:
	"""Return visits paid to the user about units held today."""
	visit = DocType("Return Visit")
	return one_of(visit.property_owner, scope.owners) & _of_unit_today(visit.unit, scope)


def unit_ownerships(scope: Scope) -> Criterion:
	"""Return the user's own rows of units held today."""
	row = DocType("Unit Ownership")
	return one_of(row.property_owner, scope.owners) & one_of(row.unit, scope.units())


def unit_occupants(scope: Scope) -> Criterion:
	"""Return the user's own rows of units held today."""
	row = DocType("Unit Occupant")
	return one_of(row.property_owner, scope.owners) & one_of(row.unit, scope.units())


def property_receipts(scope: Scope) -> Criterion:
	"""Return what the user paid."""
	receipt = DocType("Property Receipt")
	return one_of(receipt.property_owner, scope.owners) & (receipt.docstatus == 1)


RESIDENT_CRITERIA: dict[str, Callable[[Scope], Criterion]] = {
	"Property Unit": units,
	"Property Owner": property_owners,
	"Complaint": complaints,
	"Fee Charge": fee_charges,
	"Return Visit": return_visits,
	"Unit Ownership": unit_ownerships,
	"Unit Occupant": unit_occupants,
	"Property Receipt": property_receipts,
}


def _of_unit_today(unit: Field, scope: Scope) -> Criterion:
	return one_of(unit, scope.units()) | unit.isnull() | (unit == "")


def _not_after(day: Field, last: date | None) -> Criterion:
	"""Return `day <= last`; a time of day on the last day counts."""
	return (day < last + timedelta(days=1)) if last else day.isnotnull()


def _payer_is_tied(charge: DocType) -> Criterion:
	return Criterion.any([_tied_on(charge, "Unit Ownership"), _tied_on(charge, "Unit Occupant")])


def _tied_on(charge: DocType, tie_doctype: str) -> Criterion:
	tie = DocType(tie_doctype)
	return ExistsCriterion(
		frappe.qb.from_(tie)
		.select(tie.name)
		.where(tie.unit == charge.unit)
		.where(tie.property_owner == charge.property_owner)
		.where(tie.from_date <= charge.period_start)
		.where(tie.to_date.isnull() | (tie.to_date >= charge.period_start))
	)
