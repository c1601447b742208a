// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.ui.form.on("Unit Occupant", {
	setup(frm) {
		frm.set_query("property_owner", () => ({ filters: { status: "Active" } }));
	},

	// A tenant usually pays and reports; a family member reports.
	relation(frm) {
		frm.set_value("can_pay", frm.doc.relation === "Tenant" ? 1 : 0);
	},
});
