"""What a workflow means to the code: each state's category, never its label. Pure: no frappe.

A workflow that people edit in the desk is read into a `Machine`; everything that has to know whether a case is open,
waiting, resolved, closed or rejected asks it, so states may be renamed, added or taken away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from property_service.constants import OPEN_CATEGORIES

FIELD = "state_category"
FINISHED_CATEGORIES = ("Closed", "Rejected")
NEEDED_CATEGORIES = ("Open", "Closed")


@dataclass(frozen=True, slots=True)
class State:
	"""One row of the workflow's states: the label, and the category its update field sets."""

	name: str
	category: str


@dataclass(frozen=True, slots=True)
class Step:
	"""One allowed way from a state to another."""

	state: str
	next_state: str


@dataclass(frozen=True, slots=True)
class Machine:
	"""The states and ways of one workflow, in the order of its tables."""

	states: tuple[State, ...]
	steps: tuple[Step, ...] = ()

	@property
	def first(self) -> State:
		return self.states[0]

	def category_of(self, state: str | None) -> str | None:
		"""Return the category of `state`, None for a state that the workflow does not have (any more)."""
		return next((row.category for row in self.states if row.name == state), None)

	def state_for(self, category: str, current: str | None) -> str | None:
		"""Return the state to move to for `category`: where a step leads from `current`, else the first of it.

		So reopening a resolved case reaches the state the workflow draws for reopened cases, not the one for new cases,
		without anybody naming either.
		"""
		ways = (step.next_state for step in self.steps if step.state == current)
		reachable = (state for state in ways if self.category_of(state) == category)
		listed = (row.name for row in self.states if row.category == category)
		return next(reachable, None) or next(listed, None)

	def pick(self, category: str, next_states: Iterable[str]) -> str | None:
		"""Return the first of `next_states` whose category is `category`."""
		return next((state for state in next_states if self.category_of(state) == category), None)


def uncategorized(
	states: Iterable[tuple[str, str | None, str | None]], categories: Iterable[str]
) -> list[str]:
	"""Return the states that set no valid category.

	Args:
		states: (state, update field, update value) of each row of a workflow.
		categories: the values the document's category field may have.
	"""
	allowed = set(categories)
	return [state for state, field, value in states if field != FIELD or value not in allowed]


def missing_categories(machine: Machine) -> list[str]:
	"""Return the categories that no state has although cases cannot do without them."""
	present = {state.category for state in machine.states}
	return [category for category in NEEDED_CATEGORIES if category not in present]


def is_reopening(before: str | None, after: str) -> bool:
	"""Return whether a case that was done with comes back."""
	return bool(before) and before not in OPEN_CATEGORIES and after in OPEN_CATEGORIES
