"""DocTypes and their controllers keep the house rules."""

from __future__ import annotations

import pytest

from property_service.tests.unit import wiring

DOCTYPES = sorted(wiring.doctypes().values(), key=lambda document: document["name"])
NAMES = [document["name"] for document in DOCTYPES]
# Masters of the whole company, or scoped by their parent record.
COMPANY_WIDE = {
	"Property Community", "Property Owner", "Fee Item", "Complaint Category", "Return Visit Rule",
	"Return Visit Questionnaire", "Property Service Settings", "Property Shipped Record",
}  # fmt: skip
UPSTREAM = {
	"Account", "Company", "Contact", "Cost Center", "Currency", "Customer", "Customer Group", "DocType", "Holiday List",
	"Item", "Item Tax Template", "Mode of Payment", "Payment Entry", "Role", "Sales Invoice", "Territory", "UOM", "User",
	"Workflow State", "File", "Item Group", "Email Template", "Language", "Bank Account", "Address",
}  # fmt: skip


@pytest.mark.parametrize("document", DOCTYPES, ids=NAMES)
def test_doctype_belongs_to_the_module_and_grants_nothing_to_everybody(document: dict) -> None:
	assert document["module"] == "Property Service"
	roles = {row["role"] for row in document.get("permissions", [])}
	assert not roles & {"All", "Guest", "Desk User"}, roles
	if not document.get("istable"):
		assert "System Manager" in roles


@pytest.mark.parametrize("document", DOCTYPES, ids=NAMES)
def test_every_link_leads_to_a_doctype(document: dict) -> None:
	known = wiring.doctypes().keys() | UPSTREAM
	for field in document["fields"]:
		if field["fieldtype"] in ("Link", "Table", "Table MultiSelect"):
			assert field["options"] in known, f"{document['name']}.{field['fieldname']} → {field['options']}"


@pytest.mark.parametrize("document", DOCTYPES, ids=NAMES)
def test_community_is_mandatory_and_indexed(document: dict) -> None:
	if document.get("istable") or document["name"] in COMPANY_WIDE:
		return
	field = next(field for field in document["fields"] if field["fieldname"] == "community")
	assert field["options"] == "Property Community"
	assert field.get("reqd") and field.get("search_index"), document["name"]


@pytest.mark.parametrize("document", DOCTYPES, ids=NAMES)
def test_controller_has_its_types_block(document: dict) -> None:
	slug = document["name"].lower().replace(" ", "_").replace("-", "_")
	source = (wiring.MODULE / "doctype" / slug / f"{slug}.py").read_text(encoding="utf-8")
	assert "# begin: auto-generated types" in source, slug
	for field in document["fields"]:
		if field["fieldtype"] in ("Data", "Link", "Currency", "Date", "Int", "Check"):
			assert f"\t\t{field['fieldname']}: " in source, f"{slug}.{field['fieldname']}: run make types"


@pytest.mark.parametrize("document", DOCTYPES, ids=NAMES)
def test_transactions_have_names_that_sort_and_keep_their_history(document: dict) -> None:
	if document.get("istable") or document.get("issingle"):
		return
	if document.get("is_submittable"):
		assert document.get("track_changes") and document.get("autoname"), document["name"]
