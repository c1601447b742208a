"""Times and people that a change of a case's category records. Pure: no frappe, the time is an argument.

First replies are counted in wall-clock hours for now (requirement C4: 72 hours unless the settings say otherwise).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from property_service.casework.states import FINISHED_CATEGORIES, is_reopening


def reply_due(filed_on: datetime, hours: float) -> datetime:
	"""Return when the first reply is due, `hours` after filing."""
	return filed_on + timedelta(hours=hours)


def stamps(before: str | None, after: str, *, now: datetime, actor: str, reopen_count: int) -> dict[str, Any]:
	"""Return the fields that a change from category `before` to `after` sets.

	Args:
		before: the category until now, None for a new case.
		after: the category from now on.
		now: the moment of the change.
		actor: the user who makes it.
		reopen_count: how often the case came back so far.
	Returns:
		Field name → value; empty when the category stays. Who resolved and who closed last is kept over a reopening:
		the next closing has to be somebody else's.
	"""
	if before == after:
		return {}
	if is_reopening(before, after):
		return {"ps_resolved_on": None, "ps_closed_on": None, "reopen_count": reopen_count + 1}
	if after == "Resolved":
		return {"ps_resolved_on": now, "ps_resolved_by": actor}
	if after in FINISHED_CATEGORIES:
		return {"ps_closed_on": now, "ps_closed_by": actor}
	return {}


def may_close_again(actor: str, *, reopen_count: int, resolved_by: str | None, closed_by: str | None) -> bool:
	"""Return whether `actor` may close: a reopened case is closed by neither its resolver nor its last closer."""
	return not reopen_count or actor not in (resolved_by, closed_by)
