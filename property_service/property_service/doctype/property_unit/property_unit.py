# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document

from property_service.registry import community, unit_status, units


class PropertyUnit(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		billing_coefficient: DF.Float
		building: DF.Link
		community: DF.Link
		delivery_date: DF.Date | None
		entrance: DF.Data | None
		floor_no: DF.Int
		gross_area: DF.Float
		housekeeper: DF.Link | None
		inner_area: DF.Float
		owner_names: DF.SmallText | None
		remarks: DF.SmallText | None
		status: DF.Literal[
			"Unsold", "Sold", "Delivered", "Moved In", "Decorating", "Occupied", "Rented", "Vacant"
		]
		unit_no: DF.Data
		unit_sort: DF.Data | None
		unit_title: DF.Data | None
		unit_type: DF.Literal["Residence", "Shop", "Office", "Parking Space", "Storage"]
	# end: auto-generated types

	def autoname(self) -> None:
		units.set_name(self)

	def validate(self) -> None:
		units.check_place(self)
		units.set_title(self)
		units.check_areas(self)

	def on_update(self) -> None:
		unit_status.log_status_change(self)
		community.refresh_figures_later(self)

	def after_delete(self) -> None:
		community.refresh_figures_later(self)
