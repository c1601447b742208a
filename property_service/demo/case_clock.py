"""When the events of an invented case happened. Pure: the present is an argument."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from property_service.demo.names import drawn_for

# Minutes between one change of a case and the next: accepted within the hour, worked on the same day, then days.
SHORTEST_GAPS, LONGEST_GAPS = (8, 40, 150, 600, 900), (90, 300, 1700, 2900, 4300)
MESSAGE_GAP = timedelta(minutes=25)


def moments(
	key: str, reported_on: date, changes: int, now: datetime, *, at_night: bool = False
) -> list[datetime]:
	"""Return the moments of filing and of each later change, oldest first, none of them after `now`.

	Args:
		key: decides the draw.
		reported_on: the day of filing.
		changes: how often the case changed after it was filed.
		now: the present.
		at_night: emergencies come at any hour, everything else while the desk is open (requirement C2).
	"""
	draw = drawn_for(f"{key}:clock")
	minute = draw.randrange(0, 1439) if at_night else draw.randrange(8 * 60 + 35, 17 * 60 + 30)
	filed = datetime.combine(reported_on, time()) + timedelta(minutes=minute)
	filed = min(filed, now - timedelta(minutes=draw.randrange(5, 45)))
	gaps = []
	for change in range(changes):
		place = min(change, len(SHORTEST_GAPS) - 1)
		gaps.append(timedelta(minutes=draw.randrange(SHORTEST_GAPS[place], LONGEST_GAPS[place])))
	return _within(filed, gaps, now)


def _within(filed: datetime, gaps: list[timedelta], now: datetime) -> list[datetime]:
	"""Return filing and changes, pushed together where they would reach into the future."""
	whole, room = sum(gaps, timedelta()), (now - filed) * 0.95
	share = min(1.0, room / whole) if whole else 1.0
	times = [filed]
	for gap in gaps:
		times.append(times[-1] + (gap * share))
	return [moment.replace(microsecond=0) for moment in times]


def message_moments(filed: datetime, count: int, now: datetime) -> list[datetime]:
	"""Return when `count` messages were exchanged after filing, none after `now`."""
	step = min(MESSAGE_GAP, (now - filed) / (count + 1))
	return [(filed + step * (index + 1)).replace(microsecond=0) for index in range(count)]
