"""Mask personal values in a change log. Pure: works on the structure Frappe keeps in Version.data.

`changed` holds [field, old, new]; `added` and `removed` hold [table, row]; `row_changed` holds
[table, index, row name, [[field, old, new], ...]].
"""

from __future__ import annotations

from typing import Any

from property_service.registry.masking import mask_id, mask_numbers, mask_phone

PHONE_FIELDS = {"mobile_no", "phone", "contact_mobile", "contact_phone", "mobile"}
ID_FIELDS = {"id_number", "tax_id"}
# What has no readable masked form only shows that it changed.
HIDDEN_FIELDS = {
	"email", "email_id", "contact_email", "birthday", "birth_date", "mailing_address", "other_phones",
	"mobile_hash", "id_hash", "reset_password_key", "api_key",
}  # fmt: skip
HIDDEN = "***"


def mask_change_log(data: dict[str, Any]) -> dict[str, Any]:
	"""Return the change log with phone numbers, ID numbers and other personal values masked."""
	masked = dict(data)
	for key, change in data.items():
		if key == "changed":
			masked[key] = [_mask_change(row) for row in change]
		elif key in ("added", "removed"):
			masked[key] = [[table, _mask_row(row)] for table, row in change]
		elif key == "row_changed":
			masked[key] = [[*row[:3], [_mask_change(change) for change in row[3]]] for row in change]
		else:
			masked[key] = _mask_text(change)
	return masked


def mask_value(fieldname: str, value: Any) -> Any:
	"""Return the value of a field as it may be kept in a log."""
	if value in (None, "", 0):
		return value
	if fieldname in PHONE_FIELDS:
		return mask_phone(str(value))
	if fieldname in ID_FIELDS:
		return mask_id(str(value))
	return HIDDEN if fieldname in HIDDEN_FIELDS else _mask_text(value)


def _mask_change(change: list[Any]) -> list[Any]:
	return [change[0], *(mask_value(change[0], value) for value in change[1:])]


def _mask_row(row: dict[str, Any]) -> dict[str, Any]:
	return {fieldname: mask_value(fieldname, value) for fieldname, value in row.items()}


def _mask_text(value: Any) -> Any:
	if isinstance(value, str):
		return mask_numbers(value)
	if isinstance(value, list):
		return [_mask_text(entry) for entry in value]
	if isinstance(value, dict):
		return _mask_row(value)
	return value
