"""Charge Settlements: what each payment, credit or journal entry settles of each charge.

The Payment Ledger says how much a voucher takes off a bill; `allocation.py` says on which charges it falls; this
module brings the append-only rows to agree. Running it twice changes nothing. It runs whenever ERPNext writes a
bill's outstanding amount (see `events.on_invoice_change`), so payments, returns, journal entries,
reconciliation, unreconciling and reposting all lead here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from property_service.billing import writer
from property_service.billing.allocation import Allocation, Line, Voucher, allocate
from property_service.billing.rounding import ZERO, money
from property_service.billing.settlement_sources import (
	Key,
	Row,
	charges_of_bill,
	live_settlements,
	posting_dates,
	vouchers_of_bill,
)

KINDS = {"Sales Invoice": "Credit", "Payment Entry": "Payment"}
Place = tuple[Key, str]


def sync_settlements(invoice: str) -> None:
	"""Make the settlements of a bill agree with the Payment Ledger: Σ per bill = total − outstanding.

	Arguments: name of a Sales Invoice whose lines carry fee charges; for others nothing happens.
	"""
	charges = charges_of_bill(invoice)
	if not charges:
		return
	live = live_settlements(invoice)
	vouchers = vouchers_of_bill(invoice, live)
	target = allocate([Line(row.name, money(row.line_amount)) for row in charges], vouchers)
	changes = list(_changed_places(live, target))
	if changes:
		writer.insert_settlements(list(_new_rows(invoice, charges, changes)))
	_update_charges(invoice, charges, target, vouchers)


def _changed_places(live: list[Row], target: Allocation) -> Iterator[tuple[Place, list[Row], Decimal]]:
	"""Yield each voucher and charge whose amount changed: its rows so far and its new amount (元)."""
	held: dict[Place, list[Row]] = defaultdict(list)
	for row in live:
		held[((row.voucher_type, row.voucher_no), row.fee_charge)].append(row)
	for place in {**held, **target}:
		rows, amount = held.get(place, []), target.get(place, ZERO)
		if sum((money(row.amount) for row in rows), ZERO) != amount:
			yield place, rows, amount


def _new_rows(
	invoice: str, charges: list[Row], changes: list[tuple[Place, list[Row], Decimal]]
) -> Iterator[Row]:
	"""Yield a reversal for every row that no longer holds and one row for every new amount."""
	by_name = {row.name: row for row in charges}
	dates = posting_dates({place[0] for place, _rows, amount in changes if amount})
	for ((voucher_type, voucher_no), fee_charge), rows, amount in changes:
		charge = by_name[fee_charge]
		common = {
			"fee_charge": fee_charge,
			"sales_invoice": invoice,
			"community": charge.community,
			"unit": charge.unit,
			"fee_item": charge.fee_item,
			"voucher_type": voucher_type,
			"voucher_no": voucher_no,
		}
		for row in rows:
			yield common | {
				"kind": "Reversal",
				"amount": -money(row.amount),
				"posting_date": row.posting_date,
				"reverses": row.name,
			}
		if amount:
			yield common | {
				"kind": KINDS.get(voucher_type, "Other"),
				"amount": amount,
				"posting_date": dates[(voucher_type, voucher_no)],
			}


def _update_charges(invoice: str, charges: list[Row], target: Allocation, vouchers: list[Voucher]) -> None:
	"""Keep settled_amount and credited_amount of the charges that this bill still carries."""
	credit_keys = {voucher.key for voucher in vouchers if voucher.is_credit}
	settled: dict[str, Decimal] = defaultdict(Decimal)
	credited: dict[str, Decimal] = defaultdict(Decimal)
	for (key, fee_charge), amount in target.items():
		(credited if key in credit_keys else settled)[fee_charge] += amount
	for row in charges:
		new = (settled[row.name], credited[row.name])
		if row.sales_invoice == invoice and new != (money(row.settled_amount), money(row.credited_amount)):
			writer.set_charge_amounts(row.name, settled=new[0], credited=new[1])
