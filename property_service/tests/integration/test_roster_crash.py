"""A worker killed in the middle of an import: what is committed is whole, and the next run makes nothing twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import frappe

from property_service.registry.roster.run import UNITS_PER_COMMIT
from property_service.tests.integration.conftest import BENCH, SITE

WORKER = Path(__file__).with_name("roster_crash.py")
UNITS = 4 * UNITS_PER_COMMIT
LONGEST_SECONDS = 120


def start(*arguments: str) -> subprocess.Popen:
	environment = {**os.environ, "BENCH_DIR": str(BENCH)}
	command = [sys.executable, str(WORKER), SITE, *arguments]
	return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def run(*arguments: str) -> dict:
	output, _ = start(*arguments).communicate(timeout=LONGEST_SECONDS)
	return json.loads(output.strip().splitlines()[-1])


@pytest.fixture
def roster_import() -> Iterator[str]:
	run("tidy")
	yield run("prepare", str(UNITS))["name"]
	run("tidy")


def kill_after_first_commit(worker: subprocess.Popen, name: str) -> None:
	deadline = time.monotonic() + LONGEST_SECONDS
	while time.monotonic() < deadline and worker.poll() is None:
		frappe.db.rollback()
		if frappe.db.get_value("Property Roster Import", name, "processed_units"):
			break
		time.sleep(0.05)
	# Into the middle of the next chunk, whose half-written units nobody may ever see.
	time.sleep(0.3)
	worker.kill()
	worker.wait()


@pytest.mark.slow
def test_a_killed_import_is_whole_so_far_and_ends_as_if_nothing_had_happened(roster_import: str) -> None:
	worker = start("work", roster_import)
	kill_after_first_commit(worker, roster_import)
	left = run("look", roster_import)
	done = left["processed_units"]
	assert left["status"] == "Importing" and 0 < done < UNITS and done % UNITS_PER_COMMIT == 0
	# Each flat brings a parking space, one owner, and a line of history for both.
	assert (left["units"], left["ownership"], left["owners"], left["logs"], left["rows"]) == (
		2 * done, 2 * done, done, 2 * done, done,
	)  # fmt: skip
	run("work", roster_import)
	end = run("look", roster_import)
	assert (end["status"], end["processed_units"], end["imported_rows"], end["rows"]) == (
		"Completed",
		UNITS,
		UNITS,
		UNITS,
	)
	assert (end["units"], end["owned_units"], end["ownership"], end["owners"]) == (
		2 * UNITS,
		2 * UNITS,
		2 * UNITS,
		UNITS,
	)
	assert end["units_without_owner"] == 0 and end["logs"] == 2 * UNITS
