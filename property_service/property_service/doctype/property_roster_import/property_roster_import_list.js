// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.listview_settings["Property Roster Import"] = {
	get_indicator(doc) {
		const colors = {
			Draft: "gray",
			Checking: "yellow",
			Checked: "blue",
			Importing: "yellow",
			Completed: "green",
			"Completed with Errors": "orange",
			Failed: "red",
		};
		return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
	},
};
