// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.treeview_settings["Complaint Category"] = {
	title: __("Case Categories"),
	get_label(node) {
		const name = node.data.value || node.label;
		return __(name);
	},
	fields: [
		{
			fieldtype: "Data",
			fieldname: "category_name",
			label: __("Category Name"),
			reqd: 1,
		},
		{ fieldtype: "Check", fieldname: "is_group", label: __("Is Group") },
	],
};
