"""Measure two ways of doing the same work in one run: interleaved, ratio of medians, queries beside time.

Absolute times belong to the machine; ratios and query counts can be compared. Both ways run in the same process, on
the same site, turn and turn about (A B B A), after one warm-up each that is thrown away.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import frappe

# One turn of the work: does the share of the given number and returns how many things it made.
Turn = Callable[[int], int]


@dataclass(frozen=True)
class Sample:
	"""One turn: how long it took and how many statements it sent, per thing made."""

	milliseconds: float
	queries: float
	made: int


@dataclass
class Arm:
	"""One way of doing the work."""

	label: str
	turn: Turn
	samples: list[Sample] = field(default_factory=list)

	def figures(self) -> dict[str, Any]:
		times = [sample.milliseconds for sample in self.samples]
		return {
			"label": self.label,
			"made": sum(sample.made for sample in self.samples),
			"turns": len(self.samples),
			"ms_each_median": round(statistics.median(times), 1),
			"ms_each_min": round(min(times), 1),
			"ms_each_max": round(max(times), 1),
			"queries_each": round(statistics.median(sample.queries for sample in self.samples), 1),
			"samples": [asdict(sample) for sample in self.samples],
		}


def compare(name: str, base: Arm, ours: Arm, turns: int) -> dict[str, Any]:
	"""Run both arms `turns` times each in the order A B B A and return the figures of the scenario.

	`speed_up` is the base's median over ours: 2.0 means that ours takes half the time.
	"""
	if frappe.flags.in_test:
		raise SystemExit("in_test flatters the base: it leaves out versions. Run without it.")
	for arm in (base, ours):
		arm.turn(-1)
	for number, arm in _order(base, ours, turns):
		arm.samples.append(measure(arm.turn, number))
	figures = [base.figures(), ours.figures()]
	return {
		"scenario": name,
		"speed_up": round(figures[0]["ms_each_median"] / figures[1]["ms_each_median"], 2),
		"queries_ratio": round(figures[1]["queries_each"] / figures[0]["queries_each"], 2),
		"base": figures[0],
		"ours": figures[1],
		"environment": environment(),
	}


def _order(base: Arm, ours: Arm, turns: int) -> Iterator[tuple[int, Arm]]:
	"""Yield base, ours, ours, base, …: drift of the machine falls on both alike."""
	for number in range(turns):
		for arm in (base, ours) if number % 2 == 0 else (ours, base):
			yield number, arm


def measure(turn: Turn, number: int) -> Sample:
	"""Time one turn and count the statements that the database received meanwhile."""
	frappe.db.commit()
	before, started = _questions(), time.perf_counter()
	made = turn(number)
	seconds, after = time.perf_counter() - started, _questions()
	return Sample(1000 * seconds / made, (after - before - 1) / made, made)


def _questions() -> int:
	"""Return how many statements this connection has sent, as MariaDB counts them (no query builder for SHOW)."""
	return int(frappe.db.sql("SHOW SESSION STATUS LIKE 'Questions'")[0][1])


def environment() -> dict[str, Any]:
	"""Return what the figures depend on, without naming machine or folders."""
	import erpnext

	return {
		"date": time.strftime("%Y-%m-%d"),
		"frappe": frappe.__version__,
		"erpnext": erpnext.__version__,
		"python": platform.python_version(),
		"database": frappe.db.sql("select version()")[0][0],
		"cores": os.cpu_count(),
		"load_average": [round(value, 1) for value in os.getloadavg()],
		"sales_update_frequency": frappe.db.get_single_value("Selling Settings", "sales_update_frequency"),
	}


def report(result: dict[str, Any], output: Path | None) -> None:
	"""Print the figures, and write them with every sample as JSON to `output`."""
	print(f"{result['scenario']}: {result['speed_up']}× the speed, {result['queries_ratio']}× the queries")
	for arm in (result["base"], result["ours"]):
		print(
			f"  {arm['label']:42} {arm['ms_each_median']:7.1f} ms "
			f"({arm['ms_each_min']}–{arm['ms_each_max']})  {arm['queries_each']:6.1f} queries  n={arm['made']}"
		)
	if output:
		output.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
