"""One bill as a resident may see it: whole when it is theirs, else only the lines of units they share."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from property_service.billing.services import bill_details
from property_service.portal import bill_sources
from property_service.portal.scope import Scope


def bill_for(sales_invoice: str, scope: Scope) -> dict[str, Any] | None:
	"""Return `bill_details` cut down to what `scope` may see, None when there is nothing to see.

	`is_complete` says whether this is the whole bill: a co-owner or landlord sees the lines of the shared unit, not
	what else the payer's bill holds, and gets no PDF of it. `amount` and `open` (元) add up the lines shown.
	"""
	visible = set(bill_sources.visible_charges(sales_invoice, scope))
	if not visible:
		return None
	bill = bill_details(sales_invoice)
	lines = [line for line in bill["charges"] if line["fee_charge"] in visible]
	return {
		**bill,
		"charges": lines,
		"is_complete": bill["customer"] in scope.customers or len(lines) == len(bill["charges"]),
		"amount": _sum(lines, "amount"),
		"open": _sum(lines, "open_amount"),
	}


def _sum(lines: list[dict[str, Any]], field: str) -> Decimal:
	return sum((Decimal(str(line[field])) for line in lines), Decimal(0))
