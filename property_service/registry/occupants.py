"""What an occupant of a unit checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import format_date, getdate

if TYPE_CHECKING:
	from property_service.property_service.doctype.unit_occupant.unit_occupant import UnitOccupant


def check_dates(occupant: UnitOccupant) -> None:
	"""Refuse a stay that ends before it begins."""
	if occupant.to_date and getdate(occupant.to_date) < getdate(occupant.from_date):
		frappe.throw(
			_("{0} cannot leave {1} on {2}, before moving in on {3}. Correct one of the days.").format(
				frappe.bold(occupant.owner_name or occupant.property_owner),
				frappe.bold(occupant.unit),
				frappe.bold(format_date(occupant.to_date)),
				frappe.bold(format_date(occupant.from_date)),
			),
			title=_("Wrong Days"),
		)


def refuse_double(occupant: UnitOccupant) -> None:
	"""Refuse the same person in the same unit twice on one day."""
	row = frappe.qb.DocType("Unit Occupant")
	query = (
		frappe.qb.from_(row)
		.select(row.from_date)
		.where(row.unit == occupant.unit)
		.where(row.property_owner == occupant.property_owner)
		.where(row.name != (occupant.name or ""))
		.where(row.to_date.isnull() | (row.to_date >= occupant.from_date))
		.limit(1)
	)
	if occupant.to_date:
		query = query.where(row.from_date <= occupant.to_date)
	found = query.run()
	if found:
		frappe.throw(
			_("{0} already lives in {1} since {2}. End that stay first, or change it.").format(
				frappe.bold(occupant.owner_name or occupant.property_owner),
				frappe.bold(occupant.unit),
				frappe.bold(format_date(found[0][0])),
			),
			title=_("Already Registered"),
		)
