"""The first half of an uninstall: while our tables still stand, note what they know, then take our columns away."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import frappe
from frappe.utils import now

from property_service.constants import COMMUNITY_DIMENSION
from property_service.site_setup import custom_fields, dimension, masters, memory, references
from property_service.site_setup.doctypes import own_doctypes

LEFTOVERS_FLAG = "property_service_leftovers"
# Documents whose rows lose the community when the column goes, for the printed list.
COMMUNITY_LOST_IN = (
	"Sales Invoice",
	"Payment Entry",
	"Journal Entry Account",
	"GL Entry",
	"Payment Ledger Entry",
)


@dataclass
class Leftovers:
	"""What the second half needs to know.

	`candidates` are documents to delete if nobody uses them, in order; `lost` counts rows whose community is gone.
	"""

	started: str
	candidates: list[tuple[str, str]] = field(default_factory=list)
	lost: dict[str, int] = field(default_factory=dict)


def before_uninstall() -> None:
	"""Note what may be left over, then remove the dimension and our fields with their columns."""
	leftovers = Leftovers(now(), candidates(), lost_communities())
	frappe.flags[LEFTOVERS_FLAG] = leftovers
	references.remove_files()
	masters.restore_sales_statistics()
	dimension.remove_dimension()
	custom_fields.remove_custom_fields()


def candidates() -> list[tuple[str, str]]:
	"""Return doctype and name of what this app made outside its own DocTypes, users before what they use."""
	own = set(own_doctypes())
	made = [(row["record_doctype"], row["record_name"]) for row in memory.made_by_app()]
	return [*owners_documents(), *cost_centers(), *(entry for entry in made if entry[0] not in own)]


def owners_documents() -> list[tuple[str, str]]:
	"""Return the Customers and portal Users that were made for owners. A Customer takes its Contact along."""
	owners = frappe.get_all(
		"Property Owner",
		or_filters=[["customer", "is", "set"], ["user", "is", "set"]],
		fields=["customer", "user"],
		order_by="name",
	)
	users = frappe.get_all(
		"User",
		filters={"name": ["in", [row.user for row in owners if row.user]], "user_type": "Website User"},
		pluck="name",
		order_by="name",
	)
	mail_blocks = frappe.get_all(
		"Email Unsubscribe",
		filters={"email": ["in", users], "global_unsubscribe": 1},
		pluck="name",
		order_by="name",
	)
	return [
		*(("Customer", row.customer) for row in owners if row.customer),
		*(("User", user) for user in users),
		*(("Email Unsubscribe", name) for name in mail_blocks),
	]


def cost_centers() -> list[tuple[str, str]]:
	"""Return the cost centers that were made for a community: those that bear its name."""
	community, cost_center = frappe.qb.DocType("Property Community"), frappe.qb.DocType("Cost Center")
	rows = (
		frappe.qb.from_(community)
		.join(cost_center)
		.on(cost_center.name == community.cost_center)
		.select(cost_center.name)
		.where(cost_center.cost_center_name == community.community_name)
		.run(pluck=True)
	)
	return [("Cost Center", name) for name in rows]


def lost_communities() -> dict[str, int]:
	filters: dict[str, Any] = {COMMUNITY_DIMENSION: ["is", "set"]}
	counts = {
		doctype: frappe.db.count(doctype, filters)
		for doctype in COMMUNITY_LOST_IN
		if frappe.db.has_column(doctype, COMMUNITY_DIMENSION)
	}
	return {doctype: count for doctype, count in counts.items() if count}
