"""One run over one roster: the file, what its community holds, and what was counted so far."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import frappe
from frappe.utils import flt, getdate

from property_service.registry.roster import sources
from property_service.registry.roster.compare import Registry
from property_service.registry.roster.files import read_file
from property_service.registry.roster.known_people import People
from property_service.registry.roster.messages import Messages
from property_service.registry.roster.plan import UnitPlan
from property_service.registry.roster.planning import all_plans
from property_service.registry.roster.reader import open_sheet
from property_service.registry.roster.rows import Roster, read_roster

if TYPE_CHECKING:
	from property_service.property_service.doctype.property_roster_import.property_roster_import import (
		PropertyRosterImport,
	)


@dataclass
class Session:
	"""What stays the same over all chunks of a run, and the running counts."""

	document: PropertyRosterImport
	roster: Roster
	file_hash: str
	unit_names: dict[str, str]
	buildings: dict[str, str | None]
	today: date
	messages: Messages
	counts: Counter = field(default_factory=Counter)

	@property
	def parking_area(self) -> Decimal | None:
		"""Gross area in m² of a parking space for which the file gives none."""
		area = flt(self.document.parking_area)
		return Decimal(str(area)) if area > 0 else None

	@property
	def column_map(self) -> str:
		"""What the columns were taken for, as JSON; `garage` must not change when a run goes on later."""
		header = self.roster.header
		columns = {name: [column.label for column in columns] for name, columns in header.by_field.items()}
		return json.dumps({"garage": self.roster.garage, "columns": columns}, ensure_ascii=False)

	def plans(self, skip: int = 0) -> Iterator[UnitPlan]:
		"""Yield the plan of every unit after the first `skip`."""
		community = self.document.community
		code = frappe.get_cached_value("Property Community", community, "community_code")
		return all_plans(self.roster, (community, code or ""), skip)

	def registry(self, plans: list[UnitPlan], people: People) -> Registry:
		"""Return what the registry holds about a chunk of plans."""
		return sources.read_registry(
			plans,
			self.unit_names,
			self.buildings,
			people,
			self.today,
			create_buildings=bool(self.document.create_buildings),
			update_existing=bool(self.document.update_existing),
			parking_area=self.parking_area,
		)

	def read_buildings(self) -> None:
		"""Read the buildings again, after a chunk that had made some was rolled back."""
		self.buildings = sources.buildings_by_key(self.document.community)


@contextmanager
def opened(document: PropertyRosterImport, *, resumes: bool = False) -> Iterator[Session]:
	"""Read the file of an import and what its community holds; the copy of its rows disappears at the end.

	Args:
		document: the import.
		resumes: go on where an interrupted run stopped, with the garage it began with.

	Raises RosterFileError when the file cannot be used.
	"""
	content, file_name, file_hash = read_file(document)
	garage = json.loads(document.column_map or "{}").get("garage", "") if resumes else ""
	sheet = open_sheet(content, file_name)
	with closing(read_roster(sheet, garage or sources.garage_of(document.community))) as roster:
		yield Session(
			document,
			roster,
			file_hash,
			sources.unit_names_by_key(document.community),
			sources.buildings_by_key(document.community),
			getdate(),
			Messages(roster.header.own_labels),
		)
