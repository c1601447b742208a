"""Attaching a fee to many units at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from property_service.billing import writer
from property_service.exceptions import InvalidFeeError


def attach_fee(units: Iterable[str], fee_item: str, from_date: date | str) -> int:
	"""See `services.attach_fee`."""
	_check_fee(fee_item)
	first_day = getdate(from_date)
	asked = list(dict.fromkeys(units))
	communities = dict(
		frappe.get_all(
			"Property Unit",
			filters={"name": ["in", asked]},
			fields=["name", "community"],
			as_list=True,
			order_by="unit_sort, name",
		)
	)
	missing = [unit for unit in communities if unit not in _units_with_fee(asked, fee_item, first_day)]
	writer.insert_unit_fees(
		{"unit": unit, "community": communities[unit], "fee_item": fee_item, "from_date": first_day}
		for unit in missing
	)
	return len(missing)


def _check_fee(fee_item: str) -> None:
	fee = frappe.get_cached_value("Fee Item", fee_item, ["mode", "enabled"], as_dict=True)
	if not fee or fee.mode != "Periodic" or not fee.enabled:
		frappe.throw(
			_("Fee {0} is disabled or not billed by period. Choose an enabled periodic fee.").format(
				frappe.bold(fee_item)
			),
			exc=InvalidFeeError,
			title=_("Fee Cannot Be Billed"),
		)


def _units_with_fee(units: list[str], fee_item: str, first_day: date) -> set[str]:
	"""Return the units that pay the fee on `first_day` or will later: theirs stays as it is."""
	row = frappe.qb.DocType("Unit Fee")
	query = (
		frappe.qb.from_(row)
		.select(row.unit)
		.distinct()
		.where(row.unit.isin(units) & (row.fee_item == fee_item))
		.where(row.to_date.isnull() | (row.to_date >= first_day))
	)
	return {unit for (unit,) in query.run()} if units else set()
