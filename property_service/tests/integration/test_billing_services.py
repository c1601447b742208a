"""One-off charges, previews, explanations, and who may call what."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

import frappe

from property_service.billing import api, services, tasks
from property_service.billing.preview import preview_run
from property_service.exceptions import BillingRunError, InvalidFeeError
from property_service.tests import factories as make
from property_service.tests.bootstrap import COMMUNITY, OTHER_COMMUNITY
from property_service.tests.integration.billing_steps import charge, check_invariant, credit, pay, posted_bill

OCTOBER_5 = frappe.utils.getdate("2026-10-05")


def one_off(unit: str, **overrides) -> str:
	values = {"fee_item": "SERVICE", "amount": Decimal("88.80"), "posting_date": OCTOBER_5}
	return services.raise_one_off_charge(unit=unit, **values | overrides)


# one-off charges


def test_a_one_off_charge_stands_on_a_bill_of_its_own() -> None:
	owner = make.make_owner().name
	unit = make.make_owned_unit(owner).name

	name = one_off(unit, description="Door lock")

	row = frappe.get_doc("Fee Charge", name)
	bill = frappe.get_doc("Sales Invoice", row.sales_invoice)
	assert (row.status, row.property_owner, row.charge_kind) == ("Posted", owner, "One-off")
	assert (bill.grand_total, bill.property_bill_group, bill.property_billing_run) == (88.8, "Service", None)
	assert bill.items[0].description.endswith(": Door lock")
	(line,) = services.bill_details(bill.name)["charges"]
	assert line["explanation"] == "Door lock"
	pay(bill.name, 50)
	check_invariant(bill.name)


def test_one_document_raises_one_charge_per_fee() -> None:
	unit = make.make_owned_unit().name
	reference = make.make_building()

	first = one_off(unit, reference=reference)

	assert one_off(unit, reference=(reference.doctype, reference.name)) == first
	assert one_off(unit, reference=reference, fee_item="DECOWASTE") != first
	assert one_off(unit) != one_off(unit)


@pytest.mark.parametrize(
	("overrides", "error", "message"),
	[
		({"amount": Decimal(0)}, InvalidFeeError, "must be above zero"),
		({"amount": Decimal(-5)}, InvalidFeeError, "must be above zero"),
		({"posting_date": frappe.utils.getdate("2031-01-01")}, BillingRunError, "No fiscal year"),
	],
)
def test_a_senseless_one_off_charge_is_refused(overrides: dict, error: type, message: str) -> None:
	unit = make.make_owned_unit().name

	with pytest.raises(error, match=message):
		one_off(unit, **overrides)

	assert not frappe.db.exists("Fee Charge", {"unit": unit})


def test_a_one_off_charge_needs_somebody_to_pay() -> None:
	with pytest.raises(InvalidFeeError, match="name the payer"):
		one_off(make.make_unit().name)
	with pytest.raises(InvalidFeeError, match="does not exist"):
		one_off("no such unit")


def test_a_credited_one_off_charge_can_be_posted_again() -> None:
	unit = make.make_owned_unit().name
	name = one_off(unit)
	credit(frappe.db.get_value("Fee Charge", name, "sales_invoice"))
	assert frappe.db.get_value("Fee Charge", name, "status") == "Planned"

	api.post_charge(name)

	assert frappe.db.get_value("Fee Charge", name, "status") == "Posted"


# previews and explanations


def test_a_preview_shows_what_the_run_then_bills_and_saves_nothing() -> None:
	fee = make.make_fee_item(fee_item_name="Cleaning").name
	make.make_rate(fee)
	for _number in range(2):
		make.make_unit_fee(make.make_owned_unit().name, fee)
	make.make_unit_fee(make.make_unit().name, fee)
	run = make.make_run(fee_items=[{"fee_item": fee}])
	customers = frappe.db.count("Customer")

	shown = preview_run(run)

	assert (shown["charges"], shown["payers"], shown["amount"]) == (2, 2, 500)
	assert [(row["label"], row["amount"]) for row in shown["by_fee"]] == [("Cleaning", 500)]
	assert len(shown["by_building"]) == 2
	assert [row["count"] for row in shown["skipped"]] == [1]
	assert not frappe.db.exists("Fee Charge", {"billing_run": run.name})
	assert frappe.db.count("Customer") == customers
	run.submit()
	run.reload()
	assert (run.posted_count, run.posted_amount, run.skipped_count) == (2, 500, 1)


@pytest.mark.parametrize(
	("language", "expected"),
	[
		("en", "100 m² × 2.50 yuan/m²/month × 31/31 days = 250.00"),
		("zh", "100 m² × 2.50 元/m²/月 × 31/31 天 = 250.00"),
	],
)
def test_a_bill_is_explained_in_the_readers_language(language: str, expected: str) -> None:
	fee = make.make_fee_item().name
	make.make_rate(fee)
	make.make_unit_fee(make.make_owned_unit().name, fee)
	run = make.make_run(fee_items=[{"fee_item": fee}])
	run.submit()
	invoice = frappe.db.get_value("Sales Invoice", {"property_billing_run": run.name})
	frappe.local.lang = language

	details = services.bill_details(invoice)

	(line,) = details["charges"]
	assert line["explanation"] == expected
	assert (details["sales_invoice"], details["outstanding_amount"]) == (invoice, 250)


def test_an_explanation_shows_broken_months_discount_and_share() -> None:
	from property_service.billing.explanation import explain

	snapshot = {
		"basis": "Inner Area",
		"quantity": "80.5",
		"unit_price": "1.2345",
		"months": [["2026-10", 15, 31], ["2026-11", 30, 30], ["2026-12", 31, 31]],
		"discount": "10",
		"share": [1, 3],
	}

	text = explain(snapshot, Decimal("73.99"))

	assert text == (
		"80.5 m² × 1.2345 yuan/m²/month × (2 months + 15/31 days) × 90% after discount × share 1/3 = 73.99"
	)


def test_a_transfer_is_told_what_to_credit() -> None:
	bill = posted_bill([("Cleaning", 310.0)])
	unit = bill.items[0].property_unit

	(row,) = services.charges_after(unit, frappe.utils.getdate("2026-10-22"))

	# 10 of 31 days: 310 × 10/31
	assert (row["fee_charge"], row["credit_amount"]) == (charge(bill.name, "Cleaning").name, 100)
	assert (row["sales_invoice"], row["customer"]) == (bill.name, bill.customer)
	assert services.charges_after(unit, frappe.utils.getdate("2026-11-01")) == []


# the job and its sweeper


def test_only_a_silent_run_is_resumed(enqueued: list[dict]) -> None:
	long_ago = frappe.utils.add_to_date(None, hours=-2)
	fee = make.make_fee_item().name
	make.make_rate(fee)
	make.make_unit_fee(make.make_owned_unit().name, fee)
	silent, beating, done = (make.make_run(fee_items=[{"fee_item": fee}]).name for _number in range(3))
	frappe.db.set_value("Billing Run", silent, {"docstatus": 1, "status": "Queued", "heartbeat_on": long_ago})
	frappe.db.set_value(
		"Billing Run", beating, {"docstatus": 1, "status": "Posting", "heartbeat_on": frappe.utils.now()}
	)
	frappe.db.set_value("Billing Run", done, {"docstatus": 1, "status": "Posted", "heartbeat_on": long_ago})

	tasks.resume_stalled_runs()

	resumed = {job["job_id"].split(":")[2] for job in enqueued if job["method"].endswith("post_run")}
	assert resumed & {silent, beating, done} == {silent}
	assert frappe.db.get_value("Billing Run", silent, "status") == "Posted"


# rights


def test_a_cashier_may_preview_and_a_housekeeper_may_not(as_user: Callable) -> None:
	run = make.make_run()

	with as_user("cashier@test.invalid"):
		assert api.preview_run(run.name)["charges"] >= 0
	with as_user("housekeeper@test.invalid"), pytest.raises(frappe.PermissionError):
		api.preview_run(run.name)


@pytest.mark.parametrize("user", ["housekeeper@test.invalid", "assistant@test.invalid", "Guest"])
def test_nothing_of_billing_is_open_to_whoever_has_no_right(as_user: Callable, user: str) -> None:
	bill = posted_bill([("Cleaning", 200.0)])
	run, name = bill.property_billing_run, charge(bill.name, "Cleaning").name
	calls = [
		lambda: api.preview_run(run),
		lambda: api.retry_failed(run),
		lambda: api.cancel_with_bills(run),
		lambda: api.attach_fee("PROPERTY", COMMUNITY, "2026-01-01"),
		lambda: api.void_charges([name], "x"),
		lambda: api.post_charge(name),
	]
	for call in calls:
		with as_user(user), pytest.raises(frappe.PermissionError):
			call()


def test_staff_see_only_their_communities(as_user: Callable) -> None:
	bill = posted_bill([("Cleaning", 200.0)])
	run = bill.property_billing_run
	frappe.permissions.add_user_permission("Property Community", OTHER_COMMUNITY, "cashier@test.invalid")

	with as_user("cashier@test.invalid"):
		for call in (
			lambda: api.preview_run(run),
			lambda: api.next_period(COMMUNITY),
			lambda: api.explain_bill(bill.name),
			lambda: api.attach_fee("PROPERTY", COMMUNITY, "2026-01-01"),
		):
			with pytest.raises(frappe.PermissionError):
				call()
		assert api.next_period(OTHER_COMMUNITY)["period_start"]


def test_the_next_period_follows_the_latest_run() -> None:
	posted_bill([("Cleaning", 200.0)])

	period = api.next_period(COMMUNITY)

	assert (str(period["period_start"]), str(period["period_end"])) == ("2026-11-01", "2026-11-30")


def test_a_manager_attaches_a_fee_to_a_building(as_user: Callable) -> None:
	fee = make.make_fee_item().name
	building = make.make_building().name
	for _number in range(2):
		make.make_unit(building)
	make.make_unit(building, unit_type="Shop")
	make.make_unit()

	with as_user("manager@test.invalid"):
		assert api.attach_fee(fee, COMMUNITY, "2026-01-01", building=building, unit_type="Residence") == 2
		assert api.attach_fee(fee, COMMUNITY, "2026-01-01", building=building) == 1


def test_an_unknown_community_in_a_request_is_refused(as_user: Callable) -> None:
	with as_user("manager@test.invalid"), pytest.raises(frappe.DoesNotExistError):
		api.attach_fee("PROPERTY", "Nowhere", "2026-01-01")
	with as_user("manager@test.invalid"), pytest.raises(frappe.DoesNotExistError):
		api.next_period("Nowhere")
