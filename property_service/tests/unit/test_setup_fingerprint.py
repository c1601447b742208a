"""When two contents of a shipped record count as the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from property_service.site_setup.fingerprint import (
	Column,
	Shape,
	content_of,
	fingerprint,
	normalised,
	plain_text,
)

SHAPE = Shape(
	{"subject": "Data", "response": "Text Editor", "enabled": "Check", "days": "Int"},
	{
		"transitions": {
			"state": Column("Link"),
			"condition": Column("Code"),
			"allow_self_approval": Column("Check", "1"),
		}
	},
)


@pytest.mark.parametrize(
	("left", "right", "fieldtype"),
	[
		(None, "", "Data"),
		("a\r\nb \n", "a\nb", "Text"),
		(1, "1", "Check"),
		(None, 0, "Check"),
		("2.50", 2.5, "Float"),
		(100, "1E2", "Int"),
		({"b": 1, "a": 2}, '{"a": 2, "b": 1}', "JSON"),
	],
)
def test_what_form_file_and_database_make_of_a_value_is_the_same(left, right, fieldtype: str) -> None:
	assert normalised(left, fieldtype) == normalised(right, fieldtype)


@pytest.mark.parametrize(
	("left", "right", "fieldtype"),
	[("a", "b", "Data"), ("a b", "a  b", "Text"), (0, 1, "Check"), ("2.5", 2.51, "Float")],
)
def test_what_a_person_changed_is_not_the_same(left, right, fieldtype: str) -> None:
	assert normalised(left, fieldtype) != normalised(right, fieldtype)


def test_only_shipped_fields_of_the_record_count() -> None:
	shipped = content_of({"subject": "Hello"}, SHAPE, ["subject"])
	assert content_of({"subject": "Hello", "enabled": 1, "owner": "x"}, SHAPE, shipped) == shipped


def test_every_column_of_a_child_row_counts() -> None:
	plain = content_of({"transitions": [{"state": "Filed"}]}, SHAPE, ["transitions"])
	edited = content_of(
		{"transitions": [{"state": "Filed", "condition": "doc.unit"}]}, SHAPE, ["transitions"]
	)
	unticked = content_of(
		{"transitions": [{"state": "Filed", "allow_self_approval": 0}]}, SHAPE, ["transitions"]
	)
	assert len({fingerprint(content) for content in (plain, edited, unticked)}) == 3


def test_a_row_the_database_filled_with_defaults_is_the_row_of_the_file() -> None:
	shipped = {"transitions": [{"state": "Filed"}]}
	stored = {
		"transitions": [
			{"state": "Filed", "condition": None, "allow_self_approval": 1, "name": "a1b2", "idx": 1}
		]
	}
	assert content_of(stored, SHAPE, shipped) == content_of(shipped, SHAPE, shipped)


def test_the_order_of_rows_counts() -> None:
	rows = [{"state": "Filed"}, {"state": "Closed"}]
	forward = content_of({"transitions": rows}, SHAPE, ["transitions"])
	assert forward != content_of({"transitions": rows[::-1]}, SHAPE, ["transitions"])


@given(st.text())
def test_cleaning_a_text_twice_changes_nothing_more(text: str) -> None:
	assert plain_text(plain_text(text)) == plain_text(text)


@given(st.dictionaries(st.sampled_from(["subject", "response"]), st.text(max_size=20)))
def test_the_fingerprint_does_not_depend_on_the_order_of_keys(values: dict[str, str]) -> None:
	turned = dict(reversed(values.items()))
	assert fingerprint(content_of(values, SHAPE, values)) == fingerprint(content_of(turned, SHAPE, turned))
