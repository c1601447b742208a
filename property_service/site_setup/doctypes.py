"""The DocTypes of this app as its folders name them, and the check that nobody else owns one."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import frappe
from frappe import _

from property_service.constants import APP, MODULE
from property_service.exceptions import DoctypeCollisionError

DOCTYPE_FOLDER = Path(__file__).resolve().parent.parent / "property_service" / "doctype"


@cache
def own_doctype_files() -> tuple[dict[str, Any], ...]:
	"""Return the JSON of every DocType of this app, by name."""
	documents = [json.loads(path.read_text(encoding="utf-8")) for path in DOCTYPE_FOLDER.glob("*/*.json")]
	return tuple(sorted(documents, key=lambda document: document["name"]))


def own_doctypes() -> list[str]:
	"""Return the names of this app's DocTypes. Works before the install and after the uninstall."""
	return [document["name"] for document in own_doctype_files()]


def refuse_foreign_doctypes() -> None:
	"""Stop the install when a DocType or the module of ours already belongs to another app.

	Frappe would overwrite it without a word. Raises DoctypeCollisionError naming each and what to do.
	"""
	refuse_foreign_module()
	taken = frappe.get_all(
		"DocType",
		filters={"name": ["in", own_doctypes()], "module": ["!=", MODULE]},
		fields=["name", "module"],
		order_by="name",
	)
	if not taken:
		return
	listed = ", ".join(
		_("{0} of module {1}").format(frappe.bold(row.name), frappe.bold(row.module)) for row in taken
	)
	frappe.throw(
		_(
			"Property Service cannot be installed: this site already has {0}. Uninstall the app they belong to or rename them, then install again."
		).format(listed),
		DoctypeCollisionError,
		title=_("DocType Already Taken"),
	)


def refuse_foreign_module() -> None:
	app = frappe.db.get_value("Module Def", MODULE, "app_name")
	if app and app != APP:
		frappe.throw(
			_(
				"Property Service cannot be installed: the module {0} already belongs to the app {1}. Uninstall that app, then install again."
			).format(frappe.bold(MODULE), frappe.bold(app)),
			DoctypeCollisionError,
			title=_("Module Already Taken"),
		)
