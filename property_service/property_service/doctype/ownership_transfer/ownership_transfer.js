// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.ui.form.on("Ownership Transfer", {
	setup(frm) {
		frm.set_query("property_owner", "new_owners", () => ({ filters: { status: "Active" } }));
	},

	refresh(frm) {
		frm.trigger("show_share_columns");
		if (frm.doc.docstatus === 0) frm.trigger("say_what_is_open");
	},

	tenure(frm) {
		frm.trigger("show_share_columns");
	},

	show_share_columns(frm) {
		const by_shares = frm.doc.tenure === "By Shares";
		const grid = frm.fields_dict.new_owners.grid;
		for (const fieldname of ["share_numerator", "share_denominator"]) {
			grid.update_docfield_property(fieldname, "hidden", by_shares ? 0 : 1);
			grid.update_docfield_property(fieldname, "reqd", by_shares ? 1 : 0);
			grid.update_docfield_property(fieldname, "in_list_view", by_shares ? 1 : 0);
		}
		grid.reset_grid();
	},

	say_what_is_open(frm) {
		frm.set_intro("");
		if (frm.doc.open_amount > 0) {
			const amount = format_currency(frm.doc.open_amount);
			frm.set_intro(
				__("{0} is open from the old owners: a clearance is needed to submit.", [amount]),
				"orange"
			);
		}
		if ((frm.doc.credits || []).length) {
			frm.set_intro(
				__("Days after the transfer were billed already: see the charges to credit."),
				"orange"
			);
		}
	},
});

frappe.ui.form.on("Ownership Transfer Owner", {
	// The first owner pays unless somebody says otherwise; owners by shares each pay their own.
	new_owners_add(frm, cdt, cdn) {
		const is_payer = frm.doc.new_owners.length === 1 && frm.doc.tenure !== "By Shares" ? 1 : 0;
		frappe.model.set_value(cdt, cdn, { is_payer });
	},
});
