"""Cases made ready to be shown, without what is internal."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import frappe
from frappe import _

from property_service.casework.services import case_progress
from property_service.portal import case_sources, presenter, sources
from property_service.portal.scope import Scope
from property_service.portal.website import HOME

# Colour by state category: the workflow's own state names are the administrator's to change.
TONES = {"Open": "blue", "Waiting": "amber", "Resolved": "green", "Closed": "gray", "Rejected": "red"}
FINISHED = ("Closed", "Rejected")
# What browsers show; a HEIC photo is offered as a link.
SHOWN_EXTENSIONS = (".jpg", ".png", ".webp")


def case_rows(rows: list[frappe._dict]) -> list[dict[str, str]]:
	"""Return cases for a list."""
	return [
		{
			"url": f"{HOME}/cases/{row.name}",
			"subject": row.subject,
			"place": row.unit_title or row.community,
			"filed_on": presenter.day(row.creation),
			"tone": TONES.get(row.state_category, "gray"),
			"state": _(row.workflow_state or row.state_category),
		}
		for row in rows
	]


def case_page(case: frappe._dict) -> dict[str, Any]:
	"""Return one case ready to be shown; never internal notes, causes or who works on it."""
	finished = case.state_category in FINISHED
	rejected = case.state_category == "Rejected"
	return {
		**case_rows([case])[0],
		"number": case.name,
		"description": case.description,
		"category": _(case.category) if case.category else "",
		"place": " · ".join(part for part in (case.unit_title or case.community, case.location) if part),
		"filed_on": presenter.moment(case.creation),
		"reply_by": "" if finished or case.ps_replied_on else presenter.moment(case.promised_reply_at),
		"is_finished": finished,
		"answer_label": _("Why it was rejected") if rejected else _("What was done"),
		"answer": (case.reject_reason if rejected else case.resolution) if _is_answered(case) else "",
	}


def progress(case: frappe._dict, scope: Scope) -> list[dict[str, Any]]:
	"""Return the course of a case, oldest first, with what the resident wrote about somebody else's case too."""
	entries = case_progress(case.name)
	if case.property_owner not in scope.owners:
		entries = sorted(
			[*entries, *case_sources.own_messages(case.name, scope)], key=lambda entry: entry["at"]
		)
	return [
		{
			"kind": entry["kind"].lower(),
			"title": _entry_title(entry, case, scope),
			"at": presenter.moment(entry["at"]),
			"text": entry["text"],
		}
		for entry in entries
	]


def photos(files: list[frappe._dict]) -> list[dict[str, Any]]:
	"""Return the photos of a case with a label of their own; the names of files are random."""
	return [
		{
			"url": file.file_url,
			"label": _("Photo {0}").format(number),
			"is_shown": file.file_url.lower().endswith(SHOWN_EXTENSIONS),
		}
		for number, file in enumerate(files, 1)
	]


def places(scope: Scope) -> list[dict[str, str]]:
	"""Return where something may be reported: own units, then the common areas of their communities."""
	reporting = set(scope.units("report"))
	units = [unit for unit in sources.units(scope) if unit.name in reporting]
	return [{"key": "unit", "value": unit.name, "label": unit.unit_title or unit.name} for unit in units] + [
		{"key": "community", "value": name, "label": _("Common areas of {0}").format(name)}
		for name in dict.fromkeys(unit.community for unit in units)
	]


def category_groups() -> list[dict[str, Any]]:
	"""Return the categories residents may choose, under the group they stand in."""
	rows = case_sources.portal_categories()
	return [
		{
			"label": _(group) if group else _("Other"),
			"rows": [{"name": row.name, "label": _(row.name)} for row in members],
		}
		for group, members in groupby(rows, key=lambda row: row.parent_complaint_category)
	]


def _is_answered(case: frappe._dict) -> bool:
	return case.state_category in ("Resolved", *FINISHED)


def _entry_title(entry: dict[str, Any], case: frappe._dict, scope: Scope) -> str:
	if entry["kind"] == "Filed":
		return _("Reported")
	if entry["kind"] == "Reply":
		return _("{0} wrote").format(entry["by"]) if entry["by"] else _("The service office wrote")
	if entry["kind"] == "Message":
		own = entry.get("is_own") or case.property_owner in scope.owners
		return _("You wrote") if own else _("{0} wrote").format(sources.owner_name(case.property_owner))
	return _(entry["state"] or entry["category"])
