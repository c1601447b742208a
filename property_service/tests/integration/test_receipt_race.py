"""Two cashiers, two processes, one bill: the books stay right whoever comes first."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from property_service.tests.integration.conftest import BENCH, SITE

WORKER = Path(__file__).with_name("receipt_race.py")


class Cashier:
	"""A process that runs one command of receipt_race.py."""

	def __init__(self, *arguments: str) -> None:
		self.process = subprocess.Popen(
			[sys.executable, str(WORKER), SITE, *arguments],
			stdin=subprocess.PIPE,
			stdout=subprocess.PIPE,
			text=True,
			env={**os.environ, "BENCH_DIR": str(BENCH)},
		)

	def is_ready(self) -> bool:
		return self.process.stdout.readline().strip() == "ready"

	def go(self) -> None:
		self.process.stdin.write("\n")
		self.process.stdin.flush()

	def answer(self) -> dict:
		output, _ = self.process.communicate(timeout=120)
		return json.loads(output.strip().splitlines()[-1])


def run(*arguments: str) -> dict:
	return Cashier(*arguments).answer()


def race(*commands: tuple[str, str]) -> list[str | None]:
	"""Let all cashiers look first, then go at once; return why each was refused, None for success."""
	cashiers = [Cashier(*command) for command in commands]
	assert all([cashier.is_ready() for cashier in cashiers])
	for cashier in cashiers:
		cashier.go()
	return [cashier.answer()["refused"] for cashier in cashiers]


@pytest.fixture
def prepared(request: pytest.FixtureRequest) -> Iterator[dict]:
	data = run("prepare", *request.param)
	yield data
	run("tidy", data["bill"])


@pytest.mark.parametrize(
	("prepared", "left"),
	[
		(("100", "100", "100"), 0),  # both want all of it
		(("100", "60", "60"), 40),  # together more than the bill
		(("100", "30", "30"), 70),  # both would fit, but the second one looked at old books
	],
	indirect=["prepared"],
)
def test_second_cashier_is_told_what_is_left(prepared: dict, left: float) -> None:
	first, second = prepared["receipts"]
	refusals = race(("submit", first), ("submit", second))

	told = [message for message in refusals if message]
	assert len(told) == 1
	assert f"Bill {prepared['bill']} was paid meanwhile: {left:.2f} left." in told[0]
	assert run("look", prepared["bill"]) == {"outstanding": left, "ledger": left}


@pytest.mark.parametrize("prepared", [("100", "30", "30")], indirect=True)
def test_refused_cashier_succeeds_with_fresh_books(prepared: dict) -> None:
	first, second = prepared["receipts"]
	refusals = race(("submit", first), ("submit", second))
	loser = second if refusals[1] else first

	assert race(("submit", loser)) == [None]
	assert run("look", prepared["bill"]) == {"outstanding": 40, "ledger": 40}


def test_cashiers_with_different_bills_do_not_disturb_each_other() -> None:
	bills = [run("prepare", "100", "30") for _ in range(3)]
	refusals = race(*(("submit", bill["receipts"][0]) for bill in bills))
	books = [run("look", bill["bill"]) for bill in bills]
	for bill in bills:
		run("tidy", bill["bill"])
	assert refusals == [None, None, None]
	assert books == [{"outstanding": 70, "ledger": 70}] * 3


@pytest.mark.parametrize("prepared", [("100", "30", "50")], indirect=True)
def test_void_and_payment_of_one_bill_leave_the_books_right(prepared: dict) -> None:
	paid, open_receipt = prepared["receipts"]
	assert race(("submit", paid)) == [None]

	refusals = race(("void", paid), ("submit", open_receipt))

	# Whoever came second was refused: 100 − 50 + 30 − 30 = 50 is only reached by trying again.
	left = 20 if refusals[0] else 100
	assert sorted(message is None for message in refusals) == [False, True]
	assert run("look", prepared["bill"]) == {"outstanding": left, "ledger": left}
