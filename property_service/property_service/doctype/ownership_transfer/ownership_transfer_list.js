// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.listview_settings["Ownership Transfer"] = {
	add_fields: ["reason", "open_amount"],
	hide_name_column: false,
};
