"""Scenario: posting one-line bills, one process. ERPNext's own insert + submit loop against a Billing Run.

Base: build the document, `insert()`, `submit()`, commit each: the loop that ERPNext's Opening Invoice Creation Tool
and Subscription use. Ours: `post_run`, with everything it does around posting: planning and locking the unit fees,
reserving names, exactly-once claims, savepoints, marking each charge, totals. Same customers, amounts and fields.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import frappe

from benchmarks.harness import Arm, compare

SEED = 20261123
POSTING_DATE = "2026-10-01"


def run(things: int, turns: int) -> dict[str, Any]:
	"""Post about `things` invoices per arm in `turns` turns and return the figures."""
	per_turn = max(things // turns, 1)
	estate = Estate(per_turn, turns)
	base = Arm("ERPNext insert + submit, commit each", estate.stock_turn)
	ours = Arm("Billing Run: plan + post", estate.our_turn)
	return compare("post_invoices", base, ours, turns)


class Estate:
	"""A community of its own, one building per turn (and one for the warm-up), every owner with a Customer."""

	def __init__(self, per_turn: int, turns: int) -> None:
		from property_service.tests.bootstrap import COMPANY, create_masters

		self.chance = random.Random(SEED)
		create_masters()
		self.company = COMPANY
		self.community = f"Benchmark {frappe.generate_hash(length=6)}"
		frappe.get_doc(
			doctype="Property Community",
			community_name=self.community,
			community_code=self.community[-6:],
			company=COMPANY,
		).insert()
		self.fee = self._make_fee()
		self.buildings = {number: self._make_building(per_turn) for number in range(-1, turns)}
		frappe.db.commit()

	def _make_fee(self) -> Any:
		from property_service.tests import factories as make

		fee = make.make_fee_item(fee_code=self.community.replace(" ", ""))
		make.make_rate(fee.name, community=self.community)
		return fee

	def _make_building(self, units: int) -> tuple[str, list[tuple[str, float]]]:
		"""Return a new building and its customers with the amount each owes (m² × 2.50)."""
		from property_service.registry.services import ensure_customer
		from property_service.tests import factories as make

		building = make.make_building(community=self.community).name
		customers = []
		for _number in range(units):
			owner = make.make_owner().name
			area = round(self.chance.uniform(90, 160), 2)
			unit = make.make_owned_unit(owner, building=building, community=self.community, gross_area=area)
			make.make_unit_fee(unit.name, self.fee.name)
			customers.append((ensure_customer(owner), round(area * 2.5, 2)))
		return building, customers

	def stock_turn(self, number: int) -> int:
		_building, customers = self.buildings[number]
		return self._each(customers, self._post_stock)

	def _each(self, customers: list[tuple[str, float]], post: Callable[[str, float], None]) -> int:
		for customer, amount in customers:
			post(customer, amount)
			frappe.db.commit()
		return len(customers)

	def _post_stock(self, customer: str, amount: float) -> None:
		from property_service.constants import UOM_YUAN

		invoice = frappe.get_doc(
			{
				"doctype": "Sales Invoice",
				"company": self.company,
				"customer": customer,
				"posting_date": POSTING_DATE,
				"set_posting_time": 1,
				"due_date": "2026-10-11",
				"property_community": self.community,
				"disable_rounded_total": 1,
				"items": [
					{
						"item_code": self.fee.item,
						"qty": amount,
						"rate": 1,
						"uom": UOM_YUAN,
						"property_community": self.community,
					}
				],
			}
		)
		invoice.insert()
		invoice.submit()

	def our_turn(self, number: int) -> int:
		from property_service.billing.tasks import post_run
		from property_service.tests import factories as make

		building, _customers = self.buildings[number]
		billing_run = make.make_run(
			community=self.community, building=building, fee_items=[{"fee_item": self.fee.name}]
		)
		# Submitted without its background job: this process does the work.
		frappe.db.set_value("Billing Run", billing_run.name, {"docstatus": 1, "status": "Queued"})
		totals = post_run(billing_run.name)
		frappe.db.commit()
		if totals["posted_count"] != len(self.buildings[number][1]):
			raise SystemExit(f"{billing_run.name} did not post everything: {totals}")
		return totals["posted_count"]
