"""Every text of ours has a zh text on the site, from our list or from Frappe's and ERPNext's own."""

from __future__ import annotations

import frappe
from frappe.translate import get_all_translations

from property_service.tests.messages import all_messages

# Written the same in zh, or never shown.
SAME_IN_CHINESE = {"zh", "en", "PDF", "QR", "URL", "X", "%"}


def test_every_text_has_a_zh_translation() -> None:
	frappe.clear_cache()
	zh = get_all_translations("zh")
	missing = {
		msgid: file
		for msgid, file in all_messages().items()
		if msgid not in SAME_IN_CHINESE and not zh.get(msgid)
	}
	assert not missing, "\n".join(
		f"{file}: {msgid!r}" for msgid, file in sorted(missing.items(), key=lambda row: row[::-1])
	)


def test_the_check_sees_an_untranslated_text() -> None:
	assert "Never translated by anybody" not in get_all_translations("zh")
