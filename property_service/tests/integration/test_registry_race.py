"""Two people change the owners of one unit, or register one person, at the same moment: real connections and commits."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

import frappe

from property_service.registry import services as registry
from property_service.tests import factories as make
from property_service.tests.integration.registry_http import in_thread

ID = "330106195001019999"


def at_once(*works: Callable[[], str]) -> list[str]:
	"""Run each work in a thread with its own connection; all begin their transaction before any goes on."""
	barrier = threading.Barrier(len(works))
	results: list[str] = []

	def begin(work: Callable[[], str]) -> None:
		def timed() -> str:
			frappe.db.get_value("Property Unit", {}, "name")  # the snapshot of this transaction is taken here
			barrier.wait(timeout=30)
			try:
				return work()
			except frappe.ValidationError as error:
				frappe.db.rollback()
				return type(error).__name__
			except frappe.db.OperationalError as error:
				frappe.db.rollback()
				return f"locked {error.args[0]}"

		results.append(in_thread(timed))

	threads = [threading.Thread(target=begin, args=(work,)) for work in works]
	for thread in threads:
		thread.start()
	for thread in threads:
		thread.join(timeout=60)
	return sorted(results)


@pytest.fixture
def place(site):
	"""A committed unit with an owner and two buyers, taken away afterwards."""

	def set_up() -> dict:
		building = make.make_building(building_name=f"RACE{frappe.generate_hash(length=6)}").name
		unit = make.make_owned_unit(make.make_owner("Race Seller").name, building=building).name
		return {
			"unit": unit,
			"building": building,
			"buyers": [make.make_owner(f"Race Buyer {n}").name for n in (1, 2)],
		}

	made = in_thread(set_up)
	yield made

	def tidy() -> None:
		for doctype in ("Unit Ownership", "Unit Status Log"):
			frappe.db.delete(doctype, {"unit": made["unit"]})
		frappe.db.delete("Property Unit", {"name": made["unit"]})
		frappe.db.delete("Property Building", {"name": made["building"]})
		frappe.db.delete("Property Owner", {"owner_name": ("like", "Race %")})

	in_thread(tidy)


def test_one_of_two_changes_of_the_same_day_wins_and_the_unit_stays_whole(place: dict) -> None:
	def change(buyer: str) -> Callable[[], str]:
		def work() -> str:
			registry.set_ownership(place["unit"], "2026-06-01", "Sole", [{"property_owner": buyer}])
			return "changed"

		return work

	assert at_once(*(change(buyer) for buyer in place["buyers"])) == ["OwnershipOrderError", "changed"]

	def shares() -> list:
		day = frappe.utils.getdate("2026-06-01")
		return registry.ownership_rows([place["unit"]], day, day)

	assert len(in_thread(shares)) == 1


def test_two_rows_entered_by_hand_at_once_do_not_make_two_wholes(place: dict) -> None:
	def by_hand(buyer: str) -> Callable[[], str]:
		def work() -> str:
			seller = frappe.get_doc("Unit Ownership", {"unit": place["unit"], "from_date": "2024-01-01"})
			if not seller.to_date:
				seller.to_date = "2026-05-31"
				seller.save()
			make.make_sole_ownership(place["unit"], buyer, from_date="2026-06-01")
			return "entered"

		return work

	results = at_once(*(by_hand(buyer) for buyer in place["buyers"]))
	assert results.count("entered") == 1, results


def test_one_person_registered_twice_at_once_is_one_record(place: dict) -> None:
	def register() -> str:
		return registry.upsert_owner({"owner_name": "Race Person", "id_number": ID}) and "registered"

	results = at_once(register, register)

	def count() -> int:
		return frappe.db.count("Property Owner", {"owner_name": "Race Person"})

	assert in_thread(count) == 1, results
