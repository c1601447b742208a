// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.listview_settings["Unit Occupant"] = {
	add_fields: ["from_date", "to_date"],
	hide_name_column: true,
	get_indicator: (doc) => property_service_occupant_indicator(doc),
};

function property_service_occupant_indicator(doc) {
	const today = frappe.datetime.get_today();
	if (doc.to_date && doc.to_date < today) return [__("Past"), "gray", `to_date,<,${today}`];
	if (doc.from_date > today) return [__("Future"), "blue", `from_date,>,${today}`];
	return [__("Current"), "green", `from_date,<=,${today}`];
}
