// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.provide("property_service.casework");

// The quick entry of a case: a unit found by number, name or phone end, and one sentence are enough.
property_service.casework.FileCaseDialog = class FileCaseDialog {
	constructor(defaults = {}) {
		this.uploads = [];
		this.touched = new Set();
		this.dialog = new frappe.ui.Dialog({
			title: __("New Case"),
			fields: this.fields(),
			size: "large",
			primary_action_label: __("File Case"),
			primary_action: (values) => this.file(values, false),
			secondary_action_label: __("File and Next"),
			secondary_action: () => this.file_and_next(),
		});
		this.dialog.$wrapper.addClass("file-case-dialog");
		["request_type", "severity"].forEach((fieldname) => this.note_choice(fieldname));
		this.dialog.show();
		this.dialog.set_values(defaults);
		if (defaults.unit) this.show_unit();
	}

	// No field is marked as required: Frappe empties a required field that is being typed in whenever another one
	// changes, as the unit's people do when they arrive. The server says what is missing.
	fields() {
		const options = (fieldname) => frappe.meta.get_docfield("Complaint", fieldname).options;
		return [
			{
				fieldname: "unit",
				fieldtype: "Link",
				options: "Property Unit",
				label: __("Property Unit"),
				description: __("Unit number, name or the last digits of a phone number"),
				get_query: () => ({ query: "property_service.casework.api.search_units" }),
				onchange: () => this.show_unit(),
			},
			{
				fieldname: "community",
				fieldtype: "Link",
				options: "Property Community",
				label: __("Property Community"),
				depends_on: "eval:!doc.unit",
			},
			{ fieldname: "people", fieldtype: "Column Break" },
			{
				fieldname: "property_owner",
				fieldtype: "Select",
				label: __("Reported By"),
				depends_on: "eval:doc.unit && !doc.is_anonymous",
			},
			{ fieldname: "is_anonymous", fieldtype: "Check", label: __("Anonymous") },
			{ fieldname: "story", fieldtype: "Section Break" },
			{ fieldname: "briefing", fieldtype: "HTML" },
			{
				fieldname: "description",
				fieldtype: "Small Text",
				label: __("What happened"),
			},
			{ fieldname: "kind", fieldtype: "Section Break" },
			{
				fieldname: "category",
				fieldtype: "Link",
				options: "Complaint Category",
				label: __("Category"),
				get_query: () => ({ filters: { is_group: 0, enabled: 1 } }),
				onchange: () => this.propose(),
			},
			{
				fieldname: "request_type",
				fieldtype: "Select",
				label: __("Request Type"),
				options: options("request_type"),
				default: "Repair",
			},
			{ fieldname: "how", fieldtype: "Column Break" },
			{
				fieldname: "channel",
				fieldtype: "Select",
				label: __("Channel"),
				options: options("channel"),
				default: "Phone",
			},
			{
				fieldname: "severity",
				fieldtype: "Select",
				label: __("Severity"),
				options: options("severity"),
				default: "Normal",
			},
			{
				fieldname: "more",
				fieldtype: "Section Break",
				label: __("More"),
				collapsible: 1,
			},
			{ fieldname: "contact_name", fieldtype: "Data", label: __("Contact Name") },
			{ fieldname: "contact_mobile", fieldtype: "Data", label: __("Contact Phone") },
			{ fieldname: "rest", fieldtype: "Column Break" },
			{ fieldname: "location", fieldtype: "Data", label: __("Location") },
			{
				fieldname: "promised_reply_at",
				fieldtype: "Datetime",
				label: __("Promised Reply At"),
			},
			{ fieldname: "files_section", fieldtype: "Section Break" },
			{
				fieldname: "attach",
				fieldtype: "Button",
				label: __("Attach Photos"),
				click: () => this.upload(),
			},
			{ fieldname: "files", fieldtype: "HTML" },
		];
	}

	// A kind or severity somebody chose is kept when the category proposes another.
	note_choice(fieldname) {
		this.dialog.fields_dict[fieldname].$input.on("change", () => this.touched.add(fieldname));
	}

	async show_unit() {
		const unit = this.dialog.get_value("unit");
		if (unit === this.unit) return;
		this.unit = unit;
		const brief = unit
			? await frappe.xcall("property_service.casework.api.unit_briefing", { unit })
			: { people: [], cases: [] };
		if (unit !== this.dialog.get_value("unit")) return;
		const people = brief.people.map((person) => ({
			value: person.property_owner,
			label: `${person.owner_name} (${__(person.relation)})`,
		}));
		this.dialog.set_df_property("property_owner", "options", [
			{ value: "", label: "" },
			...people,
		]);
		this.dialog.set_value("property_owner", people.length ? people[0].value : "");
		this.dialog.fields_dict.briefing.$wrapper.html(this.cases_html(brief));
	}

	cases_html(brief) {
		if (!brief.cases.length) return "";
		const rows = brief.cases.map((row) => property_service.casework.case_row(row)).join("");
		const title = __("Recent cases of this unit, {0} open", [brief.open_count]);
		return `<div class="mb-3"><div class="text-muted small mb-1">${title}</div>${rows}</div>`;
	}

	async propose() {
		const category = this.dialog.get_value("category");
		if (!category) return;
		const proposed = await frappe.xcall("property_service.casework.api.category_defaults", {
			category,
		});
		["request_type", "severity"].forEach((fieldname) => {
			if (proposed[fieldname] && !this.touched.has(fieldname)) {
				this.dialog.set_value(fieldname, proposed[fieldname]);
			}
		});
	}

	upload() {
		new frappe.ui.FileUploader({
			folder: "Home",
			allow_toggle_private: false,
			make_attachments_public: false,
			on_success: (file) => {
				this.uploads.push(file);
				const names = this.uploads.map((row) => frappe.utils.escape_html(row.file_name));
				this.dialog.fields_dict.files.$wrapper.html(names.join("<br>"));
			},
		});
	}

	file_and_next() {
		const values = this.dialog.get_values();
		if (values) this.file(values, true);
	}

	async file(values, next) {
		const data = { ...values };
		delete data.attach;
		this.dialog.disable_primary_action();
		try {
			const name = await frappe.xcall("property_service.casework.api.file_case", {
				...data,
				files: this.uploads.map((file) => file.name),
			});
			this.dialog.hide();
			frappe.show_alert({ message: __("Case {0} is filed.", [name]), indicator: "green" });
			if (next) new property_service.casework.FileCaseDialog({ channel: values.channel });
			else frappe.set_route("Form", "Complaint", name);
		} finally {
			this.dialog.enable_primary_action();
		}
	}
};

property_service.casework.COLORS = {
	Open: "orange",
	Waiting: "yellow",
	Resolved: "blue",
	Closed: "green",
	Rejected: "gray",
};

property_service.casework.case_row = function (row) {
	const color = property_service.casework.COLORS[row.state_category];
	const subject = frappe.utils.escape_html(row.subject);
	const state = row.workflow_state || row.state_category;
	return `<div class="mb-1">
		<span class="indicator-pill ${color} mr-2">${__(state)}</span>
		<a href="/app/complaint/${encodeURIComponent(row.name)}">${subject}</a>
		<span class="text-muted small">${row.name}, ${frappe.datetime.prettyDate(row.creation)}</span>
	</div>`;
};
