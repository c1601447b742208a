"""Communities, buildings and units: names, areas, places and statuses."""

from __future__ import annotations

import pytest

import frappe
from frappe.utils import add_days, getdate

from property_service.exceptions import InvalidAreaError
from property_service.registry import community, tasks, units
from property_service.registry import services as registry
from property_service.tests import factories as make
from property_service.tests.bootstrap import COMMUNITY, COMPANY, OTHER_COMMUNITY

MANAGER, HOUSEKEEPER = "manager@test.invalid", "housekeeper@test.invalid"


def statuses(unit: str) -> list[tuple]:
	return frappe.get_all(
		"Unit Status Log",
		filters={"unit": unit},
		fields=["from_status", "to_status", "effective_date"],
		order_by="effective_date, creation",
		as_list=True,
	)


# -- names


def test_a_unit_is_named_titled_and_sorted_by_its_place() -> None:
	building = make.make_building(building_name="N 7")
	unit = make.make_unit(building.name, entrance=" 1 ", unit_no="０３０１")
	assert building.name == "TG-N-7"
	assert (unit.name, unit.unit_title) == ("TG-N-7-1-0301", "Test Garden N 7 1 0301")
	assert (unit.entrance, unit.unit_no) == ("1", "0301")


def test_the_same_number_twice_is_refused() -> None:
	building = make.make_building().name
	make.make_unit(building, unit_no="0301")
	with pytest.raises(frappe.DuplicateEntryError):
		make.make_unit(building, unit_no=" ０３０１ ")


@pytest.mark.parametrize("unit_no", ["///", "#", "  "])
def test_a_number_without_a_letter_or_digit_is_refused(unit_no: str) -> None:
	with pytest.raises(frappe.MandatoryError, match="at least one letter or digit"):
		make.make_unit(unit_no=unit_no)


def test_a_building_without_a_name_is_refused() -> None:
	with pytest.raises(frappe.MandatoryError, match="at least one letter or digit"):
		make.make_building(building_name="//")


def test_units_come_in_the_order_people_count() -> None:
	building = make.make_building().name
	for number in ("1201", "301", "0302", "1101"):
		make.make_unit(building, unit_no=number)
	found = frappe.get_all("Property Unit", {"building": building}, pluck="unit_no", order_by="unit_sort")
	assert found == ["301", "0302", "1101", "1201"]


def test_renaming_a_community_writes_its_units_titles_again() -> None:
	frappe.get_doc(
		doctype="Property Community", community_name="Old Name", community_code="ON", company=COMPANY
	).insert()
	building = make.make_building(community="Old Name", building_name="1").name
	unit = make.make_unit(building, community="Old Name", unit_no="0101")
	frappe.rename_doc("Property Community", "Old Name", "New Name", force=True, show_alert=False)
	assert frappe.db.get_value("Property Unit", unit.name, ["unit_title", "community"]) == (
		"New Name 1 0101",
		"New Name",
	)


def test_renumbering_moves_everything_that_links_to_the_unit(as_user) -> None:
	unit = make.make_owned_unit(unit_no="0301")
	building = make.make_building(building_name="R2").name
	with as_user(HOUSEKEEPER):
		name = units.renumber_unit(unit.name, building, "2", "0402")
	assert name == "TG-R2-2-0402"
	assert frappe.db.get_value("Property Unit", name, ["unit_title", "building"]) == (
		"Test Garden R2 2 0402",
		building,
	)
	assert frappe.get_all("Unit Ownership", {"unit": name}, order_by="name")
	assert not frappe.db.exists("Property Unit", unit.name)


def test_a_technician_cannot_renumber(as_user) -> None:
	unit = make.make_unit()
	with as_user("technician@test.invalid"), pytest.raises(frappe.PermissionError):
		units.renumber_unit(unit.name, unit.building, None, "9999")


def test_editing_the_number_by_hand_is_refused_with_the_way_to_do_it() -> None:
	unit = make.make_unit()
	unit.unit_no = "9999"
	with pytest.raises(frappe.ValidationError, match="Renumber"):
		unit.save()


# -- areas


@pytest.mark.parametrize(
	("areas", "message"),
	[
		({"gross_area": 0}, "gross area of <strong>0.00</strong>"),
		({"gross_area": -5, "inner_area": None}, "gross area of <strong>-5.00</strong>"),
		({"gross_area": 100, "inner_area": 120}, "inner area of <strong>120.00</strong>"),
		({"gross_area": 100, "inner_area": 0}, "inner area of <strong>0.00</strong>"),
		({"gross_area": 100, "inner_area": -1}, "inner area of <strong>-1.00</strong>"),
	],
)
def test_a_wrong_area_is_refused_with_unit_value_and_remedy(areas: dict, message: str) -> None:
	building = make.make_building(building_name="AR").name
	with pytest.raises(InvalidAreaError) as refusal:
		make.make_unit(building, unit_no="0301", **areas)
	assert "TG-AR-0301" in str(refusal.value) and message in str(refusal.value)
	assert any(word in str(refusal.value) for word in ("Enter", "Leave", "Check"))
	assert not frappe.db.exists("Property Unit", "TG-AR-0301")


def test_a_parking_space_may_have_no_inner_area() -> None:
	assert make.make_unit(unit_type="Parking Space", gross_area=13.25, inner_area=0).name


def test_an_unknown_inner_area_stays_unknown_when_the_unit_is_saved_again() -> None:
	unit = make.make_unit(inner_area=None)
	unit.reload()
	unit.remarks = "measured later"
	unit.save()
	unit.inner_area = 120
	with pytest.raises(InvalidAreaError, match="larger than the gross area"):
		unit.save()


# -- places


def test_a_building_of_another_community_is_refused() -> None:
	building = make.make_building(community=OTHER_COMMUNITY).name
	with pytest.raises(frappe.ValidationError, match=f"belongs to <strong>{OTHER_COMMUNITY}</strong>"):
		make.make_unit(building, community=COMMUNITY)


def test_a_unit_cannot_move_to_another_community() -> None:
	unit = make.make_unit()
	unit.update(
		{"community": OTHER_COMMUNITY, "building": make.make_building(community=OTHER_COMMUNITY).name}
	)
	with pytest.raises(frappe.ValidationError, match="cannot move to another community"):
		unit.save()


def test_a_building_cannot_move_to_another_community() -> None:
	building = make.make_building()
	building.community = OTHER_COMMUNITY
	with pytest.raises(frappe.ValidationError, match="cannot move to another community"):
		building.save()


# -- communities


def test_a_manager_without_rights_on_cost_centers_makes_a_community_with_one(as_user) -> None:
	with as_user(MANAGER):
		assert not frappe.has_permission("Cost Center", "create")
		made = frappe.get_doc(
			doctype="Property Community",
			community_name="Fresh Garden",
			community_code=" fg／1 ",
			company=COMPANY,
		).insert()
	center = frappe.get_doc("Cost Center", made.cost_center)
	assert (center.company, center.cost_center_name, center.is_group) == (COMPANY, "Fresh Garden", 0)
	assert made.community_code == "FG-1"


def test_a_second_save_keeps_the_cost_center() -> None:
	made = frappe.get_doc("Property Community", COMMUNITY)
	before = frappe.db.count("Cost Center")
	made.city = "Hangzhou"
	made.save()
	assert frappe.db.count("Cost Center") == before


def test_code_and_company_stay_once_buildings_stand() -> None:
	make.make_building()
	garden = frappe.get_doc("Property Community", COMMUNITY)
	garden.community_code = "XX"
	with pytest.raises(frappe.ValidationError, match="stands in the names"):
		garden.save()


def test_service_hours_that_end_before_they_begin_are_refused() -> None:
	garden = frappe.get_doc("Property Community", COMMUNITY)
	garden.append("service_hours", {"weekday": "Monday", "start_time": "18:00:00", "end_time": "08:30:00"})
	with pytest.raises(frappe.ValidationError, match=r"Row 1.*Monday"):
		garden.save()


def test_figures_of_a_community_follow_its_units() -> None:
	frappe.get_doc(
		doctype="Property Community", community_name="Counted", community_code="CN", company=COMPANY
	).insert()
	building = make.make_building(community="Counted").name
	first = make.make_unit(building, community="Counted", gross_area=100.5)
	make.make_unit(building, community="Counted", gross_area=80)
	figures = ["unit_count", "gross_area_total"]
	# 100.5 + 80 = 180.5
	assert frappe.db.get_value("Property Community", "Counted", figures) == (2, 180.5)
	frappe.delete_doc("Property Unit", first.name)
	assert frappe.db.get_value("Property Community", "Counted", figures) == (1, 80)


def test_one_job_counts_a_community_however_many_units_change(enqueued) -> None:
	make.make_unit()
	jobs = [job for job in enqueued if job["method"].endswith("community.refresh_figures")]
	assert jobs and all(
		job["job_id"] == f"property-community-figures::{COMMUNITY}"
		and job["deduplicate"]
		and job["enqueue_after_commit"]
		for job in jobs
	)


def test_a_list_of_units_is_counted_once_by_whoever_imports_it(enqueued) -> None:
	frappe.flags.in_import = True
	unit = make.make_unit(unit_type="Residence")
	assert not [job for job in enqueued if "community" in job["method"]]
	community.refresh_figures(unit.community)
	assert frappe.db.get_value("Property Community", unit.community, "unit_count") >= 1


# -- status


def test_every_status_of_a_unit_is_kept_from_the_first(as_user) -> None:
	unit = make.make_unit(status="Unsold")
	with as_user(HOUSEKEEPER):
		unit.status = "Sold"
		unit.save()
	today = getdate()
	assert statuses(unit.name) == ((None, "Unsold", today), ("Unsold", "Sold", today)) or statuses(
		unit.name
	) == (
		("", "Unsold", today),
		("Unsold", "Sold", today),
	)
	assert (
		frappe.db.get_value("Unit Status Log", {"unit": unit.name, "to_status": "Sold"}, "changed_by")
		== HOUSEKEEPER
	)


def test_saving_without_a_change_of_status_keeps_no_row() -> None:
	unit = make.make_unit()
	unit.remarks = "corner"
	unit.save()
	assert len(statuses(unit.name)) == 1


def test_an_event_changes_the_status_with_reason_and_reference() -> None:
	unit = make.make_unit(status="Sold")
	owner = make.make_owner()
	registry.change_unit_status(unit.name, "Delivered", reason="Keys handed over", reference=owner)
	log = frappe.get_last_doc("Unit Status Log", {"unit": unit.name})
	assert (log.to_status, log.reason, log.reference_name) == ("Delivered", "Keys handed over", owner.name)
	assert frappe.db.get_value("Property Unit", unit.name, "status") == "Delivered"
	assert len(statuses(unit.name)) == 2


def test_a_status_of_a_day_gone_by_enters_the_history_only() -> None:
	unit = make.make_unit(status="Delivered")
	registry.change_unit_status(unit.name, "Occupied", reason="Moved in")
	registry.change_unit_status(unit.name, "Decorating", reason="Found later", effective_date="2026-01-10")
	assert frappe.db.get_value("Property Unit", unit.name, "status") == "Occupied"
	assert registry.status_on(unit.name, getdate("2026-01-10")) == "Decorating"
	assert registry.status_on(unit.name, getdate()) == "Occupied"


def test_a_status_to_come_is_applied_by_the_daily_job_on_its_day() -> None:
	unit = make.make_unit(status="Occupied")
	tomorrow = getdate(add_days(getdate(), 1))
	registry.change_unit_status(unit.name, "Rented", reason="Lease begins", effective_date=tomorrow)
	assert frappe.db.get_value("Property Unit", unit.name, "status") == "Occupied"
	tasks.refresh_by_date()
	assert frappe.db.get_value("Property Unit", unit.name, "status") == "Occupied"
	tasks.refresh_by_date(tomorrow)
	assert frappe.db.get_value("Property Unit", unit.name, "status") == "Rented"
	count = len(statuses(unit.name))
	tasks.refresh_by_date(tomorrow)
	assert len(statuses(unit.name)) == count
