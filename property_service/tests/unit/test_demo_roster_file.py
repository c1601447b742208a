"""The demo's registers are dirty on purpose: the registry's own reader must get every fact back."""

from __future__ import annotations

from datetime import date

import pytest

from property_service.demo.estates import ESTATE, GARDEN, plan_estates
from property_service.demo.roster_file import make_export, make_workbook
from property_service.demo.scale import SCALES
from property_service.demo.tenancy import UnitStory, tell_stories
from property_service.registry.roster.planning import all_plans
from property_service.registry.roster.reader import open_sheet
from property_service.registry.roster.rows import read_roster

STORIES = tell_stories(plan_estates(SCALES["standard"]), date(2026, 11, 23))


def facts(story: UnitStory) -> tuple:
	unit = story.unit
	return (
		unit.entrance, unit.unit_no, unit.floor, unit.unit_type, unit.gross, unit.inner, story.status, story.delivery,
		tuple((person.name, person.mobile, person.id_number) for person in story.owners),
		(story.tenure, story.shares) if story.owners else None,
	)  # fmt: skip


def facts_read(plan) -> tuple:
	owners = tuple((owner.name, owner.phones[0], owner.identity.number) for owner in plan.owners)
	shares = tuple(owner.share for owner in plan.owners if owner.share)
	return (
		plan.address.entrance, plan.address.unit_no, plan.floor, plan.unit_type, plan.gross_area, plan.inner_area,
		plan.unit_status, plan.delivery_date, owners, (plan.tenure, shares) if owners else None,
	)  # fmt: skip


@pytest.mark.parametrize(("community", "make"), [(GARDEN, make_workbook), (ESTATE, make_export)])
def test_the_registry_reads_every_fact_of_the_file(community: str, make) -> None:
	stories = STORIES[community]
	file = make(community, stories)
	roster = read_roster(open_sheet(file.content, file.file_name))
	plans = list(all_plans(roster, (community,)))
	assert [plan.problems for plan in plans if plan.problems] == []
	assert [facts_read(plan) for plan in plans] == [facts(story) for story in stories]


def test_the_files_are_dirty_enough_to_prove_something() -> None:
	export = make_export(ESTATE, STORIES[ESTATE]).content.decode("gb18030")
	for sign in ("１", "㎡", "+86-", "栋", "#", "室", "年"):
		assert sign in export, sign
	workbook = make_workbook(GARDEN, STORIES[GARDEN])
	assert workbook.rows > len(STORIES[GARDEN]), "no row stands twice"
