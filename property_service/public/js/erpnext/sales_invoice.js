// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.ui.form.on("Sales Invoice", {
	refresh(frm) {
		if (!frm.doc.property_bill_group || frm.doc.is_return || frm.is_new()) {
			return;
		}
		frm.set_intro(
			__(
				"This bill belongs to property charges. Credit or cancel it to bill anew; it cannot be copied or amended."
			),
			"blue"
		);
		if (frappe.model.can_read("Fee Charge")) {
			frm.add_custom_button(__("Explain This Bill"), () => explain(frm));
		}
	},
});

function explain(frm) {
	frappe
		.call({
			method: "property_service.billing.api.explain_bill",
			args: { sales_invoice: frm.doc.name },
		})
		.then(({ message }) =>
			frappe.msgprint({
				title: __("Explain This Bill"),
				message: message.charges.map(explained_line).join(""),
				wide: true,
			})
		);
}

function explained_line(charge) {
	const escape = frappe.utils.escape_html;
	const days = [charge.period_start, charge.period_end]
		.map((day) => frappe.datetime.str_to_user(day))
		.join(" – ");
	return `<p><b>${escape(charge.fee_name)}</b>, ${escape(charge.unit_title)}, ${days}<br>
		${escape(charge.explanation)}</p>`;
}
