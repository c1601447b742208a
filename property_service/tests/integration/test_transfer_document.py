"""Ownership Transfer: shows what is open, takes a clearance, closes and opens rows, and can be taken back."""

from __future__ import annotations

import pytest

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from property_service.exceptions import ClearanceNeededError, OwnershipOrderError, OwnershipSharesError
from property_service.registry import services as registry
from property_service.tests import factories as make
from property_service.tests.integration.billing_steps import pay

SUPERVISOR = "supervisor@test.invalid"


def make_transfer(unit: str, *new_owners: str, **values) -> Document:
	rows = [{"property_owner": owner} for owner in new_owners or [make.make_owner("New").name]]
	defaults = {"unit": unit, "transfer_date": "2026-10-16", "tenure": "Sole" if len(rows) == 1 else "Joint"}
	return frappe.get_doc(
		{"doctype": "Ownership Transfer", **defaults, "new_owners": rows, **values}
	).insert()


def billed_unit(amount: float = 310, owner: str | None = None) -> tuple[str, str]:
	"""Return a unit billed over October 2026 (元) and its bill."""
	unit = make.make_owned_unit(owner or make.make_owner("Old").name).name
	fee = make.make_fee_item().name
	make.make_rate(fee, basis="Fixed", unit_price=amount)
	make.make_unit_fee(unit, fee)
	run = make.make_run(fee_items=[{"fee_item": fee}])
	run.submit()
	return unit, frappe.db.get_value("Sales Invoice", {"property_billing_run": run.name})


def current_owners(unit: str, day: str) -> list[str]:
	return [row["owner_name"] for row in registry.ownership_rows([unit], getdate(day), getdate(day))]


# -- without dues


def test_a_transfer_ends_the_old_rows_and_begins_the_new_ones(as_user) -> None:
	unit = make.make_owned_unit(make.make_owner("Old").name).name
	with as_user(SUPERVISOR):
		transfer = make_transfer(unit, certificate_no="2026-1")
		assert (transfer.old_owners, transfer.community, transfer.open_amount) == ("Old", "Test Garden", 0)
		assert not transfer.dues and not transfer.credits
		transfer.submit()
	assert current_owners(unit, "2026-10-15") == ["Old"]
	assert current_owners(unit, "2026-10-16") == ["New"]
	row = frappe.get_doc("Unit Ownership", {"unit": unit, "from_date": "2026-10-16"})
	assert (row.ownership_transfer, row.certificate_no) == (transfer.name, "2026-1")


def test_the_first_owner_of_an_unsold_unit_makes_it_sold() -> None:
	unit = make.make_unit(status="Unsold").name
	transfer = make_transfer(unit, reason="First Registration")
	assert transfer.old_owners == ""
	transfer.submit()
	assert frappe.db.get_value("Property Unit", unit, "status") == "Sold"
	log = frappe.get_last_doc("Unit Status Log", {"unit": unit, "to_status": "Sold"})
	assert (log.reference_name, str(log.effective_date)) == (transfer.name, "2026-10-16")


def test_a_sale_does_not_touch_the_status_of_a_lived_in_unit() -> None:
	unit = make.make_owned_unit(status="Rented").name
	make_transfer(unit).submit()
	assert frappe.db.get_value("Property Unit", unit, "status") == "Rented"


# -- dues


def test_open_dues_of_the_old_owner_are_shown_and_need_a_clearance() -> None:
	unit, bill = billed_unit(310)
	transfer = make_transfer(unit, transfer_date="2026-11-01")
	assert [(row.sales_invoice, row.outstanding_amount) for row in transfer.dues] == [(bill, 310)]
	assert transfer.open_amount == 310
	with pytest.raises(ClearanceNeededError, match=r"310\.00"):
		transfer.submit()
	assert current_owners(unit, "2026-11-01") == ["Old"]
	transfer.reload()
	transfer.clearance = "Taken Over by New Owner"
	transfer.submit()
	assert current_owners(unit, "2026-11-01") == ["New"]


def test_what_was_paid_meanwhile_needs_no_clearance() -> None:
	unit, bill = billed_unit(310)
	transfer = make_transfer(unit, transfer_date="2026-11-01")
	pay(bill)
	transfer.submit()
	assert (transfer.open_amount, len(transfer.dues)) == (0, 0)


def test_settled_is_refused_while_something_is_open() -> None:
	unit, bill = billed_unit(310)
	transfer = make_transfer(unit, transfer_date="2026-11-01", clearance="Settled")
	with pytest.raises(ClearanceNeededError, match="not settled"):
		transfer.submit()
	pay(bill)
	transfer.reload()
	transfer.submit()


def test_an_agreement_in_writing_needs_the_writing() -> None:
	unit, _bill = billed_unit()
	transfer = make_transfer(unit, transfer_date="2026-11-01", clearance="Agreed in Writing")
	with pytest.raises(ClearanceNeededError, match="note the agreement"):
		transfer.submit()
	transfer.reload()
	transfer.clearance_note = "Buyer deducts 310 from the price, contract §7"
	transfer.submit()


def test_only_a_manager_lets_a_transfer_pass_without_payment(as_user) -> None:
	unit, _bill = billed_unit()
	with as_user(SUPERVISOR):
		transfer = make_transfer(unit, transfer_date="2026-11-01", clearance="Waived by Manager")
		with pytest.raises(ClearanceNeededError, match="only a Property Manager"):
			transfer.submit()
	with as_user("manager@test.invalid"):
		frappe.get_doc("Ownership Transfer", transfer.name).submit()


def test_dues_of_the_old_owner_for_other_units_stay_out() -> None:
	owner = make.make_owner("Old").name
	unit, bill = billed_unit(310, owner)
	_other, other_bill = billed_unit(99, owner)
	assert bill != other_bill
	transfer = make_transfer(unit, transfer_date="2026-11-01")
	assert [row.sales_invoice for row in transfer.dues] == [bill]


# -- days already billed


def test_a_back_dated_transfer_says_what_to_credit() -> None:
	unit, bill = billed_unit(310)
	pay(bill)
	transfer = make_transfer(unit, transfer_date="2026-10-16")
	# 16 to 31 October are 16 of 31 days: 310 × 16 / 31 = 160
	assert [(str(row.from_date), str(row.to_date), row.amount) for row in transfer.credits] == [
		("2026-10-16", "2026-10-31", 160)
	]
	frappe.local.message_log = []
	transfer.submit()
	message = frappe.as_json(frappe.local.message_log)
	assert "160.00" in message and transfer.credits[0].fee_charge in message and "16-10-2026" in message


def test_a_transfer_on_the_first_unbilled_day_has_nothing_to_credit() -> None:
	unit, bill = billed_unit(310)
	pay(bill)
	assert not make_transfer(unit, transfer_date="2026-11-01").credits


# -- refusals


def test_shares_that_do_not_add_up_are_refused_on_saving() -> None:
	unit = make.make_owned_unit().name
	rows = [
		{"property_owner": make.make_owner().name, "share_numerator": 1, "share_denominator": 3}
		for _row in range(2)
	]
	with pytest.raises(OwnershipSharesError, match="2/3"):
		make_transfer(unit, tenure="By Shares", new_owners=rows)


def test_two_sole_owners_and_one_owner_twice_are_refused() -> None:
	unit, first = make.make_owned_unit().name, make.make_owner().name
	with pytest.raises(OwnershipSharesError, match="joint ownership or ownership by shares"):
		make_transfer(unit, first, make.make_owner().name, tenure="Sole")
	with pytest.raises(OwnershipSharesError, match="listed twice"):
		make_transfer(unit, first, first, tenure="Joint")


def test_a_transfer_before_the_newest_one_is_refused_on_saving() -> None:
	unit = make.make_owned_unit().name
	make_transfer(unit, transfer_date="2026-10-16").submit()
	with pytest.raises(OwnershipOrderError, match="16-10-2026"):
		make_transfer(unit, transfer_date="2026-10-10")


@pytest.mark.parametrize("role", ["housekeeper", "assistant"])
def test_who_prepares_a_transfer_but_does_not_submit_it(as_user, role: str) -> None:
	unit, owner = make.make_owned_unit().name, make.make_owner().name
	with as_user(f"{role}@test.invalid"):
		transfer = make_transfer(unit, owner)
		with pytest.raises(frappe.PermissionError):
			transfer.submit()
	assert len(frappe.get_all("Unit Ownership", {"unit": unit}, order_by="name")) == 1


# -- taking back


def test_cancelling_the_newest_transfer_brings_the_old_rows_back() -> None:
	old = make.make_owner("Old").name
	unit = make.make_owned_unit(old).name
	transfer = make_transfer(unit)
	transfer.submit()
	transfer.cancel()
	rows = frappe.get_all(
		"Unit Ownership", {"unit": unit}, ["property_owner", "to_date"], order_by="from_date"
	)
	assert [(row.property_owner, row.to_date) for row in rows] == [(old, None)]
	assert frappe.db.get_value("Property Unit", unit, "owner_names") == "Old"
	assert frappe.db.get_value("Ownership Transfer", transfer.name, "docstatus") == 2


def test_a_last_day_that_was_agreed_before_comes_back_too() -> None:
	unit = make.make_unit().name
	make.make_sole_ownership(unit, to_date="2026-12-31")
	transfer = make_transfer(unit)
	transfer.submit()
	assert (
		str(frappe.db.get_value("Unit Ownership", {"unit": unit, "from_date": "2024-01-01"}, "to_date"))
		== "2026-10-15"
	)
	transfer.cancel()
	assert str(frappe.db.get_value("Unit Ownership", {"unit": unit}, "to_date")) == "2026-12-31"


def test_a_transfer_under_a_newer_one_cannot_be_cancelled() -> None:
	unit = make.make_owned_unit().name
	first = make_transfer(unit, transfer_date="2026-10-16")
	first.submit()
	second = make_transfer(unit, make.make_owner("Third").name, transfer_date="2026-10-20")
	second.submit()
	with pytest.raises(OwnershipOrderError, match=second.name):
		first.cancel()
	assert current_owners(unit, "2026-10-20") == ["Third"]
	second.cancel()
	frappe.get_doc("Ownership Transfer", first.name).cancel()
	assert len(current_owners(unit, "2026-10-20")) == 1


def test_cancelling_names_the_days_billed_to_the_new_owner_meanwhile() -> None:
	unit = make.make_owned_unit(make.make_owner("Old").name).name
	transfer = make_transfer(unit, transfer_date="2026-10-01")
	transfer.submit()
	fee = make.make_fee_item().name
	make.make_rate(fee, basis="Fixed", unit_price=310)
	make.make_unit_fee(unit, fee)
	make.make_run(fee_items=[{"fee_item": fee}]).submit()
	frappe.local.message_log = []
	transfer.reload()
	transfer.cancel()
	assert "310.00" in frappe.as_json(frappe.local.message_log)


def test_a_merged_owner_is_replaced_by_the_record_that_stays() -> None:
	from property_service.registry.merging import merge_owners

	double, kept = make.make_owner("Double").name, make.make_owner("Kept").name
	merge_owners(double, kept)
	transfer = make_transfer(make.make_owned_unit().name, double)
	assert transfer.new_owners[0].property_owner == kept
	transfer.submit()
