"""Where a new account belongs in a chart nobody here knows: by root type and neighbours, never by names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LIABILITY = "Liability"
INCOME = "Income"
# The account type that some charts give the very group a current liability belongs in.
GROUP_TYPES = {LIABILITY: "Current Liability", INCOME: "Direct Income"}


@dataclass(frozen=True)
class Account:
	"""One row of a chart. `lft` and `rgt` are its place in the nested set: children lie between them."""

	name: str
	parent: str | None
	is_group: bool
	root_type: str
	account_type: str
	lft: int
	rgt: int


def group_for(accounts: Iterable[Account], root_type: str, neighbour: str | None) -> str | None:
	"""Return the group a new account of `root_type` belongs in, None when the chart has no such group.

	Arguments: `neighbour` is a ledger that surely lies well: the company's payable account for a current liability,
	its default income account for an income.
	"""
	rows = [row for row in accounts if row.root_type == root_type]
	groups = sorted((row for row in rows if row.is_group), key=lambda row: row.lft)
	if not groups:
		return None
	typed = [row for row in groups if row.account_type == GROUP_TYPES.get(root_type)]
	if typed:
		return typed[0].name
	return (group_beside(rows, neighbour) or groups[0]).name


def group_beside(rows: list[Account], neighbour: str | None) -> Account | None:
	"""Return the group beside `neighbour`: not the folder of its own kind, and not wider than need be.

	Of the groups below the root that hold the neighbour it is the lowest one divided into groups, else the widest one
	that also holds ledgers of another kind.
	"""
	by_name = {row.name: row for row in rows}
	around = groups_around(by_name, neighbour)
	for group in around:
		if any(row.is_group and inside(row, group) for row in rows):
			return group
	own_type = by_name[neighbour].account_type if neighbour in by_name else ""
	for group in reversed(around):
		if any(inside(row, group) and (not own_type or row.account_type != own_type) for row in rows):
			return group
	return None


def groups_around(by_name: dict[str, Account], neighbour: str | None) -> list[Account]:
	"""Return the groups that hold `neighbour`, from the lowest up, without the root."""
	around: list[Account] = []
	row = by_name.get(neighbour or "")
	while row and row.parent in by_name:
		row = by_name[row.parent]
		if row.parent in by_name:
			around.append(row)
	return around


def inside(row: Account, group: Account) -> bool:
	return group.lft < row.lft and row.rgt < group.rgt
