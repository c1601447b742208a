// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.listview_settings["Property Receipt"] = {
	add_fields: ["status"],
	has_indicator_for_draft: true,
	has_indicator_for_cancelled: true,
	get_indicator(doc) {
		const colors = { Draft: "gray", Paid: "green", Voided: "red" };
		// nosemgrep: the options of the Select field, translated with the DocType
		return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
	},
};
