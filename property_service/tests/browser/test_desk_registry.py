"""The registry in the desk: a unit found three ways in the tree, its form, and a roster from file to result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import frappe

from property_service.tests.browser.desk import SCREEN, Desk
from property_service.tests.browser.desk_seed import COMMUNITY, Home, make_home, on_site, staff
from property_service.tests.browser.seed import PASSWORD

# a worker has to run for these; shown by `make slow` until they fit the time of every run
pytestmark = pytest.mark.slow

ROSTER = """楼栋,房号,楼层,建筑面积,业主姓名,电话
{tower},0101,1,88.5,王小明,13800138001
{tower},0102,1,-4,李四,13800138002
"""


@pytest.fixture(scope="module")
def home(world: dict) -> Home:
	with on_site():
		return make_home(PASSWORD)


@pytest.fixture
def employee(new_page: Callable[..., Page]) -> Callable[[str], Desk]:
	"""Return a function that opens the desk of the employee with a role."""
	return lambda role: Desk(new_page(**SCREEN)).sign_in(staff(role))


def test_unit_is_found_by_number_by_name_and_by_phone(employee: Callable[[str], Desk], home: Home) -> None:
	desk = employee("Service Assistant")
	desk.open("property-tree")
	search = desk.body.get_by_label("Find a unit")
	row = desk.body.locator(".property-tree-row.is-unit", has_text=home.unit_no)
	for words in (home.unit_no, home.owner_name, home.phone[-4:]):
		search.fill("")
		expect(row).to_have_count(0)
		search.fill(words)
		expect(row).to_be_visible()
		expect(row).to_contain_text(home.owner_name)

	search.press("Enter")
	desk.page.wait_for_function("unit => window.cur_frm?.doc?.name === unit", arg=home.unit)
	people = desk.body.locator("[data-fieldname=people_html]")
	expect(people.get_by_text(home.owner_name)).to_be_visible()
	assert home.phone not in people.inner_text()
	connections = desk.body.locator(".form-dashboard .document-link")
	for doctype in ("Complaint", "Return Visit", "Unit Ownership"):
		expect(connections.filter(has=desk.page.locator(f"[data-doctype='{doctype}']")).first).to_be_visible()
	desk.check()


def test_roster_is_checked_previewed_and_imported_in_the_form(
	employee: Callable[[str], Desk], world: dict, tmp_path: Path
) -> None:
	tower = f"R{frappe.generate_hash(length=6).upper()}栋"
	file = tmp_path / "roster.csv"
	file.write_text(ROSTER.format(tower=tower), encoding="utf-8")
	desk = employee("Service Supervisor")
	desk.open("property-roster-import", "new")
	desk.choose("community", COMMUNITY)
	desk.field("create_buildings").check()
	desk.save()
	desk.wait_for("status", "Draft")

	desk.body.locator("[data-fieldname=roster_file]:visible").get_by_role("button", name="Attach").click()
	desk.dialog.locator("input[type=file]").first.set_input_files(file)
	desk.confirm()
	desk.page.wait_for_function("() => cur_frm.doc.roster_file && !cur_frm.is_dirty()")
	desk.press("Check")
	desk.reload_until("status", "Checked")
	expect(desk.body.locator("[data-fieldname=preview_html]")).to_contain_text("王小明")
	expect(desk.body.locator("[data-fieldname=errors_html]")).to_contain_text("0102")
	expect(desk.body.get_by_text("With errors: 1")).to_be_visible()

	desk.press("Import")
	desk.confirm()
	desk.reload_until("status", "Completed with Errors")
	expect(desk.body.get_by_text("Imported: 1")).to_be_visible()
	(unit,) = desk.rows(
		"Property Unit", {"building": ["like", f"%{tower}"]}, ["unit_no", "gross_area", "owner_names"]
	)
	assert unit == {"unit_no": "0101", "gross_area": 88.5, "owner_names": "王小明"}
	desk.check()
