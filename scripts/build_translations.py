"""Build translations/zh.csv and locale/zh.po from the one source list in locale/source.

The list is split into one file per area (`msgid,zh`), so that two people seldom edit the same one. Frappe reads the
CSV without any build step and the PO after `bench build`; both come from here and are never edited by hand.
`--check` writes nothing and fails when the built files are stale.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

PACKAGE = Path(__file__).resolve().parent.parent / "property_service"
SOURCE = PACKAGE / "locale" / "source"
CSV_FILE = PACKAGE / "translations" / "zh.csv"
PO_FILE = PACKAGE / "locale" / "zh.po"


def read_source() -> dict[str, str]:
	"""Return msgid → zh text, refusing a msgid that two rows translate differently or leave empty."""
	texts: dict[str, str] = {}
	for file, line, msgid, zh in source_rows():
		if not zh.strip():
			raise SystemExit(f"{file.name}:{line}: no zh text for {msgid!r}")
		if texts.setdefault(msgid, zh) != zh:
			raise SystemExit(f"{file.name}:{line}: {msgid!r} has another zh text elsewhere: {texts[msgid]!r}")
	return dict(sorted(texts.items()))


def source_rows() -> Iterator[tuple[Path, int, str, str]]:
	for file in sorted(SOURCE.glob("*.csv")):
		with file.open(encoding="utf-8", newline="") as handle:
			reader = csv.reader(handle)
			if next(reader) != ["msgid", "zh"]:
				raise SystemExit(f"{file.name}: the first line must be msgid,zh")
			for row in reader:
				if not row:
					continue
				if len(row) != 2:
					raise SystemExit(f"{file.name}:{reader.line_num}: expected msgid,zh, found {row}")
				yield file, reader.line_num, row[0], row[1]


def build_csv(texts: dict[str, str]) -> bytes:
	output = io.StringIO()
	csv.writer(output, lineterminator="\n").writerows(texts.items())
	return output.getvalue().encode()


def build_po(texts: dict[str, str]) -> bytes:
	catalog = Catalog(
		locale="zh", project="property_service", header_comment="# Built by scripts/build_translations.py"
	)
	catalog.mime_headers  # noqa: B018  babel fills its defaults on first access
	for msgid, zh in texts.items():
		catalog.add(msgid, zh)
	output = io.BytesIO()
	write_po(output, catalog, sort_output=True, omit_header=False, width=0)
	fixed = [
		line
		for line in output.getvalue().split(b"\n")
		if b"POT-Creation-Date" not in line and b"PO-Revision-Date" not in line
	]
	return b"\n".join(fixed)


def main() -> None:
	texts = read_source()
	built = {CSV_FILE: build_csv(texts), PO_FILE: build_po(texts)}
	stale = [file for file, content in built.items() if not file.exists() or file.read_bytes() != content]
	if "--check" in sys.argv:
		if stale:
			raise SystemExit(f"stale: {', '.join(file.name for file in stale)}; run make translations")
		return
	for file in stale:
		file.write_bytes(built[file])
	print(f"{len(texts)} messages, {len(stale)} files written")


if __name__ == "__main__":
	main()
