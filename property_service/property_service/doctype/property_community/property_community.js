// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.ui.form.on("Property Community", {
	setup(frm) {
		const of_company = (extra) => () => ({
			filters: { company: frm.doc.company, is_group: 0, ...extra },
		});
		frm.set_query("cost_center", of_company({}));
		frm.set_query(
			"deposit_bank_account",
			of_company({ account_type: ["in", ["Bank", "Cash"]] })
		);
	},

	refresh(frm) {
		if (frm.is_new()) return;
		frm.add_custom_button(__("Property Tree"), () => frappe.set_route("property-tree"));
		if (frappe.model.can_create("Property Building")) {
			frm.add_custom_button(__("New Building"), () =>
				frappe.new_doc("Property Building", { community: frm.doc.name })
			);
		}
	},
});
