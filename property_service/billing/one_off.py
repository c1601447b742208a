"""Charges outside the billing cycle, each on an invoice of its own: paid work, arrears brought over, fines."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days, getdate

from property_service.billing import writer
from property_service.billing.invoices import books_of
from property_service.billing.keys import one_off_key, sentinel
from property_service.billing.open_days import refuse_closed_day
from property_service.billing.payers import PayerRules, payers_on
from property_service.billing.posting import CHARGE_FIELDS, post_charges
from property_service.billing.rounding import money
from property_service.billing.sources import tenures_by_unit, unit_facts
from property_service.billing.statuses import LIVE, PLANNED
from property_service.exceptions import AlreadyBilledError, InvalidFeeError
from property_service.registry.services import ensure_customer


def raise_one_off_charge(
	*,
	unit: str,
	fee_item: str,
	amount: Decimal,
	posting_date: date | str,
	due_date: date | str | None = None,
	period_start: date | str | None = None,
	period_end: date | str | None = None,
	payer: str | None = None,
	reference: Document | tuple[str, str] | None = None,
	description: str | None = None,
) -> str:
	"""See `services.raise_one_off_charge`."""
	day = getdate(posting_date)
	doctype, name = _reference(reference)
	key = one_off_key(doctype, name, fee_item) if doctype else None
	if key and (charge := _existing(key)):
		return charge
	row = _charge_row(unit, fee_item, amount, day)
	row |= {
		"due_date": _due_date(row["community"], day, due_date),
		"period_start": getdate(period_start or day),
		"period_end": getdate(period_end or period_start or day),
		"property_owner": payer or _payer_of(unit, fee_item, row["community"], day),
		"reference_doctype": doctype,
		"reference_name": name,
		"snapshot": json.dumps({"description": description}) if description else None,
	}
	row["charge_key"] = key or sentinel(row["name"])
	row["payer"] = ensure_customer(row["property_owner"])
	writer.insert_charges([row])
	post_now(row["name"])
	return row["name"]


def post_now(charge: str) -> str:
	"""Post one planned charge on an invoice of its own and return the invoice's name."""
	fields = [*CHARGE_FIELDS, "status", "billing_run", "snapshot"]
	row = frappe.db.get_value("Fee Charge", charge, fields, as_dict=True, for_update=True)
	if row.status != PLANNED or row.billing_run:
		frappe.throw(
			_(
				"Charge {0} cannot be posted by itself. Only planned charges outside a billing run can."
			).format(frappe.bold(charge)),
			exc=AlreadyBilledError,
			title=_("Charge Not Open"),
		)
	description = json.loads(row.snapshot or "{}").get("description")
	books = books_of(row.community, [row.fee_item])
	books.learn([row])
	return post_charges([frappe._dict(row, description=description)], books)


def _reference(reference: Document | tuple[str, str] | None) -> tuple[str | None, str | None]:
	if reference is None:
		return None, None
	return (reference.doctype, reference.name) if isinstance(reference, Document) else tuple(reference)


def _existing(key: str) -> str | None:
	return frappe.db.get_value("Fee Charge", {"charge_key": key, "status": ["in", LIVE]}, "name")


def _charge_row(unit: str, fee_item: str, amount: Decimal, day: date) -> dict[str, Any]:
	if money(amount) <= 0:
		frappe.throw(
			_("A charge must be above zero, not {0}. Enter the amount to pay.").format(frappe.bold(amount)),
			exc=InvalidFeeError,
			title=_("Amount Missing"),
		)
	community = frappe.db.get_value("Property Unit", unit, "community")
	if not community:
		frappe.throw(
			_("Property Unit {0} does not exist. Choose one of the registry.").format(frappe.bold(unit)),
			exc=InvalidFeeError,
			title=_("Unit Unknown"),
		)
	company = frappe.get_cached_value("Property Community", community, "company")
	refuse_closed_day(company, day)
	return {
		"name": writer.new_name(),
		"status": PLANNED,
		"charge_kind": "One-off",
		"community": community,
		"company": company,
		"unit": unit,
		"fee_item": fee_item,
		"bill_group": frappe.get_cached_value("Fee Item", fee_item, "bill_group"),
		"quantity": 1,
		"unit_price": money(amount),
		"amount": money(amount),
		"posting_date": day,
	}


def _due_date(community: str, day: date, due_date: date | str | None) -> date:
	if due_date:
		return max(getdate(due_date), day)
	return getdate(add_days(day, frappe.get_cached_value("Property Community", community, "due_days") or 0))


def _payer_of(unit: str, fee_item: str, community: str, day: date) -> str:
	"""Return who would pay a periodic fee on `day`; the first of several owners by share."""
	rules = PayerRules(
		unit_facts([unit])[unit],
		fee_item,
		None,
		frappe.get_cached_value("Property Community", community, "developer"),
		tenures_by_unit([unit], day, day)[unit],
		(),
	)
	shares = payers_on(day, rules)
	if not shares:
		frappe.throw(
			_("Nobody is known to pay for unit {0}. Enter its owner, or name the payer.").format(
				frappe.bold(unit)
			),
			exc=InvalidFeeError,
			title=_("Payer Unknown"),
		)
	return shares[0].property_owner
