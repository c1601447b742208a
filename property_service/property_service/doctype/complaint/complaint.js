// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

const CASE_DIALOGS = "/assets/property_service/js/casework/file_case.js";
// What the owner gets to read when a case enters one of these categories.
const WORDS_FOR_OWNER = {
	Resolved: "resolution",
	Closed: "resolution",
	Rejected: "reject_reason",
};

frappe.ui.form.on("Complaint", {
	setup(frm) {
		frm.set_query("unit", () => ({
			query: "property_service.casework.api.search_units",
			filters: frm.doc.community ? { community: frm.doc.community } : {},
		}));
		["handler", "executor"].forEach((fieldname) => {
			frm.set_query(fieldname, () => ({
				query: "property_service.casework.api.search_staff",
				filters: { community: frm.doc.community || "" },
			}));
		});
	},

	refresh(frm) {
		if (frm.is_new()) return;
		add_buttons(frm);
		show_due(frm);
		show_unit_history(frm);
	},

	async unit(frm) {
		if (!frm.doc.unit) return;
		const { message } = await frappe.db.get_value("Property Unit", frm.doc.unit, "community");
		frm.set_value("community", message.community);
	},

	async category(frm) {
		if (!frm.doc.category || !frm.is_new()) return;
		const proposed = await frappe.xcall("property_service.casework.api.category_defaults", {
			category: frm.doc.category,
		});
		Object.entries(proposed).forEach(([fieldname, value]) => {
			if (value) frm.set_value(fieldname, value);
		});
	},

	before_workflow_action(frm) {
		const category = next_category(frm);
		const fieldname = WORDS_FOR_OWNER[category];
		// What was written the first time did not satisfy the owner: it is looked at again before it is sent again.
		const again = category === "Resolved" && frm.doc.reopen_count;
		if (fieldname && (again || !frm.doc[fieldname])) return ask_words(frm, fieldname);
	},
});

function add_buttons(frm) {
	const unfinished = ["Open", "Waiting"].includes(frm.doc.state_category);
	if (!frm.perm[0].write) return;
	if (frm.doc.property_owner) {
		frm.add_custom_button(__("Reply to Owner"), () => reply(frm));
	}
	if (unfinished) frm.add_custom_button(__("Assign Case"), () => assign(frm));
}

function reply(frm) {
	frappe.prompt(
		[
			{
				fieldname: "message",
				fieldtype: "Small Text",
				label: __("Message"),
				reqd: 1,
				description: __(
					"The owner reads this in the portal, and by e-mail when there is an address."
				),
			},
		],
		async ({ message }) => {
			await frappe.xcall("property_service.casework.api.reply_to_owner", {
				case: frm.doc.name,
				message,
			});
			frappe.show_alert({ message: __("The reply is sent."), indicator: "green" });
			frm.reload_doc();
		},
		__("Reply to {0}", [frm.doc.contact_name || frm.doc.property_owner]),
		__("Send")
	);
}

function assign(frm) {
	const query = () => ({
		query: "property_service.casework.api.search_staff",
		filters: { community: frm.doc.community },
	});
	frappe.prompt(
		[
			{
				fieldname: "handler",
				fieldtype: "Link",
				options: "User",
				label: __("Handler"),
				description: __("Answers for the case"),
				default: frm.doc.handler,
				get_query: query,
			},
			{
				fieldname: "executor",
				fieldtype: "Link",
				options: "User",
				label: __("Executor"),
				description: __("Does the work"),
				default: frm.doc.executor,
				get_query: query,
			},
			{ fieldname: "note", fieldtype: "Small Text", label: __("Note for the Staff") },
		],
		async (values) => {
			const changed = (fieldname) =>
				values[fieldname] !== frm.doc[fieldname] ? values[fieldname] : undefined;
			await frappe.xcall("property_service.casework.api.assign_case", {
				case: frm.doc.name,
				handler: changed("handler"),
				executor: changed("executor"),
				note: values.note,
			});
			frm.reload_doc();
		},
		__("Assign Case"),
		__("Assign")
	);
}

function show_due(frm) {
	const doc = frm.doc;
	if (!["Open", "Waiting"].includes(doc.state_category)) return;
	const due = doc.ps_replied_on ? doc.promised_reply_at : doc.ps_reply_due;
	if (!due) return;
	const late = due < frappe.datetime.now_datetime();
	const when = frappe.datetime.str_to_user(due);
	const text = doc.ps_replied_on
		? late
			? __("The reply promised for {0} is overdue.", [when])
			: __("A reply is promised for {0}.", [when])
		: late
			? __("The first reply was due {0}.", [when])
			: __("The first reply is due {0}.", [when]);
	frm.dashboard.set_headline(text, late ? "red" : "blue");
}

async function show_unit_history(frm) {
	if (!frm.doc.unit) return;
	const name = frm.doc.name;
	const [rows] = await Promise.all([
		frappe.xcall("property_service.casework.api.unit_history", { case: name }),
		frappe.require(CASE_DIALOGS),
	]);
	if (!rows.length || frm.doc.name !== name) return;
	const html = rows.map((row) => property_service.casework.case_row(row)).join("");
	frm.dashboard.add_section(html, __("Other Cases of This Unit"));
	frm.dashboard.show();
}

function next_category(frm) {
	const workflow = frappe.workflow.workflows[frm.doctype];
	const step = workflow.transitions.find(
		(row) =>
			row.state === frm.doc.workflow_state && row.action === frm.selected_workflow_action
	);
	const state = step && workflow.states.find((row) => row.state === step.next_state);
	return state && state.update_value;
}

// The workflow reads the case from the database, so the words are saved before it moves. Closing the dialog leaves
// the action undone.
function ask_words(frm, fieldname) {
	frappe.dom.unfreeze();
	const label = frappe.meta.get_label(frm.doctype, fieldname);
	return new Promise((resolve) => {
		frappe.prompt(
			[
				{
					fieldname: "words",
					fieldtype: "Small Text",
					reqd: 1,
					label: __(label),
					default: frm.doc[fieldname],
					description: __("The owner reads this."),
				},
			],
			async ({ words }) => {
				await frm.set_value(fieldname, words);
				if (frm.is_dirty()) await frm.save();
				frappe.dom.freeze();
				resolve();
			},
			__(frm.selected_workflow_action),
			__("Continue")
		);
	});
}
