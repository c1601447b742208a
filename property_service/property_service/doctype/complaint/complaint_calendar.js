// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.views.calendar["Complaint"] = {
	field_map: {
		start: "promised_reply_at",
		end: "promised_reply_at",
		id: "name",
		title: "subject",
		status: "state_category",
		allDay: 0,
	},
	style_map: {
		Open: "warning",
		Waiting: "info",
		Resolved: "standard",
		Closed: "success",
		Rejected: "standard",
	},
	filters: [
		{
			fieldtype: "Link",
			fieldname: "community",
			options: "Property Community",
			label: __("Property Community"),
		},
	],
	get_events_method: "frappe.desk.calendar.get_events",
};
