"""The workspace leads to everything, in version 15 and 16."""

from __future__ import annotations

import json

from property_service.tests.unit import wiring

WORKSPACE = json.loads(
	(wiring.MODULE / "workspace/property_service/property_service.json").read_text(encoding="utf-8")
)
SIDEBAR = json.loads((wiring.PACKAGE / "workspace_sidebar/property_service.json").read_text(encoding="utf-8"))
ICON = json.loads((wiring.PACKAGE / "desktop_icon/property_service.json").read_text(encoding="utf-8"))


def own_forms() -> set[str]:
	return {name for name, document in wiring.doctypes().items() if not document.get("istable")}


def links(rows: list[dict]) -> set[str]:
	return {row["link_to"] for row in rows if row.get("link_type") == "DocType" and row.get("link_to")}


def test_every_doctype_of_ours_is_in_the_workspace_and_the_sidebar() -> None:
	assert own_forms() <= links(WORKSPACE["links"])
	assert own_forms() <= links(SIDEBAR["items"])


def test_what_the_page_shows_is_in_its_tables() -> None:
	blocks = json.loads(WORKSPACE["content"])
	shown = {
		kind: {block["data"][f"{kind}_name"] for block in blocks if block["type"] == kind}
		for kind in ("card", "shortcut", "number_card", "chart")
	}
	assert shown["card"] == {row["label"] for row in WORKSPACE["links"] if row["type"] == "Card Break"}
	assert shown["shortcut"] == {row["label"] for row in WORKSPACE["shortcuts"]}
	assert shown["number_card"] == {row["number_card_name"] for row in WORKSPACE["number_cards"]}
	assert shown["chart"] == {row["chart_name"] for row in WORKSPACE["charts"]}


def test_cards_charts_and_steps_are_shipped() -> None:
	for folder, names in {
		"number_card": [row["number_card_name"] for row in WORKSPACE["number_cards"]],
		"dashboard_chart": [row["chart_name"] for row in WORKSPACE["charts"]],
	}.items():
		for name in names:
			slug = name.lower().replace(" ", "_")
			assert (wiring.MODULE / folder / slug / f"{slug}.json").exists(), name


def test_the_tour_starts_in_the_workspace_and_its_steps_lead_to_our_forms() -> None:
	path = wiring.MODULE / "module_onboarding/property_service/property_service.json"
	tour = json.loads(path.read_text(encoding="utf-8"))
	assert any(
		block["data"].get("onboarding_name") == tour["name"] for block in json.loads(WORKSPACE["content"])
	)
	for row in tour["steps"]:
		slug = row["step"].lower().replace(" ", "_")
		step = json.loads((wiring.MODULE / f"onboarding_step/{slug}/{slug}.json").read_text(encoding="utf-8"))
		assert step["name"] == row["step"] and step["reference_document"] in own_forms()


def test_the_app_screen_opens_the_workspace() -> None:
	entry = wiring.hooks()["add_to_apps_screen"][0]
	assert entry["route"] == ICON["link"] == "/app/" + WORKSPACE["name"].lower().replace(" ", "-")
	# version 16 shows no icon without a sidebar of the same label
	assert ICON["label"] == SIDEBAR["title"] == wiring.hooks()["app_title"]


def test_residents_do_not_see_the_workspace() -> None:
	assert "Property Resident" not in {row["role"] for row in WORKSPACE["roles"]}
