"""Units made ready to be shown."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from frappe import _

from property_service.portal import presenter, sources
from property_service.portal.scope import Scope


def unit_cards(
	scope: Scope, amounts: dict[str, Decimal], counts: dict[str | None, int]
) -> list[dict[str, Any]]:
	"""Return today's units with what is open (元) and how many cases are, of those the resident may see."""
	owned = {tie.unit for tie in scope.ties if tie.is_owner and tie.holds_on(scope.today)}
	paying = set(scope.units("pay"))
	return [
		{
			"title": unit.unit_title or unit.name,
			"facts": " · ".join(
				fact
				for fact in (
					_(unit.unit_type),
					presenter.area(unit.gross_area),
					_("You own it") if unit.name in owned else _("You live here"),
				)
				if fact
			),
			"due": presenter.amount(amounts[unit.name]) if amounts.get(unit.name) else "",
			"sees_bills": unit.name in paying,
			"open_cases": counts.get(unit.name, 0),
			"hotline": unit.hotline,
		}
		for unit in sources.units(scope)
	]
