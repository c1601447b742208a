"""A run plans every charge first, posts one bill per payer, group and period, and bills nothing twice."""

from __future__ import annotations

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
		"Fee Charge", filters={"billing_run": run, **filters}, fields=["*"], order_by="unit, period_start, part_no"
	)


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
	assert (invoice.grand_total, invoice.outstanding_amount, invoice.property_bill_group) == (250, 250, "Property")
	(line,) = invoice.items
	assert (line.qty, line.rate, line.uom, line.fee_charge, line.property_unit) == (250, 1, "Yuan", charge.name, unit)
	assert charge.invoice_item == line.name
	assert (run.status, run.posted_count, run.posted_amount, run.invoice_count) == ("Posted", 1, 250, 1)
	assert frappe.db.get_value("Unit Fee", charge.unit_fee, "billed_through") == frappe.utils.getdate("2026-10-31")
