"""A run plans every charge first, posts one bill per payer, group and period, and bills nothing twice."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

import frappe

from property_service.billing.planning import plan_run
from property_service.billing.tasks import post_run
from property_service.exceptions import BillingRunError
from property_service.tests import factories as make
from property_service.tests.bootstrap import COMMUNITY


def charges_of(run: str, **filters) -> list:
	return frappe.get_all(
		"Fee Charge",
		filters={"billing_run": run, **filters},
		fields=["*"],
		order_by="unit, period_start, part_no",
	)


def shown(text: str) -> str:
	"""Return `text` with each {2026-10-01} as the site writes dates."""
	return re.sub(r"\{([\d-]+)\}", lambda match: frappe.utils.format_date(match[1]), text)


@pytest.fixture
def fee() -> str:
	fee_item = make.make_fee_item().name
	make.make_rate(fee_item)
	return fee_item


@pytest.fixture
def unit(fee: str) -> str:
	unit = make.make_owned_unit()
	make.make_unit_fee(unit.name, fee)
	return unit.name


def submitted_run(fee: str, **overrides):
	run = make.make_run(fee_items=[{"fee_item": fee}], **overrides)
	run.submit()
	return run.reload()


def test_a_months_fee_becomes_one_posted_invoice_line(fee: str, unit: str) -> None:
	run = submitted_run(fee)

	(charge,) = charges_of(run.name)
	assert (charge.status, charge.amount) == ("Posted", 250.0)  # 100 m² × 2.50
	invoice = frappe.get_doc("Sales Invoice", charge.sales_invoice)
	assert invoice.docstatus == 1
	assert (invoice.grand_total, invoice.outstanding_amount, invoice.property_bill_group) == (
		250,
		250,
		"Property",
	)
	(line,) = invoice.items
	assert (line.qty, line.rate, line.uom, line.fee_charge, line.property_unit) == (
		250,
		1,
		"Yuan",
		charge.name,
		unit,
	)
	assert charge.invoice_item == line.name
	assert (run.status, run.posted_count, run.posted_amount, run.invoice_count) == ("Posted", 1, 250, 1)
	assert frappe.db.get_value("Unit Fee", charge.unit_fee, "billed_through") == frappe.utils.getdate(
		"2026-10-31"
	)


def test_posting_a_run_again_changes_nothing(fee: str, unit: str) -> None:
	run = submitted_run(fee)
	before = charges_of(run.name)

	totals = post_run(run.name)

	assert charges_of(run.name) == before
	assert (totals["posted_count"], totals["invoice_count"]) == (1, 1)


def test_a_second_run_for_the_same_days_bills_nothing_and_says_why(fee: str, unit: str) -> None:
	first = submitted_run(fee)

	second = submitted_run(fee)

	(charge,) = charges_of(second.name)
	assert (charge.status, charge.amount) == ("Skipped", 0)
	assert (
		charge.reason
		== f"These days were billed before, in {first.name}. Credit that bill to bill them anew."
	)
	assert second.status == "Posted"
	assert second.message == "Nothing new to bill: 1 fees were skipped, see their reasons."


def test_units_and_fees_of_one_payer_share_a_bill_and_other_groups_do_not(fee: str) -> None:
	water = make.make_fee_item(kind="Heating", bill_group="Utilities").name
	make.make_rate(water, basis="Fixed", unit_price=30)
	owner = make.make_owner().name
	for _number in range(2):
		unit = make.make_owned_unit(owner).name
		make.make_unit_fee(unit, fee)
		make.make_unit_fee(unit, water)

	run = make.make_run(fee_items=[{"fee_item": fee}, {"fee_item": water}])
	run.submit()

	totals = {
		invoice.property_bill_group: invoice.grand_total
		for invoice in frappe.get_all(
			"Sales Invoice",
			filters={"property_billing_run": run.name},
			fields=["property_bill_group", "grand_total"],
			order_by="name",
		)
	}
	assert totals == {"Property": 500, "Utilities": 60}  # 2 × 250.00 and 2 × 30.00, one bill each


def test_a_price_that_changes_in_the_month_splits_it_by_day(unit: str, fee: str) -> None:
	rate = frappe.get_last_doc("Fee Rate", filters={"fee_item": fee})
	rate.update({"valid_to": "2026-10-16"}).save()
	make.make_rate(fee, valid_from="2026-10-17", unit_price=3)

	run = submitted_run(fee)

	first, second = charges_of(run.name)
	assert (first.amount, second.amount) == (129.03, 145.16)  # 250 × 16/31 = 129.032, 300 × 15/31 = 145.161
	assert first.sales_invoice == second.sales_invoice
	assert first.charge_key != second.charge_key


def test_a_new_owner_pays_from_the_day_of_transfer(fee: str) -> None:
	unit = make.make_unit().name
	old, new = make.make_owner().name, make.make_owner().name
	make.make_sole_ownership(unit, old, to_date="2026-10-16")
	make.make_sole_ownership(unit, new, from_date="2026-10-17")
	make.make_unit_fee(unit, fee)

	run = submitted_run(fee)

	first, second = charges_of(run.name)
	assert (first.property_owner, second.property_owner) == (old, new)
	assert Decimal(str(first.amount)) + Decimal(str(second.amount)) == 250
	assert first.sales_invoice != second.sales_invoice


def test_co_owners_by_share_get_a_bill_each_and_no_cent_is_lost(fee: str) -> None:
	unit = make.make_unit().name
	registry = frappe.get_attr("property_service.registry.services.set_ownership")
	registry(
		unit,
		frappe.utils.getdate("2024-01-01"),
		"By Shares",
		[
			{
				"property_owner": make.make_owner().name,
				"share_numerator": 1,
				"share_denominator": 3,
				"is_payer": 0,
			}
			for _number in range(3)
		],
	)
	make.make_unit_fee(unit, fee)

	run = submitted_run(fee)

	amounts = sorted(charge.amount for charge in charges_of(run.name))
	assert amounts == [83.33, 83.33, 83.34]  # a third of 250.00 each


def test_the_developer_pays_while_a_unit_is_not_delivered(fee: str) -> None:
	developer = make.make_owner("Developer Ltd", owner_type="Company").name
	frappe.db.set_value("Property Community", COMMUNITY, "developer", developer)
	frappe.clear_document_cache("Property Community", COMMUNITY)
	unit = make.make_owned_unit(status="Sold", delivery_date=None).name
	make.make_unit_fee(unit, fee)

	run = submitted_run(fee)

	(charge,) = charges_of(run.name)
	assert (charge.status, charge.property_owner) == ("Posted", developer)


@pytest.mark.parametrize(
	("case", "reason"),
	[
		(
			"no owner",
			"Nobody is known to pay from {2026-10-01} to {2026-10-31}. Enter the owner of the unit and run again.",
		),
		(
			"no rate",
			"No price holds from {2026-10-01} to {2026-10-31}. Add a fee rate for these days and run again.",
		),
		(
			"rate gap",
			"No price holds from {2026-10-01} to {2026-10-09}. Add a fee rate for these days and run again.",
		),
		(
			"not delivered",
			"Not delivered from {2026-10-01} to {2026-10-31} and the community has no developer. Enter one or the other.",
		),
		("ended", "The fee of this unit ended on {2026-09-30}."),
		("free", "The amount is zero, so nothing is billed."),
	],
)
def test_what_cannot_be_billed_is_skipped_with_its_reason(case: str, reason: str) -> None:
	fee = make.make_fee_item().name
	if case == "rate gap":
		make.make_rate(fee, valid_from="2026-10-10")
	elif case != "no rate":
		make.make_rate(fee)
	undelivered = {"status": "Sold", "delivery_date": None} if case == "not delivered" else {}
	unit = (make.make_unit if case == "no owner" else make.make_owned_unit)(**undelivered).name
	terms = {
		"ended": {"to_date": "2026-09-30"},
		"free": {"discount_percent": 100, "discount_reason": "Waived"},
	}
	make.make_unit_fee(unit, fee, **terms.get(case, {}))

	run = submitted_run(fee)

	(charge,) = charges_of(run.name)
	assert (charge.status, charge.reason) == ("Skipped", shown(reason))
	assert charge.charge_key == f"none:{charge.name}"
	assert not frappe.db.exists("Sales Invoice", {"property_billing_run": run.name})


def test_a_skipped_unit_is_billed_by_a_later_run_once_it_is_mended(fee: str) -> None:
	unit = make.make_unit().name
	make.make_unit_fee(unit, fee)
	submitted_run(fee)
	make.make_sole_ownership(unit)

	second = submitted_run(fee)

	assert [charge.status for charge in charges_of(second.name)] == ["Posted"]


def test_a_quarterly_fee_is_billed_once_for_its_quarter(unit: str, fee: str) -> None:
	frappe.db.set_value("Fee Item", fee, "billing_cycle", "Quarterly")
	october = submitted_run(fee)

	november = submitted_run(
		fee, period_start="2026-11-01", period_end="2026-11-30", posting_date="2026-11-01"
	)

	(charge,) = charges_of(october.name)
	assert charge.amount == 750  # 3 months × 250.00
	assert str(charge.period_end) == "2026-12-31"
	assert charges_of(november.name) == []


def test_switching_from_quarterly_to_monthly_never_bills_a_day_twice(unit: str, fee: str) -> None:
	frappe.db.set_value("Fee Item", fee, "billing_cycle", "Quarterly")
	submitted_run(fee)
	frappe.db.set_value("Fee Item", fee, "billing_cycle", "Monthly")

	november = submitted_run(
		fee, period_start="2026-11-01", period_end="2026-11-30", posting_date="2026-11-01"
	)

	assert [charge.status for charge in charges_of(november.name)] == ["Skipped"]


def test_a_month_missed_for_want_of_a_price_is_billed_later(unit: str, fee: str) -> None:
	frappe.db.set_value("Fee Rate", {"fee_item": fee}, "valid_from", "2026-10-01")
	september = {"period_start": "2026-09-01", "period_end": "2026-09-30", "posting_date": "2026-09-01"}
	missed = submitted_run(fee, **september)
	submitted_run(fee)
	make.make_rate(fee, valid_from="2026-09-01", valid_to="2026-09-30", unit_price=2)

	caught_up = submitted_run(fee, **september | {"posting_date": "2026-10-05"})

	assert [charge.status for charge in charges_of(missed.name)] == ["Skipped"]
	assert [(charge.status, charge.amount) for charge in charges_of(caught_up.name)] == [("Posted", 200)]


@pytest.mark.parametrize(
	("values", "message"),
	[
		({"period_end": "2026-09-30"}, "A run bills whole calendar months"),
		({"period_start": "2026-10-05"}, "A run bills whole calendar months"),
		({"period_end": "2027-12-31"}, "A run bills at most"),
		({"due_date": "2026-09-01"}, "is before the posting date"),
	],
)
def test_a_run_over_senseless_days_is_refused(values: dict, message: str) -> None:
	with pytest.raises(BillingRunError, match=message):
		make.make_run(**values)


def test_a_run_without_fiscal_year_is_refused_and_nothing_is_written(fee: str, unit: str) -> None:
	days = {"period_start": "2031-01-01", "period_end": "2031-01-31", "posting_date": "2031-01-01"}
	run = make.make_run(fee_items=[{"fee_item": fee}], **days)

	with pytest.raises(
		BillingRunError, match=r"No fiscal year of .* contains .* Create it under Fiscal Year"
	):
		run.submit()

	assert charges_of(run.name) == []


def test_a_run_over_a_closed_accounting_period_is_refused_with_the_first_open_day(
	fee: str, unit: str
) -> None:
	company = frappe.db.get_value("Property Community", COMMUNITY, "company")
	period = frappe.get_doc(
		doctype="Accounting Period",
		period_name="October closed",
		company=company,
		start_date="2026-10-01",
		end_date="2026-10-31",
		closed_documents=[{"document_type": "Sales Invoice", "closed": 1}],
	).insert()
	run = make.make_run(fee_items=[{"fee_item": fee}])

	with pytest.raises(
		BillingRunError,
		match=shown("closed through .*{2026-10-31}.* Choose a posting date from .*{2026-11-01}"),
	):
		run.submit()

	assert charges_of(run.name) == []
	assert period.name


def test_one_bad_payer_costs_one_bill_and_can_be_retried(fee: str) -> None:
	from property_service.billing.api import retry_failed

	units = [make.make_owned_unit().name for _number in range(3)]
	for name in units:
		make.make_unit_fee(name, fee)
	owner = frappe.db.get_value("Unit Ownership", {"unit": units[1]}, "property_owner")
	customer = frappe.get_attr("property_service.registry.services.ensure_customer")(owner)
	frappe.db.set_value("Customer", customer, "disabled", 1)

	run = submitted_run(fee)

	assert (run.status, run.posted_count, run.failed_count) == ("Posted with Failures", 2, 1)
	(failed,) = charges_of(run.name, status="Failed")
	assert "disabled" in failed.reason
	frappe.db.set_value("Customer", customer, "disabled", 0)

	retry_failed(run.name)

	run.reload()
	assert (run.status, run.posted_count, run.failed_count) == ("Posted", 3, 0)


def test_a_crash_between_planning_and_posting_is_made_good(fee: str, unit: str) -> None:
	run = make.make_run(fee_items=[{"fee_item": fee}])
	frappe.db.set_value("Billing Run", run.name, {"docstatus": 1, "status": "Queued"})
	plan_run(run.name)
	assert [charge.status for charge in charges_of(run.name)] == ["Planned"]

	post_run(run.name)
	post_run(run.name)

	assert [charge.status for charge in charges_of(run.name)] == ["Posted"]


def test_only_a_submitted_run_is_posted(fee: str) -> None:
	run = make.make_run(fee_items=[{"fee_item": fee}])

	with pytest.raises(BillingRunError, match="is not submitted"):
		post_run(run.name)


def test_the_job_is_queued_once_after_commit(fee: str, unit: str, enqueued: list[dict]) -> None:
	run = submitted_run(fee)

	(job,) = [job for job in enqueued if job["method"].endswith("post_run")]
	assert job["job_id"] == f"property_service:post_run:{run.name}:1"
	assert job["deduplicate"] and job["enqueue_after_commit"]
