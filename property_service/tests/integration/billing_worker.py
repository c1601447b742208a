"""A process of its own for the race and crash tests: sets up a community, works on runs, counts what came of it.

Run with the bench's Python: `python -m property_service.tests.integration.billing_worker SITE COMMAND [ARGUMENT…]`.
Prints one line of JSON. Commits: each set-up makes a community of its own, so nothing has to be cleaned away.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import frappe

UNITS = 40
INVOICES_PER_COMMIT = 4
SETTINGS = "Property Service Settings"


def set_up() -> dict[str, Any]:
	"""Make a community of UNITS owned units with one fee each, and two submitted runs over the same month."""
	from property_service.tests import factories as make
	from property_service.tests.bootstrap import COMPANY, create_masters

	create_masters()
	name = f"Race {frappe.generate_hash(length=6)}"
	frappe.get_doc(
		doctype="Property Community", community_name=name, community_code=name[-6:], company=COMPANY
	).insert()
	fee = make.make_fee_item(fee_code=name.replace(" ", "")).name
	make.make_rate(fee, community=name)
	building = make.make_building(community=name).name
	for _number in range(UNITS):
		unit = make.make_owned_unit(building=building, community=name)
		make.make_unit_fee(unit.name, fee)
	runs = [make.make_run(community=name, fee_items=[{"fee_item": fee}]).name for _number in range(2)]
	for run in runs:
		# Submitted without its job: the workers of the test do the work.
		frappe.db.set_value("Billing Run", run, {"docstatus": 1, "status": "Queued"})
	before = frappe.db.get_single_value(SETTINGS, "invoices_per_commit")
	frappe.db.set_single_value(SETTINGS, "invoices_per_commit", INVOICES_PER_COMMIT)
	frappe.db.commit()
	return {"community": name, "runs": runs, "invoices_per_commit": before}


def work(run: str) -> dict[str, Any]:
	"""Plan and post a run as the background job does."""
	from property_service.billing.tasks import post_run

	totals = post_run(run)
	frappe.db.commit()
	return {"status": totals["status"]}


def count(community: str) -> dict[str, Any]:
	"""Count what the runs of a community left behind."""
	from property_service.billing.health import check_invariants

	charges = frappe.get_all("Fee Charge", {"community": community}, ["status", "unit"], order_by="name")
	posted = [row.unit for row in charges if row.status == "Posted"]
	invoices = frappe.get_all(
		"Sales Invoice", {"property_community": community}, ["docstatus"], order_by="name"
	)
	return {
		"posted": len(posted),
		"units": len(set(posted)),
		"unfinished": sum(1 for row in charges if row.status in ("Planned", "Failed")),
		"invoices": len(invoices),
		"drafts": sum(1 for row in invoices if row.docstatus == 0),
		"findings": check_invariants(community),
	}


def restore(invoices_per_commit: str, *runs: str) -> dict[str, Any]:
	"""Put the setting back that the set-up changed, and leave no run that the sweeper would go on with."""
	frappe.db.set_value("Billing Run", {"name": ["in", runs], "status": "Queued"}, "status", "Stopped")
	frappe.db.set_single_value(SETTINGS, "invoices_per_commit", int(invoices_per_commit))
	frappe.db.commit()
	return {}


COMMANDS = {"set_up": set_up, "work": work, "count": count, "restore": restore}


def main(site: str, command: str, *arguments: str) -> None:
	os.chdir(Path(os.environ["BENCH_DIR"]) / "sites")
	frappe.init(site, sites_path=".")
	frappe.connect()
	frappe.flags.mute_emails = True
	sys.stdout.write(json.dumps(COMMANDS[command](*arguments), default=str) + "\n")
	frappe.destroy()


if __name__ == "__main__":
	main(*sys.argv[1:])
