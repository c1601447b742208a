"""How the tenders of one receipt fall on its bills: which payments have to be made. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

ZERO = Decimal(0)


class PlanError(ValueError):
	"""The tenders and the bills of a receipt do not add up, or one of them is not above zero."""


@dataclass(frozen=True)
class Account:
	"""Whose debt, in whose books: payments are made per party account and community.

	`community` is part of it because ERPNext's Payment Entry carries one dimension for all its lines.
	"""

	company: str
	community: str
	customer: str
	account: str


@dataclass(frozen=True)
class Claim:
	"""What the payer pays on one account, in 元: a bill, or an advance where `invoice` is None."""

	account: Account
	invoice: str | None
	amount: Decimal


@dataclass(frozen=True)
class Tender:
	"""Money handed over in one way: `row` tells tenders of the same mode apart, `amount` in 元."""

	row: int
	mode: str
	amount: Decimal
	gives_change: bool = False


@dataclass
class Payment:
	"""One payment to make: a tender's share on one account, `amount` = Σ `allocated` + `advance`, all in 元."""

	account: Account
	tender: Tender
	allocated: dict[str, Decimal] = field(default_factory=dict)
	advance: Decimal = ZERO

	@property
	def amount(self) -> Decimal:
		return sum(self.allocated.values(), self.advance)

	def add(self, invoice: str | None, amount: Decimal) -> None:
		if invoice is None:
			self.advance += amount
		else:
			self.allocated[invoice] = self.allocated.get(invoice, ZERO) + amount


def excess(tenders: Iterable[Tender], claims: Iterable[Claim]) -> Decimal:
	"""Return Σ tenders − Σ claims in 元; below zero when the money is short."""
	return sum((t.amount for t in tenders), ZERO) - sum((c.amount for c in claims), ZERO)


def give_change(tenders: Sequence[Tender], change: Decimal) -> list[Tender]:
	"""Return the tenders less `change` (元), taken from those that give change, the last one first.

	A tender that is handed back whole drops out. Raises PlanError when cash is less than the change.
	"""
	kept: list[Tender] = []
	for tender in reversed(tenders):
		back = min(change, tender.amount) if tender.gives_change else ZERO
		change -= back
		if tender.amount > back:
			kept.append(Tender(tender.row, tender.mode, tender.amount - back, tender.gives_change))
	if change > ZERO:
		raise PlanError(f"{change} more than the bills, and no cash to give it back from")
	return kept[::-1]


def plan_payments(claims: Sequence[Claim], tenders: Sequence[Tender]) -> list[Payment]:
	"""Spread the tenders over the claims and return the payments to make, one per account and tender.

	Claims are met account by account in order of first appearance, tenders used up in their order, so the
	same rows always give the same payments and there are at most accounts + tenders − 1 of them.
	Raises PlanError unless Σ tenders = Σ claims and every amount is above zero.
	"""
	_check(claims, tenders)
	payments: dict[tuple[Account, int], Payment] = {}
	purse = iter(tenders)
	tender, left = next(purse), ZERO
	left = tender.amount
	for claim in _by_account(claims):
		open_amount = claim.amount
		while open_amount:
			if not left:
				tender = next(purse)
				left = tender.amount
			part = min(left, open_amount)
			payment = payments.setdefault((claim.account, tender.row), Payment(claim.account, tender))
			payment.add(claim.invoice, part)
			left -= part
			open_amount -= part
	return list(payments.values())


def _by_account(claims: Sequence[Claim]) -> list[Claim]:
	order = {account: place for place, account in enumerate(dict.fromkeys(claim.account for claim in claims))}
	return sorted(claims, key=lambda claim: order[claim.account])


def _check(claims: Sequence[Claim], tenders: Sequence[Tender]) -> None:
	if not claims or not tenders:
		raise PlanError("a receipt needs at least one claim and one tender")
	if any(item.amount <= ZERO for item in (*claims, *tenders)):
		raise PlanError("every amount must be above zero")
	if len({tender.row for tender in tenders}) < len(tenders):
		raise PlanError("two tenders carry the same row number")
	difference = excess(tenders, claims)
	if difference:
		raise PlanError(f"the tenders differ from the bills by {difference}")
