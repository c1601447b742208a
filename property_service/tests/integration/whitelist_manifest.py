"""Every method of ours that the web can call, with how its isolation is tested.

A dict holds arguments that name bob's documents: test_rights_whitelist calls the method with them as alice (a
neighbour) and as staff of another community, and neither may learn or change anything. A text names the test that
covers the method, or says why there is nothing to isolate. Words in braces are looked up in the world.
"""

from __future__ import annotations

BOB = {
	"unit": "{unit}", "case": "{case}", "owner": "{owner}", "bill": "{bill}", "charge": "{charge}", "run": "{run}",
	"community": "{community}", "building": "{building}", "visit": "{visit}",
}  # fmt: skip
SEARCH = {"txt": "CanaryBob", "searchfield": "name", "start": 0, "page_len": 20}
ISOLATION = "tests/integration/test_portal_isolation.py"

METHODS: dict[str, dict | str] = {
	"billing.api.attach_fee": {"fee_item": "X", "community": BOB["community"], "from_date": "2026-01-01"},
	"billing.api.cancel_with_bills": {"billing_run": BOB["run"]},
	"billing.api.explain_bill": {"sales_invoice": BOB["bill"]},
	"billing.api.explain_charge": {"fee_charge": BOB["charge"]},
	"billing.api.next_period": {"community": BOB["community"]},
	"billing.api.post_charge": {"fee_charge": BOB["charge"]},
	"billing.api.preview_run": {"billing_run": BOB["run"]},
	"billing.api.retry_failed": {"billing_run": BOB["run"]},
	"billing.api.void_charges": {"charges": [BOB["charge"]], "reason": "x"},
	"billing.receipt_api.download_bill_notice": {"sales_invoice": BOB["bill"]},
	"billing.receipt_api.download_receipt": {"name": "RC-2026-99999"},
	"billing.receipt_api.payer_bills": {"property_owner": BOB["owner"]},
	"billing.receipt_api.search_payers": {"doctype": "Property Owner", **SEARCH},
	"billing.receipt_api.void_receipt": {"name": "RC-2026-99999", "reason": "x"},
	"casework.api.assign_case": {"case": BOB["case"], "handler": "Administrator"},
	"casework.api.category_defaults": "Says what a category proposes; categories belong to nobody.",
	"casework.api.file_case": {"description": "x", "unit": BOB["unit"]},
	"casework.api.reply_to_owner": {"case": BOB["case"], "message": "x"},
	"casework.api.search_staff": {"doctype": "User", **SEARCH, "filters": {"community": BOB["community"]}},
	"casework.api.search_units": {"doctype": "Property Unit", **SEARCH},
	"casework.api.unit_briefing": {"unit": BOB["unit"]},
	"casework.api.unit_history": {"case": BOB["case"]},
	"overview.api.find_units": {"text": "CanaryBob"},
	"overview.api.get_buildings": {"community": BOB["community"]},
	"overview.api.get_communities": {},
	"overview.api.get_owner_panel": {"property_owner": BOB["owner"]},
	"overview.api.get_unit_panel": {"unit": BOB["unit"]},
	"overview.api.get_units": {"building": BOB["building"]},
	"portal.api.add_message": f"{ISOLATION}: test_message_reaches_no_foreign_case",
	"portal.api.download_bill": f"{ISOLATION}: test_pdf_of_a_bill_only_for_who_sees_it_whole",
	"portal.api.file_case": f"{ISOLATION}: test_case_cannot_be_filed_on_a_foreign_unit",
	"portal.api.judge_case": "tests/integration/test_portal_visits.py: test_only_who_reported_may_judge",
	"portal.api.set_language": "Changes the session's own user and takes no name.",
	"registry.api.change_payer": {
		"unit": BOB["unit"],
		"property_owner": BOB["owner"],
		"from_date": "2026-01-01",
	},
	"registry.api.invite_owner": {"property_owner": BOB["owner"]},
	"registry.api.merge_owners": {"duplicate": BOB["owner"], "into": BOB["owner"]},
	"registry.api.ownership_on": {"unit": BOB["unit"], "day": "2026-01-01"},
	"registry.api.renumber_unit": {"unit": BOB["unit"], "building": BOB["building"], "unit_no": "9"},
	"registry.api.reveal_mobile_no": {"property_owner": BOB["owner"], "reason": "x"},
	"registry.roster.api.download_errors": {"name": "RI-2026-99999"},
	"registry.roster.api.preview": {"name": "RI-2026-99999"},
	"registry.roster.api.start_check": {"name": "RI-2026-99999"},
	"registry.roster.api.start_import": {"name": "RI-2026-99999"},
	"site_setup.api.get_difference": "For System Managers and managers: what was shipped, nobody's data.",
	"site_setup.api.keep_own_version": {"shipped_record": "x"},
	"site_setup.api.take_shipped_version": {"shipped_record": "x"},
	"visits.api.answer_visit": {"token": "guessed", "outcome": "Satisfied"},
	"visits.api.cancel_visit": {"visit": BOB["visit"], "reason": "x"},
	"visits.api.complete_visit": {"visit": BOB["visit"], "outcome": "Satisfied"},
	"visits.api.record_attempt": {"visit": BOB["visit"]},
	"visits.api.send_answer_link": {"visit": BOB["visit"]},
	"visits.api.visit_briefing": {"visit": BOB["visit"]},
}
# Staff of another community may call these; the answer just holds nothing of bob's.
ANSWERED_FOR_STAFF = {
	"billing.receipt_api.search_payers", "casework.api.search_units", "overview.api.find_units",
	"overview.api.get_communities", "casework.api.search_staff",
}  # fmt: skip
# Searches find nothing a resident could not see anyway; over HTTP the gate refuses them like the rest.
EMPTY_FOR_RESIDENTS = {"casework.api.search_units", "casework.api.search_staff"}
