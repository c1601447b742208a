"""The records of a release: read with their texts, and in an order in which they can be written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from property_service.site_setup.release import ReleasedRecord, parents_first, read_record, released_records


def category(name: str, parent: str | None = None) -> ReleasedRecord:
	values = {"category_name": name, "parent_complaint_category": parent}
	return ReleasedRecord(f"complaint_category/{name}", "Complaint Category", values)


def test_every_record_of_this_release_can_be_read() -> None:
	records = released_records()
	assert len({record.key for record in records}) == len(records) > 0
	for record in records:
		assert "html_file" not in record.values and "css_file" not in record.values, record.key


def test_nothing_is_shipped_as_a_standard_record() -> None:
	for record in released_records():
		assert record.values.get("standard", "No") == "No", record.key
		assert not record.values.get("is_standard"), record.key


def test_states_come_before_workflows_and_mails_before_notifications() -> None:
	doctypes = [record.doctype for record in released_records()]
	for first, then in (("Workflow State", "Workflow"), ("Email Template", "Notification")):
		if first in doctypes and then in doctypes:
			assert doctypes.index(then) > len(doctypes) - 1 - doctypes[::-1].index(first)


def test_parents_come_before_their_children() -> None:
	ordered = parents_first([category("Leak", "Water"), category("Drain", "Leak"), category("Water")])
	assert [record.values["category_name"] for record in ordered] == ["Water", "Leak", "Drain"]


def test_a_parent_that_is_not_shipped_is_no_obstacle() -> None:
	assert parents_first([category("Leak", "All Categories")])[0].values["category_name"] == "Leak"


def test_a_circle_of_parents_names_a_file() -> None:
	with pytest.raises(ValueError, match="complaint_category/A"):
		parents_first([category("A", "B"), category("B", "A")])


def test_long_texts_lie_beside_the_record(tmp_path: Path) -> None:
	(tmp_path / "bill.html").write_text("<p>Bill</p>", encoding="utf-8")
	(tmp_path / "bill.css").write_text("p {}", encoding="utf-8")
	document = {"doctype": "Print Format", "name": "Bill", "html_file": "bill.html", "css_file": "bill.css"}
	(tmp_path / "bill.json").write_text(json.dumps(document), encoding="utf-8")
	record = read_record(tmp_path / "bill.json")
	assert record.values == {"name": "Bill", "html": "<p>Bill</p>", "css": "p {}"}
