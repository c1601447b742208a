"""Put a site to use for the uninstall proof: through the same calls as people make, never by hand-made rows.

Run by scripts/check_uninstall.sh on a site that is dropped afterwards.
"""

from __future__ import annotations

import base64
from typing import Any

import frappe
from frappe.model.document import Document

from property_service.billing.tasks import post_run
from property_service.demo.company import COMPANY_NAME
from property_service.registry import services as registry

DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def use_site(ledger: bool = False) -> None:
	"""Register a community with owners, invite two of them and file a case; with `ledger` also bill a month."""
	community = insert(
		"Property Community", community_name="Proof Garden", community_code="PG", company=COMPANY_NAME
	)
	units = register_units(community.name)
	owners = [register_owner(unit, number) for number, unit in enumerate(units)]
	registry.ensure_customers(owners)
	for owner in owners[:2]:
		registry.invite_owner(owner)
	file_case(community.name, units[0], owners[0])
	insert("User Permission", user="Guest", allow="Property Community", for_value=community.name)
	insert("Custom Field", dt="Complaint", fieldname="proof", label="Proof", fieldtype="Data")
	if ledger:
		post_month(community.name, units[0])
		post_plain_invoice(community.name, owners[2])


def register_units(community: str) -> list[str]:
	building = insert("Property Building", community=community, building_name="B1", floors=18, has_elevator=1)
	return [
		insert(
			"Property Unit",
			community=community,
			building=building.name,
			unit_no=f"10{number}",
			floor_no=1,
			gross_area=100,
			inner_area=80,
			status="Occupied",
			delivery_date="2024-01-01",
		).name
		for number in range(3)
	]


def register_owner(unit: str, number: int) -> str:
	owner = insert(
		"Property Owner",
		owner_name=f"Proof Owner {number}",
		owner_type="Individual",
		mobile_no=f"1380013800{number}",
		email=f"owner{number}@proof.invalid" if number else None,
	).name
	insert(
		"Unit Ownership", unit=unit, property_owner=owner, tenure="Sole", is_payer=1, from_date="2024-01-01"
	)
	return owner


def file_case(community: str, unit: str, owner: str) -> None:
	category = frappe.get_all("Complaint Category", filters={"is_group": 0}, pluck="name", order_by="lft")[0]
	case = insert(
		"Complaint",
		community=community,
		unit=unit,
		property_owner=owner,
		subject="Leak",
		description="Water under the sink",
		request_type="Repair",
		channel="Phone",
		category=category,
	)
	case.add_comment("Comment", "Looked at it")
	insert("ToDo", description="Call back", reference_type=case.doctype, reference_name=case.name)
	insert(
		"File",
		file_name="leak.png",
		content=base64.b64decode(DOT),
		attached_to_doctype=case.doctype,
		attached_to_name=case.name,
		is_private=1,
	)


def post_month(community: str, unit: str) -> None:
	insert(
		"Fee Rate",
		fee_item="PROPERTY",
		community=community,
		scope="Community",
		valid_from="2024-01-01",
		basis="Gross Area",
		unit_price=2.5,
	)
	insert("Unit Fee", unit=unit, fee_item="PROPERTY", from_date="2026-01-01")
	run = insert(
		"Billing Run",
		community=community,
		period_start="2026-10-01",
		period_end="2026-10-31",
		posting_date="2026-10-01",
	)
	run.submit()
	result = post_run(run.name)
	if result["posted_count"] != 1:
		raise RuntimeError(f"the proof's bill was not posted: {result}")


def post_plain_invoice(community: str, owner: str) -> None:
	invoice = insert(
		"Sales Invoice",
		customer=registry.ensure_customer(owner),
		company=COMPANY_NAME,
		set_posting_time=1,
		posting_date="2026-10-05",
		due_date="2026-10-30",
		property_community=community,
		items=[{"item_code": "FEE-PARKING", "qty": 300, "rate": 1, "property_community": community}],
	)
	invoice.submit()


def insert(doctype_: str, **values: Any) -> Document:
	document: Document = frappe.get_doc({"doctype": doctype_, **values}).insert()
	return document
