// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.ui.form.on("Property Owner", {
	refresh(frm) {
		frm.fields_dict.units_html.$wrapper.empty();
		if (frm.is_new()) return;
		frm.trigger("show_units");
		frm.trigger("add_actions");
	},

	async show_units(frm) {
		const property_owner = frm.doc.name;
		const html = await frappe.xcall(
			"property_service.overview.api.get_owner_panel",
			{ property_owner },
			"GET"
		);
		if (frm.doc.name === property_owner) frm.fields_dict.units_html.$wrapper.html(html);
	},

	add_actions(frm) {
		const has_role = (...roles) => roles.some((role) => frappe.user.has_role(role));
		const active = frm.doc.status === "Active";
		if (
			active &&
			has_role("Property Manager", "Service Supervisor", "Housekeeper", "System Manager")
		) {
			const label = frm.doc.user ? __("Invite Again") : __("Invite to Portal");
			frm.add_custom_button(label, () => frm.trigger("invite"));
		}
		if (
			frm.doc.mobile_masked &&
			!frm.doc.mobile_no &&
			has_role("Property Cashier", "Property Technician")
		) {
			frm.add_custom_button(__("Show Phone"), () => frm.trigger("reveal"));
		}
		if (frappe.model.can_create("Property Receipt") && active) {
			const values = { property_owner: frm.doc.name };
			frm.add_custom_button(
				__("New Receipt"),
				() => frappe.new_doc("Property Receipt", values),
				__("Create")
			);
		}
		if (active && has_role("Property Manager", "Service Supervisor", "System Manager")) {
			frm.page.add_menu_item(__("Merge into Another Owner"), () => frm.trigger("merge"));
		}
	},

	async invite(frm) {
		const { user, link, qr } = await frappe.xcall(
			"property_service.registry.api.invite_owner",
			{
				property_owner: frm.doc.name,
			}
		);
		frm.reload_doc();
		if (link) frm.events.hand_over(frm, user, link, qr);
		else
			frappe.show_alert({
				message: __("The invitation was sent to {0}.", [user]),
				indicator: "green",
			});
	},

	// Without an e-mail address the owner gets the link on paper: scanned, it opens the page to set a password.
	hand_over(frm, user, link, qr) {
		const text = frappe.utils.escape_html;
		const html = `<h4>${text(frm.doc.owner_name)}</h4>
			<p>${__("Scan the code or open the address to set your password. It works once.")}</p>
			<div class="text-center">${qr}</div>
			<p style="word-break: break-all">${text(link)}</p>
			<p>${__("Your login name: {0}", [text(user).bold()])}</p>`;
		const dialog = new frappe.ui.Dialog({
			title: __("Hand Over to the Owner"),
			fields: [{ fieldtype: "HTML", options: html }],
			primary_action_label: __("Print"),
			primary_action: () => frm.events.print_sheet(html),
			secondary_action_label: __("Copy Address"),
			secondary_action: () => frappe.utils.copy_to_clipboard(link),
		});
		dialog.show();
	},

	print_sheet(html) {
		const paper = window.open("", "_blank");
		paper.document.write(
			`<meta charset="utf-8"><body style="font-family: sans-serif">${html}</body>`
		);
		paper.document.close();
		paper.print();
	},

	reveal(frm) {
		frappe.prompt(
			{
				fieldname: "reason",
				fieldtype: "Data",
				label: __("Why do you need the number?"),
				description: __("Kept with your name on this record."),
				reqd: 1,
			},
			async ({ reason }) => {
				const number = await frappe.xcall(
					"property_service.registry.api.reveal_mobile_no",
					{
						property_owner: frm.doc.name,
						reason,
					}
				);
				frappe.msgprint({
					title: frappe.utils.escape_html(frm.doc.owner_name),
					message: `<a href="tel:${encodeURIComponent(number)}">${frappe.utils.escape_html(number)}</a>`,
				});
				frm.reload_docinfo();
			},
			__("Show Phone"),
			__("Show Phone")
		);
	},

	merge(frm) {
		frappe.prompt(
			{
				fieldname: "into",
				fieldtype: "Link",
				options: "Property Owner",
				label: __("Record That Stays"),
				description: __(
					"Ownership, occupancy and cases move there. This record stays, marked as merged."
				),
				reqd: 1,
				get_query: () => ({
					filters: { name: ["!=", frm.doc.name], status: ["!=", "Merged"] },
				}),
			},
			async ({ into }) => {
				const name = await frappe.xcall("property_service.registry.api.merge_owners", {
					duplicate: frm.doc.name,
					into,
				});
				frappe.set_route("Form", "Property Owner", name);
			},
			__("Merge into Another Owner"),
			__("Merge")
		);
	},
});
