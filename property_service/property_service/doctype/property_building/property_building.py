# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document

from property_service.registry import buildings


class PropertyBuilding(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		building_name: DF.Data
		built_year: DF.Int
		community: DF.Link
		entrance_count: DF.Int
		floors: DF.Int
		floors_below: DF.Int
		has_elevator: DF.Check
		housekeeper: DF.Link | None
		sort_order: DF.Int
	# end: auto-generated types

	def autoname(self) -> None:
		buildings.set_name(self)

	def validate(self) -> None:
		buildings.refuse_move(self)
