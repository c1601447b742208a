"""All units of a roster, one plan after the other, in an order that is the same at every run. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from property_service.registry.roster.plan import UnitPlan, plan_unit, settle_shared_parking
from property_service.registry.roster.rows import Roster


def unit_count(roster: Roster) -> int:
	"""Return how many plans `all_plans` yields."""
	return len(roster.groups)


def all_plans(roster: Roster, community_names: Sequence[str], skip: int = 0) -> Iterator[UnitPlan]:
	"""Yield the plan of every unit of a roster.

	Args:
		roster: the file.
		community_names: name and code of the community the file is for.
		skip: how many units an interrupted run has done already.

	Units that share a parking space come last, because they are judged together.
	"""
	shared = dict.fromkeys(key for keys in roster.shared_parking.values() for key in keys)
	for key in [key for key in roster.groups if key not in shared][skip:]:
		yield plan_unit(roster, key, community_names)
	skip = max(skip - (len(roster.groups) - len(shared)), 0)
	plans = {key: plan_unit(roster, key, community_names) for key in shared}
	yield from list(settle_shared_parking(roster, plans).values())[skip:]
