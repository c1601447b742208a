"""The only place that writes return visits. Who may do so was checked before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import frappe
from frappe.model.document import Document

from property_service.visits.sources import VISIT

ANSWER_FIELDS = ("answer_token_hash", "answer_token_expires")


def insert_visit(values: dict[str, Any]) -> str | None:
	"""Plan a visit and return its name, None when this plan was made before (by a double event or another worker)."""
	if frappe.db.exists(VISIT, {"plan_key": values["plan_key"]}):
		return None
	doc = frappe.get_doc({"doctype": VISIT, **values})
	doc.flags.visit_action = True
	frappe.db.savepoint("plan_visit")
	try:
		# the rule plans the visit, whoever resolved the case: a technician has no right to
		return doc.insert(ignore_permissions=True).name
	except frappe.UniqueValidationError:
		frappe.db.rollback(save_point="plan_visit")
		frappe.clear_last_message()
		return None


def save(doc: Document, values: dict[str, Any]) -> None:
	"""Write what only the visit's own actions may change."""
	doc.update(values)
	doc.flags.visit_action = True
	doc.save(ignore_permissions=True)  # the acting person was checked, an owner has no right on the document


def add_attempt(doc: Document, user: str, method: str, note: str | None, now: datetime) -> None:
	doc.append("attempts", {"attempted_on": now, "attempted_by": user, "method": method, "note": note})
	save(doc, {})


def store_token(visit: str, token_hash: str, expires: datetime) -> None:
	"""Remember the fingerprint of the newest link; an older one stops working."""
	frappe.db.set_value(
		VISIT, visit, dict(zip(ANSWER_FIELDS, (token_hash, expires), strict=True)), update_modified=False
	)


def mark_reminded(visits: Iterable[str], day: date) -> None:
	visit = frappe.qb.DocType(VISIT)
	frappe.qb.update(visit).set(visit.reminded_on, day).where(visit.name.isin(list(visits))).run()
