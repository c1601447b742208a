"""What all stages of a build share: which demo this is, and who acts."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import frappe
from frappe.utils import getdate

from property_service.demo.company import COMPANY_NAME
from property_service.demo.estates import EstatePlan, plan_estates
from property_service.demo.scale import Scale, billed_months, scale_of
from property_service.demo.tenancy import UnitStory, tell_stories

MEMORY = "property_service_demo"
SITE_KINDS = ("demo", "test")


class DemoError(Exception):
	"""The demo cannot be built here. Seen by whoever runs the command, never by users."""


@dataclass(frozen=True)
class Demo:
	"""One demo: its size and the day it is told from. Everything else follows from these two."""

	size: str
	today: date
	company: str = COMPANY_NAME

	@property
	def scale(self) -> Scale:
		return scale_of(self.size)

	@cached_property
	def estates(self) -> tuple[EstatePlan, ...]:
		return plan_estates(self.scale)

	@cached_property
	def stories(self) -> dict[str, list[UnitStory]]:
		"""Return community name → one story per unit."""
		return tell_stories(self.estates, self.today)

	@cached_property
	def months(self) -> list[tuple[date, date]]:
		return billed_months(self.today, self.scale.months)

	@property
	def first_day(self) -> date:
		"""Return the first day billed; what was owed before it is an opening bill."""
		return self.months[0][0]


def demo_of_this_site(size: str | None = None, today: date | str | None = None) -> Demo:
	"""Return the demo this site holds, or begins to hold now.

	The day is remembered: a build that is resumed next month adds nothing to the months billed before.

	Raises:
		DemoError: the site is not marked for demo data, holds a demo of another size, or `size` is unknown.
	"""
	refuse_other_sites()
	remembered = json.loads(frappe.db.get_default(MEMORY) or "{}")
	if not remembered:
		remembered = {"size": size or "standard", "today": str(getdate(today))}
	if size and size != remembered["size"]:
		raise DemoError(
			f"This site holds the demo of size {remembered['size']}, not {size}. Run `make reset` first, then build again."
		)
	try:
		scale_of(remembered["size"])
	except KeyError:
		raise DemoError(f"There is no demo of size {size}. Choose small, standard or full.") from None
	frappe.db.set_default(MEMORY, json.dumps(remembered))
	return Demo(remembered["size"], getdate(remembered["today"]))


def refuse_other_sites() -> None:
	"""Refuse to fill a site that nobody marked for it: invented people do not belong between real ones."""
	if frappe.conf.get("property_service_site") not in SITE_KINDS:
		raise DemoError(
			f"{frappe.local.site} is no demo site: its site_config.json does not say so. "
			'Make one with `make demo`, or mark an empty site with "property_service_site": "demo".'
		)


@contextmanager
def acting_as(user: str) -> Iterator[None]:
	"""Do the block as another user, with no more than that user's rights."""
	before = frappe.session.user
	frappe.set_user(user)
	try:
		yield
	finally:
		frappe.set_user(before)


@contextmanager
def without_mail() -> Iterator[None]:
	"""Send nothing, now and later: the addresses of a demo do not exist. Mails stay in the queue to be looked at."""
	frappe.db.set_default("suspend_email_queue", 1)
	# The style sheet of Frappe's mails makes its inliner print errors that say nothing about the demo.
	logging.getLogger("CSSUTILS").setLevel(logging.CRITICAL)
	before = frappe.flags.mute_emails
	frappe.flags.mute_emails = True
	try:
		yield
	finally:
		frappe.flags.mute_emails = before
