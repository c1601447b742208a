"""Owners who can sign in to the portal, with known passwords."""

from __future__ import annotations

import frappe
from frappe.utils.password import update_password

from property_service.constants import PROPERTY_MANAGER
from property_service.demo.context import Demo, acting_as
from property_service.demo.estates import GARDEN
from property_service.demo.names import Person
from property_service.demo.staff import PASSWORD, login_for
from property_service.demo.tenancy import SHOWN_COUPLE_UNIT, shown_buyer
from property_service.demo.units import owners_of_people
from property_service.registry.services import invite_owner


def shown_people(demo: Demo) -> tuple[Person, Person]:
	"""Return the buyer with units in both communities, and one of the couple without e-mail."""
	couple = next(story for story in demo.stories[GARDEN] if story.unit.key == SHOWN_COUPLE_UNIT)
	return shown_buyer(), couple.owners[0]


def invite_shown_owners(demo: Demo) -> int:
	"""Invite the owners whose logins are printed; return how many are new."""
	owners = owners_of_people(demo)
	return sum(invite(owners[person.key]) for person in shown_people(demo))


def invite(property_owner: str) -> int:
	"""Give an owner a portal account with the demo's password; return 1 when there was none."""
	if frappe.db.get_value("Property Owner", property_owner, "user"):
		return 0
	with acting_as(login_for(PROPERTY_MANAGER)):
		user = invite_owner(property_owner)
	update_password(user, PASSWORD)
	return 1


def shown_logins(demo: Demo) -> list[tuple[str, str]]:
	"""Return (name, login) of the owners who can sign in."""
	owners = owners_of_people(demo)
	return [
		(person.name, frappe.db.get_value("Property Owner", owners[person.key], "user"))
		for person in shown_people(demo)
	]
