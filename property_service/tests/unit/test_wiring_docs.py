"""The documentation is true: its links lead somewhere and every duty has its row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("property_service/**/README.md")])
PAGES = [page for page in PAGES if "node_modules" not in page.parts]
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
DUTIES = {"A": 6, "B": 5, "C": 5, "D": 17, "E": 20, "F": 11}


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_every_link_leads_to_a_file(page: Path) -> None:
	for target in LINK.findall(page.read_text(encoding="utf-8")):
		assert (page.parent / target).exists(), target


def test_coverage_names_every_duty_once() -> None:
	text = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
	expected = [f"{area}{number}" for area, last in DUTIES.items() for number in range(1, last + 1)]
	assert re.findall(r"^\| ([A-F]\d+) \|", text, re.M) == expected


def test_every_package_has_its_map() -> None:
	for package in (
		"registry",
		"billing",
		"casework",
		"visits",
		"portal",
		"transfer",
		"overview",
		"site_setup",
		"demo",
	):
		assert (ROOT / "property_service" / package / "README.md").exists(), package
