// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.views.calendar["Return Visit"] = {
	field_map: {
		start: "due_date",
		end: "due_date",
		id: "name",
		title: "contact_name",
		status: "status",
		allDay: 1,
	},
	style_map: { Planned: "warning", Completed: "success", Unreachable: "standard" },
	get_events_method: "frappe.desk.calendar.get_events",
};
