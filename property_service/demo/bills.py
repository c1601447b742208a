"""Bills: what was owed from before as one opening bill a unit, then month by month through Billing Run."""

from __future__ import annotations

import time
from datetime import date, timedelta
from decimal import Decimal

import frappe

from property_service.billing.services import raise_one_off_charge
from property_service.demo.context import Demo, DemoError
from property_service.demo.estates import EstatePlan
from property_service.demo.payments import opening_arrears
from property_service.demo.tenancy import UnitStory
from property_service.demo.units import stories_with_units

OPENING = "OPENING"
OPENING_TEXT = "{until} 前欠费结转"
# The function the background job calls, and what a run's button leads to.
POST_RUN = "property_service.billing.tasks.post_run"
ATTEMPTS, PAUSE_SECONDS = 60, 2
UNFINISHED = ("Draft", "Planned", "Queued", "Posting", "Stopped")


def bill_openings(demo: Demo) -> int:
	"""Raise the opening bills that are missing; return how many."""
	return sum(bill_opening(demo, estate) for estate in demo.estates)


def bill_opening(demo: Demo, estate: EstatePlan) -> int:
	standing = set(
		frappe.get_all(
			"Fee Charge", {"community": estate.name, "fee_item": OPENING}, pluck="unit", order_by="unit"
		)
	)
	until = demo.first_day - timedelta(days=1)
	made = 0
	for story, unit in stories_with_units(demo, estate.name):
		amount = opening_of(estate, story)
		if amount and unit not in standing:
			raise_one_off_charge(
				unit=unit,
				fee_item=OPENING,
				amount=amount,
				posting_date=until,
				due_date=until,
				description=OPENING_TEXT.format(until=f"{until.year} 年 {until.month} 月底"),
			)
			made += 1
	return made


def opening_of(estate: EstatePlan, story: UnitStory) -> Decimal | None:
	"""Return what a unit still owed before the first billed day in 元; only delivered homes and shops owe."""
	if not story.owners or story.delivery is None or story.unit.unit_type == "Parking Space":
		return None
	price = min(price.unit_price for price in estate.prices if price.fee == "PROPERTY")
	return opening_arrears(f"{estate.code}:{story.unit.key}", price * story.unit.gross)


def bill_months(demo: Demo) -> int:
	"""Bill each month in each community where that has not been done; return how many runs were posted."""
	return sum(bill_month(estate, *month) for month in demo.months for estate in demo.estates)


def bill_month(estate: EstatePlan, first: date, last: date) -> int:
	"""Bill one month on its first day; go on with a run that was interrupted."""
	values = {"community": estate.name, "period_start": first, "period_end": last}
	run = frappe.db.get_value("Billing Run", {**values, "docstatus": 1}, ["name", "status"], as_dict=True)
	if run and run.status not in UNFINISHED:
		return 0
	post(run.name if run else submit_run(values, first))
	return 1


def post(run: str) -> None:
	"""Post a run to its end. A worker of the site may be at the same run: then both share the work.

	Raises:
		DemoError: charges failed, or the worker does not come to an end.
	"""
	for _attempt in range(ATTEMPTS):
		totals = frappe.get_attr(POST_RUN)(run)
		if totals["failed_count"]:
			raise DemoError(f"Billing run {run}: {totals['message']}")
		if totals["status"] not in UNFINISHED:
			return
		time.sleep(PAUSE_SECONDS)
	raise DemoError(f"Billing run {run} is still being posted by a worker. Build again when it is done.")


def submit_run(values: dict, posting_date: date) -> str:
	run = frappe.get_doc(doctype="Billing Run", posting_date=posting_date, **values).insert()
	run.submit()
	return run.name
