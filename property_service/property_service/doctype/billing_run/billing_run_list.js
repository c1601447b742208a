// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.listview_settings["Billing Run"] = {
	add_fields: ["status", "failed_count"],
	has_indicator_for_draft: true,
	get_indicator(doc) {
		const colors = {
			Draft: "gray",
			Planned: "blue",
			Queued: "blue",
			Posting: "blue",
			Posted: "green",
			"Posted with Failures": "orange",
			Stopped: "red",
			Cancelled: "red",
		};
		return [__(doc.status), colors[doc.status] || "gray", `status,=,${doc.status}`];
	},
};
