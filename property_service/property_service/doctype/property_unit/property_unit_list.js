// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.listview_settings["Property Unit"] = {
	add_fields: ["status", "owner_names", "entrance"],
	hide_name_column: true,
	filters: [],
	formatters: {
		gross_area: (value) => `${format_number(value, null, 2)} m²`,
		unit_no: (value, df, doc) =>
			frappe.utils.escape_html([doc.entrance, value].filter(Boolean).join("-")),
	},
	onload(listview) {
		listview.page.add_inner_button(__("Property Tree"), () =>
			frappe.set_route("property-tree")
		);
	},
};
