"""Personal data stays with who may read it: in lists, searches, exports, prints, filters, logs and copies."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

import frappe
from frappe.handler import is_valid_http_method
from frappe.utils import set_request

from property_service.registry import api, guard, reveal
from property_service.registry import services as registry
from property_service.tests import factories as make
from property_service.tests.integration import registry_http
from property_service.tests.integration.registry_http import EMAIL, ID, NAME, PHONE, SECRETS, ask

TECHNICIAN, CASHIER, HOUSEKEEPER = (
	"technician@test.invalid",
	"cashier@test.invalid",
	"housekeeper@test.invalid",
)
COLUMNS = ["`tabProperty Owner`.`name`", "`tabProperty Owner`.`mobile_no`", "`tabProperty Owner`.`id_number`"]

# Every way Frappe offers to get at a record, asked for an owner: {owner} is put in.
SURFACES = {
	"list of everything": ("/api/resource/Property Owner", {"fields": ["*"], "limit_page_length": 0}),
	"list in v2": ("/api/v2/document/Property Owner", {"fields": ["name", "mobile_no", "id_number"]}),
	"record": ("/api/resource/Property Owner/{owner}", {}),
	"record in v2": ("/api/v2/document/Property Owner/{owner}", {}),
	"functions": (
		"/api/resource/Property Owner",
		{"fields": ["name", "substr(mobile_no,1,11) as a", "max(id_number) as b", "mobile_no as c"]},
	),
	"get_list": (
		"/api/method/frappe.client.get_list",
		{"doctype": "Property Owner", "fields": ["mobile_no", "email"]},
	),
	"get": ("/api/method/frappe.client.get", {"doctype": "Property Owner", "name": "{owner}"}),
	"get_value": (
		"/api/method/frappe.client.get_value",
		{
			"doctype": "Property Owner",
			"fieldname": ["mobile_no", "id_number"],
			"filters": {"name": "{owner}"},
		},
	),
	"link check": (
		"/api/method/frappe.client.validate_link",
		{"doctype": "Property Owner", "docname": "{owner}", "fields": ["mobile_no", "id_number", "email"]},
	),
	"form": ("/api/method/frappe.desk.form.load.getdoc", {"doctype": "Property Owner", "name": "{owner}"}),
	"link search": (
		"/api/method/frappe.desk.search.search_link",
		{"doctype": "Property Owner", "txt": PHONE},
	),
	"link search by field": (
		"/api/method/frappe.desk.search.search_link",
		{"doctype": "Property Owner", "txt": "", "searchfield": "mobile_no", "ignore_user_permissions": "1"},
	),
	"link search with columns": (
		"/api/method/frappe.desk.search.search_widget",
		{"doctype": "Property Owner", "txt": "", "filter_fields": ["mobile_no", "id_number"]},
	),
	"report view": (
		"/api/method/frappe.desk.reportview.get",
		{"doctype": "Property Owner", "fields": COLUMNS, "filters": [], "view": "Report", "page_length": "0"},
	),
	"export": (
		"/api/method/frappe.desk.reportview.export_query",
		{
			"doctype": "Property Owner",
			"fields": COLUMNS,
			"filters": [],
			"view": "Report",
			"file_format_type": "CSV",
			"title": "Property Owner",
		},
	),
	"group by": (
		"/api/method/frappe.desk.listview.get_group_by_count",
		{"doctype": "Property Owner", "current_filters": [], "field": "mobile_no"},
	),
	"print": ("/printview", {"doctype": "Property Owner", "name": "{owner}"}),
	"global search": ("/api/method/frappe.utils.global_search.search", {"text": PHONE}),
	"linked column": (
		"/api/resource/Unit Ownership",
		{"fields": ["name", "property_owner.mobile_no as m", "property_owner.id_number as i"]},
	),
	"unit panel": (
		"/api/method/property_service.overview.api.get_owner_panel",
		{"property_owner": "{owner}"},
	),
	"contacts": ("/api/resource/Contact", {"fields": ["name", "mobile_no", "phone"], "limit_page_length": 0}),
	"users": ("/api/resource/User", {"fields": ["name", "mobile_no", "phone"], "limit_page_length": 0}),
}
# Ways to ask whether a number begins with certain digits. The answer alone would be the number, digit by digit.
PROBES = {
	"filter": ("/api/resource/Property Owner", {"filters": [["{field}", "like", "{start}%"]]}),
	"filter with doctype": (
		"/api/resource/Property Owner",
		{"filters": [["Property Owner", "{field}", "like", "{start}%"]]},
	),
	"filter as dict": ("/api/v2/document/Property Owner", {"filters": {"{field}": ["like", "{start}%"]}}),
	"or filter": ("/api/resource/Property Owner", {"or_filters": [["{field}", "like", "{start}%"]]}),
	"order": ("/api/resource/Property Owner", {"order_by": "{field} desc"}),
	"capitals": ("/api/resource/Property Owner", {"order_by": "{FIELD} desc"}),
	"group": ("/api/resource/Property Owner", {"fields": ["count(name) as n"], "group_by": "{field}"}),
	"count": (
		"/api/method/frappe.client.get_count",
		{"doctype": "Property Owner", "filters": {"{field}": ["like", "{start}%"]}},
	),
	"report filter": (
		"/api/method/frappe.desk.reportview.get",
		{
			"doctype": "Property Owner",
			"fields": COLUMNS[:1],
			"filters": [["Property Owner", "{field}", "like", "{start}%"]],
		},
	),
	"report order": (
		"/api/method/frappe.desk.reportview.get",
		{
			"doctype": "Property Owner",
			"fields": COLUMNS[:1],
			"filters": [],
			"order_by": "`tabProperty Owner`.`{field}`",
		},
	),
	"number card": (
		"/api/method/frappe.desk.doctype.number_card.number_card.get_result",
		{
			"doc": {"doctype": "Number Card", "document_type": "Property Owner", "function": "Count"},
			"filters": [["Property Owner", "{field}", "like", "{start}%"]],
		},
	),
	"through a link": (
		"/api/resource/Unit Ownership",
		{"filters": {"property_owner.{field}": ["like", "{start}%"]}},
	),
}


@pytest.fixture(scope="module")
def canary(site) -> Iterator[dict]:
	made = registry_http.in_thread(registry_http.make_canary)
	yield made
	registry_http.in_thread(registry_http.tidy, made["owner"])


def filled(parameters: dict, **values: str) -> dict:
	text = json.dumps(parameters)
	for name, value in values.items():
		text = text.replace("{" + name + "}", value)
	return json.loads(text)


# -- reading


@pytest.mark.parametrize("surface", SURFACES)
def test_technicians_and_cashiers_find_no_full_number_anywhere(canary: dict, surface: str) -> None:
	path, parameters = SURFACES[surface]
	for role in ("Property Technician", "Property Cashier"):
		_status, body = ask(
			canary["keys"][role],
			path.replace("{owner}", canary["owner"]),
			**filled(parameters, owner=canary["owner"]),
		)
		assert not [secret for secret in SECRETS if secret in body], f"{role}: {surface}"


@pytest.mark.parametrize("surface", SURFACES)
def test_housekeepers_and_assistants_find_no_id_number_anywhere(canary: dict, surface: str) -> None:
	path, parameters = SURFACES[surface]
	for role in ("Housekeeper", "Service Assistant"):
		_status, body = ask(
			canary["keys"][role],
			path.replace("{owner}", canary["owner"]),
			**filled(parameters, owner=canary["owner"]),
		)
		assert ID not in body, f"{role}: {surface}"


def test_the_masked_numbers_are_there_for_everybody(canary: dict) -> None:
	_status, body = ask(
		canary["keys"]["Property Technician"], f"/api/resource/Property Owner/{canary['owner']}"
	)
	assert "138****5544" in body and "330***********1234" in body and NAME in body


def test_who_has_the_right_reads_and_searches_the_numbers(canary: dict) -> None:
	key = canary["keys"]["Property Manager"]
	_status, body = ask(key, f"/api/resource/Property Owner/{canary['owner']}")
	assert all(secret in body for secret in SECRETS)
	status, body = ask(key, "/api/resource/Property Owner", filters=[["mobile_no", "like", PHONE[:5] + "%"]])
	assert status == 200 and canary["owner"] in body
	status, body = ask(
		canary["keys"]["Housekeeper"], "/api/resource/Property Owner", filters=[["mobile_no", "=", PHONE]]
	)
	assert status == 200 and canary["owner"] in body


# -- probing


@pytest.mark.parametrize("probe", PROBES)
def test_nobody_probes_for_a_number_they_may_not_read(canary: dict, probe: str) -> None:
	path, parameters = PROBES[probe]
	for role, field, start in (
		("Property Technician", "mobile_no", PHONE[:6]),
		("Property Technician", "id_number", ID[:6]),
		("Housekeeper", "id_number", ID[:6]),
	):
		status, body = ask(
			canary["keys"][role], path, **filled(parameters, field=field, FIELD=field.upper(), start=start)
		)
		assert status == 403, f"{role} {field}: {status}"
		assert canary["owner"] not in body


def test_a_field_name_written_in_escapes_is_understood(canary: dict) -> None:
	status, _body = ask(
		canary["keys"]["Property Technician"],
		"/api/resource/Property Owner",
		filters='[["\\u006dobile_no", "like", "138%"]]',
	)
	assert status == 403


def test_a_stored_card_cannot_carry_the_probe(canary: dict) -> None:
	card = {
		"doctype": "Number Card", "label": "x", "document_type": "Property Owner", "function": "Count",
		"filters_json": json.dumps([["Property Owner", "mobile_no", "like", "138%"]]),
	}  # fmt: skip
	status, _body = ask(
		canary["keys"]["Property Technician"], "/api/method/frappe.client.insert", "POST", doc=card
	)
	assert status == 403


def test_ordinary_lists_and_saving_stay_possible(canary: dict) -> None:
	key, owner = canary["keys"]["Service Assistant"], canary["owner"]
	status, body = ask(key, "/api/resource/Property Owner", filters=[["mobile_last4", "=", PHONE[-4:]]])
	assert status == 200 and owner in body
	_status, body = ask(key, f"/api/resource/Property Owner/{owner}")
	document = json.loads(body)["data"]
	assert document["mobile_no"] == PHONE and not document.get("id_number")
	status, body = ask(
		key,
		"/api/method/frappe.desk.form.save.savedocs",
		"POST",
		doc={**document, "remarks": "x"},
		action="Save",
	)
	assert status == 200, body
	status, _body = ask(
		key, "/api/method/frappe.client.set_value", "POST",
		doctype="Property Owner", name=owner, fieldname="remarks", value="y",
	)  # fmt: skip
	assert status == 200


def test_every_doctype_with_hidden_fields_is_guarded() -> None:
	levels = frappe.get_all(
		"DocField",
		filters={
			"permlevel": (">", 0),
			"fieldtype": ("not in", ["Section Break", "Column Break", "Tab Break"]),
		},
		fields=["parent"],
		distinct=True,
		order_by="parent",
		pluck="parent",
	)
	ours = frappe.get_all(
		"DocType", filters={"module": "Property Service", "istable": 0}, pluck="name", order_by="name"
	)
	assert sorted(set(levels) & set(ours)) == sorted(guard.GUARDED)


# -- logs and copies


def tables_with(*secrets: str) -> set[str]:
	"""Return the tables of the site where one of the texts stands in any text column."""
	columns = frappe.db.sql(
		"""select table_name, column_name from information_schema.columns
		where table_schema = database() and data_type in ('varchar', 'text', 'longtext', 'mediumtext', 'json')""",
		as_list=True,
	)
	found = set()
	for table, column in columns:
		for secret in secrets:
			# the names come from the database itself, and only the value is foreign
			if frappe.db.sql(f"select 1 from `{table}` where `{column}` like %s limit 1", f"%{secret}%"):
				found.add(table)
	return found


def test_a_full_number_stands_in_no_table_but_the_owners_own() -> None:
	phone, id_number = "13899887766", "330106197001019876"
	owner = make.make_owner("Trace", mobile_no=phone, id_number=id_number)
	unit = make.make_owned_unit(owner.name)
	frappe.get_doc(
		doctype="Unit Occupant", unit=unit.name, property_owner=owner.name, relation="Family"
	).insert()
	user = registry.invite_owner(owner.name)
	owner.reload()
	for number in ("13899887755", phone):
		owner.mobile_no = number
		owner.save(ignore_version=False)
	owner.id_number = None
	owner.save(ignore_version=False)
	owner.id_number = id_number
	owner.save(ignore_version=False)
	frappe.get_doc("User", user).save(ignore_version=False)
	frappe.log_error(title="Trace", message=f"mobile_no={phone} id={id_number}")
	reveal.reveal_mobile_no(owner.name, "agree on a time")
	versions = frappe.get_all(
		"Version", {"ref_doctype": "Property Owner", "docname": owner.name}, order_by="name"
	)
	assert len(versions) == 4
	# the account's sign-in number is the one copy that is needed; it is unique and only its owner and
	# administrators read it
	assert tables_with(phone, id_number, "13899887755") <= {"tabProperty Owner", "tabUser"}
	assert not tables_with(id_number) - {"tabProperty Owner"}
	frappe.db.delete(
		"Error Log", {"method": "Trace"}
	)  # a table without transactions: no rollback takes it back


def test_a_deleted_owner_leaves_no_number() -> None:
	owner = make.make_owner(
		"Gone", mobile_no="13866554433", id_number="330106196001015432", email="gone@example.com"
	)
	frappe.delete_doc("Property Owner", owner.name)
	deleted = frappe.get_doc(
		"Deleted Document", {"deleted_doctype": "Property Owner", "deleted_name": owner.name}
	)
	assert "138****4433" in deleted.data
	assert not tables_with("13866554433", "330106196001015432", "gone@example.com")


def test_change_logs_of_cases_contacts_and_users_are_masked_too() -> None:
	case = make.make_case(contact_mobile="13855443322")
	case.contact_mobile = "13855443311"
	case.save(ignore_version=False)
	contact = frappe.get_doc(doctype="Contact", first_name="Other").insert()
	contact.append("phone_nos", {"phone": "13855443300", "is_primary_mobile_no": 1})
	contact.save(ignore_version=False)
	logs = frappe.get_all(
		"Version", {"docname": ("in", [case.name, contact.name])}, pluck="data", order_by="name"
	)
	assert logs and not [
		number for number in ("13855443322", "13855443311", "13855443300") if number in "".join(logs)
	]
	assert "138****3311" in "".join(logs)


# -- reveal with a reason


def test_a_technician_gets_the_number_for_a_reason_that_is_kept(as_user) -> None:
	owner = make.make_owner(mobile_no="13844332211").name
	with as_user(TECHNICIAN):
		assert api.reveal_mobile_no(owner, "Agree on a time for <b>the repair</b>") == "13844332211"
	log = frappe.get_last_doc("Access Log")
	assert (log.user, log.reference_document, log.method) == (TECHNICIAN, owner, reveal.METHOD)
	assert log.filters == "Agree on a time for <b>the repair</b>"
	comment = frappe.get_last_doc("Comment", {"reference_doctype": "Property Owner", "reference_name": owner})
	assert "&lt;b&gt;the repair" in comment.content and comment.owner == TECHNICIAN


@pytest.mark.parametrize("reason", ["", "  ", "abc"])
def test_without_a_real_reason_there_is_no_number(as_user, reason: str) -> None:
	owner = make.make_owner(mobile_no="13844332212").name
	with as_user(CASHIER), pytest.raises(frappe.ValidationError, match="Say why"):
		api.reveal_mobile_no(owner, reason)
	assert not frappe.db.exists("Access Log", {"reference_document": owner})


def test_collecting_numbers_stops_after_thirty_an_hour(as_user) -> None:
	owner = make.make_owner(mobile_no="13844332213").name
	with as_user(TECHNICIAN):
		for _time in range(reveal.MOST_IN_AN_HOUR):
			api.reveal_mobile_no(owner, "call back")
		with pytest.raises(frappe.RateLimitExceededError, match="30"):
			api.reveal_mobile_no(owner, "call back")


def test_a_technician_of_another_community_gets_no_number(as_user) -> None:
	owner = make.make_owner(mobile_no="13844332214").name
	make.make_owned_unit(owner, community="Other Garden")
	technician = make.make_staff("Property Technician", community="Test Garden")
	with as_user(technician), pytest.raises(frappe.PermissionError):
		api.reveal_mobile_no(owner, "call back")


def test_the_number_is_not_given_by_a_get_request() -> None:
	set_request(method="GET", path="/api/method/property_service.registry.api.reveal_mobile_no")
	with pytest.raises(frappe.PermissionError):
		is_valid_http_method(api.reveal_mobile_no)


# -- searching by phone


def test_the_last_digits_find_the_unit_and_a_whole_number_only_for_who_may_read_it(as_user) -> None:
	owner = make.make_owner("Finder", mobile_no="13811109876").name
	other = make.make_owner("Same End", mobile_no="13922209876").name
	unit, second = make.make_owned_unit(owner).name, make.make_owned_unit(other).name

	def found(text: str) -> set[str]:
		return {row["name"] for row in registry.find_units(text, ["name"])}

	with as_user(TECHNICIAN):
		assert {unit, second} <= found("9876") and {unit, second} <= found("876")
		# the middle of the number tells nothing: both answers are the same
		assert found("13811109876") == found("13900009876")
	with as_user(HOUSEKEEPER):
		assert unit in found("138 1110 9876") and second not in found("138 1110 9876")


def test_emails_are_no_way_to_find_owners_for_who_may_not_read_them(as_user) -> None:
	make.make_owned_unit(make.make_owner("Mailer", email=EMAIL).name)
	with as_user(TECHNICIAN):
		assert registry.find_units(EMAIL, ["name"]) == []
