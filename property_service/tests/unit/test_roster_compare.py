"""What an import does with a unit, given what the registry holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from property_service.registry.roster.addresses import Address
from property_service.registry.roster.compare import Decision, ExistingUnit, Registry, decide
from property_service.registry.roster.known_people import People, Person
from property_service.registry.roster.numbers import Identity
from property_service.registry.roster.owners import OwnerPlan
from property_service.registry.roster.plan import UnitPlan
from property_service.registry.roster.problems import Problem

TODAY = date(2026, 11, 23)
ADDRESS = Address("1栋", "1", "101")
VALUES = {
	"floor_no": 1, "gross_area": 89.5, "inner_area": 72.1, "unit_type": "Residence", "delivery_date": date(2019, 3, 5),
}  # fmt: skip
ZHANG = OwnerPlan(2, "张三", phones=("13800138000",), identity=Identity("Passport", "E1"))
LI = OwnerPlan(2, "李四")
ZHANG_RECORD = Person("PO-1", "张三", "E1", "13800138000")


def people(*known: Person) -> People:
	"""Return people whose fingerprint is the number itself."""
	found = People(id_hash=str, mobile_hash=str)
	for person in known:
		found.add(person)
	return found


def plan(**values) -> UnitPlan:
	defaults = {
		"gross_area": Decimal("89.5"), "inner_area": Decimal("72.1"), "unit_type": "Residence", "floor": 1,
		"delivery_date": date(2019, 3, 5), "owners": (ZHANG,), "tenure": "Sole",
	}  # fmt: skip
	return UnitPlan(ADDRESS.key, ADDRESS, (2,), **{**defaults, **values})


def existing(*owners: Person, **values) -> ExistingUnit:
	defaults = {"status": "Occupied", "tenure": "Sole", "owners": owners, "had_owners": bool(owners)}
	fields = {**VALUES, **values.pop("values", {})}
	return ExistingUnit("TG-1-1-101", fields, **{**defaults, **values})


def decision_on(
	unit_plan: UnitPlan, unit: ExistingUnit | None = None, known: People | None = None, **options
) -> Decision:
	registry = Registry(
		buildings=options.pop("buildings", {"1": "TG-1栋", "车库": "TG-车库"}),
		units={ADDRESS.key: unit} if unit else {},
		people=known or people(),
		today=TODAY,
		**options,
	)
	return decide(unit_plan, registry)


def codes(decision: Decision) -> list[tuple[str, str]]:
	return [(problem.field, problem.code) for problem in decision.problems]


def test_a_new_unit_with_a_new_owner() -> None:
	decision = decision_on(plan())
	assert (decision.action, decision.building, decision.new_status) == ("New", "TG-1栋", "Delivered")
	assert decision.set_owners and decision.owners[0].record == ""


@pytest.mark.parametrize(
	("values", "status"),
	[
		({}, "Delivered"),
		({"delivery_date": None}, "Sold"),
		({"delivery_date": date(2027, 1, 1)}, "Sold"),
		({"owners": (), "tenure": None}, "Unsold"),
		({"unit_status": "Rented"}, "Rented"),
	],
)
def test_the_status_of_a_new_unit(values: dict, status: str) -> None:
	assert decision_on(plan(**values)).new_status == status


def test_a_known_person_is_used_again() -> None:
	assert decision_on(plan(), known=people(ZHANG_RECORD)).owners[0].record == "PO-1"
	by_phone = replace(ZHANG, identity=None)
	assert decision_on(plan(owners=(by_phone,)), known=people(ZHANG_RECORD)).owners[0].record == "PO-1"


def test_two_people_with_one_phone_stay_two() -> None:
	other = OwnerPlan(2, "李四", phones=("13800138000",))
	assert decision_on(plan(owners=(other,)), known=people(ZHANG_RECORD)).owners[0].record == ""


def test_one_name_and_phone_with_another_id_is_another_person() -> None:
	other = replace(ZHANG, identity=Identity("Passport", "E2"))
	assert decision_on(plan(owners=(other,)), known=people(ZHANG_RECORD)).owners[0].record == ""


def test_any_of_several_phones_recognises_a_person() -> None:
	owner = OwnerPlan(2, "张三", phones=("13900139000", "13800138000"))
	decision = decision_on(plan(owners=(owner,)), known=people(replace(ZHANG_RECORD, id_hash="")))
	assert decision.problems == () and decision.owners[0].record == "PO-1"


def test_what_a_record_lacks_is_added_and_what_it_has_is_not_replaced() -> None:
	decision = decision_on(plan(), known=people(replace(ZHANG_RECORD, mobile_hash="")))
	assert decision.owners[0].missing == ("mobile_no",)
	decision = decision_on(plan(), known=people(replace(ZHANG_RECORD, mobile_hash="13900139000")))
	assert codes(decision) == [("phone", "person_phone_differs")]


def test_an_id_number_of_somebody_else_is_refused() -> None:
	decision = decision_on(plan(), known=people(Person("PO-9", "王五", "E1", "")))
	assert codes(decision) == [("id_number", "id_of_another")]
	assert decision.problems[0].values == ("王五", "张三")


def test_an_unknown_building_is_refused_or_created() -> None:
	decision = decision_on(plan(), buildings={})
	assert codes(decision) == [("building", "building_unknown")]
	assert decision_on(plan(), buildings={}, create_buildings=True).action == "New"


def test_a_building_that_could_be_two_is_refused() -> None:
	assert codes(decision_on(plan(), buildings={"1": None})) == [("building", "building_ambiguous")]


def test_a_new_unit_needs_an_area_and_a_known_one_does_not() -> None:
	assert codes(decision_on(plan(gross_area=None))) == [("gross_area", "required")]
	assert (
		decision_on(plan(gross_area=None), existing(ZHANG_RECORD), people(ZHANG_RECORD)).action == "Unchanged"
	)


def test_the_same_again_changes_nothing() -> None:
	assert decision_on(plan(), existing(ZHANG_RECORD), people(ZHANG_RECORD)).action == "Unchanged"
	nameless = plan(owners=(OwnerPlan(2, "张三"),))
	assert decision_on(nameless, existing(ZHANG_RECORD)).action == "Unchanged"


def test_empty_cells_say_nothing() -> None:
	empty = plan(
		gross_area=None,
		inner_area=None,
		unit_type=None,
		floor=None,
		delivery_date=None,
		owners=(),
		tenure=None,
	)
	assert decision_on(empty, existing(ZHANG_RECORD)).action == "Unchanged"


def test_other_areas_update_the_unit_only_where_asked() -> None:
	decision = decision_on(plan(gross_area=Decimal("90")), existing(ZHANG_RECORD), people(ZHANG_RECORD))
	assert (decision.action, decision.changes) == ("Update", {"gross_area": Decimal("90")})
	decision = decision_on(
		plan(gross_area=Decimal("90")), existing(ZHANG_RECORD), people(ZHANG_RECORD), update_existing=False
	)
	assert codes(decision) == [("gross_area", "unit_differs")] and decision.problems[0].values == (
		"89.5",
		"90",
	)


def test_an_update_must_leave_possible_areas() -> None:
	decision = decision_on(
		plan(gross_area=Decimal("70"), inner_area=None), existing(ZHANG_RECORD), people(ZHANG_RECORD)
	)
	assert codes(decision) == [("inner_area", "inner_over_gross")]


@pytest.mark.parametrize(
	("owners", "unit", "problem"),
	[
		((LI,), existing(ZHANG_RECORD), ("owner_name", "owners_differ")),
		((ZHANG, LI), existing(ZHANG_RECORD), ("owner_name", "owners_differ")),
		((ZHANG,), existing(ZHANG_RECORD, Person("PO-2", "李四")), ("owner_name", "owners_differ")),
		((ZHANG,), existing(replace(ZHANG_RECORD, id_hash="E2")), ("id_number", "person_id_differs")),
		((ZHANG,), existing(had_owners=True), ("owner_name", "owners_ended")),
	],
)
def test_owners_of_a_known_unit_are_never_replaced(owners: tuple, unit: ExistingUnit, problem: tuple) -> None:
	decision = decision_on(plan(owners=owners, tenure="Sole" if len(owners) == 1 else "Joint"), unit)
	assert codes(decision) == [problem] and not decision.set_owners


def test_a_known_unit_without_owners_gets_them() -> None:
	decision = decision_on(plan(), existing(status="Unsold"))
	assert (decision.action, decision.set_owners, decision.new_status) == ("Update", True, "Delivered")
	decision = decision_on(plan(), existing(status="Decorating"))
	assert decision.set_owners and decision.new_status is None


def test_shares_of_a_known_unit_are_compared_where_the_file_states_them() -> None:
	half = Fraction(1, 2)
	zhang, li = replace(ZHANG_RECORD, share=half), Person("PO-2", "李四", share=half)
	unit = existing(zhang, li, tenure="By Shares")
	as_held = plan(
		owners=(replace(ZHANG, share=half), replace(LI, share=half)), tenure="By Shares", tenure_stated=True
	)
	assert decision_on(as_held, unit).action == "Unchanged"
	thirds = (replace(ZHANG, share=Fraction(1, 3)), replace(LI, share=Fraction(2, 3)))
	other = replace(as_held, owners=thirds)
	assert codes(decision_on(other, unit)) == [("share", "share_differs")]
	assert codes(decision_on(replace(as_held, tenure="Joint"), unit)) == [("share", "tenure_differs")]
	silent = plan(owners=(ZHANG, LI), tenure="Joint", tenure_stated=False)
	assert decision_on(silent, unit).action == "Unchanged"


def test_a_person_registered_twice_is_told() -> None:
	held = replace(ZHANG_RECORD, name="PO-7", id_hash="")
	decision = decision_on(plan(), existing(held), people(ZHANG_RECORD))
	assert codes(decision) == [("id_number", "id_of_another_record")]


def test_parking_shares_the_fate_of_its_unit() -> None:
	spot = Address("车库", "", "A1")
	parking = UnitPlan(spot.key, spot, (2,), unit_type="Parking Space", owners=(ZHANG,), tenure="Sole")
	decision = decision_on(plan(parking=(parking,)), parking_area=Decimal("12.5"))
	assert decision.action == "New" and decision.parking[0].building == "TG-车库"
	decision = decision_on(plan(parking=(parking,)))
	assert decision.action == "Error" and codes(decision) == [("parking", "required")]
	decision = decision_on(
		plan(parking=(parking,)), existing(ZHANG_RECORD), people(ZHANG_RECORD), parking_area=Decimal(12)
	)
	assert decision.action == "Update" and [spot.action for spot in decision.parking] == ["New"]


def test_a_broken_plan_is_an_error_whatever_stands() -> None:
	broken = plan().refused(Problem(2, "phone", "phone_letters", ("13*OO",)))
	assert decision_on(broken, existing(ZHANG_RECORD)).action == "Error"


def test_a_dry_run_meets_the_people_it_would_make() -> None:
	known = people()
	known.expect(ZHANG)
	impostor = OwnerPlan(9, "李四", identity=Identity("Passport", "E1"))
	assert codes(decision_on(plan(owners=(impostor,)), known=known)) == [("id_number", "id_of_another")]
	decision = decision_on(plan(), known=known)
	assert decision.problems == () and decision.owners[0].record == ""
