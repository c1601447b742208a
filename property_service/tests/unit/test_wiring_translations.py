"""The one source list and the two files built from it."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2]
SOURCE_FILES = sorted((PACKAGE / "locale" / "source").glob("*.csv"))
PLACEHOLDER = re.compile(r"\{\d*\}")


def rows() -> list[tuple[str, str, str]]:
	found = []
	for file in SOURCE_FILES:
		with file.open(encoding="utf-8", newline="") as handle:
			found += [(file.name, *row) for row in list(csv.reader(handle))[1:] if row]
	return found


def test_every_row_has_a_text_and_the_same_placeholders() -> None:
	for file, *row in rows():
		assert len(row) == 2, (file, row)
		msgid, zh = row
		assert zh.strip(), f"{file}: no zh text for {msgid!r}"
		assert sorted(PLACEHOLDER.findall(msgid)) == sorted(PLACEHOLDER.findall(zh)), f"{file}: {msgid!r}"


def test_a_message_stands_in_one_place_only() -> None:
	seen: dict[str, str] = {}
	for file, msgid, _zh in rows():
		assert msgid not in seen, f"{msgid!r} stands in {seen[msgid]} and {file}"
		seen[msgid] = file


def test_built_files_hold_the_source_list() -> None:
	pytest.importorskip("babel", reason="Babel comes with the bench")
	with (PACKAGE / "translations" / "zh.csv").open(encoding="utf-8", newline="") as handle:
		built = {row[0]: row[1] for row in csv.reader(handle)}
	assert built == {msgid: zh for _file, msgid, zh in rows()}, "run make translations"
	po = (PACKAGE / "locale" / "zh.po").read_text(encoding="utf-8")
	assert po.count("\nmsgid ") - 1 == len(built), "run make translations"
