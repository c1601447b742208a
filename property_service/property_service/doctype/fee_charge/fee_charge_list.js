// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.listview_settings["Fee Charge"] = {
	add_fields: ["status", "reason"],
	hide_name_column: true,
	get_indicator(doc) {
		const colors = {
			Planned: "blue",
			Posted: "green",
			Skipped: "orange",
			Failed: "red",
			Void: "gray",
		};
		return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
	},
	onload(listview) {
		if (frappe.model.can_cancel("Billing Run")) {
			listview.page.add_action_item(__("Void"), () => void_selected(listview));
		}
	},
};

function void_selected(listview) {
	const charges = listview.get_checked_items(true);
	frappe.prompt(
		{
			fieldname: "reason",
			fieldtype: "Small Text",
			label: __("Reason"),
			description: __("Voided charges give their days free: a new run can bill them."),
			reqd: 1,
		},
		({ reason }) =>
			frappe
				.call({
					method: "property_service.billing.api.void_charges",
					args: { charges, reason },
					freeze: true,
				})
				.then(() => listview.refresh()),
		__("Void Charges")
	);
}
