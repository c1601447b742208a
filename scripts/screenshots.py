"""Picture the pages of the README and docs: `screenshots.py SITE URL [FOLDER]`, with the desk's test world on the site.

Run it with the bench's Python after `make browser` seeded the site and while web and worker run. Desktop pictures are
1366×800, phone pictures 390×844; all are palette PNGs, small enough for a repository.
"""

from __future__ import annotations

import os
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

DESKTOP = {"viewport": {"width": 1366, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
ARGUMENTS = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
]
COLORS = 128
IDLE = "() => window.frappe?.boot && window.cur_page && frappe.request.ajax_count === 0"


def shoot(page: Page, folder: Path, name: str) -> None:
	"""Keep what is on the screen as a palette PNG."""
	picture = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(COLORS)
	picture.save(folder / f"{name}.png", optimize=True)


def visit(page: Page, path: str) -> None:
	page.goto(path)
	if path.startswith("/app"):
		page.wait_for_function(IDLE)
		page.wait_for_timeout(1500)  # charts are drawn with an animation
		page.wait_for_function(IDLE)


def picture(browser: Browser, url: str, folder: Path, user: str, password: str, shots: list[tuple]) -> None:
	"""Sign in as `user` and take `shots`, each (name, path, screen)."""
	for screen_name, screen in (("desktop", DESKTOP), ("phone", PHONE)):
		wanted = [(name, path) for name, path, chosen in shots if chosen == screen_name]
		if not wanted:
			continue
		context = browser.new_context(base_url=url, **screen)
		page = context.new_page()
		answer = page.request.post("/api/method/login", form={"usr": user, "pwd": password})
		assert answer.ok, answer.text()
		for name, path in wanted:
			visit(page, path)
			shoot(page, folder, f"{name}-{screen_name}")
		context.close()


def plan(site: str) -> tuple[str, dict[str, list[tuple]]]:
	"""Return the password and, for each login, its pictures, chosen among what the site holds."""
	import frappe

	from property_service.tests.browser.desk_seed import on_site, staff
	from property_service.tests.browser.seed import PASSWORD, recall

	os.environ["FRAPPE_TEST_SITE"] = site
	with on_site():
		world = recall()
		newest = {
			doctype: frappe.db.get_value(doctype, filters, "name", order_by="creation desc")
			for doctype, filters in {
				"Complaint": {"community": "Desk Garden"},
				"Return Visit": {"community": "Desk Garden"},
				"Billing Run": {"status": "Posted", "community": ("like", "Desk%")},
				"Property Receipt": {"docstatus": 1},
			}.items()
		}
		unit = frappe.db.get_value("Complaint", newest["Complaint"], "unit")
	shots: dict[str, list[tuple]] = {}
	for language in ("en", "zh"):
		shots[staff("Property Manager", language)] = [
			(f"workspace-{language}", "/app/property-service", "desktop"),
			(f"workspace-{language}", "/app/property-service", "phone"),
			(f"tree-{language}", "/app/property-tree", "desktop"),
			(f"tree-{language}", "/app/property-tree", "phone"),
			(f"unit-{language}", f"/app/property-unit/{unit}", "desktop"),
			(f"cases-{language}", "/app/complaint", "desktop"),
			(f"case-{language}", f"/app/complaint/{newest['Complaint']}", "desktop"),
			(f"case-{language}", f"/app/complaint/{newest['Complaint']}", "phone"),
			(f"visit-{language}", f"/app/return-visit/{newest['Return Visit']}", "desktop"),
		]
	manager, cashier = shots[staff("Property Manager")], shots.setdefault(staff("Property Cashier"), [])
	if newest["Billing Run"]:
		manager.append(("billing-run-en", f"/app/billing-run/{newest['Billing Run']}", "desktop"))
	if newest["Property Receipt"]:
		cashier.append(("receipt-en", f"/app/property-receipt/{newest['Property Receipt']}", "desktop"))
	shots[world.users["carol"]] = [
		(name, path, screen)
		for screen in ("phone", "desktop")
		for name, path in (
			("portal-home", "/property"),
			("portal-bill", f"/property/bills/{world.bills['carol']}"),
			("portal-case", f"/property/cases/{world.cases['carol']}"),
			("portal-new-case", "/property/new-case"),
		)
	]
	return PASSWORD, shots


def main(site: str, url: str, folder: str = "docs/screenshots") -> None:
	target = Path(folder).resolve()
	target.mkdir(parents=True, exist_ok=True)
	password, shots = plan(site)
	with sync_playwright() as playwright:
		browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
		for user, wanted in shots.items():
			picture(browser, url, target, user, password, wanted)
		browser.close()


if __name__ == "__main__":
	main(*sys.argv[1:])
