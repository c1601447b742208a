// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

const VISIT_DIALOG = "/assets/property_service/js/casework/complete_visit.js";

frappe.ui.form.on("Return Visit", {
	setup(frm) {
		// questions are data in one language; shipped ones have a translation
		frappe.meta.get_docfield("Return Visit Answer", "question").formatter = (value) =>
			frappe.utils.escape_html(__(value));
		frm.set_query("reference_doctype", () => ({
			filters: { module: "Property Service", istable: 0, issingle: 0 },
		}));
		frm.set_query("visitor", () => ({
			query: "property_service.casework.api.search_staff",
			filters: { community: frm.doc.community || "" },
		}));
	},

	async refresh(frm) {
		if (frm.is_new()) return;
		const planned = frm.doc.status === "Planned";
		if (!planned) return frm.disable_form();
		show_due(frm);
		if (!frm.perm[0].write) return;
		const name = frm.doc.name;
		const brief = await frappe.xcall("property_service.visits.api.visit_briefing", {
			visit: name,
		});
		if (frm.doc.name === name) add_buttons(frm, brief);
	},
});

function add_buttons(frm, brief) {
	frm.add_custom_button(__("Complete Visit"), () =>
		frappe.require(
			VISIT_DIALOG,
			() => new property_service.visits.CompleteVisitDialog(frm, brief)
		)
	).addClass("btn-primary");
	frm.add_custom_button(__("Not Reached"), () => not_reached(frm));
	if (brief.has_portal) frm.add_custom_button(__("Link for the Owner"), () => send_link(frm));
	if (brief.may_cancel) frm.add_custom_button(__("Cancel Visit"), () => cancel(frm));
}

function show_due(frm) {
	const today = frappe.datetime.get_today();
	const when = frappe.datetime.str_to_user(frm.doc.due_date);
	if (!frm.doc.visitor) {
		frm.dashboard.set_headline(__("Nobody independent was found. Choose a visitor."), "red");
	} else if (frm.doc.due_date < today) {
		frm.dashboard.set_headline(__("The visit was due {0}.", [when]), "red");
	}
}

function not_reached(frm) {
	frappe.prompt(
		[
			{
				fieldname: "method",
				fieldtype: "Select",
				label: __("Visit Method"),
				options: frappe.meta.get_docfield("Return Visit", "method").options,
				default: frm.doc.method,
				reqd: 1,
			},
			{ fieldname: "note", fieldtype: "Data", label: __("Note") },
		],
		async (values) => {
			const { made, needed } = await frappe.xcall(
				"property_service.visits.api.record_attempt",
				{ visit: frm.doc.name, ...values }
			);
			frappe.show_alert(__("{0} of {1} attempts are noted.", [made, needed]));
			frm.reload_doc();
		},
		__("The owner was not reached"),
		__("Note Attempt")
	);
}

async function send_link(frm) {
	const { link, mailed } = await frappe.xcall("property_service.visits.api.send_answer_link", {
		visit: frm.doc.name,
	});
	frappe.utils.copy_to_clipboard(link);
	const sent = mailed ? __("It was sent to the owner by e-mail as well.") : "";
	frappe.msgprint({
		title: __("Link for the Owner"),
		message: `<p>${__(
			"The link is copied. It works once, and only for the owner who signs in."
		)} ${sent}</p><p><code>${frappe.utils.escape_html(link)}</code></p>`,
	});
}

function cancel(frm) {
	frappe.prompt(
		[{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 }],
		async ({ reason }) => {
			await frappe.xcall("property_service.visits.api.cancel_visit", {
				visit: frm.doc.name,
				reason,
			});
			frm.reload_doc();
		},
		__("Cancel Visit"),
		__("Cancel Visit")
	);
}
