"""What stands in the ledger: accounts by nature, taxes in the price, dimensions, and how many queries it costs."""

from __future__ import annotations

import pytest

import frappe

from property_service.billing import poster, services
from property_service.billing.tasks import post_run
from property_service.tests import factories as make
from property_service.tests.bootstrap import COMMUNITY, COMPANY
from property_service.tests.integration.billing_steps import outstanding, pay, posted_bill

# Σ SQL statements for one more one-line bill in a run, all told: reserving its name, posting, marking its charge.
QUERIES_PER_BILL = 140


def account(name: str, root_type: str, **values) -> str:
	parent = frappe.db.get_value(
		"Account", {"company": COMPANY, "root_type": root_type, "is_group": 1}, order_by="rgt"
	)
	return (
		frappe.get_doc(doctype="Account", account_name=name, parent_account=parent, company=COMPANY, **values)
		.insert()
		.name
	)


def tax_template(rate: float) -> str:
	head = frappe.db.get_value("Account", {"company": COMPANY, "account_type": "Tax", "is_group": 0})
	return (
		frappe.get_doc(
			doctype="Item Tax Template",
			title=f"VAT {rate}",
			company=COMPANY,
			taxes=[{"tax_type": head, "tax_rate": rate}],
		)
		.insert()
		.name
	)


def run_over(*fees: str, units: int = 1):
	for _number in range(units):
		unit = make.make_owned_unit().name
		for fee in fees:
			make.make_unit_fee(unit, fee)
	run = make.make_run(fee_items=[{"fee_item": fee} for fee in fees])
	run.submit()
	return run.reload()


def test_prices_include_tax_and_mixed_rates_tie_to_the_cent() -> None:
	income = account("Fees with tax", "Income")
	passed_on = account("Water passed on", "Liability")
	fees = []
	for price, row in (
		(106.03, {"nature": "Income", "account": income, "item_tax_template": tax_template(6)}),
		(113.07, {"nature": "Income", "account": income, "item_tax_template": tax_template(13)}),
		(41.55, {"nature": "Collected for Others", "account": passed_on}),
	):
		fee = make.make_fee_item(accounts=[{"company": COMPANY, **row}]).name
		make.make_rate(fee, basis="Fixed", unit_price=price)
		fees.append(fee)

	run = run_over(*fees)

	invoice = frappe.get_doc("Sales Invoice", {"property_billing_run": run.name})
	assert invoice.grand_total == 260.65  # 106.03 + 113.07 + 41.55
	booked = dict(
		frappe.get_all(
			"GL Entry",
			{"voucher_no": invoice.name},
			["account", "sum(credit) - sum(debit)"],
			group_by="account",
			as_list=True,
			order_by="account",
		)
	)
	tax = frappe.db.get_value("Account", {"company": COMPANY, "account_type": "Tax", "is_group": 0})
	# net 106.03 / 1.06 = 100.03 and 113.07 / 1.13 = 100.06; tax 6.00 + 13.01
	assert {name: round(amount, 2) for name, amount in booked.items()} == {
		income: 200.09,
		tax: 19.01,
		passed_on: 41.55,
		invoice.debit_to: -260.65,
	}


def test_header_lines_and_ledger_carry_the_community() -> None:
	bill = posted_bill([("Cleaning", 200.0)])

	assert bill.property_community == COMMUNITY
	assert {line.property_community for line in bill.items} == {COMMUNITY}
	cost_center = frappe.db.get_value("Property Community", COMMUNITY, "cost_center")
	rows = frappe.get_all(
		"GL Entry", {"voucher_no": bill.name}, ["property_community", "cost_center"], order_by="name"
	)
	assert {row.property_community for row in rows} == {COMMUNITY}
	assert not cost_center or {row.cost_center for row in rows} == {cost_center}


def test_a_bill_speaks_its_payers_language() -> None:
	fee = make.make_fee_item(fee_item_name="Elevator Fee").name
	make.make_rate(fee)
	unit = make.make_owned_unit(make.make_owner(language="en").name).name
	make.make_unit_fee(unit, fee)

	run = make.make_run(fee_items=[{"fee_item": fee}])
	run.submit()

	invoice = frappe.get_doc("Sales Invoice", {"property_billing_run": run.name})
	title = frappe.db.get_value("Property Unit", unit, "unit_title")
	assert invoice.language == "en"
	assert invoice.items[0].description == f"Elevator Fee, {title}, 2026-10-01 to 2026-10-31"
	assert [str(invoice.items[0].service_start_date), str(invoice.items[0].service_end_date)] == [
		"2026-10-01",
		"2026-10-31",
	]


def test_the_due_date_follows_the_communitys_days() -> None:
	bill = posted_bill([("Cleaning", 200.0)])

	days = frappe.db.get_value("Property Community", COMMUNITY, "due_days")
	assert bill.due_date == frappe.utils.getdate(frappe.utils.add_days("2026-10-01", days))


def test_one_pass_and_two_passes_write_the_same_ledger(monkeypatch: pytest.MonkeyPatch) -> None:
	one_pass = posted_bill([("Elevator", 50.0), ("Cleaning", 200.0)])
	monkeypatch.setitem(
		frappe.get_doc_hooks()["Sales Invoice"], "before_save", ["another_app.hooks.before_save"]
	)
	assert poster.foreign_before_save()
	monkeypatch.setattr("frappe.model.document.Document.run_before_save_methods", _without_foreign_hook())
	two_pass = posted_bill([("Elevator", 50.0), ("Cleaning", 200.0)])

	for doctype in ("GL Entry", "Payment Ledger Entry"):
		assert ledger(doctype, one_pass) == ledger(doctype, two_pass)
	for field in ("status", "outstanding_amount", "grand_total", "due_date", "in_words", "debit_to"):
		assert one_pass.get(field) == two_pass.get(field), field


def _without_foreign_hook():
	"""Return Frappe's own method for a site where the other app's handler cannot be imported."""
	own = frappe.model.document.Document.run_before_save_methods

	def run(self):
		hooks = frappe.get_doc_hooks()["Sales Invoice"]
		handlers, hooks["before_save"] = hooks.get("before_save", []), []
		try:
			return own(self)
		finally:
			hooks["before_save"] = handlers

	return run


def ledger(doctype: str, bill) -> list[dict]:
	own = {
		"name",
		"creation",
		"modified",
		"voucher_no",
		"against_voucher",
		"against_voucher_no",
		"party",
		"against",
	}
	own |= {"account", "voucher_detail_no", "remarks"}
	rows = frappe.get_all(doctype, {"voucher_no": bill.name}, ["*"], order_by="name")
	kept = [{key: str(value) for key, value in row.items() if key not in own} for row in rows]
	return sorted(kept, key=str)


def test_opening_arrears_are_booked_against_the_opening_account() -> None:
	unit = make.make_owned_unit().name

	charge = services.raise_one_off_charge(
		unit=unit, fee_item="OPENING", amount=frappe.utils.flt(1234.56), posting_date="2026-01-01"
	)

	invoice = frappe.get_doc("Sales Invoice", frappe.db.get_value("Fee Charge", charge, "sales_invoice"))
	assert (invoice.is_opening, invoice.grand_total) == ("Yes", 1234.56)


def test_one_more_bill_in_a_run_stays_within_its_query_budget(count_queries) -> None:
	fee = make.make_fee_item().name
	make.make_rate(fee)
	warm = run_over(fee, units=1)
	assert warm.status == "Posted"
	costs = []
	for units in (2, 6):
		for _number in range(units):
			make.make_unit_fee(make.make_owned_unit().name, fee)
		run = make.make_run(fee_items=[{"fee_item": fee}])
		frappe.db.set_value("Billing Run", run.name, {"docstatus": 1, "status": "Queued"})
		frappe.get_attr("property_service.billing.planning.plan_run")(run.name)
		frappe.db.set_value("Billing Run", run.name, "status", "Planned")
		with count_queries() as statements:
			post_run(run.name)
		costs.append(len(statements))

	slope = (costs[1] - costs[0]) / 4
	assert slope <= QUERIES_PER_BILL, f"{slope} queries for one more bill"


def test_planning_reads_the_same_number_of_times_for_more_units(count_queries) -> None:
	fee = make.make_fee_item().name
	make.make_rate(fee)
	run_over(fee)
	costs = []
	for units in (2, 8):
		names = [make.make_owned_unit().name for _number in range(units)]
		for name in names:
			owner = frappe.db.get_value("Unit Ownership", {"unit": name}, "property_owner")
			frappe.get_attr("property_service.registry.services.ensure_customer")(owner)
			make.make_unit_fee(name, fee)
		run = make.make_run(fee_items=[{"fee_item": fee}])
		frappe.db.set_value("Billing Run", run.name, {"docstatus": 1, "status": "Queued"})
		with count_queries() as statements:
			frappe.get_attr("property_service.billing.planning.plan_run")(run.name)
		costs.append(len(statements))

	assert costs[0] == costs[1]


def test_a_paid_bill_is_not_open_any_more() -> None:
	bill = posted_bill([("Elevator", 50.0), ("Cleaning", 200.0)])
	unit = bill.items[0].property_unit
	(row,) = services.open_bills(units=[unit])
	assert (row["sales_invoice"], row["outstanding_amount"], row["unit_names"]) == (bill.name, 250, [unit])
	assert services.open_bills(customers=[bill.customer]) == [row]
	assert services.open_amounts_by_unit([unit]) == {unit: 250}

	pay(bill.name)

	assert outstanding(bill.name) == 0
	assert services.open_bills(customers=[bill.customer]) == services.open_bills(units=[unit]) == []
	assert services.open_amounts_by_unit([unit]) == {unit: 0}
	assert services.open_bills(customers=[]) == services.open_bills(units=[]) == []


def test_a_prepaid_year_is_earned_month_by_month() -> None:
	income, deferred = account("Fees earned", "Income"), account("Fees prepaid", "Liability")
	row = {"company": COMPANY, "nature": "Income", "account": income, "deferred_revenue_account": deferred}
	fee = make.make_fee_item(billing_cycle="Yearly", accounts=[row]).name
	make.make_rate(fee)

	run = run_over(fee)

	bill = frappe.get_doc("Sales Invoice", {"property_billing_run": run.name})
	(line,) = bill.items
	assert (bill.grand_total, line.enable_deferred_revenue, line.deferred_revenue_account) == (
		3000,
		1,
		deferred,
	)
	assert (str(line.service_start_date), str(line.service_end_date)) == ("2026-01-01", "2026-12-31")
	credited = frappe.get_all(
		"GL Entry", {"voucher_no": bill.name, "credit": [">", 0]}, pluck="account", order_by="name"
	)
	assert credited == [deferred]
