"""Who lives in the units without owning them, and which fees each unit pays."""

from __future__ import annotations

import frappe

from property_service.billing.services import attach_fee
from property_service.demo.context import Demo
from property_service.demo.estates import EstatePlan
from property_service.demo.tenancy import Resident, UnitStory
from property_service.demo.units import stories_with_units
from property_service.registry.services import upsert_owner

PARKING = "Parking Space"
TENANTS_FEES = ("PROPERTY", "ELEVATOR")


def move_in_residents(demo: Demo) -> int:
	"""Create the occupants that are missing; return how many."""
	made = 0
	for community in demo.stories:
		standing = set(
			frappe.get_all(
				"Unit Occupant",
				filters={"community": community},
				fields=["unit", "owner_name"],
				as_list=True,
				order_by="creation",
			)
		)
		for story, unit in stories_with_units(demo, community):
			for resident in story.residents:
				if (unit, resident.person.name) not in standing:
					insert_occupant(unit, resident)
					made += 1
	return made


def insert_occupant(unit: str, resident: Resident) -> None:
	"""Create one occupant; a tenant who took the fees over is billed instead of the owner."""
	person = resident.person
	fees = TENANTS_FEES if resident.pays else ()
	frappe.get_doc(
		doctype="Unit Occupant",
		unit=unit,
		property_owner=upsert_owner(
			{
				"owner_name": person.name,
				"owner_type": person.owner_type,
				"gender": person.gender,
				"mobile_no": person.mobile,
				"id_number": person.id_number,
				"id_type": "Business Licence" if person.owner_type == "Company" else "Resident Identity Card",
				"email": person.email,
				"language": "zh",
			}
		),
		relation=resident.relation,
		from_date=resident.from_date,
		can_pay=int(resident.pays),
		can_report=1,
		can_pass=1,
		fees=[{"fee_item": fee} for fee in fees],
		agreement_no=f"委托缴费-{resident.from_date:%Y%m}" if resident.pays else None,
	).insert()


def attach_fees(demo: Demo) -> int:
	"""Attach to every unit the fees it pays from the first billed day on; return how many were new."""
	return sum(attach_estate(demo, estate) for estate in demo.estates)


def attach_estate(demo: Demo, estate: EstatePlan) -> int:
	elevators = {building.name for building in estate.buildings if building.has_elevator}
	by_fee: dict[str, list[str]] = {}
	for story, unit in stories_with_units(demo, estate.name):
		for fee in fees_of(story, has_elevator=story.unit.building in elevators):
			by_fee.setdefault(fee, []).append(unit)
	return sum(attach_fee(units, fee, demo.first_day) for fee, units in by_fee.items())


def fees_of(story: UnitStory, *, has_elevator: bool) -> list[str]:
	"""Return the fees of a unit: the ground floor pays for no elevator, a parking space only for itself."""
	if story.unit.unit_type == PARKING:
		return ["PARKING"]
	return ["PROPERTY", "ELEVATOR"] if has_elevator and story.unit.floor > 1 else ["PROPERTY"]
