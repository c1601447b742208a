// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.listview_settings["Property Owner"] = {
	add_fields: ["status", "owner_type"],
	onload(listview) {
		listview.page.add_inner_button(__("Property Tree"), () =>
			frappe.set_route("property-tree")
		);
	},
};
