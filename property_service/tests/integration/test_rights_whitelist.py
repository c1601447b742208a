"""Every method the web can call is found by itself, is in the manifest, and gives strangers nothing."""

from __future__ import annotations

from typing import Any

import pytest

import frappe

from property_service.portal.gate import is_permitted_method
from property_service.tests.factories import make_staff
from property_service.tests.integration.portal_http import seeded
from property_service.tests.integration.whitelist_manifest import (
	ANSWERED_FOR_STAFF,
	EMPTY_FOR_RESIDENTS,
	METHODS,
)
from property_service.tests.portal_world import World, canary
from property_service.tests.unit import wiring

PROBED = sorted(name for name, arguments in METHODS.items() if isinstance(arguments, dict))
STAFF = ("Property Manager", "Service Supervisor", "Property Cashier", "Housekeeper")


@pytest.fixture(scope="module")
def world(site) -> World:
	return seeded(frappe.local.site)


def found() -> set[str]:
	"""Return the whitelisted functions of the package, without its name."""
	methods = set()
	for path, node, _decorator in wiring.decorated("whitelist"):
		module = path.relative_to(wiring.PACKAGE).with_suffix("")
		methods.add(".".join([*module.parts, node.name]))
	return methods


def names_of_bob(world: World) -> dict[str, Any]:
	charge = frappe.db.get_value("Fee Charge", {"sales_invoice": world.bills["bob"]}, ["name", "billing_run"])
	visit = frappe.get_doc(
		doctype="Return Visit",
		community=world.community,
		unit=world.units["B1"],
		property_owner=world.owners["bob"],
		contact_name=canary("bob"),
		reference_doctype="Complaint",
		reference_name=world.cases["bob"],
		due_date=frappe.utils.today(),
		method="Phone",
	).insert()
	return {
		"unit": world.units["B1"],
		"case": world.cases["bob"],
		"owner": world.owners["bob"],
		"bill": world.bills["bob"],
		"charge": charge[0],
		"run": charge[1],
		"community": world.community,
		"building": frappe.db.get_value("Property Unit", world.units["B1"], "building"),
		"visit": visit.name,
	}


def filled(arguments: Any, names: dict[str, Any]) -> Any:
	if isinstance(arguments, dict):
		return {key: filled(value, names) for key, value in arguments.items()}
	if isinstance(arguments, list):
		return [filled(value, names) for value in arguments]
	return arguments.format(**names) if isinstance(arguments, str) else arguments


def answer_of(method: str, arguments: dict[str, Any]) -> tuple[bool, str]:
	"""Call the method as the web would and return whether it answered, and everything it said."""
	frappe.local.message_log = []
	frappe.db.savepoint("probe")
	frappe.local.response = frappe._dict({"docs": []})
	try:
		answer = frappe.call(frappe.get_attr(f"property_service.{method}"), **arguments)
	except (frappe.ValidationError, frappe.PermissionError, frappe.DoesNotExistError) as refusal:
		return False, f"{refusal} {frappe.local.message_log}"
	finally:
		frappe.db.rollback(save_point="probe")
	return True, f"{frappe.as_json(answer)} {frappe.as_json(frappe.local.response)}"


def test_every_method_the_web_can_call_is_in_the_manifest() -> None:
	assert found() == set(METHODS), (
		f"missing {sorted(found() - set(METHODS))}, gone {sorted(set(METHODS) - found())}: see whitelist_manifest.py"
	)


def test_tests_named_in_the_manifest_exist() -> None:
	for text in METHODS.values():
		if isinstance(text, str) and text.startswith("tests/"):
			file, _colon, name = text.partition(": ")
			assert f"def {name}(" in (wiring.PACKAGE / file).read_text(encoding="utf-8"), text


def test_neighbour_learns_and_changes_nothing(world: World, as_user) -> None:
	"""Called directly: the rules hold without the gate that keeps residents from these addresses at all."""
	names = names_of_bob(world)
	with as_user(world.users["alice"]):
		answers = {method: answer_of(method, filled(METHODS[method], names)) for method in PROBED}
	assert {method for method, (answered, _said) in answers.items() if answered} <= EMPTY_FOR_RESIDENTS
	assert not {method: said for method, (_answered, said) in answers.items() if canary("bob") in said}


def test_staff_of_another_community_learn_and_change_nothing(world: World, as_user) -> None:
	names = names_of_bob(world)
	stranger = make_staff(*STAFF, community=world.other_community)
	with as_user(stranger):
		answers = {method: answer_of(method, filled(METHODS[method], names)) for method in PROBED}
	assert {method for method, (answered, _said) in answers.items() if answered} == ANSWERED_FOR_STAFF
	assert not {method: said for method, (_answered, said) in answers.items() if canary("bob") in said}


def test_methods_of_the_desk_are_closed_to_residents_whosever_document_it_is() -> None:
	"""Who may read a unit at the desk reads about everybody in it, so a resident's own unit must not open there."""
	permitted = {method for method in METHODS if is_permitted_method(f"property_service.{method}")}
	assert permitted == {method for method in METHODS if method.startswith("portal.api.")} | {
		"visits.api.answer_visit"
	}


def test_arguments_of_the_portal_are_checked_against_real_types() -> None:
	"""Frappe skips annotations that are text, and that is what the __future__ import makes of all of them."""
	for name in ("file_case", "add_message", "download_bill", "set_language"):
		types = frappe.get_attr(f"property_service.portal.api.{name}").__annotations__
		assert types and not [kind for kind in types.values() if isinstance(kind, str)], name
