// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

const ROSTER_METHODS = "property_service.registry.roster.api.";
const ROSTER_EVENT = "property_roster_progress";
const RUNNING = ["Checking", "Importing"];
const IMPORTED = ["Completed", "Completed with Errors"];
const POLL_SECONDS = 4;
const STALLED_MINUTES = 15;
const SHOWN_ERRORS = 50;

frappe.ui.form.on("Property Roster Import", {
	setup(frm) {
		frm.set_df_property("roster_file", "options", {
			allow_toggle_private: false,
			restrictions: { allowed_file_types: [".csv", ".xlsx"] },
		});
	},

	onload(frm) {
		frappe.realtime.off(ROSTER_EVENT);
		frappe.realtime.on(ROSTER_EVENT, (state) => {
			if (state.name === frm.doc.name) frm.events.show_state(frm, state);
		});
	},

	refresh(frm) {
		frm.trigger("show_steps");
		frm.fields_dict.preview_html.$wrapper.empty();
		frm.fields_dict.errors_html.$wrapper.empty();
		if (frm.is_new()) return;
		frm.trigger("show_outcome");
		frm.trigger("add_buttons");
		if (RUNNING.includes(frm.doc.status)) frm.trigger("follow");
		else {
			frm.trigger("show_errors");
			frm.trigger("show_preview");
		}
	},

	roster_file(frm) {
		frm.trigger("show_steps");
	},

	show_steps(frm) {
		const { status, roster_file } = frm.doc;
		const attached = Boolean(roster_file);
		const checked = attached && !["Draft", "Checking", "Failed"].includes(status);
		const steps = [
			[__("Attach the roster"), attached],
			[__("Check it"), checked],
			[__("Import it"), IMPORTED.includes(status)],
		];
		const current = steps.findIndex(([_label, done]) => !done);
		const items = steps.map(([label, done], index) => {
			const color = done ? "green" : index === current ? "blue" : "gray";
			return `<span class="indicator-pill ${color}">${index + 1}. ${label}</span>`;
		});
		const html = `<div class="flex flex-wrap" style="gap: var(--margin-sm)">${items.join(
			""
		)}</div>`;
		frm.fields_dict.steps_html.$wrapper.html(html);
	},

	show_outcome(frm) {
		const doc = frm.doc;
		if (doc.message) frm.set_intro(frappe.utils.escape_html(doc.message), "red");
		if (doc.status === "Draft" || RUNNING.includes(doc.status)) return;
		const counts = [
			[__("Ready: {0}", [doc.valid_rows]), doc.valid_rows, "blue"],
			[__("Imported: {0}", [doc.imported_rows]), doc.imported_rows, "green"],
			[__("Unchanged: {0}", [doc.unchanged_rows]), doc.unchanged_rows, "gray"],
			[__("With errors: {0}", [doc.error_rows]), doc.error_rows, "red"],
		];
		for (const [label, count, color] of counts) {
			if (count) frm.dashboard.add_indicator(label, color);
		}
	},

	add_buttons(frm) {
		const doc = frm.doc;
		const may_write = frm.perm[0] && frm.perm[0].write;
		if (doc.total_rows) {
			frm.add_custom_button(__("Rows"), () => frm.trigger("show_rows"));
		}
		if (!may_write || !doc.roster_file || frm.is_dirty()) return;
		if (doc.error_rows && !RUNNING.includes(doc.status)) {
			frm.add_custom_button(__("Download Rows with Errors"), () =>
				frm.trigger("download_errors")
			);
		}
		frm.events.add_step_button(frm);
	},

	// The next step is the one blue button; what was done before can be done again.
	add_step_button(frm) {
		const { status, valid_rows } = frm.doc;
		const stalled = frm.events.is_stalled(frm);
		if (RUNNING.includes(status) && !stalled) return;
		if (status === "Importing") {
			frm.events.primary_button(frm, __("Resume"), "start_import");
			return;
		}
		const again = ["Checked", ...IMPORTED].includes(status);
		if (status === "Checked" && valid_rows) {
			frm.events.primary_button(frm, __("Import"), "confirm_import");
		}
		if (again) frm.add_custom_button(__("Check Again"), () => frm.trigger("start_check"));
		else frm.events.primary_button(frm, __("Check"), "start_check");
	},

	primary_button(frm, label, action) {
		frm.add_custom_button(label, () => frm.trigger(action));
		frm.change_custom_button_type(label, null, "primary");
	},

	is_stalled(frm) {
		const last = frm.doc.last_progress_on;
		return (
			!last || moment(frappe.datetime.now_datetime()).diff(last, "minutes") > STALLED_MINUTES
		);
	},

	async start_check(frm) {
		await frappe.xcall(`${ROSTER_METHODS}start_check`, { name: frm.doc.name });
		frm.reload_doc();
	},

	confirm_import(frm) {
		const { valid_rows, error_rows } = frm.doc;
		const question = error_rows
			? __("Import {0} rows now? {1} rows with errors are left out.", [
					valid_rows,
					error_rows,
				])
			: __("Import {0} rows now?", [valid_rows]);
		frappe.confirm(question, () => frm.trigger("start_import"));
	},

	async start_import(frm) {
		await frappe.xcall(`${ROSTER_METHODS}start_import`, { name: frm.doc.name });
		frm.reload_doc();
	},

	// Events arrive where socketio runs; asking now and then works everywhere.
	follow(frm) {
		const name = frm.doc.name;
		frm.events.show_state(frm, frm.doc);
		clearInterval(frm.roster_timer);
		frm.roster_timer = setInterval(async () => {
			if (frm.doc.name !== name || !RUNNING.includes(frm.doc.status) || frm.is_dirty()) {
				clearInterval(frm.roster_timer);
				return;
			}
			const fields = ["name", "status", "processed_rows", "total_rows"];
			const { message } = await frappe.db.get_value(frm.doctype, name, fields);
			if (message && frm.doc.name === name) frm.events.show_state(frm, message);
		}, POLL_SECONDS * 1000);
	},

	show_state(frm, { status, processed_rows, total_rows }) {
		if (!RUNNING.includes(status)) {
			clearInterval(frm.roster_timer);
			frm.reload_doc();
			return;
		}
		const title =
			status === "Checking" ? __("Checking the roster") : __("Importing the roster");
		const percent = total_rows ? (100 * processed_rows) / total_rows : 0;
		const message = total_rows
			? __("{0} of {1} rows", [processed_rows, total_rows])
			: __("Reading the file");
		frm.dashboard.show_progress(title, percent, message);
	},

	download_errors(frm) {
		const query = $.param({ name: frm.doc.name });
		window.open(`/api/method/${ROSTER_METHODS}download_errors?${query}`);
	},

	show_rows(frm) {
		const filters = { roster_import: frm.doc.name };
		if (frm.doc.error_rows) filters.status = "Error";
		frappe.set_route("List", "Property Roster Import Row", filters);
	},

	async show_errors(frm) {
		const { name, error_rows } = frm.doc;
		if (!error_rows) return;
		const rows = await frappe.db.get_list("Property Roster Import Row", {
			filters: { roster_import: name, status: "Error" },
			fields: ["row_no", "unit_label", "column_label", "message"],
			order_by: "row_no asc",
			limit: SHOWN_ERRORS,
		});
		if (frm.doc.name === name) {
			frm.fields_dict.errors_html.$wrapper.html(error_table(rows, error_rows));
		}
	},

	async show_preview(frm) {
		const name = frm.doc.name;
		if (frm.doc.status !== "Checked" || !frm.doc.preview_data) return;
		const method = `${ROSTER_METHODS}preview`;
		const { message } = await frappe.call({ method, args: { name }, type: "GET" });
		if (frm.doc.name === name) {
			frm.fields_dict.preview_html.$wrapper.html(preview_table(message));
		}
	},
});

function table(note, titles, lines) {
	const head = titles.map((title) => `<th>${title}</th>`).join("");
	const body = lines.map(
		(cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`
	);
	return `<p class="text-muted">${note}</p>
		<div style="overflow-x: auto">
			<table class="table table-bordered" style="min-width: 700px; font-size: var(--text-sm)">
				<thead><tr>${head}</tr></thead>
				<tbody>${body.join("")}</tbody>
			</table>
		</div>`;
}

function text(value) {
	return frappe.utils.escape_html(cstr(value));
}

function error_table(rows, count) {
	const note = __(
		"{0} of {1} rows with errors. Download all of them, mend them and import that file.",
		[rows.length, count]
	);
	const titles = [__("Row"), __("Property Unit"), __("Column"), __("Message and Remedy")];
	const lines = rows.map((row) => [
		text(row.row_no),
		text(row.unit_label),
		text(row.column_label),
		text(row.message).replace(/\n/g, "<br>"),
	]);
	return table(note, titles, lines);
}

function preview_table(units) {
	const note = __("The first {0} units of the file as they would be imported.", [units.length]);
	const titles = [
		__("Row"),
		__("Property Unit"),
		__("Floor"),
		__("Gross Area (m²)"),
		__("Inner Area (m²)"),
		__("Unit Type"),
		__("Owners"),
		__("Parking Space"),
		__("Unit Delivery Date"),
		__("Result"),
	];
	return table(note, titles, units.map(preview_cells));
}

function preview_cells(unit) {
	return [
		text(unit.rows.join(", ")),
		text(unit.unit),
		text(unit.floor),
		text(unit.gross_area),
		text(unit.inner_area),
		text(unit.unit_type),
		unit.owners.map(owner_text).join("<br>"),
		unit.parking.map(text).join("<br>"),
		text(unit.delivery_date ? frappe.datetime.str_to_user(unit.delivery_date) : ""),
		result_text(unit),
	];
}

function owner_text(owner) {
	const more = owner.more_phones ? `+${owner.more_phones}` : "";
	const details = [owner.share, owner.phone, more, owner.id_number].filter(Boolean);
	return `${text(owner.name)} <span class="text-muted">${text(details.join(" · "))}</span>`;
}

function result_text(unit) {
	const labels = {
		New: [__("New Unit"), "blue"],
		Update: [__("Update"), "orange"],
		Unchanged: [__("Unchanged"), "gray"],
		Error: [__("Error"), "red"],
	};
	const [label, color] = labels[unit.action];
	return `<span class="indicator-pill ${color}" style="white-space: nowrap">${label}</span>`;
}
