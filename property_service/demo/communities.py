"""Communities, buildings and dated prices as documents."""

from __future__ import annotations

import frappe

from property_service.constants import HOUSEKEEPER
from property_service.demo.books import bank_ledger_of, cost_center_of
from property_service.demo.context import Demo
from property_service.demo.estates import CITY, DEVELOPER, BuildingPlan, EstatePlan, Price
from property_service.demo.names import PHONE_RANGE
from property_service.demo.staff import login_for
from property_service.registry.services import upsert_owner

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
WEEKEND = ("Saturday", "Sunday")
BILL_NOTE = "请于缴费期限前缴清。可到服务中心、银行转账或扫码支付；转账请注明房号。"


def open_communities(demo: Demo) -> int:
	"""Create communities and buildings that are missing; return how many."""
	return sum(open_community(demo, estate) for estate in demo.estates)


def open_community(demo: Demo, estate: EstatePlan) -> int:
	made = 0
	if not frappe.db.exists("Property Community", estate.name):
		insert_community(demo, estate)
		made += 1
	standing = frappe.get_all(
		"Property Building", {"community": estate.name}, pluck="building_name", order_by="sort_order"
	)
	missing = [building for building in estate.buildings if building.name not in standing]
	for building in missing:
		insert_building(estate, building)
	return made + len(missing)


def insert_community(demo: Demo, estate: EstatePlan) -> None:
	"""Create a community with the service hours of requirement C2."""
	hours = [{"weekday": day, "start_time": "08:30:00", "end_time": "18:00:00"} for day in WEEKDAYS]
	hours += [{"weekday": day, "start_time": "09:00:00", "end_time": "17:00:00"} for day in WEEKEND]
	frappe.get_doc(
		doctype="Property Community",
		community_name=estate.name,
		community_code=estate.code,
		company=demo.company,
		cost_center=cost_center_of(demo.company, estate.name),
		developer=developer(),
		fee_regime=estate.fee_regime,
		city=CITY,
		address_line=estate.address,
		hotline=estate.hotline,
		email=f"service.{estate.code.lower()}@demo.invalid",
		service_hours=hours,
		due_days=10,
		billing_cycle="Monthly",
		deposit_bank_account=bank_ledger_of(demo.company),
		bill_note=BILL_NOTE,
	).insert()


def developer() -> str:
	"""Return the Property Owner who built both communities and pays for what is not sold or delivered."""
	return upsert_owner(
		{
			"owner_name": DEVELOPER,
			"owner_type": "Company",
			"mobile_no": f"{PHONE_RANGE}00000188",
			"language": "zh",
		}
	)


def insert_building(estate: EstatePlan, building: BuildingPlan) -> None:
	frappe.get_doc(
		doctype="Property Building",
		community=estate.name,
		building_name=building.name,
		sort_order=estate.buildings.index(building) + 1,
		housekeeper=login_for(HOUSEKEEPER, estate.name),
		floors=building.floors,
		floors_below=building.floors_below,
		has_elevator=int(building.has_elevator),
		entrance_count=building.entrances,
		built_year=building.built_year,
	).insert()


def publish_prices(demo: Demo) -> int:
	"""Create the Fee Rates that are missing; return how many."""
	return sum(ensure_rate(estate, price) for estate in demo.estates for price in estate.prices)


def ensure_rate(estate: EstatePlan, price: Price) -> int:
	"""Create one dated price; return 1 when it was missing."""
	values = {
		"fee_item": price.fee,
		"community": estate.name,
		"scope": price.scope,
		"valid_from": price.valid_from,
		"building": building_named(estate.name, price.building),
		"unit_type": price.unit_type,
	}
	if frappe.db.exists("Fee Rate", {key: value for key, value in values.items() if value}):
		return 0
	frappe.get_doc(
		doctype="Fee Rate",
		basis=price.basis,
		unit_price=float(price.unit_price),
		valid_to=price.valid_to,
		publication_no=f"{estate.code}-公示-{price.valid_from.year}-01",
		**values,
	).insert()
	return 1


def building_named(community: str, building_name: str | None) -> str | None:
	if not building_name:
		return None
	return frappe.db.get_value("Property Building", {"community": community, "building_name": building_name})
