"""Each role's desk in both languages: the workspace, its lists and its empty forms open without a complaint."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from property_service.tests.browser.desk import SCREEN, Desk
from property_service.tests.browser.desk_seed import LANGUAGES, staff

# a worker has to run for these; shown by `make slow` until they fit the time of every run
pytestmark = pytest.mark.slow

# What each role works with daily; those it may also create stand in the second column.
WORK = {
	"Property Manager": (
		("Property Unit", "Fee Charge"),
		("Property Owner", "Ownership Transfer", "Complaint", "Billing Run", "Fee Rate"),
	),
	"Service Supervisor": (
		("Property Unit", "Fee Charge"),
		("Complaint", "Return Visit", "Property Roster Import"),
	),
	"Housekeeper": (("Property Unit", "Property Owner"), ("Complaint", "Return Visit")),
	"Service Assistant": (("Property Unit",), ("Complaint", "Return Visit")),
	"Property Technician": (("Complaint", "Property Unit"), ()),
	"Property Cashier": (("Fee Charge", "Property Unit"), ("Property Receipt", "Billing Run")),
}
CHINESE = {
	"Complaint": {"unit": "房屋", "community": "小区", "description": "描述", "request_type": "类型"},
	"Property Receipt": {"property_owner": "缴费人", "community": "小区"},
	"Billing Run": {"community": "小区", "period_start": "开始", "building": "楼栋"},
	"Return Visit": {"visitor": "回访", "due_date": "到期"},
	"Property Owner": {"owner_name": "名"},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", WORK)
def test_role_opens_its_work(new_page: Callable[..., Page], world: dict, role: str, language: str) -> None:
	desk = Desk(new_page(**SCREEN)).sign_in(staff(role, language))
	desk.open("property-service")
	expect(desk.body.locator(".shortcut-widget-box").first).to_be_visible()
	readable, creatable = WORK[role]
	for doctype in (*readable, *creatable):
		desk.move("List", doctype)
		desk.page.wait_for_function("doctype => window.cur_list?.doctype === doctype", arg=doctype)
		expect(desk.body.locator(".frappe-list")).to_be_visible()
	for doctype in creatable:
		desk.new(doctype)
		if language == "zh":
			assert raw_labels(desk) == [], doctype
			check_words(desk, doctype)
	desk.check()


def raw_labels(desk: Desk) -> list[str]:
	"""Return the visible labels of the form in front that hold no Chinese."""
	labels = desk.body.locator(
		".form-layout .control-label:visible, .form-layout .section-head:visible"
	).all_inner_texts()
	return [label for label in labels if label.strip() and label.isascii()]


def check_words(desk: Desk, doctype: str) -> None:
	for fieldname, word in CHINESE.get(doctype, {}).items():
		control = desk.body.locator(f".frappe-control[data-fieldname='{fieldname}']").first
		expect(control.locator(".control-label").first).to_contain_text(word)
