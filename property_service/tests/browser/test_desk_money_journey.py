"""A month's bill from the manager's run to the cashier's receipt, and both papers as they print."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from property_service.tests.browser.desk import SCREEN, Desk
from property_service.tests.browser.desk_seed import Home, make_billed_home, on_site, staff
from property_service.tests.browser.seed import PASSWORD

# a worker has to run for these; shown by `make slow` until they fit the time of every run
pytestmark = pytest.mark.slow

AMOUNT = 250  # 100 m² × 2.50 yuan/m²/month


@pytest.fixture
def home(world: dict) -> Home:
	with on_site():
		return make_billed_home(PASSWORD)


def bill_this_month(desk: Desk, home: Home) -> str:
	"""Make, preview and submit a run in the form; return its name once it is posted."""
	desk.open("billing-run", "new")
	desk.choose("community", home.community)
	expect(desk.field("period_end")).not_to_have_value("")
	assert desk.value("period_start") == desk.page.evaluate("frappe.datetime.month_start()")
	assert desk.value("period_end") == desk.page.evaluate("frappe.datetime.month_end()")
	assert desk.value("posting_date")
	desk.save()
	desk.wait_for("status", "Draft")
	desk.press("Preview")
	preview = desk.body.locator("[data-fieldname=preview_html]")
	expect(preview.get_by_text("250.00").first).to_be_visible()
	expect(preview.get_by_text("Property Management Fee")).to_be_visible()
	desk.save()
	desk.confirm()
	desk.reload_until("status", "Posted")
	expect(desk.body.get_by_text("Posted: 1")).to_be_visible()
	return desk.value("name")


def print_view(desk: Desk, doctype: str, name: str, print_format: str) -> str:
	"""Return the text of a document in Frappe's print view."""
	desk.page.goto(
		f"/printview?doctype={quote(doctype)}&name={quote(name)}&format={quote(print_format)}&_lang=en"
	)
	return desk.page.locator("body").inner_text()


def test_month_is_billed_by_the_manager_and_paid_at_the_counter(
	new_page: Callable[..., Page], home: Home
) -> None:
	manager, cashier = (
		Desk(new_page(**SCREEN)).sign_in(staff(role)) for role in ("Property Manager", "Property Cashier")
	)
	run = bill_this_month(manager, home)
	(charge,) = manager.rows("Fee Charge", {"billing_run": run}, ["status", "amount", "sales_invoice"])
	assert (charge["status"], charge["amount"]) == ("Posted", AMOUNT)
	manager.check()

	cashier.open("property-receipt", "new")
	cashier.choose("property_owner", home.owner_name)
	cashier.page.wait_for_function(
		"() => cur_frm.doc.bills?.length === 1 && cur_frm.doc.tenders?.length === 1"
	)
	assert cashier.value("bills")[0]["sales_invoice"] == charge["sales_invoice"]
	assert cashier.value("community") == home.community
	assert cashier.value("tenders")[0]["mode_of_payment"] == "Cash"
	assert cashier.value("bill_total") == cashier.value("total_amount") == AMOUNT
	cashier.save()
	cashier.confirm()  # the draft is saved and asks at once whether to submit
	cashier.page.wait_for_url("**/app/print/Property*Receipt/**")
	receipt = cashier.page.evaluate("decodeURIComponent(location.pathname.split('/').pop())")
	cashier.check()

	(paid,) = cashier.rows("Property Receipt", {"name": receipt}, ["docstatus", "total_amount"])
	assert (paid["docstatus"], paid["total_amount"]) == (1, AMOUNT)
	(bill,) = cashier.rows(
		"Sales Invoice", {"name": charge["sales_invoice"]}, ["outstanding_amount", "status"]
	)
	assert (bill["outstanding_amount"], bill["status"]) == (0, "Paid")

	notice = print_view(cashier, "Sales Invoice", charge["sales_invoice"], "Bill Notice")
	for text in ("Bill Notice", home.owner_name, home.unit_no, "100 m² × 2.50 yuan/m²/month", "250.00"):
		assert text in notice
	paper = print_view(cashier, "Property Receipt", receipt, "Property Receipt")
	for text in (receipt, home.owner_name, "250.00", "Cash"):
		assert text in paper
