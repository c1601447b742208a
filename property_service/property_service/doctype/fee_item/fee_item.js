// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.ui.form.on("Fee Item", {
	setup(frm) {
		frm.set_query("item", () => ({ filters: { is_stock_item: 0, disabled: 0 } }));
		frm.set_query("account", "accounts", (_doc, cdt, cdn) => {
			const row = locals[cdt][cdn];
			const root_type = row.nature === "Income" ? "Income" : "Liability";
			return { filters: { company: row.company, root_type, is_group: 0 } };
		});
		frm.set_query("item_tax_template", "accounts", (_doc, cdt, cdn) => ({
			filters: { company: locals[cdt][cdn].company },
		}));
		frm.set_query("community", "accounts", (_doc, cdt, cdn) => ({
			filters: { company: locals[cdt][cdn].company },
		}));
	},

	refresh(frm) {
		if (frm.is_new() || frm.doc.mode !== "Periodic" || !frappe.model.can_create("Unit Fee")) {
			return;
		}
		frm.add_custom_button(__("Attach to Units"), () => attach_to_units(frm));
	},
});

function attach_to_units(frm) {
	const dialog = new frappe.ui.Dialog({
		title: __("Attach to Units"),
		fields: [
			{
				fieldname: "community",
				fieldtype: "Link",
				options: "Property Community",
				label: __("Property Community"),
				reqd: 1,
			},
			{
				fieldname: "building",
				fieldtype: "Link",
				options: "Property Building",
				label: __("Property Building"),
				description: __("Empty takes the whole community"),
				get_query: () => ({ filters: { community: dialog.get_value("community") } }),
			},
			{
				fieldname: "unit_type",
				fieldtype: "Select",
				options: ["", "Residence", "Shop", "Office", "Parking Space", "Storage"],
				label: __("Unit Type"),
			},
			{
				fieldname: "from_date",
				fieldtype: "Date",
				label: __("From Date"),
				default: frappe.datetime.month_start(),
				description: __("First day that is billed"),
				reqd: 1,
			},
		],
		primary_action_label: __("Attach Fee"),
		primary_action(values) {
			dialog.hide();
			frappe
				.call({
					method: "property_service.billing.api.attach_fee",
					args: { fee_item: frm.doc.name, ...values },
					freeze: true,
				})
				.then(({ message }) =>
					frappe.show_alert({
						message: __("{0} units got this fee, the others had it.", [message]),
						indicator: "green",
					})
				);
		},
	});
	dialog.show();
}
