// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.ui.form.on("Fee Rate", {
	setup(frm) {
		for (const fieldname of ["building", "unit"]) {
			frm.set_query(fieldname, () => ({ filters: { community: frm.doc.community } }));
		}
	},
});
