"""Headless Chromium against a served site that holds the world of `seed.py`.

`PROPERTY_TEST_URL` names the address, `FRAPPE_TEST_SITE` the site behind it. Screenshots go to PROPERTY_SHOTS when it
is set: look at them after changing a page.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from property_service.tests.browser.seed import PASSWORD

CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
	"--disable-component-update", "--disable-sync"]  # fmt: skip
PHONE = {
	"viewport": {"width": 390, "height": 844},
	"device_scale_factor": 2,
	"is_mobile": True,
	"has_touch": True,
}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="session")
def base_url() -> str:
	"""The address of the served site. A bare IP is served under the site's own name, so that cookies hold."""
	url = os.environ.get("PROPERTY_TEST_URL")
	if not url:
		pytest.exit("PROPERTY_TEST_URL is not set: run `make browser`", returncode=3)
	return url.rstrip("/")


@pytest.fixture(scope="session")
def world(base_url: str) -> dict:
	"""Names of people, users, units, cases and bills on the served site, put there when missing."""
	import frappe

	site = os.environ["FRAPPE_TEST_SITE"]
	before = Path.cwd()
	os.chdir(Path(os.environ.get("BENCH_DIR", Path.home() / "frappe-bench")) / "sites")
	frappe.init(site, sites_path=".")
	frappe.connect()
	try:
		from property_service.tests.browser.seed import seed

		made = seed()
		frappe.db.commit()
		return made
	finally:
		frappe.destroy()
		os.chdir(before)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
	"""One Chromium for the session."""
	with sync_playwright() as playwright:
		chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
		yield chromium
		chromium.close()


@pytest.fixture
def new_page(browser: Browser, base_url: str, world: dict) -> Iterator[Callable[..., Page]]:
	"""Return a function that opens a page with a session of its own; keywords are the context's options."""
	contexts: list[BrowserContext] = []

	def open_page(**options) -> Page:
		context = browser.new_context(base_url=base_url, locale="en-US", **options)
		contexts.append(context)
		page = context.new_page()
		page.set_default_timeout(20_000)
		return page

	yield open_page
	for context in contexts:
		context.close()


@pytest.fixture
def phone_page(new_page: Callable[..., Page]) -> Page:
	"""A page on a phone."""
	return new_page(**PHONE)


@pytest.fixture
def desktop_page(new_page: Callable[..., Page]) -> Page:
	"""A page on a desk's screen."""
	return new_page(**DESKTOP)


@pytest.fixture
def login() -> Callable[..., None]:
	"""Return `login(page, user, password)`, which signs in through the login page."""

	def sign_in(page: Page, user: str, password: str = PASSWORD) -> None:
		if not urlsplit(page.url).path.startswith("/login"):
			page.goto("/login")
		page.fill("#login_email", user)
		page.fill("#login_password", password)
		page.click(".btn-login")
		page.wait_for_url(lambda url: not urlsplit(url).path.startswith("/login"))

	return sign_in


@pytest.fixture
def shot(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
	"""Return a function that keeps a picture of the page, when PROPERTY_SHOTS names a folder."""
	folder = os.environ.get("PROPERTY_SHOTS")

	def keep(page: Page, name: str) -> None:
		if folder:
			file = re.sub(r"[^\w-]", "-", f"{request.module.__name__.rsplit('.', 1)[-1]}-{name}")
			page.screenshot(path=Path(folder) / f"{file}.png", full_page=True)

	return keep
