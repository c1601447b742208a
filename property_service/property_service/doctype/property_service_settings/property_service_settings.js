// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

const ROOT_TYPES = {
	deposit_account: "Liability",
	collected_for_others_account: "Liability",
	late_fee_account: "Income",
	fee_income_account: "Income",
};

frappe.ui.form.on("Property Service Settings", {
	setup(frm) {
		for (const [fieldname, root_type] of Object.entries(ROOT_TYPES)) {
			frm.set_query(fieldname, "company_accounts", (doc, cdt, cdn) => ({
				filters: {
					company: locals[cdt][cdn].company,
					root_type,
					is_group: 0,
					disabled: 0,
					account_type: ["not in", ["Receivable", "Payable"]],
				},
			}));
		}
		frm.set_query("customer_group", () => ({ filters: { is_group: 0 } }));
	},
});
