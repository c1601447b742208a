"""Small makers of valid documents: every argument has a default, every override is a keyword."""

from __future__ import annotations

from itertools import count
from typing import Any

import frappe
from frappe.model.document import Document

from property_service.tests.bootstrap import COMMUNITY

_numbers = count(1)


def _insert(doctype: str, defaults: dict[str, Any], overrides: dict[str, Any]) -> Document:
	return frappe.get_doc({"doctype": doctype, **defaults, **overrides}).insert()


def make_building(**overrides: Any) -> Document:
	defaults = {
		"community": COMMUNITY,
		"building_name": f"B{next(_numbers)}",
		"floors": 18,
		"has_elevator": 1,
	}
	return _insert("Property Building", defaults, overrides)


def make_unit(building: str | None = None, **overrides: Any) -> Document:
	community = overrides.get("community", COMMUNITY)
	defaults = {
		"community": community,
		"building": building or make_building(community=community).name,
		"unit_no": f"{next(_numbers):04d}",
		"floor_no": 3,
		"gross_area": 100,
		"inner_area": 80,
		"status": "Occupied",
		"delivery_date": "2024-01-01",
	}
	return _insert("Property Unit", defaults, overrides)


def make_owner(name: str | None = None, **overrides: Any) -> Document:
	defaults = {"owner_name": name or f"Owner {next(_numbers)}", "owner_type": "Individual"}
	return _insert("Property Owner", defaults, overrides)


def make_sole_ownership(unit: str, owner: str | None = None, **overrides: Any) -> Document:
	defaults = {
		"unit": unit,
		"property_owner": owner or make_owner().name,
		"tenure": "Sole",
		"is_payer": 1,
		"from_date": "2024-01-01",
	}
	return _insert("Unit Ownership", defaults, overrides)


def make_owned_unit(owner: str | None = None, **overrides: Any) -> Document:
	"""Return a unit with one sole owner since 2024."""
	unit = make_unit(**overrides)
	make_sole_ownership(unit.name, owner)
	return unit


def make_fee_item(**overrides: Any) -> Document:
	code = f"FEE{next(_numbers)}"
	return _insert(
		"Fee Item", {"fee_code": code, "fee_item_name": code.title(), "mode": "Periodic"}, overrides
	)


def make_rate(fee_item: str, **overrides: Any) -> Document:
	defaults = {
		"fee_item": fee_item,
		"community": COMMUNITY,
		"scope": "Community",
		"valid_from": "2024-01-01",
		"basis": "Gross Area",
		"unit_price": 2.5,
	}
	return _insert("Fee Rate", defaults, overrides)


def make_unit_fee(unit: str, fee_item: str, **overrides: Any) -> Document:
	return _insert("Unit Fee", {"unit": unit, "fee_item": fee_item, "from_date": "2026-01-01"}, overrides)


def make_run(**overrides: Any) -> Document:
	"""Return an unsubmitted run for October 2026."""
	defaults = {
		"community": COMMUNITY,
		"period_start": "2026-10-01",
		"period_end": "2026-10-31",
		"posting_date": "2026-10-01",
	}
	return _insert("Billing Run", defaults, overrides)


def make_bill(owner: str | None = None, amount: float = 250, **overrides: Any) -> Document:
	"""Return a submitted one-line Sales Invoice of a community (`amount` in 元), as finance would write it by hand."""
	from property_service.registry.services import ensure_customer

	community = overrides.pop("community", COMMUNITY)
	company = overrides.get("company") or frappe.get_cached_value("Property Community", community, "company")
	defaults = {
		"company": company,
		"customer": ensure_customer(owner or make_owner().name),
		"property_community": community,
		"posting_date": "2026-10-01",
		"due_date": "2026-10-11",
		"set_posting_time": 1,
		"items": [
			{
				"item_name": "Property Fee",
				"uom": "Nos",
				"qty": 1,
				"rate": amount,
				"income_account": frappe.get_cached_value("Company", company, "default_income_account"),
				"property_community": community,
			}
		],
	}
	bill = _insert("Sales Invoice", defaults, overrides)
	bill.submit()
	return bill


def make_mode_of_payment(company: str, type: str = "Bank", **overrides: Any) -> str:
	"""Return a mode of payment with an account of its own in `company`; type Bank or Cash."""
	parent = frappe.db.get_value("Account", {"company": company, "account_type": type, "is_group": 1})
	account = _insert(
		"Account",
		{
			"account_name": f"{type} {next(_numbers)}",
			"parent_account": parent,
			"company": company,
			"account_type": type,
		},
		{},
	)
	defaults = {
		"mode_of_payment": f"{type} {next(_numbers)}",
		"type": type,
		"enabled": 1,
		"accounts": [{"company": company, "default_account": account.name}],
	}
	return _insert("Mode of Payment", defaults, overrides).name


def make_receipt(
	payer: str, bills: list[tuple[str, float]], tenders: list[tuple], **overrides: Any
) -> Document:
	"""Return an unsaved receipt: bills as (invoice, amount), tenders as (mode, amount) or (mode, amount, reference)."""
	return frappe.get_doc(
		{
			"doctype": "Property Receipt",
			"property_owner": payer,
			"community": COMMUNITY,
			"posting_date": "2026-10-20",
			"bills": [{"sales_invoice": name, "amount": amount} for name, amount in bills],
			"tenders": [
				dict(zip(("mode_of_payment", "amount", "reference_no"), tender, strict=False))
				for tender in tenders
			],
			**overrides,
		}
	)


def make_staff(*roles: str, community: str | None = None, **overrides: Any) -> str:
	"""Return a new desk user with `roles`, limited to `community` when given."""
	email = f"staff{next(_numbers)}@test.invalid"
	defaults = {
		"email": email,
		"first_name": email.split("@")[0].title(),
		"user_type": "System User",
		"send_welcome_email": 0,
		"language": "en",
		"roles": [{"role": role} for role in roles],
	}
	_insert("User", defaults, overrides)
	if community:
		_insert("User Permission", {"user": email, "allow": "Property Community", "for_value": community}, {})
	return email


def make_resident(**overrides: Any) -> Document:
	"""Return a Property Owner with a portal account of their own."""
	email = f"resident{next(_numbers)}@test.invalid"
	user = {"email": email, "first_name": "Resident", "user_type": "Website User", "send_welcome_email": 0}
	_insert("User", {**user, "roles": [{"role": "Property Resident"}]}, {})
	return make_owner(user=email, **overrides)


def make_case(**overrides: Any) -> Document:
	"""Return a filed repair of a leaking pipe; without `unit` it is about the community at large."""
	defaults = {"description": "Water drips from the ceiling.", "channel": "Phone", "request_type": "Repair"}
	if not overrides.get("unit"):
		defaults["community"] = COMMUNITY
	return _insert("Complaint", defaults, overrides)


def make_roster_import(content: bytes | str, file_name: str = "roster.csv", **overrides: Any) -> Document:
	"""Return a saved roster import whose private file holds `content`; buildings are created as the file names them."""
	data = content.encode() if isinstance(content, str) else content
	file = _insert("File", {"file_name": file_name, "content": data, "is_private": 1}, {})
	defaults = {
		"community": COMMUNITY,
		"roster_file": file.file_url,
		"effective_date": "2024-01-01",
		"create_buildings": 1,
		"update_existing": 1,
		"parking_area": 12.5,
	}
	return _insert("Property Roster Import", defaults, overrides)
