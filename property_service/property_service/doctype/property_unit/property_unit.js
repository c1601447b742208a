// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.ui.form.on("Property Unit", {
	setup(frm) {
		frm.set_query("building", () => ({
			filters: frm.doc.community ? { community: frm.doc.community } : {},
		}));
		frm.set_query("housekeeper", () => ({
			filters: { user_type: "System User", enabled: 1 },
		}));
		frm.place_fields = ["community", "building", "entrance", "unit_no"];
	},

	refresh(frm) {
		frm.toggle_enable(frm.place_fields, frm.is_new());
		frm.fields_dict.people_html.$wrapper.empty();
		if (frm.is_new()) return;
		frm.trigger("show_people");
		frm.trigger("add_actions");
	},

	async show_people(frm) {
		const unit = frm.doc.name;
		const html = await frappe.xcall(
			"property_service.overview.api.get_unit_panel",
			{ unit },
			"GET"
		);
		if (frm.doc.name === unit) frm.fields_dict.people_html.$wrapper.html(html);
	},

	add_actions(frm) {
		const values = { unit: frm.doc.name, community: frm.doc.community };
		const create = __("Create");
		const buttons = [
			[
				"Ownership Transfer",
				__("Ownership Transfer"),
				() => frappe.new_doc("Ownership Transfer", values),
			],
			["Unit Occupant", __("Unit Occupant"), () => frappe.new_doc("Unit Occupant", values)],
			["Complaint", __("New Case"), () => frappe.new_doc("Complaint", values)],
			["Property Receipt", __("New Receipt"), () => frm.trigger("new_receipt")],
		];
		for (const [doctype, label, action] of buttons) {
			if (frappe.model.can_create(doctype)) frm.add_custom_button(label, action, create);
		}
		if (frappe.model.can_create("Property Unit")) {
			frm.add_custom_button(__("Next Unit"), () => frm.trigger("next_unit"));
		}
		if (frm.perm[0] && frm.perm[0].write)
			frm.page.add_menu_item(__("Renumber"), () => frm.trigger("renumber"));
		if (frappe.model.can_create("Unit Ownership")) {
			frm.page.add_menu_item(__("Change Payer"), () => frm.trigger("change_payer"));
		}
	},

	async building(frm) {
		if (!frm.doc.building || frm.doc.community) return;
		const { message } = await frappe.db.get_value(
			"Property Building",
			frm.doc.building,
			"community"
		);
		frm.set_value("community", message.community);
	},

	async community(frm) {
		if (!frm.doc.community || !frm.doc.building) return;
		const { message } = await frappe.db.get_value(
			"Property Building",
			frm.doc.building,
			"community"
		);
		if (message.community !== frm.doc.community) frm.set_value("building", null);
	},

	// A clerk enters floor after floor: the next unit keeps everything but its number.
	next_unit(frm) {
		const kept = [
			"community",
			"building",
			"entrance",
			"floor_no",
			"unit_type",
			"gross_area",
			"inner_area",
			"status",
		];
		frappe.new_doc(
			"Property Unit",
			Object.fromEntries(kept.map((field) => [field, frm.doc[field]]))
		);
	},

	async new_receipt(frm) {
		const owners = await frm.events.owners_today(frm);
		frappe.new_doc("Property Receipt", {
			community: frm.doc.community,
			property_owner: owners.length ? owners[0].property_owner : undefined,
		});
	},

	owners_today(frm) {
		return frappe.xcall("property_service.registry.api.ownership_on", {
			unit: frm.doc.name,
			day: frappe.datetime.get_today(),
		});
	},

	renumber(frm) {
		const fields = frm.place_fields.slice(1).map((fieldname) => {
			const { fieldtype, label, options, reqd } = frm.fields_dict[fieldname].df;
			const get_query = () => ({ filters: { community: frm.doc.community } });
			return {
				fieldname,
				fieldtype,
				label,
				options,
				reqd,
				default: frm.doc[fieldname],
				get_query,
			};
		});
		frappe.prompt(
			fields,
			async (values) => {
				const name = await frappe.xcall("property_service.registry.api.renumber_unit", {
					unit: frm.doc.name,
					...values,
				});
				frappe.set_route("Form", "Property Unit", name);
			},
			__("Renumber"),
			__("Renumber")
		);
	},

	async change_payer(frm) {
		const owners = await frm.events.owners_today(frm);
		if (owners.length < 2) return frappe.msgprint(__("A unit with one owner has one payer."));
		frappe.prompt(
			[
				{
					fieldname: "property_owner",
					fieldtype: "Select",
					label: __("New Payer"),
					reqd: 1,
					options: owners.map((row) => ({
						value: row.property_owner,
						label: row.owner_name,
					})),
				},
				{
					fieldname: "from_date",
					fieldtype: "Date",
					label: __("From Date"),
					reqd: 1,
					default: frappe.datetime.month_start(),
				},
			],
			async (values) => {
				await frappe.xcall("property_service.registry.api.change_payer", {
					unit: frm.doc.name,
					...values,
				});
				frm.reload_doc();
			},
			__("Change Payer"),
			__("Change Payer")
		);
	},
});
