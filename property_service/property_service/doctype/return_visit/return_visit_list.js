// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.listview_settings["Return Visit"] = {
	add_fields: ["status", "outcome", "due_date", "visitor", "reference_name"],
	hide_name_column: true,
	filters: [["status", "=", "Planned"]],

	get_indicator(doc) {
		if (doc.status === "Completed") {
			const color = {
				Satisfied: "green",
				"Partly Satisfied": "orange",
				Dissatisfied: "red",
			};
			return [__(doc.outcome), color[doc.outcome], `outcome,=,${doc.outcome}`];
		}
		if (doc.status !== "Planned") return [__(doc.status), "gray", `status,=,${doc.status}`];
		if (!doc.visitor) return [__("Without Visitor"), "red", "visitor,is,not set"];
		return [__("Planned"), "blue", "status,=,Planned"];
	},

	formatters: {
		visitor: (value) => frappe.utils.escape_html(value ? frappe.user.full_name(value) : ""),

		due_date(value, _df, doc) {
			const text = frappe.datetime.str_to_user(value);
			if (doc.status !== "Planned") return `<span class="text-muted">${text}</span>`;
			const today = frappe.datetime.get_today();
			const color = value < today ? "red" : value === today ? "orange" : "green";
			return `<span class="indicator ${color}">${text}</span>`;
		},
	},
};
