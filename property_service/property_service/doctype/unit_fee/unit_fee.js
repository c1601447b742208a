// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.ui.form.on("Unit Fee", {
	setup(frm) {
		frm.set_query("fee_item", () => ({ filters: { mode: "Periodic", enabled: 1 } }));
	},
});
