"""Run a benchmark scenario on a test site: `python run.py [SCENARIO] [--things N] [--turns N] [--output FILE]`.

The site is named by FRAPPE_TEST_SITE and must say `allow_tests`; `make benchmark` makes one of its own.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from pathlib import Path

import frappe

ROOT = Path(__file__).resolve().parent.parent
BENCH = Path(os.environ.get("BENCH_DIR", Path.home() / "frappe-bench"))
SCENARIOS = ("post_invoices",)


def main() -> None:
	options = arguments()
	output = options.output.resolve() if options.output else None
	sys.path.insert(0, str(ROOT))
	from benchmarks.harness import report

	connect()
	for name in [options.scenario] if options.scenario else SCENARIOS:
		result = importlib.import_module(f"benchmarks.{name}").run(options.things, options.turns)
		report(result, output)
	frappe.destroy()


def arguments() -> argparse.Namespace:
	parser = argparse.ArgumentParser(description=__doc__)
	parser.add_argument("scenario", nargs="?", choices=SCENARIOS)
	parser.add_argument("--things", type=int, default=300, help="things made per arm, all turns together")
	parser.add_argument("--turns", type=int, default=6, help="turns per arm")
	parser.add_argument("--output", type=Path, help="write every sample as JSON")
	return parser.parse_args()


def connect() -> None:
	site = os.environ.get("FRAPPE_TEST_SITE", "")
	if not site:
		raise SystemExit("FRAPPE_TEST_SITE is not set: run `make benchmark`")
	os.chdir(BENCH / "sites")
	frappe.init(site, sites_path=".")
	if not frappe.conf.allow_tests:
		raise SystemExit(f"{site} does not set allow_tests; refusing to write to it")
	frappe.connect()
	frappe.flags.mute_emails = True


if __name__ == "__main__":
	main()
