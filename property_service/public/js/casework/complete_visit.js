// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.provide("property_service.visits");

// Leads a visitor through the result of a visit: whom to call about what, the questions, and the evidence.
property_service.visits.CompleteVisitDialog = class CompleteVisitDialog {
	constructor(frm, brief) {
		this.frm = frm;
		this.brief = brief;
		this.dialog = new frappe.ui.Dialog({
			title: __("Complete Visit"),
			fields: this.fields(),
			primary_action_label: __("Complete Visit"),
			primary_action: (values) => this.complete(values),
		});
		this.dialog.fields_dict.brief.$wrapper.html(this.brief_html());
		this.dialog.show();
	}

	brief_html() {
		const safe = frappe.utils.escape_html;
		const { subject, description, resolution, phone } = this.brief;
		const call = phone ? `<a href="tel:${safe(phone)}">${safe(phone)}</a>` : "";
		const line = (label, text) =>
			text ? `<div><span class="text-muted">${label}:</span> ${text}</div>` : "";
		return `<div class="mb-3">
			<div class="bold">${safe(subject)}</div>
			${line(__("Description"), safe(description || ""))}
			${line(__("Resolution"), safe(resolution || ""))}
			${line(__("Phone"), [safe(this.frm.doc.contact_name || ""), call].join(" "))}
		</div>`;
	}

	fields() {
		const reached = "eval:doc.outcome && doc.outcome!='Unreachable'";
		return [
			{ fieldname: "brief", fieldtype: "HTML" },
			{
				fieldname: "outcome",
				fieldtype: "Select",
				label: __("How does the owner judge the result?"),
				options: this.outcomes(),
				reqd: 1,
			},
			{ fieldname: "judged", fieldtype: "Section Break", depends_on: reached },
			...this.question_fields(),
			{ fieldname: "score", fieldtype: "Rating", label: __("Score") },
			{
				fieldname: "owner_words",
				fieldtype: "Small Text",
				label: __("What the Owner Said"),
			},
			{
				fieldname: "proof",
				fieldtype: "Section Break",
				label: __("Evidence"),
				depends_on: reached,
			},
			{
				fieldname: "evidence_type",
				fieldtype: "Select",
				label: __("Evidence"),
				options: ["Call Reference", "Signature", "Photo"],
				default: this.frm.doc.method === "Visit" ? "Signature" : "Call Reference",
			},
			{
				fieldname: "evidence_reference",
				fieldtype: "Data",
				label: __("Number and Time of the Call"),
				default: this.call_reference(),
				depends_on: "eval:doc.evidence_type=='Call Reference'",
			},
			{
				fieldname: "upload",
				fieldtype: "Button",
				label: __("Upload"),
				depends_on: "eval:doc.evidence_type!='Call Reference'",
				click: () => this.upload(),
			},
			{ fieldname: "uploaded", fieldtype: "HTML" },
		];
	}

	outcomes() {
		const judgements = ["", "Satisfied", "Partly Satisfied", "Dissatisfied"];
		const enough = this.brief.attempts >= this.brief.attempts_needed;
		return enough ? [...judgements, "Unreachable"] : judgements;
	}

	question_fields() {
		return this.brief.questions.map((question, index) => ({
			fieldname: `question_${index}`,
			fieldtype: question.answer_type === "Text" ? "Data" : "Select",
			options: {
				Score: ["", "5", "4", "3", "2", "1"],
				"Yes or No": ["", "Yes", "No"],
			}[question.answer_type],
			label: __(question.question),
			mandatory_depends_on: question.is_required
				? "eval:doc.outcome && doc.outcome!='Unreachable'"
				: "",
		}));
	}

	call_reference() {
		const time = frappe.datetime.now_time().slice(0, 5);
		return this.brief.phone ? `${this.brief.phone} ${time}` : "";
	}

	upload() {
		new frappe.ui.FileUploader({
			doctype: this.frm.doctype,
			docname: this.frm.doc.name,
			allow_multiple: false,
			allow_toggle_private: false,
			restrictions: { allowed_file_types: ["image/*", ".pdf"] },
			on_success: (file) => {
				this.evidence_file = file.file_url;
				this.dialog.fields_dict.uploaded.$wrapper.text(file.file_name);
			},
		});
	}

	async complete(values) {
		const answers = {};
		this.brief.questions.forEach((question, index) => {
			answers[question.question] = values[`question_${index}`] || "";
		});
		const reached = values.outcome !== "Unreachable";
		this.dialog.disable_primary_action();
		try {
			await frappe.xcall("property_service.visits.api.complete_visit", {
				visit: this.frm.doc.name,
				outcome: values.outcome,
				evidence_type: reached ? values.evidence_type : undefined,
				evidence_reference: reached ? values.evidence_reference : undefined,
				evidence_file: reached ? this.evidence_file : undefined,
				score: Math.round((values.score || 0) * 5) || undefined,
				owner_words: values.owner_words,
				answers,
			});
			this.dialog.hide();
			this.frm.reload_doc();
		} finally {
			this.dialog.enable_primary_action();
		}
	}
};
