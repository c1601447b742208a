// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.listview_settings["Unit Ownership"] = {
	add_fields: ["from_date", "to_date", "share_numerator", "share_denominator"],
	hide_name_column: true,
	get_indicator: (doc) => property_service_stay_indicator(doc),
	formatters: {
		tenure: (value, df, doc) =>
			value === "By Shares"
				? `${__(value)} ${doc.share_numerator}/${doc.share_denominator}`
				: __(value),
	},
};

function property_service_stay_indicator(doc) {
	const today = frappe.datetime.get_today();
	if (doc.to_date && doc.to_date < today) return [__("Past"), "gray", `to_date,<,${today}`];
	if (doc.from_date > today) return [__("Future"), "blue", `from_date,>,${today}`];
	return [__("Current"), "green", `from_date,<=,${today}`];
}
