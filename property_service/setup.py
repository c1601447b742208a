"""Site set-up: what install, upgrade and uninstall do. Every step is safe to repeat and has its uninstall twin.

The parts are in `site_setup/`; its README tells which step is where. Adding columns commits (MariaDB does it by
itself), so the steps that add them come before those that write records.
"""

from __future__ import annotations

from typing import Any

import click

from property_service.billing.schema import ensure_charge_key
from property_service.site_setup import (
	accounts,
	custom_fields,
	dimension,
	doctypes,
	fees,
	leftovers,
	masters,
	memory,
	roles,
	shipped,
	uninstall,
)


def before_install() -> None:
	"""Refuse a site where another app owns a DocType of ours; make the roles before DocTypes are synced."""
	doctypes.refuse_foreign_doctypes()
	roles.make_roles_before_sync()


def after_sync() -> None:
	"""Set up a new site. Runs once DocTypes, fixtures and dashboards are there."""
	set_up_site()


def after_wizard(args: dict[str, Any] | None = None) -> None:
	"""Set up what waited for ERPNext's wizard: on a site where this app was installed before it."""
	set_up_site()


def after_migrate() -> None:
	"""Bring the site up to this release; what people changed or deleted stays so."""
	roles.ensure_roles()
	set_up_site()


def set_up_site() -> None:
	"""Everything that install and upgrade have in common."""
	custom_fields.ensure_custom_fields()
	dimension.ensure_dimension()
	ensure_charge_key()
	roles.remember_roles()
	roles.create_role_profiles()
	roles.create_module_profile()
	if masters.site_is_ready():
		masters.ensure_masters()
		accounts.ensure_all_company_accounts()
		fees.create_fees()
	memory.mark_deleted()
	report(shipped.sync_shipped_records())


def report(statuses: dict[str, int]) -> None:
	for status, message in (
		(
			shipped.NEWER_AVAILABLE,
			"{0} records were edited here and have a newer shipped version: see Property Shipped Record",
		),
		(shipped.FAILED, "{0} shipped records could not be written: see the error log"),
	):
		if statuses.get(status):
			click.secho(message.format(statuses[status]), fg="yellow")


def before_uninstall() -> None:
	"""Note what the ledger may need, then take away fields, columns and everything that names our DocTypes."""
	uninstall.before_uninstall()


def after_uninstall() -> None:
	"""Delete what this app made and nobody uses; print what stays and why."""
	leftovers.after_uninstall()
