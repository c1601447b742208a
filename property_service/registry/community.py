"""What a community checks, and what it keeps for its buildings and units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.query_builder.functions import Count, Sum
from frappe.utils import flt, get_time

from property_service.registry import naming, writer

if TYPE_CHECKING:
	from property_service.property_service.doctype.property_community.property_community import (
		PropertyCommunity,
	)
	from property_service.property_service.doctype.property_unit.property_unit import PropertyUnit


def clean_code(community: PropertyCommunity) -> None:
	"""Clean the code, and keep it once buildings carry it in their names."""
	community.community_code = naming.clean_code(community.community_code)
	if community.is_new() or not community.has_value_changed("community_code"):
		return
	if frappe.db.exists("Property Building", {"community": community.name}):
		frappe.throw(
			_(
				"The code of {0} stands in the names of its buildings and units and cannot change any more."
			).format(frappe.bold(community.name)),
			title=_("Code in Use"),
		)


def check_service_hours(community: PropertyCommunity) -> None:
	"""Refuse a day whose hours end before they begin."""
	for row in community.service_hours:
		if get_time(row.start_time) >= get_time(row.end_time):
			frappe.throw(
				_("Row {0} of the service hours: {1} must end after it begins ({2}).").format(
					row.idx, frappe.bold(_(row.weekday)), frappe.bold(str(row.start_time))
				),
				title=_("Service Hours"),
			)


def check_company(community: PropertyCommunity) -> None:
	"""Refuse another company's accounts, and another company once buildings stand."""
	for fieldname, doctype in (("cost_center", "Cost Center"), ("deposit_bank_account", "Account")):
		value = community.get(fieldname)
		if value and frappe.get_cached_value(doctype, value, "company") != community.company:
			frappe.throw(
				_("{0} {1} does not belong to {2}. Choose one of that company.").format(
					_(doctype), frappe.bold(value), frappe.bold(community.company)
				),
				title=_("Another Company's Account"),
			)
	if community.is_new() or not community.has_value_changed("company"):
		return
	if frappe.db.exists("Property Building", {"community": community.name}):
		frappe.throw(
			_("{0} has buildings already: its company cannot change. Make a new community for {1}.").format(
				frappe.bold(community.name), frappe.bold(community.company)
			),
			title=_("Company Cannot Change"),
		)


def set_cost_center(community: PropertyCommunity) -> None:
	"""Give the community a cost center of its own. The right to write the community was checked before."""
	if not community.cost_center:
		community.cost_center = writer.insert_cost_center(community.community_name, community.company)


def refresh_figures_later(unit: PropertyUnit) -> None:
	"""Count the community again once this is committed, unless a list of units is being imported."""
	if frappe.flags.in_import or not _figures_change(unit):
		return
	frappe.enqueue(
		"property_service.registry.community.refresh_figures",
		community=unit.community,
		job_id=f"property-community-figures::{unit.community}",
		deduplicate=True,
		enqueue_after_commit=True,
	)


def refresh_figures(community: str) -> None:
	"""Write how many units the community has and their gross area in m²."""
	unit = frappe.qb.DocType("Property Unit")
	count, area = (
		frappe.qb.from_(unit)
		.select(Count(unit.name), Sum(unit.gross_area))
		.where(unit.community == community)
		.run()[0]
	)
	frappe.db.set_value(
		"Property Community",
		community,
		{"unit_count": count, "gross_area_total": flt(area, 2)},
		update_modified=False,
	)


def refresh_titles_later(community: str) -> None:
	"""Write the units' titles again after the community got another name."""
	frappe.enqueue(
		"property_service.registry.community.refresh_titles",
		queue="long",
		community=community,
		job_id=f"property-community-titles::{community}",
		deduplicate=True,
		enqueue_after_commit=True,
	)


def refresh_titles(community: str) -> int:
	"""Write the titles of all units of a community; return how many changed."""
	short_names = dict(
		frappe.get_all(
			"Property Building",
			filters={"community": community},
			fields=["name", "building_name"],
			order_by="name",
			as_list=True,
		)
	)
	units = frappe.get_all(
		"Property Unit",
		filters={"community": community},
		fields=["name", "building", "entrance", "unit_no", "unit_title"],
		order_by="name",
	)
	changed = 0
	for unit in units:
		title = naming.unit_title(community, short_names[unit.building], unit.entrance, unit.unit_no)
		if title != unit.unit_title:
			frappe.db.set_value("Property Unit", unit.name, "unit_title", title, update_modified=False)
			changed += 1
	return changed


def _figures_change(unit: PropertyUnit) -> bool:
	return bool(unit.flags.in_insert or unit.flags.in_delete or unit.has_value_changed("gross_area"))
