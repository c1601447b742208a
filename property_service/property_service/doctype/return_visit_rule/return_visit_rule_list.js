// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.listview_settings["Return Visit Rule"] = {
	add_fields: ["enabled"],
	hide_name_column: true,
	// shipped rules carry English names; the list shows their translation
	formatters: { name: (value) => frappe.utils.escape_html(__(value)) },
	get_indicator: (doc) =>
		doc.enabled
			? [__("Enabled"), "blue", "enabled,=,1"]
			: [__("Disabled"), "gray", "enabled,=,0"],
};
