// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.listview_settings["Complaint"] = {
	add_fields: [
		"workflow_state",
		"state_category",
		"promised_reply_at",
		"ps_reply_due",
		"ps_replied_on",
	],
	hide_name_column: true,

	onload() {
		frappe.require("/assets/property_service/js/casework/file_case.js");
	},

	primary_action() {
		frappe.require("/assets/property_service/js/casework/file_case.js", () => {
			new property_service.casework.FileCaseDialog();
		});
	},

	get_indicator(doc) {
		const color = {
			Open: "orange",
			Waiting: "yellow",
			Resolved: "blue",
			Closed: "green",
			Rejected: "gray",
		}[doc.state_category];
		const state = doc.workflow_state || doc.state_category;
		const field = doc.workflow_state ? "workflow_state" : "state_category";
		return [__(state), color, `${field},=,${state}`];
	},

	formatters: {
		handler: (value) => frappe.utils.escape_html(value ? frappe.user.full_name(value) : ""),

		severity(value) {
			const color = { Urgent: "red", High: "orange", Low: "gray" }[value] || "blue";
			return `<span class="indicator-pill ${color} ellipsis">${__(value)}</span>`;
		},

		// What is due next: the first reply until there was one, then the promised reply.
		promised_reply_at(value, _df, doc) {
			const due = doc.ps_replied_on ? value : doc.ps_reply_due || value;
			if (!due) return "";
			const text = frappe.datetime.str_to_user(due, false);
			if (!["Open", "Waiting"].includes(doc.state_category)) {
				return `<span class="text-muted">${text}</span>`;
			}
			const hours = moment(due).diff(moment(frappe.datetime.now_datetime()), "hours", true);
			const color = hours < 0 ? "red" : hours < 24 ? "orange" : "green";
			return `<span class="indicator ${color}">${text}</span>`;
		},
	},
};
