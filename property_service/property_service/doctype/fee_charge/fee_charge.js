// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.ui.form.on("Fee Charge", {
	refresh(frm) {
		frappe
			.call({
				method: "property_service.billing.api.explain_charge",
				args: { fee_charge: frm.doc.name },
			})
			.then(
				({ message }) =>
					message && frm.set_intro(frappe.utils.escape_html(message), "blue")
			);
		const reopened = frm.doc.status === "Planned" && !frm.doc.billing_run;
		if (reopened && frappe.model.can_submit("Billing Run")) {
			frm.add_custom_button(__("Post"), () =>
				frappe
					.call({
						method: "property_service.billing.api.post_charge",
						args: { fee_charge: frm.doc.name },
						freeze: true,
					})
					.then(() => frm.reload_doc())
			);
		}
	},
});
