"""Which cases the demo has, who reports them and how each ends. Pure: the words stand in `case_texts.py`."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from property_service.demo.case_texts import CASE_TEXTS, CaseText
from property_service.demo.names import Person, drawn_for
from property_service.demo.tenancy import SHOWN_BUYER_UNIT, SHOWN_COUPLE_UNIT, UnitStory

Ending = Literal[
	"open", "waiting", "resolved", "satisfied", "partly satisfied", "dissatisfied", "not reached", "rejected"
]
# Each way to end comes up once before chance decides, so that the smallest demo shows all of them. What needs a return
# visit stands where the story's category or kind always gets one.
ENDINGS: tuple[Ending, ...] = (
	"satisfied", "dissatisfied", "open", "resolved", "waiting", "rejected", "partly satisfied", "not reached",
	"open", "open",
)  # fmt: skip
ENDING_KINDS: tuple[Ending, ...] = (
	"satisfied", "open", "resolved", "waiting", "partly satisfied", "dissatisfied", "rejected", "not reached",
)  # fmt: skip
ENDING_WEIGHTS = (44, 22, 12, 6, 6, 5, 3, 2)
CATEGORY_OF_ENDING: Mapping[str, str] = {"open": "Open", "waiting": "Waiting", "rejected": "Rejected"}
CHANNELS = ("Phone", "Portal", "Window", "Online Message", "Patrol", "Visit")
CHANNEL_WEIGHTS = (38, 24, 18, 10, 5, 5)
OLDEST_DAYS = 75
# Cases that the owners shown in the portal reported there themselves: one is being worked on, one waits for them.
SHOWN_UNITS = {2: SHOWN_COUPLE_UNIT, 4: SHOWN_BUYER_UNIT}


@dataclass(frozen=True)
class PlannedCase:
	"""One case: `age_days` before today it was reported; without a reporter staff found it."""

	number: int
	text: CaseText
	community: str
	story: UnitStory | None
	reporter: Person | None
	channel: str
	ending: Ending
	age_days: int

	@property
	def key(self) -> str:
		return f"case:{self.number}"

	@property
	def category(self) -> str:
		"""Return the state category the staff bring the case to, before any return visit."""
		return CATEGORY_OF_ENDING.get(self.ending, "Resolved")


@dataclass(frozen=True)
class Step:
	"""One transition of a workflow: who may take it is a role."""

	state: str
	action: str
	next_state: str
	role: str


def plan_cases(stories: Mapping[str, Sequence[UnitStory]], count: int) -> list[PlannedCase]:
	"""Return `count` cases, the oldest first, spread over the communities by their number of lived-in units."""
	homes = [
		(community, story)
		for community, told in stories.items()
		for story in told
		if story.owners
		and story.unit.unit_type != "Parking Space"
		and story.status not in ("Sold", "Delivered")
	]
	planned = [_plan_case(number, homes) for number in range(count)]
	return sorted(planned, key=lambda case: -case.age_days)


def _plan_case(number: int, homes: Sequence[tuple[str, UnitStory]]) -> PlannedCase:
	draw = drawn_for(f"case:{number}")
	text = CASE_TEXTS[number % len(CASE_TEXTS)]
	community, story = draw.choice(homes)
	channel = draw.choices(CHANNELS, CHANNEL_WEIGHTS)[0]
	if number in SHOWN_UNITS:
		shown = (home for home in homes if home[1].unit.key == SHOWN_UNITS[number])
		(community, story), channel = next(shown), "Portal"
	reporter = None if channel == "Patrol" else draw.choice(_people(story))
	ending = ENDINGS[number] if number < len(ENDINGS) else draw.choices(ENDING_KINDS, ENDING_WEIGHTS)[0]
	is_recent = ending in ("open", "waiting", "resolved")
	return PlannedCase(
		number=number,
		text=text,
		community=community,
		story=story if text.needs_unit else None,
		reporter=reporter,
		channel=channel,
		ending=ending,
		age_days=draw.randrange(0, 6) if is_recent else draw.randrange(4, OLDEST_DAYS),
	)


def _people(story: UnitStory) -> list[Person]:
	tenants = [resident.person for resident in story.residents if resident.relation == "Tenant"]
	return tenants or [story.owners[0]]


def spread_over_states(
	cases: Sequence[PlannedCase], states: Sequence[tuple[str, str]], rare: Collection[str] = ()
) -> dict[int, str]:
	"""Return case number → workflow state to bring it to, using every state of a category in turn.

	Args:
		states: (state, its category) in the workflow's order.
		rare: states that one case is enough for, where their category has others.
	A case whose category has no state stays out.
	"""
	by_category: dict[str, list[str]] = {}
	for state, category in states:
		by_category.setdefault(category, []).append(state)
	used: dict[str, int] = {}
	goals = {}
	for case in sorted(cases, key=lambda case: case.number):
		choices = by_category.get(case.category)
		if choices:
			turn = used.get(case.category, 0)
			common = [state for state in choices if state not in rare] or choices
			goals[case.number] = choices[turn] if turn < len(choices) else common[turn % len(common)]
			used[case.category] = turn + 1
	return goals


def shortest_route(
	start: str, goal: str, steps: Sequence[Step], avoid: Collection[str] = ()
) -> list[Step] | None:
	"""Return the fewest steps from `start` to `goal`, [] when already there, None when there is no way.

	Args:
		avoid: states not to pass through; they may still be the goal.
	"""
	routes: deque[tuple[str, list[Step]]] = deque([(start, [])])
	seen = {start, *avoid} - {goal}
	while routes:
		state, taken = routes.popleft()
		if state == goal:
			return taken
		for step in steps:
			if step.state == state and step.next_state not in seen:
				seen.add(step.next_state)
				routes.append((step.next_state, [*taken, step]))
	return None
