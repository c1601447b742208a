"""The fee catalogue's rules: fee items and their ERPNext items, dated prices, and which unit pays which fee."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import flt, format_date, getdate

from property_service.billing.statuses import LIVE
from property_service.constants import UOM_YUAN
from property_service.exceptions import (
	AlreadyBilledError,
	InvalidFeeError,
	OverlappingRateError,
	OverlappingUnitFeeError,
)

if TYPE_CHECKING:
	from property_service.property_service.doctype.fee_item.fee_item import FeeItem
	from property_service.property_service.doctype.fee_rate.fee_rate import FeeRate
	from property_service.property_service.doctype.unit_fee.unit_fee import UnitFee

ITEM_PREFIX = "FEE-"
SCOPE_FIELDS = {"Building": "building", "Unit Type": "unit_type", "Property Unit": "unit"}


# Fee Item


def clean_code(fee: FeeItem) -> None:
	"""Write the code in capitals without blanks: it becomes the name of the fee and of its Item."""
	fee.fee_code = "".join((fee.fee_code or "").split()).upper()


def ensure_item(fee: FeeItem) -> None:
	"""Give the fee an ERPNext Item of its own when none is chosen.

	Whoever may create fees gets the Item with it: our roles have no rights on ERPNext's DocTypes.
	"""
	if fee.item:
		return
	code = f"{ITEM_PREFIX}{fee.fee_code}"
	if frappe.db.exists("Item", code):
		fee.item = code
		return
	item = frappe.get_doc(
		doctype="Item",
		item_code=code,
		item_name=fee.fee_item_name,
		item_group=_item_group(),
		stock_uom=UOM_YUAN,
		is_stock_item=0,
		is_purchase_item=0,
		include_item_in_manufacturing=0,
	)
	fee.item = item.insert(ignore_permissions=True).name


def _item_group() -> str:
	chosen = frappe.db.get_single_value("Stock Settings", "item_group")
	return chosen or frappe.db.get_value("Item Group", {"is_group": 0}, "name", order_by="lft")


def check_item(fee: FeeItem) -> None:
	"""Refuse an Item that cannot stand on a line whose quantity is an amount like 250.37."""
	item = frappe.get_cached_value("Item", fee.item, ["is_stock_item", "stock_uom", "disabled"], as_dict=True)
	whole_only = frappe.get_cached_value("UOM", item.stock_uom, "must_be_whole_number")
	if item.is_stock_item or item.disabled or whole_only:
		frappe.throw(
			_(
				"Item {0} cannot carry a fee. Choose an enabled service item whose unit allows fractions."
			).format(frappe.bold(fee.item)),
			exc=InvalidFeeError,
			title=_("Item Not Suitable"),
		)


def check_account_rows(fee: FeeItem) -> None:
	"""Refuse two rows for one company and community, and accounts that cannot take the money's nature."""
	seen = set()
	for row in fee.accounts:
		place = (row.company, row.community or None)
		if place in seen:
			frappe.throw(
				_("Row {0}: {1} has two rows. Keep one row per company and community.").format(
					row.idx, frappe.bold(row.community or row.company)
				),
				exc=InvalidFeeError,
				title=_("Duplicate Account Row"),
			)
		seen.add(place)
		_check_account(row)


def _check_account(row) -> None:
	account = frappe.get_cached_value(
		"Account", row.account, ["company", "is_group", "root_type", "account_type"], as_dict=True
	)
	is_income = row.nature == "Income"
	wrong_side = account.root_type != ("Income" if is_income else "Liability")
	# Receivable would show in the ageing report, Payable cannot stand on an invoice line.
	wrong_type = not is_income and account.account_type
	temporary = account.account_type == "Temporary"
	if account.company != row.company or account.is_group or ((wrong_side or wrong_type) and not temporary):
		frappe.throw(
			_(
				"Row {0}: {1} does not fit. Choose a ledger of {2}: income, or a liability without account type."
			).format(row.idx, frappe.bold(row.account), frappe.bold(row.company)),
			exc=InvalidFeeError,
			title=_("Account Not Suitable"),
		)


# Fee Rate


def clean_scope(rate: FeeRate) -> None:
	"""Keep only the target that the scope names, and refuse one of another community."""
	for scope, fieldname in SCOPE_FIELDS.items():
		if scope != rate.scope:
			rate.set(fieldname, None)
	for doctype, name in (("Property Building", rate.building), ("Property Unit", rate.unit)):
		if name and frappe.db.get_value(doctype, name, "community") != rate.community:
			frappe.throw(
				_("{0} is not in community {1}. Choose one of that community.").format(
					frappe.bold(name), frappe.bold(rate.community)
				),
				exc=InvalidFeeError,
				title=_("Scope Does Not Fit"),
			)


def check_price(rate: FeeRate) -> None:
	if flt(rate.unit_price) <= 0:
		frappe.throw(
			_("The unit price must be above zero. To bill nothing, end the fee of the unit instead."),
			exc=InvalidFeeError,
			title=_("Price Missing"),
		)
	if rate.valid_to and getdate(rate.valid_to) < getdate(rate.valid_from):
		frappe.throw(
			_("Valid To {0} is before Valid From {1}. Choose a later last day.").format(
				frappe.bold(format_date(rate.valid_to)), frappe.bold(format_date(rate.valid_from))
			),
			exc=InvalidFeeError,
			title=_("Dates Swapped"),
		)


def check_rate_overlap(rate: FeeRate) -> None:
	"""Refuse a second price of the same fee and scope on any day. Raises OverlappingRateError."""
	if not rate.enabled:
		return
	# Two clerks who save at once wait for each other here, so that the later one sees the earlier price.
	frappe.db.get_value("Fee Item", rate.fee_item, "name", for_update=True)
	filters = {"fee_item": rate.fee_item, "community": rate.community, "scope": rate.scope, "enabled": 1}
	if fieldname := SCOPE_FIELDS.get(rate.scope):
		filters[fieldname] = rate.get(fieldname)
	other = _overlapping("Fee Rate", rate, filters, "valid_from", "valid_to")
	if other:
		frappe.throw(
			_("Price {0} already holds from {1} to {2}. End it first, or choose other days.").format(
				frappe.bold(other.name),
				frappe.bold(format_date(other.first)),
				frappe.bold(format_date(other.last) if other.last else _("further notice")),
			),
			exc=OverlappingRateError,
			title=_("Two Prices on One Day"),
		)


def check_price_not_billed(rate: FeeRate) -> None:
	"""Refuse to change a price that bills were made with: a new price is a new dated row."""
	before = rate.get_doc_before_save()
	fields = (
		"fee_item",
		"community",
		"scope",
		"building",
		"unit_type",
		"unit",
		"basis",
		"unit_price",
		"rounding",
	)
	if not before or all(before.get(field) == rate.get(field) for field in fields):
		return
	filters = {"community": before.community, "fee_rate": rate.name, "status": ["in", LIVE]}
	if frappe.db.exists("Fee Charge", filters):
		frappe.throw(
			_("Bills were made with price {0}. Set its last day and add the new price as a new row.").format(
				frappe.bold(rate.name)
			),
			exc=AlreadyBilledError,
			title=_("Price Already Billed"),
		)


# Unit Fee


def check_unit_fee(unit_fee: UnitFee) -> None:
	"""Refuse swapped dates, a discount above the whole, and a fee that is not billed by period."""
	if unit_fee.to_date and getdate(unit_fee.to_date) < getdate(unit_fee.from_date):
		frappe.throw(
			_("To Date {0} is before From Date {1}. Choose a later last day.").format(
				frappe.bold(format_date(unit_fee.to_date)), frappe.bold(format_date(unit_fee.from_date))
			),
			exc=InvalidFeeError,
			title=_("Dates Swapped"),
		)
	if not 0 <= flt(unit_fee.discount_percent) <= 100:
		frappe.throw(
			_("The discount must lie between 0 and 100 %."),
			exc=InvalidFeeError,
			title=_("Discount Not Possible"),
		)
	if frappe.get_cached_value("Fee Item", unit_fee.fee_item, "mode") != "Periodic":
		frappe.throw(
			_("Fee {0} is not billed by period. Choose a periodic fee.").format(
				frappe.bold(unit_fee.fee_item)
			),
			exc=InvalidFeeError,
			title=_("Fee Not Periodic"),
		)


def check_unit_fee_overlap(unit_fee: UnitFee) -> None:
	"""Refuse the same fee twice for one unit and day. Raises OverlappingUnitFeeError."""
	frappe.db.get_value("Property Unit", unit_fee.unit, "name", for_update=True)
	filters = {"unit": unit_fee.unit, "fee_item": unit_fee.fee_item}
	other = _overlapping("Unit Fee", unit_fee, filters, "from_date", "to_date")
	if other:
		frappe.throw(
			_(
				"Unit {0} already pays this fee from {1} to {2}. Change that row, or choose other days."
			).format(
				frappe.bold(unit_fee.unit),
				frappe.bold(format_date(other.first)),
				frappe.bold(format_date(other.last) if other.last else _("further notice")),
			),
			exc=OverlappingUnitFeeError,
			title=_("Fee Attached Twice"),
		)


def check_billed_days(unit_fee: UnitFee) -> None:
	"""Refuse to move a billed fee to another unit or fee, and say so when billed days fall out of it."""
	before = unit_fee.get_doc_before_save()
	if not before or not before.billed_through:
		return
	if (before.unit, before.fee_item) != (unit_fee.unit, unit_fee.fee_item):
		frappe.throw(
			_("This fee was billed through {0}. End it and attach the other fee as a new row.").format(
				frappe.bold(format_date(before.billed_through))
			),
			exc=AlreadyBilledError,
			title=_("Fee Already Billed"),
		)
	if unit_fee.to_date and getdate(unit_fee.to_date) < getdate(before.billed_through):
		frappe.msgprint(
			_("Days after {0} were billed before. Credit them on their bills if they are not owed.").format(
				frappe.bold(format_date(unit_fee.to_date))
			),
			title=_("Billed Days Remain"),
			indicator="orange",
		)


def _overlapping(doctype: str, doc, filters: dict, first: str, last: str) -> frappe._dict | None:
	"""Return the first other row of `filters` that shares a day with `doc`: name, first, last."""
	table = frappe.qb.DocType(doctype)
	query = (
		frappe.qb.from_(table)
		.select(table.name, table[first].as_("first"), table[last].as_("last"))
		.where((table[last].isnull()) | (table[last] >= doc.get(first)))
		.where(table.name != (doc.name or ""))
		.orderby(table[first])
		.limit(1)
	)
	if doc.get(last):
		query = query.where(table[first] <= doc.get(last))
	for fieldname, value in filters.items():
		query = query.where(table[fieldname] == value)
	rows = query.run(as_dict=True)
	return rows[0] if rows else None
