// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

const DIFFERENCE_STYLE = `<style>
.shipped-difference table.diff { width: 100%; font-family: var(--font-stack-monospace, monospace); font-size: var(--text-sm); }
.shipped-difference td { vertical-align: top; padding: 0 6px; white-space: pre-wrap; word-break: break-word; }
.shipped-difference td[nowrap] { white-space: pre-wrap; }
.shipped-difference .diff_next, .shipped-difference colgroup { display: none; }
.shipped-difference .diff_header { color: var(--text-muted); text-align: right; min-width: 3em; }
.shipped-difference th.diff_header { text-align: left; }
.shipped-difference .diff_add { background: var(--bg-green, #d6f5dd); }
.shipped-difference .diff_chg { background: var(--bg-yellow, #fdf3c5); }
.shipped-difference .diff_sub { background: var(--bg-red, #fbdada); }
</style>`;

frappe.ui.form.on("Property Shipped Record", {
	refresh(frm) {
		frm.disable_save();
		if (frm.doc.status !== "Deleted") {
			frm.add_custom_button(__("Open Record"), () =>
				frappe.set_route("Form", frm.doc.record_doctype, frm.doc.record_name)
			);
		}
		if (frm.doc.status !== "Newer Available") return;
		show_difference(frm);
		if (!frappe.user.has_role("System Manager")) return;
		frm.add_custom_button(__("Take the Shipped Version"), () => take_shipped_version(frm));
		frm.add_custom_button(__("Keep Our Version"), () => settle(frm, "keep_own_version"));
	},
});

async function show_difference(frm) {
	const html = await frappe.xcall("property_service.site_setup.api.get_difference", {
		shipped_record: frm.doc.name,
	});
	frm.get_field("difference_html").$wrapper.html(
		`${DIFFERENCE_STYLE}<div class="shipped-difference">${html}</div>`
	);
}

function take_shipped_version(frm) {
	frappe.confirm(
		__("Replace {0} with the shipped version? What was edited here is lost.", [
			frappe.utils.escape_html(frm.doc.record_name).bold(),
		]),
		() => settle(frm, "take_shipped_version")
	);
}

async function settle(frm, method) {
	await frappe.xcall(`property_service.site_setup.api.${method}`, {
		shipped_record: frm.doc.name,
	});
	frm.reload_doc();
}
