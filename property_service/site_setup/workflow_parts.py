"""What a Workflow needs to exist first: its states, actions and roles."""

from __future__ import annotations

import frappe

from property_service.site_setup import memory
from property_service.site_setup.release import ReleasedRecord

NAME_FIELDS = {
	"Workflow State": "workflow_state_name",
	"Workflow Action Master": "workflow_action_name",
	"Role": "role_name",
}


def create_missing(record: ReleasedRecord) -> None:
	"""Create the states, actions and roles a shipped Workflow names and the site lacks. Other records need none."""
	if record.doctype != "Workflow":
		return
	states, transitions = record.values.get("states", []), record.values.get("transitions", [])
	for state in states:
		ensure("Workflow State", state["state"])
	for transition in transitions:
		ensure("Workflow Action Master", transition["action"])
	for role in {
		row[field] for rows, field in ((states, "allow_edit"), (transitions, "allowed")) for row in rows
	}:
		ensure("Role", role)


def ensure(doctype: str, name: str) -> None:
	if not frappe.db.exists(doctype, name):
		memory.insert(doctype, name, {NAME_FIELDS[doctype]: name})
		key = f"part/{frappe.scrub(doctype)}/{name}"
		memory.remember(key, doctype, name, status=memory.CREATED_ONCE, made_by_app=1)
