"""Build the demo, stage by stage. `scripts/demo.sh` calls `build_demo` and then `print_logins`.

Every stage looks at what stands and adds what is missing, so a build that was stopped goes on and a second one does
nothing. Nothing here writes a ledger row: bills, receipts, cases and visits come out of the app's own services.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import click

import frappe

from property_service.demo import (
	bills,
	books,
	cases,
	communities,
	households,
	logins,
	portal_users,
	receipts,
	rosters,
	staff,
)
from property_service.demo.context import Demo, demo_of_this_site, without_mail

Stage = Callable[[Demo], int]
STAGES: tuple[tuple[str, Stage], ...] = (
	("accounts, ways to pay and cost centers", books.open_books),
	("staff", staff.hire_staff),
	("communities and buildings", communities.open_communities),
	("limits of staff to their community", staff.limit_staff),
	("accounts held for owners", books.keep_fees_for_owners),
	("units and owners by roster import", rosters.import_rosters),
	("tenants and families", households.move_in_residents),
	("prices", communities.publish_prices),
	("fees attached to units", households.attach_fees),
	("opening bills", bills.bill_openings),
	("billing runs posted", bills.bill_months),
	("receipts", receipts.take_payments),
	("owners invited to the portal", portal_users.invite_shown_owners),
	("cases with their return visits", cases.bring_cases),
)


def build_demo(size: str = "standard", today: date | str | None = None) -> None:
	"""Build what is missing of the demo on this site and print a line per stage.

	Args:
		size: small (80 units, one month), standard (1,746 units, two months) or full (six months).
		today: the day the demo is told from, the site's own by default; only the first build of a site may choose.

	Raises:
		DemoError: the site is not marked for demo data, or holds a demo of another size.
	"""
	demo = demo_of_this_site(size, today)
	began = time.monotonic()
	with without_mail():
		for label, stage in STAGES:
			run_stage(demo, label, stage)
	click.echo(f"demo of size {demo.size} stands after {time.monotonic() - began:.0f} s")


def run_stage(demo: Demo, label: str, stage: Stage) -> None:
	"""Run one stage, commit it and print how much was new and how long it took."""
	began = time.monotonic()
	made = stage(demo)
	frappe.db.commit()  # nosemgrep: a stage that is done stays done when a later one fails
	click.echo(f"{time.monotonic() - began:7.1f} s  {made:5d} new  {label}")


def print_logins(address: str) -> None:
	"""Print where the demo is served, who can sign in, and whether its books agree.

	Args:
		address: where the site is served, for example http://demo.localhost:8000.
	"""
	for line in logins.login_lines(demo_of_this_site(), address):
		click.echo(line)
