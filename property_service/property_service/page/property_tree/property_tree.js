// Copyright (c) 2026, property_service contributors
// For license information, please see LICENSE

frappe.pages["property-tree"].on_page_load = function (wrapper) {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Property Tree"),
		single_column: true,
	});
	frappe.model.with_doctype("Property Unit", () => {
		wrapper.property_tree = new property_service.PropertyTree(page);
		wrapper.property_tree.focus_search();
	});
};

frappe.pages["property-tree"].on_page_show = function (wrapper) {
	// The first time the page is still being made, and focuses by itself.
	wrapper.property_tree && wrapper.property_tree.focus_search();
};

frappe.provide("property_service");

property_service.PropertyTree = class PropertyTree {
	constructor(page) {
		this.api = "property_service.overview.api.";
		this.typing_pause = 250; // ms
		this.page = page;
		this.currencies = {};
		this.make_layout();
		this.bind_events();
		this.page.set_secondary_action(__("Refresh"), () => this.reload(), "refresh");
		this.reload();
	}

	make_layout() {
		this.$body = $(`
			<div class="property-tree">
				<div class="property-tree-search">
					<input type="search" class="form-control" autocomplete="off" spellcheck="false">
					<div class="text-muted small" aria-live="polite"></div>
				</div>
				<div class="property-tree-grid" role="treegrid">
					<div class="property-tree-head text-muted" role="row"></div>
					<div class="property-tree-rows" role="rowgroup"></div>
				</div>
			</div>`).appendTo(this.page.main);
		this.$search = this.$body.find("input").attr({
			placeholder: __("Unit number, name, or last 3 or 4 digits of a phone"),
			"aria-label": __("Find a unit"),
		});
		this.$hint = this.$body.find(".property-tree-search .text-muted");
		this.$body.find("[role=treegrid]").attr("aria-label", __("Property Tree"));
		this.$grid = this.$body.find(".property-tree-rows");
		this.make_head();
	}

	make_head() {
		const heads = [
			["name", __("Property Unit")],
			["owner", __("Current Owners")],
			["kind", __("Unit Type")],
			["status", __("Unit Status")],
			["cases", __("Open Cases")],
			["amount", __("Open Amount")],
		];
		this.$body
			.find(".property-tree-head")
			.append(
				heads.map(([kind, label]) => this.cell(kind, label).attr("role", "columnheader"))
			);
	}

	bind_events() {
		this.$search.on(
			"input",
			frappe.utils.debounce(() => this.search(), this.typing_pause)
		);
		this.$search.on("keydown", (event) => this.on_search_key(event));
		this.$grid.on("click", ".property-tree-row", (event) => this.on_click(event));
		this.$grid.on("click", "[data-action]", (event) => this.on_action(event));
		this.$grid.on("keydown", ".property-tree-row", (event) => this.on_key(event));
	}

	focus_search() {
		if (!frappe.is_mobile()) this.$search.trigger("focus");
	}

	// -- what is shown

	async reload() {
		if (this.$search.val().trim()) return this.search();
		const communities = await this.call("get_communities");
		communities.forEach((row) => (this.currencies[row.name] = row.currency));
		this.communities = communities;
		this.show_top();
	}

	show_top() {
		const rows = this.communities.map((row) => this.make_branch(row.name, row, 1));
		this.$grid.empty().append(rows);
		this.$hint.text("");
		if (!rows.length) this.say(__("No community yet, or none that you may see."));
		if (rows.length === 1) this.open(rows[0]);
		this.set_tab_stop(rows[0]);
	}

	async search() {
		const text = this.$search.val().trim();
		this.asked = text;
		if (!text) return this.show_top();
		const units = await this.call("find_units", { text });
		// An answer that comes late must not replace the answer to what was typed since.
		if (this.asked !== text) return;
		const rows = units.map((unit) => this.make_unit(unit, unit.unit_title, 1));
		this.$grid.empty().append(rows);
		this.$hint.text(units.length ? __("{0} found", [units.length]) : "");
		if (!units.length) this.say(__("Nothing found for {0}.", [text]));
		this.set_tab_stop(rows[0]);
	}

	async open($row) {
		if ($row.attr("aria-expanded") !== "false") return;
		$row.attr("aria-expanded", "true");
		const $group = $('<div role="rowgroup"></div>').insertAfter($row);
		if ($row.data("level") === 1) await this.add_buildings($group, $row.data("name"));
		else await this.add_units($group, $row.data("name"), 0);
	}

	close($row) {
		if ($row.attr("aria-expanded") !== "true") return;
		$row.attr("aria-expanded", "false").next("[role=rowgroup]").remove();
	}

	async add_buildings($group, community) {
		const buildings = await this.call("get_buildings", { community });
		$group.append(buildings.map((row) => this.make_branch(row.building_name, row, 2)));
		if (!buildings.length) this.say(__("No building yet."), $group);
	}

	async add_units($group, building, start) {
		const { units, has_more } = await this.call("get_units", { building, start });
		const rows = units.map((unit) => this.make_unit(unit, this.short_label(unit), 3));
		$group.append(rows);
		if (!start && !units.length) this.say(__("No unit yet."), $group);
		if (has_more) this.add_more_button($group, building, start + units.length);
		return rows[0];
	}

	add_more_button($group, building, start) {
		const $more = $('<button class="btn btn-default btn-xs property-tree-more"></button>')
			.text(__("Show more units"))
			.on("click", async () => {
				$more.remove();
				const $first = await this.add_units($group, building, start);
				$first && $first.trigger("focus");
			});
		$group.append($more);
	}

	// -- rows

	make_branch(label, row, level) {
		const $row = this.make_row(row.name, label, level).attr("aria-expanded", "false");
		$row.find(".property-tree-name").prepend(
			'<span class="property-tree-caret" aria-hidden="true"></span>'
		);
		$row.append(
			$('<span role="gridcell" class="property-tree-count text-muted"></span>').text(
				__("{0} units", [format_number(row.unit_count, null, 0)])
			)
		);
		return $row;
	}

	make_unit(unit, label, level) {
		const $row = this.make_row(unit.name, label, level).addClass("is-unit").data("unit", unit);
		const owner = unit.owner_names || __("No owner");
		const area = `${format_number(unit.gross_area, null, 2)} m²`;
		$row.append(
			this.cell("owner", owner)
				.toggleClass("text-muted", !unit.owner_names)
				.attr("title", owner),
			this.cell("kind text-muted", `${__(unit.unit_type)} · ${area}`),
			this.cell("status").append(this.status_pill(unit)),
			this.cell("cases").append(
				unit.open_cases ? this.pill(__("Cases: {0}", [unit.open_cases]), "red") : ""
			),
			this.cell("amount", this.money(unit)).toggleClass(
				"is-open",
				Boolean(unit.open_amount)
			),
			this.cell("actions").append(this.actions())
		);
		return $row;
	}

	make_row(name, label, level) {
		const $row = $('<div class="property-tree-row" role="row" tabindex="-1"></div>');
		$row.attr("aria-level", level).data({ name, level });
		return $row.append(
			$('<span role="gridcell" class="property-tree-name"></span>').append(
				$("<b></b>").text(label)
			)
		);
	}

	cell(kind, text) {
		const $cell = $(`<span role="gridcell" class="property-tree-${kind}"></span>`);
		return text ? $cell.text(text) : $cell;
	}

	status_pill(unit) {
		const [label, color] = frappe.get_indicator(unit, "Property Unit");
		return this.pill(label, color);
	}

	pill(text, color) {
		return $(`<span class="indicator-pill no-indicator-dot ${color}"></span>`).text(text);
	}

	actions() {
		const actions = [
			["case", "Complaint", __("New Case")],
			["receipt", "Property Receipt", __("New Receipt")],
		];
		return actions
			.filter(([, doctype]) => frappe.model.can_create(doctype))
			.map(([action, , label]) =>
				$('<button class="btn btn-xs btn-default" tabindex="-1"></button>')
					.attr("data-action", action)
					.text(label)
			);
	}

	short_label(unit) {
		return [unit.entrance, unit.unit_no].filter(Boolean).join("-");
	}

	money(unit) {
		if (!unit.open_amount) return "";
		return format_currency(unit.open_amount, this.currencies[unit.community]);
	}

	say(text, $place) {
		const $note = $('<div class="text-muted property-tree-note"></div>').text(text);
		$place ? $place.append($note) : this.$grid.html($note);
	}

	// -- mouse and keyboard

	on_click(event) {
		const $row = $(event.currentTarget);
		this.set_tab_stop($row);
		if ($(event.target).closest("[data-action]").length) return;
		$row.trigger("focus");
		if ($row.hasClass("is-unit")) this.go_to($row, event.ctrlKey || event.metaKey);
		else this.toggle($row);
	}

	on_action(event) {
		const unit = $(event.currentTarget).closest(".property-tree-row").data("unit");
		this.run_action($(event.currentTarget).data("action"), unit);
	}

	async run_action(action, unit) {
		const values = { unit: unit.name, community: unit.community };
		if (action === "case") return frappe.new_doc("Complaint", values);
		const owners = await frappe.xcall("property_service.registry.api.ownership_on", {
			unit: unit.name,
			day: frappe.datetime.get_today(),
		});
		frappe.new_doc("Property Receipt", {
			community: unit.community,
			property_owner: owners.length ? owners[0].property_owner : undefined,
		});
	}

	toggle($row) {
		return $row.attr("aria-expanded") === "true" ? this.close($row) : this.open($row);
	}

	go_to($row, in_new_tab) {
		if (in_new_tab)
			window.open(frappe.utils.get_form_link("Property Unit", $row.data("name")));
		else frappe.set_route("Form", "Property Unit", $row.data("name"));
	}

	on_search_key(event) {
		const $first = this.rows().first();
		if (event.key === "ArrowDown" && $first.length) this.move_to($first, event);
		else if (event.key === "Enter" && $first.hasClass("is-unit")) this.go_to($first);
		else if (event.key === "Escape") this.$search.val("").trigger("input");
	}

	on_key(event) {
		const $row = $(event.currentTarget);
		if (event.target !== event.currentTarget) return;
		const moves = {
			ArrowDown: () => this.move_by($row, 1, event),
			ArrowUp: () => this.move_by($row, -1, event),
			Home: () => this.move_to(this.rows().first(), event),
			End: () => this.move_to(this.rows().last(), event),
			ArrowRight: () => this.go_in($row, event),
			ArrowLeft: () => this.go_out($row, event),
			Enter: () => ($row.hasClass("is-unit") ? this.go_to($row) : this.toggle($row)),
			"/": () => this.move_to(this.$search, event),
		};
		if (moves[event.key]) moves[event.key]();
	}

	async go_in($row, event) {
		if ($row.attr("aria-expanded") === "true") this.move_by($row, 1, event);
		else if ($row.attr("aria-expanded")) await this.open($row);
	}

	go_out($row, event) {
		if ($row.attr("aria-expanded") === "true") this.close($row);
		else this.move_to($row.closest("[role=rowgroup]").prev(".property-tree-row"), event);
	}

	move_by($row, step, event) {
		const $rows = this.rows();
		const position = $rows.index($row) + step;
		this.move_to(position < 0 ? this.$search : $rows.eq(position), event);
	}

	move_to($target, event) {
		if (!$target.length) return;
		event.preventDefault();
		this.set_tab_stop($target);
		$target.trigger("focus");
	}

	// One row at a time can be reached with Tab; the arrow keys do the rest.
	set_tab_stop($target) {
		if (!$target || !$target.hasClass("property-tree-row")) return;
		this.$grid.find('[tabindex="0"]').attr("tabindex", "-1");
		$target.attr("tabindex", "0");
	}

	rows() {
		return this.$grid.find(".property-tree-row");
	}

	async call(method, args) {
		this.$grid.attr("aria-busy", "true");
		try {
			return await frappe.xcall(this.api + method, args, "GET");
		} finally {
			this.$grid.attr("aria-busy", "false");
		}
	}
};
