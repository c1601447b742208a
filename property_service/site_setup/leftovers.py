"""The second half of an uninstall: delete what this app made and nobody uses; name what stays and why."""

from __future__ import annotations

from collections import defaultdict

import click

import frappe
from frappe.model.delete_doc import delete_dynamic_links

from property_service.constants import ALL_ROLES
from property_service.site_setup import references
from property_service.site_setup.doctypes import own_doctypes
from property_service.site_setup.uninstall import LEFTOVERS_FLAG, Leftovers

NAMES_SHOWN = 10


def after_uninstall() -> None:
	"""Delete the rest and print what stays. Runs once our DocTypes and their tables are gone."""
	leftovers: Leftovers = frappe.flags.get(LEFTOVERS_FLAG) or Leftovers(frappe.utils.now())
	references.remove_references()
	references.remove_counters()
	frappe.db.delete("Has Role", {"role": ["in", list(ALL_ROLES)]})
	fields = dangling_fields()
	kept = [entry for entry in leftovers.candidates if not deleted(*entry)]
	# what Frappe deleted with the module is not worth keeping as Deleted Document
	frappe.db.delete(
		"Deleted Document", {"creation": [">=", leftovers.started], "owner": frappe.session.user}
	)
	# bench commits before this hook and not after it  # nosemgrep
	frappe.db.commit()
	frappe.clear_messages()
	frappe.clear_cache()
	print_names("Kept, because the ledger or other documents use them:", kept)
	print_names("Custom fields that point to DocTypes which are gone, for you to remove:", fields)
	print_counts("The column with the community is gone from:", leftovers.lost)


def deleted(doctype: str, name: str) -> bool:
	"""Delete one document if nothing on the site uses it. Returns whether it is gone."""
	if not frappe.db.exists(doctype, name):
		return True
	savepoint = "property_service_leftover"
	frappe.db.savepoint(savepoint)
	try:
		frappe.delete_doc(doctype, name, delete_permanently=True)
	except frappe.ValidationError:
		frappe.db.rollback(save_point=savepoint)
		return False
	# Frappe leaves this to a background job, which a site about to lose the app may never run
	delete_dynamic_links(doctype, name)
	if doctype == "User":
		frappe.db.delete("DefaultValue", {"parent": name})
	return True


def dangling_fields() -> list[tuple[str, str]]:
	"""Return DocType and fieldname of links to our DocTypes that somebody else added to other forms."""
	fields = frappe.get_all(
		"Custom Field",
		filters={"fieldtype": "Link", "options": ["in", own_doctypes()]},
		fields=["dt", "fieldname"],
		order_by="dt, fieldname",
	)
	return [(row.dt, row.fieldname) for row in fields]


def print_names(heading: str, entries: list[tuple[str, str]]) -> None:
	by_doctype: dict[str, list[str]] = defaultdict(list)
	for doctype, name in entries:
		by_doctype[doctype].append(name)
	if by_doctype:
		click.secho(heading, fg="yellow")
	for doctype, names in by_doctype.items():
		more = f" and {len(names) - NAMES_SHOWN} more" if len(names) > NAMES_SHOWN else ""
		click.echo(f"  {doctype} ({len(names)}): {', '.join(names[:NAMES_SHOWN])}{more}")


def print_counts(heading: str, counts: dict[str, int]) -> None:
	if counts:
		click.secho(heading, fg="yellow")
	for doctype, count in counts.items():
		click.echo(f"  {doctype}: {count} rows")
