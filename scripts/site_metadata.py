"""Snapshot a site's whole database as fingerprints, and compare two snapshots: what an install leaves behind.

    site_metadata.py take SITE FILE                  write the snapshot of SITE to FILE
    site_metadata.py compare BEFORE AFTER [--allow DocType,…]
                                                     print what differs; exit 1 when something does

A snapshot holds every table with its columns and indexes, and every row as a hash over the columns that people or
set-up code decide on. `--allow` names DocTypes in which additional rows are expected: what a used site keeps.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

# Written by running, not by anybody's choice: queues, logs, sessions, caches, counters of use.
RUNNING_TABLES = {
	"tabAccess Log", "tabActivity Log", "tabError Log", "tabError Snapshot", "tabSessions", "tabScheduled Job Log",
	"tabRoute History", "tabInstalled Application", "__global_search", "tabNotification Log", "tabPrepared Report",
	"tabRQ Job", "tabSubmission Queue", "__Auth", "tabWeb Page View", "tabLog Setting User",
}  # fmt: skip
# When and by whom, and what Frappe counts anew by itself: the order of trees and lists, use, versions.
RUNNING_COLUMNS = {
	"modified", "modified_by", "idx", "last_execution", "next_execution", "last_synced_on", "last_active", "last_login",
	"last_ip", "migration_hash", "_seen", "lft", "rgt", "last_known_versions", "last_password_reset_date", "login_after",
}  # fmt: skip
# Frappe indexes `creation` whenever it alters a table of a DocType sorted by it, whoever asked for the change.
RUNNING_INDEXES = {"creation(creation) unique=0"}
# Frappe writes a DocType's rows anew when it syncs it.
CHILD_ROW_COLUMNS = {"name", "creation", "owner"}
RUNNING_SINGLES = {
	("System Settings", "last_upgrade"), ("Installed Applications", "modified"), ("Workspace Settings", "modified"),
}  # fmt: skip


def take(site: str) -> dict[str, Any]:
	"""Return table → its columns, indexes and rows, each row as key → hash."""
	import frappe

	os.chdir(Path(os.environ["BENCH_DIR"]) / "sites")
	frappe.init(site, sites_path=".")
	frappe.connect()
	tables = sorted(frappe.db.get_tables(cached=False))
	snapshot = {table: table_snapshot(table) for table in tables}
	frappe.destroy()
	return snapshot


def table_snapshot(table: str) -> dict[str, Any]:
	import frappe

	columns = frappe.db.sql(f"SHOW FULL COLUMNS FROM `{table}`", as_dict=True)
	indexes = frappe.db.sql(f"SHOW INDEX FROM `{table}`", as_dict=True)
	return {
		"columns": sorted(f"{row.Field} {row.Type} null={row.Null} default={row.Default}" for row in columns),
		"indexes": sorted(
			{f"{row.Key_name}({row.Column_name}) unique={1 - row.Non_unique}" for row in indexes}
			- RUNNING_INDEXES
		),
		"rows": {} if table in RUNNING_TABLES else rows_of(table),
	}


def rows_of(table: str) -> dict[str, str]:
	import frappe

	found: dict[str, str] = {}
	for row in frappe.db.sql(f"SELECT * FROM `{table}`", as_dict=True):
		if is_running_row(table, row):
			continue
		ignored = RUNNING_COLUMNS | (CHILD_ROW_COLUMNS if row.get("parenttype") else set())
		kept = {name: value for name, value in row.items() if name not in ignored}
		digest = hashlib.sha1(json.dumps(kept, default=str, sort_keys=True).encode()).hexdigest()
		found[key_of(table, row, digest)] = digest
	return found


def key_of(table: str, row: dict[str, Any], digest: str) -> str:
	if table == "tabSingles":
		return f"{row['doctype']}|{row['field']}"
	if row.get("parenttype"):
		return f"{row['parenttype']} {row['parent']}|{row['parentfield']}|{digest[:10]}"
	return str(row["name"]) if "name" in row else "|".join(str(value) for value in row.values())


def is_running_row(table: str, row: dict[str, Any]) -> bool:
	if table == "tabSeries":
		# the counter under an empty name is shared by every DocType named `format:…`, whoever made it
		return not row["name"]
	if table != "tabSingles":
		return False
	return row["field"] in {"modified", "modified_by"} or (row["doctype"], row["field"]) in RUNNING_SINGLES


def compare(before: dict[str, Any], after: dict[str, Any], allowed: set[str]) -> list[str]:
	"""Return one line per difference. In tables of `allowed` DocTypes additional and changed rows are passed over."""
	lines = [f"table {table}: gone" for table in sorted(before.keys() - after.keys())]
	lines += [f"table {table}: new" for table in sorted(after.keys() - before.keys())]
	for table in sorted(before.keys() & after.keys()):
		lines += differing_lists(table, "column", before[table]["columns"], after[table]["columns"])
		lines += differing_lists(table, "index", before[table]["indexes"], after[table]["indexes"])
		if table.removeprefix("tab") not in allowed:
			lines += differing_rows(table, before[table]["rows"], after[table]["rows"])
	return lines


def differing_lists(table: str, kind: str, before: list[str], after: list[str]) -> list[str]:
	gone = [f"{kind} of {table}: gone {entry}" for entry in sorted(set(before) - set(after))]
	return gone + [f"{kind} of {table}: new {entry}" for entry in sorted(set(after) - set(before))]


def differing_rows(table: str, before: dict[str, str], after: dict[str, str]) -> list[str]:
	gone = [f"row of {table}: gone {key}" for key in sorted(before.keys() - after.keys())]
	new = [f"row of {table}: new {key}" for key in sorted(after.keys() - before.keys())]
	changed = [key for key in sorted(before.keys() & after.keys()) if before[key] != after[key]]
	return gone + new + [f"row of {table}: changed {key}" for key in changed]


def main() -> None:
	parser = argparse.ArgumentParser(description=__doc__)
	commands = parser.add_subparsers(dest="command", required=True)
	taking = commands.add_parser("take")
	taking.add_argument("site")
	taking.add_argument("file", type=Path)
	comparing = commands.add_parser("compare")
	comparing.add_argument("before", type=Path)
	comparing.add_argument("after", type=Path)
	comparing.add_argument("--allow", default="")
	options = parser.parse_args()
	if options.command == "take":
		target = options.file.resolve()
		target.write_text(json.dumps(take(options.site), indent=0, sort_keys=True), encoding="utf-8")
		return
	before, after = (json.loads(path.read_text(encoding="utf-8")) for path in (options.before, options.after))
	lines = compare(before, after, set(filter(None, options.allow.split(","))))
	print("\n".join(lines) or "no difference")
	sys.exit(1 if lines else 0)


if __name__ == "__main__":
	main()
