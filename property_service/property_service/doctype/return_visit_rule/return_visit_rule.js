// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.ui.form.on("Return Visit Rule", {
	setup(frm) {
		frm.set_query("reference_doctype", () => ({
			filters: { istable: 0, issingle: 0, module: "Property Service" },
		}));
		frm.set_query("questionnaire", () => ({ filters: { enabled: 1 } }));
	},
});
