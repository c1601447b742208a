// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.ui.form.on("Customer", {
	refresh(frm) {
		if (!frm.doc.property_owner || !frappe.model.can_read("Property Owner")) return;
		frm.add_custom_button(
			__("Property Owner"),
			() => frappe.set_route("Form", "Property Owner", frm.doc.property_owner),
			__("View")
		);
	},
});
