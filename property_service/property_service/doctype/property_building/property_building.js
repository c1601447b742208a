// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.ui.form.on("Property Building", {
	setup(frm) {
		frm.set_query("housekeeper", () => ({
			filters: { user_type: "System User", enabled: 1 },
		}));
	},

	refresh(frm) {
		frm.toggle_enable("community", frm.is_new());
		if (frm.is_new() || !frappe.model.can_create("Property Unit")) return;
		frm.add_custom_button(__("New Unit"), () =>
			frappe.new_doc("Property Unit", {
				community: frm.doc.community,
				building: frm.doc.name,
			})
		);
	},
});
