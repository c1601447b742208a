"""A change log keeps that a number changed, not the number."""

from __future__ import annotations

import json

from property_service.registry.version_masking import mask_change_log

PHONE, ID, EMAIL = "13812345678", "330106199001011234", "somebody@example.com"


def test_personal_values_are_masked_wherever_a_change_log_keeps_them() -> None:
	log = {
		"changed": [
			["mobile_no", "", PHONE],
			["id_number", ID, None],
			["email", EMAIL, ""],
			["birthday", "1990-01-01", ""],
		],
		"added": [["phone_nos", {"idx": 1, "phone": PHONE, "is_primary_phone": 1}]],
		"removed": [["phone_nos", {"phone": PHONE}]],
		"row_changed": [["email_ids", 0, "row1", [["email_id", EMAIL, "new@example.com"]]]],
		"comment": f"called {PHONE}",
	}
	masked = mask_change_log(log)
	text = json.dumps(masked)
	for secret in (PHONE, ID, EMAIL, "new@example.com", "1990-01-01"):
		assert secret not in text
	assert masked["changed"][0] == ["mobile_no", "", "138****5678"]
	assert masked["changed"][1] == ["id_number", "330***********1234", None]
	assert masked["added"] == [["phone_nos", {"idx": 1, "phone": "138****5678", "is_primary_phone": 1}]]
	assert masked["row_changed"] == [["email_ids", 0, "row1", [["email_id", "***", "***"]]]]


def test_numbers_in_free_text_are_masked_and_other_changes_stay() -> None:
	masked = mask_change_log(
		{"changed": [["remarks", "", f"wife: {PHONE}"], ["status", "Active", "Inactive"]]}
	)
	assert masked == {"changed": [["remarks", "", "wife: 138****5678"], ["status", "Active", "Inactive"]]}


def test_a_log_without_changes_stays_as_it_is() -> None:
	assert mask_change_log({}) == {}
