// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.listview_settings["Property Roster Import Row"] = {
	hide_name_column: true,
	add_fields: ["row_no"],
	get_indicator(doc) {
		const colors = { Ready: "blue", Imported: "green", Unchanged: "gray", Error: "red" };
		return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
	},
	formatters: {
		// The list keeps few columns on a small screen, and people look rows up by their number.
		unit_label: (value, _df, doc) =>
			`${cint(doc.row_no)} · ${frappe.utils.escape_html(cstr(value))}`,
	},
};
