"""Exactly once with real processes and real commits: several workers at a time, and workers that are killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import frappe

from property_service.tests.integration.billing_worker import UNITS
from property_service.tests.integration.conftest import BENCH, SITE

MODULE = "property_service.tests.integration.billing_worker"
SECONDS = 180


def start(*arguments: str) -> subprocess.Popen:
	environment = os.environ | {"BENCH_DIR": str(BENCH)}
	return subprocess.Popen(
		[sys.executable, "-m", MODULE, SITE, *arguments], stdout=subprocess.PIPE, text=True, env=environment
	)


def answer(process: subprocess.Popen) -> dict[str, Any]:
	output, _error = process.communicate(timeout=SECONDS)
	assert process.returncode == 0
	return json.loads(output.strip().splitlines()[-1])


def call(*arguments: str) -> dict[str, Any]:
	return answer(start(*arguments))


@pytest.fixture
def estate() -> Iterator[dict[str, Any]]:
	made = call("set_up")
	yield made
	call("restore", str(made["invoices_per_commit"] or 50), *made["runs"])


def test_four_workers_on_two_runs_over_the_same_days_bill_each_unit_once(estate: dict[str, Any]) -> None:
	workers = [start("work", run) for run in estate["runs"] * 2]

	for worker in workers:
		answer(worker)

	result = call("count", estate["community"])
	assert result == {
		"posted": UNITS,
		"units": UNITS,
		"unfinished": 0,
		"invoices": UNITS,
		"drafts": 0,
		"findings": [],
	}


def seen(doctype: str, **filters: Any) -> int:
	"""Count committed rows; ending the transaction lets this connection see what others committed."""
	frappe.db.rollback()
	return frappe.db.count(doctype, filters)


def kill_when(run: str, reached: Callable[[], bool]) -> None:
	"""Start a worker and kill it as soon as `reached` says so."""
	worker = start("work", run)
	deadline = time.monotonic() + SECONDS
	while worker.poll() is None and not reached():
		assert time.monotonic() < deadline
		time.sleep(0.02)
	os.kill(worker.pid, signal.SIGKILL)
	worker.wait()


def test_a_killed_worker_leaves_nothing_half_done_and_its_run_is_finished_later(
	estate: dict[str, Any],
) -> None:
	run, community = estate["runs"][0], estate["community"]

	def bills() -> int:
		return seen("Sales Invoice", property_community=community)

	left = []
	for reached in (
		lambda: seen("Fee Charge", community=community) > 0,
		lambda: bills() >= 8,
		lambda: bills() >= 20,
	):
		kill_when(run, reached)
		state = call("count", community)
		left.append(state["invoices"])
		assert state["invoices"] == state["posted"] and state["drafts"] == 0
	assert left[0] < left[1] < left[2] < UNITS, "the workers were killed too late to prove anything"

	work = call("work", run)

	result = call("count", community)
	assert work["status"] == "Posted"
	assert (result["posted"], result["units"], result["invoices"]) == (UNITS, UNITS, UNITS)
	assert result["findings"] == []
