"""One record of each kind that is shipped and may be edited, in two releases, and how a person edits it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import frappe
from frappe.model.document import Document

from property_service.site_setup.release import ReleasedRecord

Values = dict[str, Any]


@dataclass(frozen=True)
class Kind:
	"""`field` differs between the releases; `edit` is what an administrator does to the record on the site."""

	doctype: str
	field: str
	first: Any
	second: Any
	edit: Callable[[Document], None]
	rest: Values = field(default_factory=dict)

	def release(self, number: int) -> ReleasedRecord:
		values = {**self.rest, self.field: self.first if number == 1 else self.second}
		return ReleasedRecord(f"test/{frappe.scrub(self.doctype)}", self.doctype, values)

	def document(self) -> Document:
		return frappe.get_doc(self.doctype, {"name": ["like", "Test Shipped%"]})


def state(name: str, category: str) -> Values:
	return {
		"state": name,
		"doc_status": "0",
		"update_field": "state_category",
		"update_value": category,
		"allow_edit": "Property Manager",
	}


def transition(source: str, action: str, target: str) -> Values:
	return {"state": source, "action": action, "next_state": target, "allowed": "Property Manager"}


def add_transition(workflow: Document) -> None:
	frappe.get_doc(doctype="Workflow Action Master", workflow_action_name="Test Reopen").insert()
	workflow.append("transitions", transition("Test Done", "Test Reopen", "Test New"))


def set_value(fieldname: str, value: Any) -> Callable[[Document], None]:
	def edit(document: Document) -> None:
		document.set(fieldname, value)

	return edit


WORKFLOW = Kind(
	"Workflow",
	"transitions",
	[transition("Test New", "Test Finish", "Test Done")],
	[transition("Test New", "Test Finish", "Test Done"), transition("Test New", "Test Skip", "Test Done")],
	add_transition,
	{
		"workflow_name": "Test Shipped Workflow",
		"document_type": "Complaint",
		"is_active": 0,
		"workflow_state_field": "workflow_state",
		"states": [state("Test New", "Open"), state("Test Done", "Closed")],
	},
)
EMAIL_TEMPLATE = Kind(
	"Email Template",
	"response_html",
	"<p>Your case</p>",
	"<p>Your case, with thanks</p>",
	set_value("response_html", "<p>Dear owner</p>"),
	{"name": "Test Shipped Template", "subject": "Case", "use_html": 1},
)
PRINT_FORMAT = Kind(
	"Print Format",
	"html",
	"<h1>{{ doc.name }}</h1>",
	"<h1>{{ doc.name }}</h1><hr>",
	set_value("html", "<h2>Our letter</h2>"),
	{"name": "Test Shipped Format", "doc_type": "Complaint", "standard": "No", "custom_format": 1},
)
NOTIFICATION = Kind(
	"Notification",
	"message",
	"A case was filed",
	"A case was filed: {{ doc.subject }}",
	set_value("enabled", 0),
	{
		"name": "Test Shipped Notification",
		"enabled": 1,
		"channel": "System Notification",
		"subject": "Case",
		"document_type": "Complaint",
		"event": "New",
		"recipients": [{"receiver_by_role": "Property Manager"}],
	},
)
TEXT = Kind(
	"Terms and Conditions",
	"terms",
	"<p>Pay within 30 days.</p>",
	"<p>Pay within 15 days.</p>",
	set_value("terms", "<p>Pay when you can.</p>"),
	{"title": "Test Shipped Terms", "selling": 1, "buying": 0},
)
KINDS = (WORKFLOW, EMAIL_TEMPLATE, PRINT_FORMAT, NOTIFICATION, TEXT)
