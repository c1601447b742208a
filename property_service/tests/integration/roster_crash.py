"""One worker of the crash test: a process of its own, with its own connection and real commits.

Usage: roster_crash.py SITE prepare UNITS | work IMPORT | look IMPORT | tidy
It prints one line of JSON. `work` imports until it is killed or done.
"""

from __future__ import annotations

import json
import os
import sys

import frappe

from property_service.registry.roster.tasks import import_roster
from property_service.tests.bootstrap import ensure_community
from property_service.tests.factories import make_roster_import

COMMUNITY, CODE = "Crash Garden", "CRASH"
HEADER = "楼栋,单元,房号,建筑面积,业主,电话,车位"


def prepare(units: str) -> dict:
	"""Commit an import of so many flats, each with an owner and a parking space of its own."""
	ensure_community(COMMUNITY, CODE)
	rows = [f"1栋,1,{n},80,崩{chr(0x4E00 + n)},1390000{n:04d},P{n}" for n in range(int(units))]
	document = make_roster_import("\n".join([HEADER, *rows]), "crash.csv", community=COMMUNITY)
	return {"name": document.name}


def work(name: str) -> dict:
	return import_roster(name)


def look(name: str) -> dict:
	"""Return how far the import is, and how many documents of each kind there are and should differ."""
	units = frappe.get_all(
		"Property Unit", {"community": COMMUNITY}, ["name", "owner_names"], order_by="name"
	)
	ownership = frappe.get_all(
		"Unit Ownership", {"community": COMMUNITY}, ["unit", "property_owner"], order_by="unit"
	)
	return {
		**frappe.db.get_value(
			"Property Roster Import", name, ["status", "processed_units", "imported_rows"], as_dict=True
		),
		"units": len(units),
		"units_without_owner": sum(not unit.owner_names for unit in units),
		"owned_units": len({row.unit for row in ownership}),
		"ownership": len(ownership),
		"owners": len({row.property_owner for row in ownership}),
		"logs": frappe.db.count("Unit Status Log", {"community": COMMUNITY}),
		"rows": frappe.db.count("Property Roster Import Row", {"roster_import": name, "status": "Imported"}),
	}


def tidy() -> dict:
	"""Delete what the crash left, straight from the tables: no other document knows of this community."""
	owners = frappe.get_all(
		"Unit Ownership", {"community": COMMUNITY}, pluck="property_owner", order_by="unit"
	)
	frappe.db.delete("Property Owner", {"name": ("in", owners or [""])})
	for doctype in (
		"Unit Ownership",
		"Unit Status Log",
		"Property Unit",
		"Property Building",
		"Property Roster Import Row",
		"Property Roster Import",
	):
		frappe.db.delete(doctype, {"community": COMMUNITY})
	frappe.delete_doc("Property Community", COMMUNITY, force=True, ignore_missing=True)
	return {}


COMMANDS = {"prepare": prepare, "work": work, "look": look, "tidy": tidy}


def main(site: str, command: str, *arguments: str) -> None:
	os.chdir(os.path.join(os.environ["BENCH_DIR"], "sites"))
	frappe.init(site)
	frappe.connect()
	frappe.flags.mute_emails = True
	answer = COMMANDS[command](*arguments)
	frappe.db.commit()
	frappe.destroy()
	sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
	main(*sys.argv[1:])
