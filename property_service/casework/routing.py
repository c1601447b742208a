"""Who answers for a new case: somebody always does, as long as anybody works for the community."""

from __future__ import annotations

from collections.abc import Iterator

from property_service.casework import sources
from property_service.casework.staff import CASE_ROLES, FALLBACK_ROLES, staff_of


def handler_for(community: str, unit: str | None, category: str | None) -> str | None:
	"""Return the user who answers for a case.

	The unit's housekeeper, else the building's, else the default handler of the category or of a group above it, else
	the first supervisor, manager, housekeeper or assistant of the community. Somebody who has left or does not see the
	community is passed over. None only when nobody works for the community.
	"""
	staff = set(staff_of(community, CASE_ROLES))
	wanted = next((user for user in _wanted(unit, category) if user in staff), None)
	return wanted or next(iter(staff_of(community, FALLBACK_ROLES)), None)


def _wanted(unit: str | None, category: str | None) -> Iterator[str]:
	place = sources.place_of(unit) if unit else None
	if place:
		yield place.housekeeper
		yield place.building_housekeeper
	for row in sources.category_line(category) if category else ():
		yield row.default_handler
