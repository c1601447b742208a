"""Why a charge was skipped, failed or opened again: one sentence per code, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from frappe import _
from frappe.utils import format_date


def reason_text(code: str, details: Sequence[Any] = ()) -> str:
	"""Return the sentence of a skip `code` (see charges.Skip) with its details filled in, and what to do."""
	return _sentences()[code].format(*(_shown(detail) for detail in details))


def _sentences() -> dict[str, str]:
	return {
		"no_rate": _("No price holds from {0} to {1}. Add a fee rate for these days and run again."),
		"no_payer": _("Nobody is known to pay from {0} to {1}. Enter the owner of the unit and run again."),
		"not_delivered": _(
			"Not delivered from {0} to {1} and the community has no developer. Enter one or the other."
		),
		"no_area": _("The unit has no area to bill by ({0}). Enter it and run again."),
		"zero_amount": _("The amount is zero, so nothing is billed."),
		"ended": _("The fee of this unit ended on {0}."),
		"billed": _("These days were billed before, in {0}. Credit that bill to bill them anew."),
	}


def _shown(detail: Any) -> str:
	if isinstance(detail, date):
		return format_date(detail)
	# The bases of a price are stored in English and translated where they are shown.
	return _(detail) if detail in ("Gross Area", "Inner Area") else str(detail)
