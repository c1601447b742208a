"""An owner on a phone: signs in, sees units, dues, bills and cases, reports with a photo, in English and Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from property_service.tests.browser.conftest import DESKTOP, PHONE
from property_service.tests.portal_world import canary, photo


@pytest.fixture
def problems(base_url: str) -> Callable[[Page], list[str]]:
	"""Return a function that collects script errors and requests to other hosts from a page from then on."""
	own = (base_url, "data:", "blob:")

	def watch(page: Page) -> list[str]:
		found: list[str] = []
		page.on("pageerror", lambda error: found.append(str(error)))
		page.on("console", lambda line: found.append(line.text) if line.type == "error" else None)
		page.on("request", lambda request: None if request.url.startswith(own) else found.append(request.url))
		return found

	return watch


def no_sideways_scrolling(page: Page) -> bool:
	return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_owner_signs_in_on_a_phone_and_finds_everything(
	phone_page: Page, login, shot, problems, world: dict
) -> None:
	found = problems(phone_page)
	phone_page.goto("/property/bills")
	login(phone_page, world["users"]["carol"])
	expect(phone_page).to_have_url(re.compile("/property/bills$"))
	expect(phone_page.get_by_role("heading", name="Bills", exact=True)).to_be_visible()
	shot(phone_page, "bills-en-phone")

	phone_page.get_by_role("link", name="My Home", exact=True).click()
	expect(phone_page.get_by_text("CN¥500.00").first).to_be_visible()
	expect(phone_page.locator(".ps-unit")).to_have_count(2)
	assert no_sideways_scrolling(phone_page)
	shot(phone_page, "home-en-phone")

	phone_page.get_by_role("link", name="See the bills").click()
	phone_page.locator(".ps-row").first.click()
	expect(phone_page.get_by_text("100 m² × 2.50 yuan/m²/month").first).to_be_visible()
	with phone_page.expect_download() as download:
		phone_page.get_by_role("link", name="Download PDF").click()
	assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
	assert no_sideways_scrolling(phone_page)
	shot(phone_page, "bill-en-phone")
	assert not found


def test_owner_reports_with_photos_and_follows_it(
	phone_page: Page, login, shot, world: dict, tmp_path: Path
) -> None:
	login(phone_page, world["users"]["bob"])
	phone_page.get_by_role("link", name="New Request").click()
	expect(phone_page.get_by_label("Where is it?")).to_contain_text("B1")
	phone_page.get_by_label("What is it about?").select_option("Leaking Pipe")
	phone_page.get_by_label("What happened?").fill("Water under the sink.\nPlease hurry.")
	for number in (1, 2):  # a camera gives one photo at a time
		(tmp_path / f"{number}.png").write_bytes(photo("bob", 400 + number))
		phone_page.locator("#ps-photos").set_input_files(tmp_path / f"{number}.png")
	expect(phone_page.locator(".ps-previews img")).to_have_count(2)
	phone_page.get_by_role("button", name="Remove photo 2").click()
	expect(phone_page.locator(".ps-previews img")).to_have_count(1)
	shot(phone_page, "new-case-en-phone")
	phone_page.get_by_role("button", name="Send Request").click()

	expect(phone_page.get_by_role("heading", name="Water under the sink")).to_be_visible()
	picture = phone_page.locator(".ps-previews img")
	expect(picture).to_have_count(1)
	picture.scroll_into_view_if_needed()
	expect(picture).to_have_js_property("naturalWidth", 401)
	phone_page.get_by_label("Write to the service office").fill("It got <b>worse</b>.")
	phone_page.get_by_role("button", name="Send", exact=True).click()
	expect(phone_page.get_by_text("It got <b>worse</b>.")).to_be_visible()
	assert no_sideways_scrolling(phone_page)
	shot(phone_page, "case-en-phone")

	phone_page.get_by_role("link", name="Requests", exact=True).first.click()
	expect(phone_page.locator(".ps-row-title", has_text="Water under the sink").first).to_be_visible()
	shot(phone_page, "cases-en-phone")


def test_what_was_typed_stays_when_the_server_refuses(
	phone_page: Page, login, shot, world: dict, tmp_path: Path
) -> None:
	login(phone_page, world["users"]["bob"])
	phone_page.goto("/property/new-case")
	phone_page.get_by_label("What happened?").fill("A long story that must not be lost.")
	(tmp_path / "page.pdf").write_bytes(b"<html>not a paper</html>")
	phone_page.locator("#ps-photos").set_input_files(tmp_path / "page.pdf")
	phone_page.get_by_role("button", name="Send Request").click()
	expect(phone_page.locator(".ps-alert")).to_contain_text("neither a photo")
	expect(phone_page.get_by_label("What happened?")).to_have_value("A long story that must not be lost.")
	expect(phone_page.get_by_role("button", name="Send Request")).to_be_enabled()
	shot(phone_page, "refused-en-phone")


def test_what_was_typed_stays_when_the_line_is_down(phone_page: Page, login, world: dict) -> None:
	login(phone_page, world["users"]["bob"])
	phone_page.goto("/property/new-case")
	phone_page.get_by_label("What happened?").fill("Still here.")
	phone_page.context.set_offline(True)
	phone_page.get_by_role("button", name="Send Request").click()
	expect(phone_page.locator(".ps-alert")).to_contain_text("Your text is still here")
	expect(phone_page.get_by_label("What happened?")).to_have_value("Still here.")
	phone_page.context.set_offline(False)


def test_language_is_switched_and_stays(phone_page: Page, login, shot, world: dict) -> None:
	login(phone_page, world["users"]["ivan"])
	phone_page.goto("/property/profile")
	phone_page.get_by_role("button", name="中文").click()
	expect(phone_page.get_by_role("heading", name="我的房屋")).to_be_visible()
	assert phone_page.locator("html").get_attribute("lang") == "zh"
	for name, path in {
		"home": "/property", "bills": "/property/bills?show=all", "bill": f"/property/bills/{world['bills']['bob']}",
		"cases": "/property/cases", "case": f"/property/cases/{world['cases']['bob']}", "new-case": "/property/new-case",
		"profile": "/property/profile",
	}.items():  # fmt: skip
		phone_page.goto(path)
		expect(phone_page.get_by_role("link", name="我的家", exact=True)).to_be_visible()
		assert no_sideways_scrolling(phone_page), path
		shot(phone_page, f"{name}-zh-phone")
	phone_page.goto("/property/profile")
	phone_page.get_by_role("button", name="English").click()
	expect(phone_page.get_by_role("heading", name="My Units")).to_be_visible()


def test_pages_hold_on_a_wide_screen(desktop_page: Page, login, shot, world: dict) -> None:
	login(desktop_page, world["users"]["carol"])
	for name, path in {
		"home": "/property", "bills": "/property/bills?show=all", "bill": f"/property/bills/{world['bills']['carol']}",
		"case": f"/property/cases/{world['cases']['carol']}", "new-case": "/property/new-case", "not-found": "/property/bills/X",
	}.items():  # fmt: skip
		desktop_page.goto(path)
		expect(desktop_page.get_by_role("link", name="My Home", exact=True).first).to_be_visible()
		shot(desktop_page, f"{name}-en-desktop")


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_control_has_a_name_and_a_size_for_a_thumb(
	new_page: Callable[..., Page], login, world: dict, screen: dict
) -> None:
	page = new_page(**screen)
	login(page, world["users"]["carol"])
	for path in ("/property", "/property/bills", "/property/new-case", "/property/profile"):
		page.goto(path)
		nameless = page.evaluate(
			"""() => [...document.querySelectorAll('.ps-portal a, .ps-portal button, .ps-portal input:not([type=hidden]),'
				+ '.ps-portal select, .ps-portal textarea')]
				.filter(node => !(node.innerText || node.ariaLabel || (node.labels && node.labels.length)))
				.map(node => node.outerHTML)"""
		)
		assert nameless == [], path
		small = page.evaluate(
			"""() => [...document.querySelectorAll('.ps-portal .btn, .ps-tab, .ps-portal select, .ps-portal textarea')]
				.filter(node => node.getBoundingClientRect().height < 40).map(node => node.outerHTML)"""
		)
		assert small == [], path


def test_neighbours_pages_stay_closed_in_the_browser(phone_page: Page, login, shot, world: dict) -> None:
	login(phone_page, world["users"]["alice"])
	answer = phone_page.goto(f"/property/cases/{world['cases']['bob']}")
	assert answer.status == 404
	expect(phone_page.get_by_role("heading", name="Not Found")).to_be_visible()
	assert canary("bob") not in phone_page.content()
	shot(phone_page, "not-found-en-phone")
	# the owner still gets in after somebody tried
	phone_page.context.clear_cookies()
	phone_page.goto("/login")
	login(phone_page, world["users"]["bob"])
	assert phone_page.goto(f"/property/cases/{world['cases']['bob']}").status == 200
