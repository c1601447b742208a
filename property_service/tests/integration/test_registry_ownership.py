"""Ownership is dated and complete: every change keeps every day at exactly one."""

from __future__ import annotations

import pytest

import frappe
from frappe.utils import add_days, getdate

from property_service.exceptions import OwnershipOrderError, OwnershipSharesError
from property_service.registry import api, ownership_changes, tasks
from property_service.registry import services as registry
from property_service.tests import factories as make


def rows(unit: str) -> list[tuple]:
	return frappe.get_all(
		"Unit Ownership",
		filters={"unit": unit},
		fields=[
			"owner_name",
			"tenure",
			"share_numerator",
			"share_denominator",
			"is_payer",
			"from_date",
			"to_date",
		],
		order_by="from_date, is_payer desc, creation",
		as_list=True,
	)


def owners(*names: str, **values) -> list[dict]:
	return [{"property_owner": make.make_owner(name).name, **values} for name in names]


def test_a_change_ends_the_old_rows_the_day_before() -> None:
	unit = make.make_owned_unit(make.make_owner("Old").name).name
	names = registry.set_ownership(unit, "2026-05-01", "Sole", owners("New"), certificate_no="浙(2026)1")
	assert rows(unit) == (
		("Old", "Sole", 0, 0, 1, getdate("2024-01-01"), getdate("2026-04-30")),
		("New", "Sole", 0, 0, 1, getdate("2026-05-01"), None),
	)
	assert frappe.db.get_value("Unit Ownership", names[0], "certificate_no") == "浙(2026)1"
	assert frappe.db.get_value("Property Unit", unit, "owner_names") == "New"


def test_thirds_are_exactly_one() -> None:
	unit = make.make_unit().name
	registry.set_ownership(
		unit, "2026-01-01", "By Shares", owners("A", "B", "C", share_numerator=1, share_denominator=3)
	)
	assert [row[2:5] for row in rows(unit)] == [(1, 3, 0)] * 3
	assert frappe.db.get_value("Property Unit", unit, "owner_names") == "A, B, C"


def test_shares_that_are_not_one_are_refused_with_day_and_sum() -> None:
	unit = make.make_owned_unit().name
	with pytest.raises(OwnershipSharesError) as refusal:
		registry.set_ownership(
			unit, "2026-05-01", "By Shares", owners("A", "B", share_numerator=33, share_denominator=100)
		)
	# 33/100 + 33/100 = 33/50
	assert "01-05-2026" in str(refusal.value) and "33/50" in str(refusal.value) and unit in str(refusal.value)
	assert len(rows(unit)) == 1 and rows(unit)[0][-1] is None


def test_a_share_without_numbers_is_refused() -> None:
	unit = make.make_unit().name
	with pytest.raises(OwnershipSharesError, match="numerator and denominator"):
		registry.set_ownership(unit, "2026-05-01", "By Shares", owners("A"))


def test_a_couple_owns_one_whole_and_the_first_pays() -> None:
	unit = make.make_unit().name
	registry.set_ownership(unit, "2026-01-01", "Joint", owners("A", "B"))
	assert [(row[0], row[4]) for row in rows(unit)] == [("A", 1), ("B", 0)]


def test_a_second_row_entered_by_hand_is_refused_with_day_and_sum() -> None:
	unit = make.make_owned_unit().name
	with pytest.raises(OwnershipSharesError) as refusal:
		make.make_sole_ownership(unit, from_date="2026-05-01")
	assert "01-05-2026" in str(refusal.value) and "add up to <strong>2</strong>" in str(refusal.value)


def test_a_gap_entered_by_hand_is_refused_with_its_first_day() -> None:
	unit = make.make_unit().name
	make.make_sole_ownership(unit, from_date="2026-01-01", to_date="2026-04-30")
	with pytest.raises(OwnershipSharesError) as refusal:
		make.make_sole_ownership(unit, from_date="2026-05-02")
	assert "01-05-2026" in str(refusal.value) and "add up to <strong>0</strong>" in str(refusal.value)
	make.make_sole_ownership(unit, from_date="2026-05-01")


def test_moving_a_day_by_hand_is_checked_too() -> None:
	unit = make.make_unit().name
	first = make.make_sole_ownership(unit, from_date="2026-01-01", to_date="2026-04-30")
	make.make_sole_ownership(unit, from_date="2026-05-01")
	first.to_date = "2026-05-01"
	with pytest.raises(OwnershipSharesError, match="add up to <strong>2</strong>"):
		first.save()


def test_deleting_a_row_between_two_others_is_refused() -> None:
	unit = make.make_unit().name
	make.make_sole_ownership(unit, from_date="2026-01-01", to_date="2026-04-30")
	middle = make.make_sole_ownership(unit, from_date="2026-05-01", to_date="2026-05-31")
	make.make_sole_ownership(unit, from_date="2026-06-01")
	with pytest.raises(OwnershipSharesError, match="add up to <strong>0</strong>"):
		frappe.delete_doc("Unit Ownership", middle.name)


def test_a_change_before_the_newest_one_is_refused() -> None:
	unit = make.make_owned_unit().name
	registry.set_ownership(unit, "2026-05-01", "Sole", owners("New"))
	for day in ("2026-04-30", "2026-05-01"):
		with pytest.raises(OwnershipOrderError, match="01-05-2026"):
			registry.set_ownership(unit, day, "Sole", owners("Other"))


def test_the_same_change_twice_changes_nothing() -> None:
	unit = make.make_owned_unit().name
	couple = owners("A", "B")
	first = registry.set_ownership(unit, "2026-05-01", "Joint", couple)
	assert sorted(registry.set_ownership(unit, "2026-05-01", "Joint", couple)) == sorted(first)
	assert len(rows(unit)) == 3


def test_owners_to_come_show_on_their_first_day() -> None:
	unit = make.make_owned_unit(make.make_owner("Today").name).name
	tomorrow = add_days(getdate(), 1)
	registry.set_ownership(unit, tomorrow, "Sole", owners("Tomorrow"))
	assert frappe.db.get_value("Property Unit", unit, "owner_names") == "Today"
	tasks.refresh_by_date(getdate(tomorrow))
	assert frappe.db.get_value("Property Unit", unit, "owner_names") == "Tomorrow"


def test_a_unit_given_back_shows_nobody_from_the_day_after() -> None:
	unit = make.make_unit().name
	make.make_sole_ownership(unit, make.make_owner("Gone").name, to_date=getdate())
	assert frappe.db.get_value("Property Unit", unit, "owner_names") == "Gone"
	tasks.refresh_by_date(getdate(add_days(getdate(), 1)))
	assert frappe.db.get_value("Property Unit", unit, "owner_names") == ""


def test_the_daily_job_asks_the_same_few_questions_for_many_units(count_queries) -> None:
	tomorrow = getdate(add_days(getdate(), 1))
	counts = []
	for number in (2, 6):
		for _unit in range(number):
			registry.set_ownership(make.make_unit().name, tomorrow, "Sole", owners("X"))
		with count_queries() as statements:
			tasks.refresh_by_date(tomorrow)
		counts.append(len([query for query in statements if not query.lower().startswith("update")]))
	assert counts[0] == counts[1]


def test_who_owned_between_two_days(max_queries) -> None:
	unit = make.make_owned_unit(make.make_owner("Old").name).name
	registry.set_ownership(unit, "2026-05-01", "Sole", owners("New"))
	with max_queries(1):
		both = registry.ownership_rows([unit], getdate("2026-04-01"), getdate("2026-05-31"))
	assert [row["owner_name"] for row in both] == ["Old", "New"]
	last = getdate("2026-04-30")
	assert [row["owner_name"] for row in registry.ownership_rows([unit], last, last)] == ["Old"]
	assert registry.ownership_rows([], last, last) == []


# -- who pays


def test_another_owner_pays_from_a_day_on_and_the_past_stays() -> None:
	unit = make.make_unit().name
	couple = owners("A", "B")
	registry.set_ownership(unit, "2026-01-01", "Joint", couple)
	ownership_changes.change_payer(unit, couple[1]["property_owner"], "2026-06-01")
	assert [(row[0], row[4], row[5]) for row in rows(unit)] == [
		("A", 1, getdate("2026-01-01")),
		("B", 0, getdate("2026-01-01")),
		("B", 1, getdate("2026-06-01")),
		("A", 0, getdate("2026-06-01")),
	]


def test_only_an_owner_of_the_day_can_become_payer() -> None:
	unit = make.make_owned_unit().name
	with pytest.raises(frappe.ValidationError, match="does not own"):
		ownership_changes.change_payer(unit, make.make_owner("Stranger").name, "2026-06-01")


def test_two_payers_by_hand_are_refused() -> None:
	unit = make.make_unit().name
	pair = owners("A", "B")
	registry.set_ownership(unit, "2026-01-01", "Joint", pair)
	second = frappe.get_doc("Unit Ownership", {"unit": unit, "is_payer": 0})
	second.is_payer = 1
	with pytest.raises(OwnershipSharesError, match="exactly one payer"):
		second.save()


@pytest.mark.parametrize("role", ["housekeeper", "assistant", "technician", "cashier"])
def test_who_may_not_change_the_payer(as_user, role: str) -> None:
	unit = make.make_owned_unit().name
	owner = frappe.db.get_value("Unit Ownership", {"unit": unit}, "property_owner")
	with as_user(f"{role}@test.invalid"), pytest.raises(frappe.PermissionError):
		api.change_payer(unit, owner, "2026-06-01")


# -- limited staff


def test_staff_of_one_community_see_and_change_nothing_of_another(as_user) -> None:
	here, there = make.make_owned_unit().name, make.make_owned_unit(community="Other Garden").name
	supervisor = make.make_staff("Service Supervisor", community="Test Garden")
	with as_user(supervisor):
		for doctype in ("Property Unit", "Unit Ownership", "Property Building", "Unit Status Log"):
			seen = {
				row.community
				for row in frappe.get_list(doctype, fields=["community"], order_by="name", limit=0)
			}
			assert seen == {"Test Garden"}, doctype
		names = frappe.get_list("Property Community", pluck="name", order_by="name")
		assert names == ["Test Garden"]
		assert frappe.has_permission("Property Unit", doc=here)
		assert not frappe.has_permission("Property Unit", doc=there)
		with pytest.raises(frappe.PermissionError):
			api.ownership_on(there, "2026-01-01")
		with pytest.raises(frappe.PermissionError):
			registry.set_ownership(there, "2026-06-01", "Sole", owners("Taken"))
