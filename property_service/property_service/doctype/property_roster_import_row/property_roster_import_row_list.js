// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.listview_settings["Property Roster Import Row"] = {
	hide_name_column: true,
	get_indicator(doc) {
		const colors = { Ready: "blue", Imported: "green", Unchanged: "gray", Error: "red" };
		return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
	},
};
