"""Money at the counter: what payers of the demo pay, booked by the cashier through Property Receipts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import frappe

from property_service.constants import COMMUNITY_DIMENSION, PROPERTY_CASHIER
from property_service.demo.context import Demo, acting_as
from property_service.demo.payments import CASH, Bill, PlannedReceipt, plan_receipts
from property_service.demo.portal_users import shown_people
from property_service.demo.staff import login_for
from property_service.demo.units import owners_of_people

RECEIPTS_PER_COMMIT = 50
OPENING_GROUP = "Opening"


def take_payments(demo: Demo) -> int:
	"""Take the payments that have not been taken; return how many receipts were made."""
	made = 0
	with acting_as(login_for(PROPERTY_CASHIER)):
		for receipt in missing_receipts(demo):
			book(receipt)
			made += 1
			if made % RECEIPTS_PER_COMMIT == 0:
				frappe.db.commit()  # nosemgrep: a build that is stopped goes on from here
	return made


def missing_receipts(demo: Demo) -> Iterator[dict[str, Any]]:
	"""Yield the values of each receipt still to be made, oldest day first.

	Planned from what was billed, not from what is open: so an interrupted build plans the same receipts again, and
	skips those that stand and those whose bills somebody has paid by hand meanwhile.
	"""
	standing = {
		(owner, day)
		for owner, day in frappe.get_all(
			"Property Receipt", fields=["property_owner", "posting_date"], as_list=True, order_by="name"
		)
	}
	keys = {owner: key for key, owner in owners_of_people(demo).items()}
	planned = [
		values_of(owner, receipt, rows)
		for owner, rows in bills_by_owner(demo).items()
		for receipt in receipts_of(demo, keys.get(owner, owner), rows)
		if (owner, receipt.day) not in standing and is_payable(receipt, rows)
	]
	yield from sorted(planned, key=lambda receipt: (receipt["posting_date"], receipt["property_owner"]))


def bills_by_owner(demo: Demo) -> dict[str, list[dict[str, Any]]]:
	"""Return Property Owner → the demo's own bills, paid or not; what was billed later by hand is left alone."""
	bills: dict[str, list[dict[str, Any]]] = {}
	for row in frappe.get_all(
		"Sales Invoice",
		filters={
			"docstatus": 1,
			"is_return": 0,
			"property_owner": ["is", "set"],
			"posting_date": ["<=", demo.months[-1][0]],
		},
		fields=[
			"name",
			"property_owner",
			f"{COMMUNITY_DIMENSION} as community",
			"property_bill_group",
			"posting_date",
			"due_date",
			"grand_total",
			"outstanding_amount",
		],
		order_by="posting_date, name",
	):
		bills.setdefault(row.property_owner, []).append(row)
	return bills


def is_payable(receipt: PlannedReceipt, rows: list[dict[str, Any]]) -> bool:
	left = {row["name"]: Decimal(str(row["outstanding_amount"])) for row in rows}
	return all(amount <= left[invoice] for invoice, amount in receipt.bills)


def receipts_of(demo: Demo, payer: str, rows: list[dict[str, Any]]) -> list[PlannedReceipt]:
	"""Return the receipts of one payer. Whoever is shown in the portal has something left to pay there."""
	bills = [
		Bill(row["name"], row["posting_date"], row["due_date"], Decimal(str(row["grand_total"])))
		for row in rows
	]
	in_arrears = any(row["property_bill_group"] == OPENING_GROUP for row in rows)
	shown = payer in {person.key for person in shown_people(demo)}
	return plan_receipts(
		payer, bills, in_arrears=in_arrears, today=demo.today, habit="slow" if shown else None
	)


def values_of(owner: str, receipt: PlannedReceipt, rows: list[dict[str, Any]]) -> dict[str, Any]:
	"""Return the values of a Property Receipt. The community of the first bill keeps an advance."""
	community = next(row["community"] for row in rows if row["name"] == receipt.bills[0][0])
	return {
		"property_owner": owner,
		"channel": "Counter",
		"keep_as_advance": 1,
		"bills": [{"sales_invoice": invoice, "amount": float(amount)} for invoice, amount in receipt.bills],
		"tenders": [
			{
				"mode_of_payment": tender.mode,
				"amount": float(tender.amount),
				"reference_no": tender.reference,
				"reference_date": None if tender.mode == CASH else receipt.day,
			}
			for tender in receipt.tenders
		],
		"posting_date": receipt.day,
		"community": community,
	}


def book(values: dict[str, Any]) -> None:
	"""Save and submit a receipt, as the counter does."""
	frappe.get_doc(doctype="Property Receipt", **values).insert().submit()
