// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.ui.form.on("Billing Run", {
	setup(frm) {
		frm.set_query("building", () => ({ filters: { community: frm.doc.community } }));
		frm.set_query("fee_items", () => ({ filters: { mode: "Periodic", enabled: 1 } }));
	},

	refresh(frm) {
		frm.toggle_display("result_section", frm.doc.docstatus > 0);
		frm.toggle_display("preview_section", frm.doc.docstatus === 0);
		if (frm.doc.docstatus === 0) {
			show_draft(frm);
		} else {
			show_result(frm);
		}
	},

	community(frm) {
		if (frm.doc.community) {
			prefill_period(frm);
		}
	},

	preview(frm) {
		return frappe
			.call({
				method: "property_service.billing.api.preview_run",
				args: { billing_run: frm.doc.name },
				freeze: true,
				freeze_message: __("Computing what this run would bill"),
			})
			.then(({ message }) => frm.get_field("preview_html").html(preview_table(message)));
	},
});

function prefill_period(frm) {
	return frappe
		.call({
			method: "property_service.billing.api.next_period",
			args: { community: frm.doc.community },
		})
		.then(({ message }) => frm.set_value(message));
}

function show_draft(frm) {
	frm.get_field("preview_html").html("");
	if (frm.is_new()) {
		frm.set_intro(
			__("Choose the community and save. Then look at the preview before you submit."),
			"blue"
		);
		return;
	}
	frm.add_custom_button(__("Preview"), () => frm.trigger("preview"));
}

function show_result(frm) {
	const colors = { Posted: "green", Failed: "red", Skipped: "orange", Planned: "blue" };
	const counts = {
		Posted: frm.doc.posted_count,
		Skipped: frm.doc.skipped_count,
		Failed: frm.doc.failed_count,
		Planned: frm.doc.charge_count - frm.doc.posted_count - frm.doc.failed_count,
	};
	for (const [status, count] of Object.entries(counts)) {
		if (count > 0) {
			frm.dashboard
				.add_indicator(`${__(status)}: ${count}`, colors[status])
				.addClass("cursor-pointer")
				.on("click", () =>
					frappe.set_route("List", "Fee Charge", { billing_run: frm.doc.name, status })
				);
		}
	}
	if (frm.doc.message) {
		frm.set_intro(
			frappe.utils.escape_html(frm.doc.message),
			frm.doc.failed_count || frm.doc.status === "Stopped" ? "orange" : "blue"
		);
	}
	add_result_buttons(frm, counts);
}

function add_result_buttons(frm, counts) {
	if (frm.doc.docstatus !== 1) {
		return;
	}
	const idle = !["Queued", "Posting"].includes(frm.doc.status);
	if (idle && (counts.Failed || frm.doc.status === "Stopped") && frm.perm[0].submit) {
		frm.add_custom_button(__("Retry Failed"), () => act(frm, "retry_failed")).addClass(
			"btn-primary"
		);
	}
	if (idle && counts.Planned && frm.perm[0].submit) {
		frm.add_custom_button(__("Post"), () => act(frm, "retry_failed")).addClass("btn-primary");
	}
	if (idle && counts.Posted && frm.perm[0].cancel) {
		frm.page.add_menu_item(__("Cancel With Bills"), () =>
			frappe.confirm(__("Cancel all bills of this run and then the run itself?"), () =>
				act(frm, "cancel_with_bills")
			)
		);
	}
}

function act(frm, method) {
	return frappe
		.call({
			method: `property_service.billing.api.${method}`,
			args: { billing_run: frm.doc.name },
			freeze: true,
		})
		.then(() => {
			frappe.show_alert({
				message: __("Started. This page shows the progress."),
				indicator: "blue",
			});
			frm.reload_doc();
		});
}

function preview_table(figures) {
	const heads = [
		[__("Number of Charges"), figures.charges],
		[__("Number of Payers"), figures.payers],
		[__("Amount"), format_currency(figures.amount)],
		[__("Posting Date"), frappe.datetime.str_to_user(figures.posting_date)],
		[__("Due Date"), frappe.datetime.str_to_user(figures.due_date)],
	];
	const head = heads
		.map(
			([label, value]) =>
				`<div class="col-xs-6 col-sm-2"><div class="text-muted">${label}</div><h5>${value}</h5></div>`
		)
		.join("");
	return `<div class="row">${head}</div>
		<div class="row">
			<div class="col-sm-6">${amounts_table(__("Fee Item"), figures.by_fee)}</div>
			<div class="col-sm-6">${amounts_table(__("Property Building"), figures.by_building)}</div>
		</div>
		${skipped_table(figures.skipped)}`;
}

function amounts_table(title, rows) {
	const body = rows
		.map(
			(row) => `<tr><td>${frappe.utils.escape_html(__(row.label))}</td>
				<td class="text-right">${row.charges}</td>
				<td class="text-right">${format_currency(row.amount)}</td></tr>`
		)
		.join("");
	return `<table class="table table-bordered table-condensed"><thead><tr><th>${title}</th>
		<th class="text-right">${__("Number of Charges")}</th><th class="text-right">${__("Amount")}</th></tr></thead>
		<tbody>${body}</tbody></table>`;
}

function skipped_table(rows) {
	if (!rows.length) {
		return "";
	}
	const body = rows
		.map((row) => {
			const units = row.units.map((unit) => frappe.utils.escape_html(unit)).join(", ");
			const more = row.count > row.units.length ? " …" : "";
			return `<tr><td>${frappe.utils.escape_html(row.reason)}</td>
				<td class="text-right">${row.count}</td><td>${units}${more}</td></tr>`;
		})
		.join("");
	return `<table class="table table-bordered table-condensed"><thead><tr><th>${__("Skipped")}</th>
		<th class="text-right">${__("Count")}</th><th>${__("Property Unit")}</th></tr></thead>
		<tbody>${body}</tbody></table>`;
}
