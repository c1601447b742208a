// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

// The counter by keyboard: choose the payer, type what was handed over, Ctrl+S, Enter, and the receipt prints.

(() => {
	const API = "property_service.billing.receipt_api";

	frappe.ui.form.on("Property Receipt", {
		setup(frm) {
			frm.set_query("property_owner", () => ({ query: `${API}.search_payers` }));
			frm.set_query("mode_of_payment", "tenders", () => ({ filters: { enabled: 1 } }));
			frm.set_query("sales_invoice", "bills", () => ({
				filters: { docstatus: 1, is_return: 0, outstanding_amount: [">", 0] },
			}));
			frm.set_query("fee_charge", "bills", (_doc, _cdt, cdn) => ({
				filters: {
					sales_invoice: frappe.get_doc("Property Receipt Bill", cdn).sales_invoice,
					status: "Posted",
				},
			}));
		},

		refresh(frm) {
			frm.trigger("show_sums");
			if (frm.doc.docstatus === 0) {
				frm.add_custom_button(__("Fetch Open Bills"), () => fetch_bills(frm));
				if (frm.is_new() && frm.doc.property_owner && !frm.doc.bills?.length) {
					fetch_bills(frm);
				}
			}
			if (frm.doc.docstatus === 1) {
				frm.add_custom_button(__("PDF"), () => open_pdf(frm));
			}
			if (frm.doc.docstatus === 1 && frm.perm[0].cancel) {
				frm.page.set_secondary_action(__("Void"), () => ask_and_void(frm));
			}
		},

		onload_post_render(frm) {
			if (frm.is_new() && !frm.doc.property_owner) {
				frm.fields_dict.property_owner.$input?.trigger("focus");
			}
		},

		property_owner: fetch_bills,
		household: fetch_bills,

		keep_as_advance(frm) {
			frm.trigger("show_sums");
		},

		after_save(frm) {
			if (frm.doc.docstatus === 0 && frm.perm[0].submit) {
				frm.savesubmit();
			}
		},

		on_submit(frm) {
			frm.print_doc();
		},

		show_sums(frm) {
			if (frm.doc.docstatus !== 0) {
				return;
			}
			const { bills, tendered } = sums(frm);
			const over = flt(tendered - bills, 2);
			frm.doc.bill_total = bills;
			frm.doc.advance_amount = frm.doc.keep_as_advance ? Math.max(over, 0) : 0;
			frm.doc.change_amount = frm.doc.keep_as_advance ? 0 : Math.max(over, 0);
			frm.doc.total_amount = flt(tendered - frm.doc.change_amount, 2);
			frm.refresh_fields(["bill_total", "total_amount", "advance_amount", "change_amount"]);
			show_headline(frm, over);
		},
	});

	frappe.ui.form.on("Property Receipt Bill", {
		pay(frm, cdt, cdn) {
			const row = frappe.get_doc(cdt, cdn);
			row.amount = row.pay ? row.outstanding_amount : 0;
			frm.by_hand = true;
			bills_changed(frm);
		},

		amount(frm, cdt, cdn) {
			const row = frappe.get_doc(cdt, cdn);
			row.pay = row.amount > 0 ? 1 : 0;
			frm.by_hand = true;
			bills_changed(frm);
		},

		bills_remove: bills_changed,
	});

	frappe.ui.form.on("Property Receipt Tender", {
		amount(frm) {
			frm.tendered_by_hand = true;
			spread_over_bills(frm);
			frm.trigger("show_sums");
		},

		tenders_remove(frm) {
			frm.trigger("show_sums");
		},
	});

	function sums(frm) {
		const total = (rows) =>
			flt(
				(rows || []).reduce((sum, row) => sum + flt(row.amount), 0),
				2
			);
		return { bills: total(frm.doc.bills), tendered: total(frm.doc.tenders) };
	}

	async function fetch_bills(frm) {
		if (!frm.doc.property_owner || frm.doc.docstatus !== 0) {
			return;
		}
		const payer = frm.doc.property_owner;
		const { message: rows } = await frappe.call({
			method: `${API}.payer_bills`,
			args: { property_owner: payer, household: frm.doc.household },
			freeze: true,
		});
		if (payer !== frm.doc.property_owner) {
			return; // another payer was chosen meanwhile
		}
		frm.clear_table("bills");
		for (const row of rows) {
			frm.add_child("bills", { ...row, pay: 1, amount: row.outstanding_amount });
		}
		if (!frm.doc.community && rows.length) {
			await frm.set_value("community", rows[0].community);
		}
		frm.by_hand = frm.tendered_by_hand = false;
		bills_changed(frm);
		if (!rows.length) {
			frappe.show_alert({
				message: __("No open bills. Money can be kept as an advance."),
				indicator: "blue",
			});
		}
	}

	async function bills_changed(frm) {
		frm.refresh_field("bills");
		if (!frm.tendered_by_hand) {
			await fill_first_tender(frm);
		}
		frm.trigger("show_sums");
	}

	async function fill_first_tender(frm) {
		const rows = frm.doc.tenders || [];
		if (rows.length > 1) {
			return;
		}
		const tender = rows[0] || frm.add_child("tenders");
		tender.amount = sums(frm).bills;
		tender.mode_of_payment = tender.mode_of_payment || (await cash_mode());
		frm.refresh_field("tenders");
	}

	async function cash_mode() {
		if (!frappe.model.can_read("Mode of Payment")) {
			return undefined;
		}
		const filters = { type: "Cash", enabled: 1 };
		const { message } = await frappe.db.get_value("Mode of Payment", filters, "name");
		return message?.name;
	}

	// What was handed over pays the ticked bills, the oldest first, until somebody enters amounts by hand.
	function spread_over_bills(frm) {
		if (frm.by_hand) {
			return;
		}
		let left = sums(frm).tendered;
		for (const row of frm.doc.bills || []) {
			row.amount = row.pay ? Math.min(flt(row.outstanding_amount), left) : 0;
			left = flt(left - row.amount, 2);
		}
		frm.refresh_field("bills");
	}

	function show_headline(frm, over) {
		frm.dashboard.clear_headline();
		if (!frm.doc.bill_total && !over) {
			return;
		}
		const amount = (value) => `<b>${format_currency(value, frm.doc.currency)}</b>`;
		const parts = [__("Bills {0}", [amount(frm.doc.bill_total)])];
		if (over < 0) {
			parts.push(__("{0} short", [amount(-over)]));
		} else if (frm.doc.keep_as_advance && over > 0) {
			parts.push(__("Advance {0}", [amount(over)]));
		} else if (over > 0) {
			parts.push(__("Change {0}", [amount(over)]));
		}
		frm.dashboard.set_headline(parts.join(" · "), over < 0 ? "orange" : "blue");
	}

	function open_pdf(frm) {
		const name = encodeURIComponent(frm.doc.name);
		window.open(`/api/method/${API}.download_receipt?name=${name}`);
	}

	function ask_and_void(frm) {
		frappe.prompt(
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Void Reason"),
				description: __(
					"All payments of the receipt are cancelled and its bills are open again."
				),
				reqd: 1,
			},
			async ({ reason }) => {
				await frappe.call({
					method: `${API}.void_receipt`,
					args: { name: frm.doc.name, reason },
					type: "POST",
					freeze: true,
				});
				frm.reload_doc();
			},
			__("Void Receipt {0}", [frm.doc.name]),
			__("Void")
		);
	}
})();
