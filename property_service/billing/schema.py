"""What the database itself must guarantee about billing, whatever Frappe thinks of the columns."""

from __future__ import annotations

import frappe

CHARGE = "Fee Charge"
KEY = "charge_key"


def on_charge_update() -> None:
	"""Add the indexes that billing reads by, after the DocType was synced."""
	frappe.db.add_index(CHARGE, ["billing_run", "status"])
	frappe.db.add_index(CHARGE, ["unit", "period_start"])
	ensure_charge_key()


def ensure_charge_key() -> None:
	"""Make Fee Charge.charge_key UNIQUE and NOT NULL in the database. Safe to repeat; run after each migrate.

	Frappe stores an empty unique field as NULL, NULLs repeat in a unique index, and a NOT NULL is lost whenever
	Frappe changes the column.
	"""
	if not frappe.db.table_exists(CHARGE):
		return
	if not charge_key_state()["not_null"]:
		# Schema statements have no query builder.
		frappe.db.sql_ddl("ALTER TABLE `tabFee Charge` MODIFY `charge_key` varchar(140) NOT NULL")
	if not charge_key_state()["unique"]:
		frappe.db.add_unique(CHARGE, [KEY], constraint_name=KEY)


def charge_key_state() -> dict[str, bool]:
	"""Return `not_null` and `unique` as information_schema has them."""
	columns, indexes = (
		frappe.qb.Schema("information_schema").columns,
		frappe.qb.Schema("information_schema").statistics,
	)
	here = {"table": f"tab{CHARGE}", "schema": frappe.conf.db_name}
	nullable = (
		frappe.qb.from_(columns)
		.select(columns.is_nullable)
		.where((columns.table_schema == here["schema"]) & (columns.table_name == here["table"]))
		.where(columns.column_name == KEY)
		.run()
	)
	unique = (
		frappe.qb.from_(indexes)
		.select(indexes.index_name)
		.where((indexes.table_schema == here["schema"]) & (indexes.table_name == here["table"]))
		.where((indexes.column_name == KEY) & (indexes.non_unique == 0))
		.run()
	)
	return {"not_null": bool(nullable) and nullable[0][0] == "NO", "unique": bool(unique)}
