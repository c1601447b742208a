"""The two communities as they were built: buildings, floor plans, units and prices. Pure.

云和花园 is a young high-rise community with an underground garage, run for a lump sum (包干制); 桂苑新村 is a walk-up
estate of the nineties with shops along the street, run on remuneration (酬金制). Both stand in a town that does not exist.
Price anchors: averages of twenty cities and of grades, collected in the project's field notes (2.0 to 4.0 元/m²/month).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from property_service.demo.names import drawn_for
from property_service.demo.scale import Scale

CITY = "临江市"
DEVELOPER = "临江市云和置业有限公司"
GARDEN, ESTATE = "云和花园", "桂苑新村"
FIRST_GARAGE = "地下车库"
SQUARE_CENTIMETRE = Decimal("0.01")


@dataclass(frozen=True)
class Price:
	"""One dated price: `unit_price` in 元 per m² and month, or 元 per month for Fixed; building by its short name."""

	fee: str
	scope: str
	basis: str
	unit_price: Decimal
	valid_from: date
	valid_to: date | None = None
	unit_type: str | None = None
	building: str | None = None


@dataclass(frozen=True)
class BuildingPlan:
	name: str
	floors: int
	has_elevator: bool
	entrances: int
	built_year: int
	floors_below: int = 0


@dataclass(frozen=True)
class UnitPlan:
	"""One unit as built; areas in m², `inner` is None where only the outline is sold."""

	building: str
	entrance: str
	unit_no: str
	floor: int
	unit_type: str
	gross: Decimal
	inner: Decimal | None

	@property
	def key(self) -> str:
		return f"{self.building}/{self.entrance}/{self.unit_no}"


@dataclass(frozen=True)
class EstatePlan:
	name: str
	code: str
	fee_regime: str
	address: str
	hotline: str
	delivered: date
	delivered_spread_days: int
	buildings: tuple[BuildingPlan, ...]
	units: tuple[UnitPlan, ...]
	prices: tuple[Price, ...]


@dataclass(frozen=True)
class FloorPlan:
	gross: str
	inner: str


# Four flats a floor: two corner flats and two between them; efficiency near 80 % as usual for towers of 33 floors.
TOWER_PLANS = (
	FloorPlan("128.64", "102.38"),
	FloorPlan("89.72", "71.15"),
	FloorPlan("98.36", "78.02"),
	FloorPlan("143.18", "114.26"),
)
GARDEN_HOUSE_PLANS = (FloorPlan("156.47", "132.84"), FloorPlan("138.92", "117.63"))
WALK_UP_PLANS = (FloorPlan("74.86", "66.12"), FloorPlan("62.35", "55.04"))


def plan_estates(scale: Scale) -> tuple[EstatePlan, EstatePlan]:
	"""Return both communities at the given scale, the larger first."""
	return plan_garden(scale), plan_old_estate(scale)


def plan_garden(scale: Scale) -> EstatePlan:
	buildings: list[BuildingPlan] = []
	units: list[UnitPlan] = []
	names = _building_names()
	for floors, count in scale.towers:
		for _ in range(count):
			entrances = 1 if floors != 18 else 2
			building = BuildingPlan(next(names), floors, True, entrances, 2018, floors_below=2)
			buildings.append(building)
			units += _tower_units(building, flats=4 // entrances)
	for _ in range(scale.garden_houses):
		building = BuildingPlan(next(names), 11, True, 2, 2019, floors_below=1)
		buildings.append(building)
		units += _flats(building, GARDEN_HOUSE_PLANS, first_floor=1)
	buildings.append(BuildingPlan(FIRST_GARAGE, 0, False, 0, 2018, floors_below=2))
	units += _parking_spaces(scale.parking_spaces)
	garden_houses = tuple(building.name for building in buildings if building.floors == 11)
	return EstatePlan(
		name=GARDEN,
		code="YH",
		fee_regime="Lump Sum",
		address=f"{CITY}滨江新区云和路 88 号",
		hotline="400-000-0188",
		delivered=date(2019, 6, 28),
		delivered_spread_days=900,
		buildings=tuple(buildings),
		units=tuple(units),
		prices=_garden_prices(garden_houses),
	)


def plan_old_estate(scale: Scale) -> EstatePlan:
	buildings: list[BuildingPlan] = []
	units: list[UnitPlan] = []
	names = _building_names()
	floors, count = scale.slabs
	for _ in range(count):
		building = BuildingPlan(next(names), floors, False, 3, 1998)
		buildings.append(building)
		units += _flats(building, WALK_UP_PLANS, first_floor=1)
	floors, entrances, count = scale.street_blocks
	for _ in range(count):
		building = BuildingPlan(next(names), floors, True, entrances, 1999)
		buildings.append(building)
		units += _shops(building, scale.shops)
		units += _flats(building, WALK_UP_PLANS, first_floor=2)
	with_elevator = tuple(building.name for building in buildings if building.has_elevator)
	return EstatePlan(
		name=ESTATE,
		code="GY",
		fee_regime="Remuneration",
		address=f"{CITY}老城区桂苑路 12 号",
		hotline="400-000-0212",
		delivered=date(1999, 9, 30),
		delivered_spread_days=400,
		buildings=tuple(buildings),
		units=tuple(units),
		prices=_estate_prices(with_elevator),
	)


def _building_names() -> Iterator[str]:
	"""Yield 1号楼, 2号楼, … without the 4 that no developer sells."""
	number = 0
	while True:
		number += 1
		if "4" not in str(number):
			yield f"{number}号楼"


def _tower_units(building: BuildingPlan, flats: int) -> list[UnitPlan]:
	plans = TOWER_PLANS if flats == 4 else TOWER_PLANS[1:3]
	return _flats(building, plans, first_floor=1)


def _flats(building: BuildingPlan, plans: tuple[FloorPlan, ...], first_floor: int) -> list[UnitPlan]:
	return [
		UnitPlan(
			building=building.name,
			entrance=str(entrance),
			unit_no=f"{floor}{position:02d}",
			floor=floor,
			unit_type="Residence",
			gross=Decimal(plan.gross),
			inner=Decimal(plan.inner),
		)
		for entrance in range(1, building.entrances + 1)
		for floor in range(first_floor, building.floors + 1)
		for position, plan in enumerate(plans, start=1)
	]


def _shops(building: BuildingPlan, count: int) -> list[UnitPlan]:
	shops = []
	for number in range(1, count + 1):
		draw = drawn_for(f"shop:{building.name}:{number}")
		gross = (Decimal(draw.randrange(2_800, 14_500)) * SQUARE_CENTIMETRE).quantize(SQUARE_CENTIMETRE)
		inner = (gross * Decimal("0.93")).quantize(SQUARE_CENTIMETRE)
		shops.append(UnitPlan(building.name, "", f"S{number:02d}", 1, "Shop", gross, inner))
	return shops


def _parking_spaces(count: int) -> list[UnitPlan]:
	return [
		UnitPlan(
			building=FIRST_GARAGE,
			entrance="",
			unit_no=f"B{1 + number // 150}-{number % 150 + 1:03d}",
			floor=-1 - number // 150,
			unit_type="Parking Space",
			gross=Decimal("13.25") if number % 7 else Decimal("15.90"),
			inner=None,
		)
		for number in range(count)
	]


def _garden_prices(garden_houses: tuple[str, ...]) -> tuple[Price, ...]:
	opened, raised = date(2019, 1, 1), date(2025, 1, 1)
	before = date(2024, 12, 31)
	prices = [
		Price("PROPERTY", "Community", "Gross Area", Decimal("2.60"), opened, before),
		Price("PROPERTY", "Community", "Gross Area", Decimal("2.80"), raised),
		Price("ELEVATOR", "Community", "Gross Area", Decimal("0.45"), opened),
		Price("PARKING", "Community", "Fixed", Decimal("120"), opened),
	]
	for building in garden_houses:
		prices.append(Price("PROPERTY", "Building", "Gross Area", Decimal("3.60"), opened, building=building))
		prices.append(Price("ELEVATOR", "Building", "Gross Area", Decimal("0.38"), opened, building=building))
	return tuple(prices)


def _estate_prices(with_elevator: tuple[str, ...]) -> tuple[Price, ...]:
	opened = date(2020, 1, 1)
	prices = [
		Price("PROPERTY", "Community", "Gross Area", Decimal("2.20"), opened),
		Price("PROPERTY", "Unit Type", "Gross Area", Decimal("3.80"), opened, unit_type="Shop"),
	]
	for building in with_elevator:
		# Elevators were added to the street blocks later and are paid by the flat, not by its area.
		prices.append(
			Price("ELEVATOR", "Building", "Fixed", Decimal("38"), date(2023, 7, 1), building=building)
		)
	return tuple(prices)
