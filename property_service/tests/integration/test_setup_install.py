"""What the install makes, that a migrate makes it again only where it should, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import frappe
from frappe.exceptions import ValidationError

from property_service import constants, setup
from property_service.exceptions import DoctypeCollisionError, PropertyServiceError
from property_service.site_setup import custom_fields, dimension, doctypes, fees, masters, memory, roles
from property_service.tests.bootstrap import COMPANY, USERS

SHAPE = (
	"label", "fieldtype", "options", "insert_after", "allow_on_submit", "depends_on", "is_system_generated", "reqd", "hidden",
)  # fmt: skip


@pytest.fixture
def real_commits(transaction: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
	"""Let commits through, because adding a column commits; whoever uses this leaves the site as it was."""
	database = frappe.local.db
	monkeypatch.setattr(database, "commit", type(database).commit.__get__(database))
	yield
	database.rollback()
	setup.after_migrate()
	database.commit()


def dimension_fields() -> dict[str, dict]:
	rows = frappe.get_all(
		"Custom Field", filters={"fieldname": "property_community"}, fields=["dt", *SHAPE], order_by="dt"
	)
	return {row.pop("dt"): dict(row) for row in rows}


# Roles


def test_residents_have_no_access_to_the_desk() -> None:
	assert frappe.db.get_value("Role", constants.PROPERTY_RESIDENT, "desk_access") == 0
	for role in constants.STAFF_ROLES:
		assert frappe.db.get_value("Role", role, "desk_access") == 1, role


def test_desk_access_given_to_residents_by_mistake_is_taken_back() -> None:
	frappe.db.set_value("Role", constants.PROPERTY_RESIDENT, "desk_access", 1)
	roles.ensure_roles()
	assert frappe.db.get_value("Role", constants.PROPERTY_RESIDENT, "desk_access") == 0


def test_cashiers_book_with_the_rights_of_erpnext_and_assistants_do_not() -> None:
	cashier = frappe.get_doc("Role Profile", constants.PROPERTY_CASHIER)
	assert {row.role for row in cashier.roles} == {constants.PROPERTY_CASHIER, "Accounts User"}
	assistant = frappe.get_doc("Role Profile", constants.SERVICE_ASSISTANT)
	assert {row.role for row in assistant.roles} == {constants.SERVICE_ASSISTANT}


def test_our_roles_hold_no_right_on_doctypes_of_others() -> None:
	for permissions in ("DocPerm", "Custom DocPerm"):
		rows = frappe.get_all(
			permissions,
			filters={"role": ["in", constants.ALL_ROLES], "parent": ["not in", doctypes.own_doctypes()]},
			pluck="parent",
			order_by="parent",
		)
		assert not rows


# Fields and dimension


def test_every_custom_field_has_its_column_and_is_not_copied() -> None:
	for doctype, fields in custom_fields.custom_fields().items():
		meta = frappe.get_meta(doctype, cached=False)
		for wanted in fields:
			standing = meta.get_field(wanted["fieldname"])
			assert standing, (doctype, wanted["fieldname"])
			if wanted["fieldtype"] in ("Section Break", "Column Break"):
				continue
			assert frappe.db.has_column(doctype, wanted["fieldname"])
			assert standing.read_only, wanted["fieldname"]
			assert standing.no_copy or wanted["fieldname"] == "property_unit", wanted["fieldname"]


def test_what_an_administrator_changed_on_a_field_survives_the_migrate() -> None:
	frappe.db.set_value("Custom Field", "Sales Invoice-property_bill_group", "label", "Kind of bill")
	setup.after_migrate()
	assert frappe.db.get_value("Custom Field", "Sales Invoice-property_bill_group", "label") == "Kind of bill"


def test_a_deleted_field_comes_back_with_the_migrate(real_commits) -> None:
	frappe.delete_doc("Custom Field", "Payment Entry-property_receipt")
	setup.after_migrate()
	assert frappe.db.exists("Custom Field", "Payment Entry-property_receipt")


def test_the_community_is_a_dimension_of_every_accounting_document() -> None:
	fields = dimension_fields()
	assert set(dimension.get_doctypes_with_dimensions()) == set(fields)
	for doctype in ("GL Entry", "Payment Ledger Entry", "Sales Invoice", "Sales Invoice Item"):
		assert frappe.db.has_column(doctype, constants.COMMUNITY_DIMENSION)


def test_a_deleted_dimension_comes_back_exactly_as_erpnext_makes_it(real_commits) -> None:
	ours = dimension_fields()
	frappe.delete_doc("Accounting Dimension", "Property Community")
	assert not dimension_fields()
	frappe.get_doc(doctype="Accounting Dimension", document_type="Property Community").insert()
	erpnexts = dimension_fields()
	frappe.delete_doc("Accounting Dimension", "Property Community")
	dimension.ensure_dimension()
	assert dimension_fields() == erpnexts == ours
	assert (
		frappe.db.get_value("Accounting Dimension", "Property Community", "fieldname") == "property_community"
	)
	options = frappe.db.get_value("Property Setter", dimension.BUDGET_SETTER, "value")
	assert options.split("\n").count("Property Community") == 1


def test_making_the_dimension_leaves_no_job_that_would_make_it_again(
	real_commits, enqueued: list[dict]
) -> None:
	frappe.delete_doc("Accounting Dimension", "Property Community")
	enqueued.clear()
	# in tests ERPNext makes the fields at once, on a site it queues a job
	frappe.flags.in_test = False
	dimension.ensure_dimension()
	assert not [job for job in enqueued if "dimension" in str(job["method"])]


# Masters


def test_the_unit_of_amount_lines_allows_fractions() -> None:
	assert frappe.db.get_value("UOM", constants.UOM_YUAN, "must_be_whole_number") == 0
	assert frappe.db.get_single_value("Property Service Settings", "uom_yuan") == constants.UOM_YUAN


def test_a_foreign_yuan_for_whole_numbers_is_refused_with_the_remedy() -> None:
	frappe.db.set_value("UOM", constants.UOM_YUAN, "must_be_whole_number", 1)
	frappe.db.delete(memory.DOCTYPE, {"record_key": "uom/yuan"})
	with pytest.raises(PropertyServiceError, match="Untick Must be Whole Number"):
		masters.ensure_uom()


def test_sales_statistics_are_left_alone_by_upgrades_and_put_back_on_uninstall() -> None:
	frappe.db.set_single_value("Selling Settings", "sales_update_frequency", "Each Transaction")
	setup.after_migrate()
	assert frappe.db.get_single_value("Selling Settings", "sales_update_frequency") == "Each Transaction"
	masters.spare_every_invoice_the_sales_statistics()
	assert frappe.db.get_single_value("Selling Settings", "sales_update_frequency") == "Monthly"
	masters.restore_sales_statistics()
	assert frappe.db.get_single_value("Selling Settings", "sales_update_frequency") == "Each Transaction"


def test_sales_statistics_are_spared_with_the_first_community_only() -> None:
	frappe.db.delete("Property Community")
	frappe.db.set_single_value("Selling Settings", "sales_update_frequency", "Each Transaction")
	setup.after_sync()
	assert frappe.db.get_single_value("Selling Settings", "sales_update_frequency") == "Each Transaction"
	make_community("First Garden", "FG1")
	assert frappe.db.get_single_value("Selling Settings", "sales_update_frequency") == "Monthly"
	frappe.db.set_single_value("Selling Settings", "sales_update_frequency", "Each Transaction")
	make_community("Second Garden", "SG2")
	assert frappe.db.get_single_value("Selling Settings", "sales_update_frequency") == "Each Transaction"


def make_community(name: str, code: str) -> None:
	frappe.get_doc(
		doctype="Property Community", community_name=name, community_code=code, company=COMPANY
	).insert()


def test_another_choice_made_meanwhile_is_not_undone_on_uninstall() -> None:
	frappe.db.set_single_value("Selling Settings", "sales_update_frequency", "Each Transaction")
	masters.spare_every_invoice_the_sales_statistics()
	frappe.db.set_single_value("Selling Settings", "sales_update_frequency", "Daily")
	masters.restore_sales_statistics()
	assert frappe.db.get_single_value("Selling Settings", "sales_update_frequency") == "Daily"


# Fees


def test_every_usual_fee_has_an_item_and_an_account() -> None:
	for fee in fees.usual_fees():
		document = frappe.get_doc("Fee Item", fee.code)
		item = frappe.get_doc("Item", document.item)
		assert (item.is_stock_item, item.is_sales_item, item.stock_uom) == (0, 1, constants.UOM_YUAN), (
			fee.code
		)
		assert document.accounts, fee.code


def test_a_deleted_fee_does_not_come_back() -> None:
	frappe.delete_doc("Fee Item", "HEATING")
	setup.after_migrate()
	assert not frappe.db.exists("Fee Item", "HEATING")
	assert frappe.db.get_value(memory.DOCTYPE, {"record_key": "fee_item/heating"}, "status") == "Deleted"


@pytest.mark.parametrize(
	("doctype", "name"),
	[
		("Role Profile", "Property Finance"),
		("Module Profile", "Property Service Only"),
		("Item", "FEE-KEYDEPOSIT"),
	],
)
def test_whatever_an_administrator_deletes_stays_deleted(doctype: str, name: str) -> None:
	frappe.delete_doc(doctype, name, force=True)
	setup.after_migrate()
	assert not frappe.db.exists(doctype, name)


def test_a_renamed_item_is_not_made_a_second_time() -> None:
	frappe.rename_doc("Item", "FEE-PARKING", "CARPARK")
	setup.after_migrate()
	assert not frappe.db.exists("Item", "FEE-PARKING")
	assert memory.standing_record("item/parking") == "CARPARK"


def test_migrating_again_writes_nothing_and_asks_little(count_queries) -> None:
	setup.after_migrate()
	with count_queries() as statements:
		setup.after_migrate()
	writes = [
		text
		for text in statements
		if text.lstrip().lower().startswith(("insert", "update", "delete", "alter"))
	]
	assert not writes, "\n".join(writes[:5])


# Refusals


def test_a_doctype_of_another_app_stops_the_install_by_name() -> None:
	frappe.db.set_value("DocType", "Complaint", "module", "Support", update_modified=False)
	with pytest.raises(DoctypeCollisionError, match=r"Complaint.*Support.*Uninstall the app"):
		setup.before_install()


def test_a_module_of_another_app_stops_the_install_by_name() -> None:
	frappe.db.set_value("Module Def", constants.MODULE, "app_name", "hospital", update_modified=False)
	with pytest.raises(DoctypeCollisionError, match=r"Property Service.*hospital"):
		setup.before_install()


def test_a_site_without_collisions_may_be_installed() -> None:
	setup.before_install()


def test_a_role_that_stood_before_is_not_ours_to_delete() -> None:
	frappe.db.delete(memory.DOCTYPE, {"record_doctype": "Role"})
	roles.make_roles_before_sync()
	roles.remember_roles()
	assert not memory.made_by_app("Role")


# Portal and app screen


def test_residents_find_their_home_in_the_portal_menu() -> None:
	settings = frappe.get_doc("Portal Settings")
	settings.sync_menu()
	row = next(row for row in settings.menu if row.route == "/property")
	assert row.role == constants.PROPERTY_RESIDENT and row.enabled


def test_staff_may_open_the_app_and_others_may_not(as_user) -> None:
	entry = frappe.get_hooks("add_to_apps_screen", app_name=constants.APP)[0]
	may_open = frappe.get_attr(entry["has_permission"])
	for user in USERS:
		with as_user(user):
			assert may_open() is True, user
	with as_user("Guest"):
		assert may_open() is False


@pytest.mark.parametrize("fieldname", ["property_owner", "property_billing_run"])
def test_fields_of_bills_are_indexed(fieldname: str) -> None:
	indexes = frappe.db.sql("SHOW INDEX FROM `tabSales Invoice`", as_dict=True)  # no query builder for SHOW
	assert fieldname in {row.Column_name for row in indexes}


def test_the_exception_is_one_the_desk_shows() -> None:
	assert issubclass(DoctypeCollisionError, ValidationError)
