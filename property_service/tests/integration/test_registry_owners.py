"""One record per person or company."""

from __future__ import annotations

import pytest

import frappe

from property_service.exceptions import DuplicateOwnerError
from property_service.registry import merging
from property_service.registry import services as registry
from property_service.tests import factories as make

ID = "33010619900101123X"


def test_numbers_are_cleaned_masked_and_fingerprinted() -> None:
	owner = make.make_owner(
		"  王　芳 ", mobile_no="+86 138-0013-8000", id_number="３３０１０６１９９００１０１１２３ｘ"
	)
	assert (owner.owner_name, owner.mobile_no, owner.id_number) == ("王 芳", "13800138000", ID)
	assert (owner.mobile_masked, owner.mobile_last4, owner.id_masked) == (
		"138****8000",
		"8000",
		"330***********123X",
	)
	assert len(owner.mobile_hash) == len(owner.id_hash) == 64


def test_fingerprints_depend_on_the_secret_of_the_site() -> None:
	from property_service.registry.masking import fingerprint

	owner = make.make_owner(mobile_no="13800138000")
	assert owner.mobile_hash != fingerprint("13800138000", "")
	assert owner.mobile_hash == fingerprint("13800138000", frappe.utils.password.get_encryption_key())


def test_an_owner_without_a_name_is_refused() -> None:
	with pytest.raises(frappe.MandatoryError):
		make.make_owner(" ", owner_name="　")


def test_a_company_has_no_gender_and_no_birthday() -> None:
	owner = make.make_owner(owner_type="Company", gender="Male", birthday="1990-01-01")
	assert (owner.gender, owner.birthday) == (None, None)


def test_the_same_id_number_is_refused_with_a_link_to_the_first() -> None:
	first = make.make_owner(id_number=ID)
	with pytest.raises(DuplicateOwnerError) as refusal:
		make.make_owner(id_number=" 330106 19900101 123x ")
	assert f"/property-owner/{first.name}" in str(refusal.value)
	assert ID not in str(refusal.value)


# -- upsert


def test_the_same_person_from_two_lists_is_one_record() -> None:
	first = registry.upsert_owner({"owner_name": "李强", "mobile_no": "13800138001", "id_number": ID})
	again = registry.upsert_owner(
		{"owner_name": "李强", "mobile_no": "139 0013 9001", "id_number": ID.lower()}
	)
	assert first == again
	assert frappe.db.get_value("Property Owner", first, "mobile_no") == "13900139001"


def test_two_people_with_one_phone_stay_two() -> None:
	husband = registry.upsert_owner({"owner_name": "李强", "mobile_no": "13800138002"})
	wife = registry.upsert_owner({"owner_name": "王芳", "mobile_no": "13800138002"})
	assert husband != wife
	assert registry.upsert_owner({"owner_name": "王　芳", "mobile_no": "13800138002"}) != wife
	assert registry.upsert_owner({"owner_name": "王芳 ", "mobile_no": "+8613800138002"}) == wife
	assert registry.find_owners_by_mobile("138-0013-8002")[:2] == [husband, wife]


def test_two_people_with_one_name_and_phone_but_other_ids_stay_two() -> None:
	father = registry.upsert_owner({"owner_name": "李强", "mobile_no": "13800138003", "id_number": ID})
	son = registry.upsert_owner(
		{"owner_name": "李强", "mobile_no": "13800138003", "id_number": "330106201501011230"}
	)
	assert father != son


def test_an_id_number_that_comes_later_completes_the_record() -> None:
	first = registry.upsert_owner({"owner_name": "李强", "mobile_no": "13800138004"})
	assert registry.upsert_owner({"owner_name": "李强", "mobile_no": "13800138004", "id_number": ID}) == first
	assert registry.find_owner_by_id(ID) == first


def test_an_id_number_under_another_name_is_refused() -> None:
	registry.upsert_owner({"owner_name": "李强", "id_number": ID})
	with pytest.raises(DuplicateOwnerError) as refusal:
		registry.upsert_owner({"owner_name": "张伟", "id_number": ID})
	assert "张伟" in str(refusal.value) and "李强" in str(refusal.value) and ID not in str(refusal.value)


def test_an_owner_without_numbers_is_recognised_in_the_unit() -> None:
	unit = make.make_unit().name
	owner = registry.upsert_owner({"owner_name": "李强"}, unit=unit)
	registry.set_ownership(unit, "2024-01-01", "Sole", [{"property_owner": owner}])
	assert registry.upsert_owner({"owner_name": "李强"}, unit=unit) == owner
	assert registry.upsert_owner({"owner_name": "李强"}) != owner


def test_nothing_is_emptied_and_nothing_saved_when_nothing_differs() -> None:
	owner = registry.upsert_owner(
		{"owner_name": "李强", "mobile_no": "13800138005", "email": "li@example.com"}
	)
	modified = frappe.db.get_value("Property Owner", owner, "modified")
	registry.upsert_owner({"owner_name": "李强", "mobile_no": "138 0013 8005", "email": ""})
	assert frappe.db.get_value("Property Owner", owner, ["modified", "email"]) == (modified, "li@example.com")


def test_a_new_name_shows_on_units_bills_and_contact() -> None:
	owner = make.make_owner("Wang Fang")
	unit = make.make_owned_unit(owner.name)
	customer = registry.ensure_customer(owner.name)
	owner.reload()
	owner.owner_name = "Wang Fangfang"
	owner.save()
	assert frappe.db.get_value("Property Unit", unit.name, "owner_names") == "Wang Fangfang"
	assert frappe.db.get_value("Unit Ownership", {"unit": unit.name}, "owner_name") == "Wang Fangfang"
	assert frappe.db.get_value("Customer", customer, "customer_name") == "Wang Fangfang"
	assert frappe.db.get_value("Contact", owner.contact, "first_name") == "Wang Fangfang"


# -- merging


def test_merging_moves_units_occupancy_and_cases_and_keeps_the_old_record() -> None:
	double, kept = make.make_owner("Li Q", mobile_no="13800138006", id_number=ID), make.make_owner("Li Qiang")
	unit = make.make_owned_unit(double.name)
	stay = frappe.get_doc(
		doctype="Unit Occupant", unit=make.make_unit().name, property_owner=double.name, relation="Tenant"
	).insert()
	case = make.make_case(unit=unit.name, property_owner=double.name)
	merging.merge_owners(double.name, kept.name)
	assert frappe.db.get_value("Unit Ownership", {"unit": unit.name}, ["property_owner", "owner_name"]) == (
		kept.name,
		"Li Qiang",
	)
	assert frappe.db.get_value("Unit Occupant", stay.name, "property_owner") == kept.name
	assert frappe.db.get_value("Complaint", case.name, "property_owner") == kept.name
	assert frappe.db.get_value("Property Unit", unit.name, "owner_names") == "Li Qiang"
	double.reload()
	kept.reload()
	assert (double.status, double.merged_into, double.mobile_no, double.id_number) == (
		"Merged",
		kept.name,
		"",
		"",
	)
	assert (kept.mobile_no, kept.id_number) == ("13800138006", ID)
	assert registry.current_record(double.name) == kept.name
	assert registry.find_owner_by_id(ID) == kept.name


def test_the_customer_follows_when_only_one_of_two_has_one() -> None:
	double, kept = make.make_owner(), make.make_owner()
	customer = registry.ensure_customer(double.name)
	merging.merge_owners(double.name, kept.name)
	assert registry.ensure_customer(kept.name) == customer
	assert registry.ensure_customer(double.name) == customer
	assert frappe.db.get_value("Customer", customer, "property_owner") == kept.name


def test_two_owners_with_customers_of_their_own_are_not_merged() -> None:
	double, kept = make.make_owner(), make.make_owner()
	registry.ensure_customers([double.name, kept.name])
	with pytest.raises(DuplicateOwnerError, match="Merge with existing"):
		merging.merge_owners(double.name, kept.name)
	assert frappe.db.get_value("Property Owner", double.name, "status") == "Active"


@pytest.mark.parametrize("role", ["housekeeper", "assistant", "technician", "cashier"])
def test_only_managers_and_supervisors_merge(as_user, role: str) -> None:
	double, kept = make.make_owner(), make.make_owner()
	from property_service.registry import api

	with as_user(f"{role}@test.invalid"), pytest.raises(frappe.PermissionError):
		api.merge_owners(double.name, kept.name)
	with as_user("supervisor@test.invalid"):
		assert api.merge_owners(double.name, kept.name) == kept.name


# -- occupants


def test_an_occupant_cannot_leave_before_moving_in_or_live_there_twice() -> None:
	unit, person = make.make_unit().name, make.make_owner("Tenant T").name
	stay = {"doctype": "Unit Occupant", "unit": unit, "property_owner": person, "relation": "Tenant"}
	with pytest.raises(frappe.ValidationError, match="before moving in"):
		frappe.get_doc({**stay, "from_date": "2026-05-02", "to_date": "2026-05-01"}).insert()
	frappe.get_doc({**stay, "from_date": "2026-01-01", "to_date": "2026-06-30"}).insert()
	with pytest.raises(frappe.ValidationError, match="already lives in"):
		frappe.get_doc({**stay, "from_date": "2026-06-30"}).insert()
	assert frappe.get_doc({**stay, "from_date": "2026-07-01"}).insert().community == "Test Garden"


def test_occupant_rows_carry_the_fees_they_agreed_to_pay(max_queries) -> None:
	unit, person = make.make_unit().name, make.make_owner().name
	fee = make.make_fee_item().name
	frappe.get_doc(
		doctype="Unit Occupant", unit=unit, property_owner=person, relation="Tenant", can_pay=1,
		from_date="2026-01-01", fees=[{"fee_item": fee}],
	).insert()  # fmt: skip
	day = frappe.utils.getdate("2026-03-01")
	registry.occupant_rows([unit], day, day)  # what Frappe looks up once about a DocType
	with max_queries(2):
		rows = registry.occupant_rows([unit], day, day)
	assert [(row["property_owner"], row["fees"], row["can_pay"]) for row in rows] == [(person, [fee], 1)]
	assert (
		registry.occupant_rows([unit], frappe.utils.getdate("2025-01-01"), frappe.utils.getdate("2025-12-31"))
		== []
	)
