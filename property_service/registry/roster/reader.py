"""Read a roster file as rows of text. Pure: bytes in, rows out; refuses what is no plain spreadsheet.

Every cell becomes text, because the dirt is in the text: days as 2019-03-05, whole numbers without ".0", and
numbers of more than fifteen digits in scientific notation, because Excel has rounded them already.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from property_service.registry.roster.columns import HEADER_SEARCH_ROWS, Header, find_header
from property_service.registry.roster.problems import RosterFileError

MAX_FILE_MB = 25
MAX_UNPACKED_MB = 400
MAX_SHARED_STRINGS_MB = 100
MAX_COLUMNS = 200
# A float keeps fifteen decimal digits; what Excel shows beyond them is made up.
_EXACT_NUMBER = 10**15
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_CSV_FIELD_LIMIT = 1_000_000
_DELIMITERS = ",\t;|"
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_BLOCK = 1 << 20

Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Merges:
	"""Which cells continue a merged cell above them: per column (from 0) the first and last rows, sorted."""

	spans: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

	def continues(self, row_no: int, index: int) -> bool:
		spans = self.spans.get(index)
		if not spans:
			return False
		position = bisect_right(spans, (row_no - 1, 1 << 30)) - 1
		return position >= 0 and spans[position][0] < row_no <= spans[position][1]


@dataclass
class Sheet:
	"""One table: its header, which cells are merged, and the rows below the header, read once."""

	header: Header
	rows: Iterator[Row]
	merges: Merges = field(default_factory=Merges)


def open_sheet(content: bytes, file_name: str) -> Sheet:
	"""Return the table in a roster file.

	Args:
		content: the file.
		file_name: its name; the ending must agree with what the content is.

	Raises RosterFileError when the file is empty, too large, of another kind, damaged, or has no header.
	"""
	if not content.strip():
		raise RosterFileError("file_empty")
	if len(content) > MAX_FILE_MB * 1024 * 1024:
		raise RosterFileError("file_too_large", MAX_FILE_MB)
	ending = file_name.rpartition(".")[2].lower()
	if content.startswith(_OLE) or ending in ("xls", "et"):
		raise RosterFileError("file_old_excel")
	if ending in ("xlsm", "xltm", "xlsb"):
		raise RosterFileError("file_macros")
	if ending == "xlsx":
		return _open_workbook(content)
	if ending == "csv" and not content.startswith(_ZIP):
		return _sheet_of(_csv_rows(content))
	raise RosterFileError("file_kind", ending or file_name)


def cell_text(value: object) -> str:
	"""Return what a cell says as text, without losing or inventing digits."""
	if value is None:
		return ""
	if isinstance(value, bool):
		return "1" if value else "0"
	if isinstance(value, (int, float)):
		return _number_text(value)
	if isinstance(value, datetime):
		return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
	if isinstance(value, (date, time)):
		return value.isoformat()
	return str(value)


def _number_text(value: int | float) -> str:
	if abs(value) >= _EXACT_NUMBER:
		return f"{float(value):.14E}"
	if float(value).is_integer():
		return str(int(value))
	return format(Decimal(repr(value)), "f")


def _sheet_of(rows: Iterator[Row], merges: Merges | None = None) -> Sheet:
	head = []
	for row in rows:
		head.append(row)
		if len(head) == HEADER_SEARCH_ROWS:
			break
	if not head:
		raise RosterFileError("file_empty")
	header = find_header(head)
	return Sheet(header, _rows_below(header.row_no, head, rows), merges or Merges())


def _rows_below(header_row: int, head: list[Row], rows: Iterator[Row]) -> Iterator[Row]:
	yield from (row for row in head if row[0] > header_row)
	yield from rows


def _csv_rows(content: bytes) -> Iterator[Row]:
	text = _decode(content)
	csv.field_size_limit(_CSV_FIELD_LIMIT)
	first_lines = text[:4000]
	delimiter = max(_DELIMITERS, key=first_lines.count)
	reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
	try:
		for row_no, cells in enumerate(reader, start=1):
			yield row_no, cells[:MAX_COLUMNS]
	except csv.Error as error:
		raise RosterFileError("file_damaged") from error


def _decode(content: bytes) -> str:
	"""Return the text of a CSV file in UTF-8, UTF-16 with its mark, or GB 18030 (what Excel writes in China)."""
	encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
	for encoding in encodings:
		try:
			text = content.decode(encoding)
		except UnicodeDecodeError:
			continue
		if "\x00" not in text:
			return text
	raise RosterFileError("file_encoding")


def _open_workbook(content: bytes) -> Sheet:
	import openpyxl

	parts = _check_package(content)
	try:
		book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
	except Exception as error:
		# openpyxl raises whatever its parsers raise; for the user each means the same.
		raise RosterFileError("file_damaged") from error
	first_error: RosterFileError | None = None
	for worksheet in book.worksheets:
		if worksheet.sheet_state != "visible":
			continue
		try:
			return _sheet_of(_worksheet_rows(worksheet), _merges(parts, worksheet))
		except RosterFileError as error:
			# An instructions sheet may come first: its error only counts when no sheet has a table.
			first_error = first_error or error
	raise first_error or RosterFileError("file_empty")


def _check_package(content: bytes) -> zipfile.ZipFile:
	"""Return the opened package, after refusing macros, bombs and XML that declares entities."""
	try:
		parts = zipfile.ZipFile(io.BytesIO(content))
	except zipfile.BadZipFile as error:
		raise RosterFileError("file_damaged") from error
	names = {info.filename.lower(): info for info in parts.infolist()}
	if "xl/workbook.xml" not in names:
		raise RosterFileError("file_kind", "zip")
	if any("vbaproject" in name or "macrosheets/" in name for name in names):
		raise RosterFileError("file_macros")
	unpacked = sum(info.file_size for info in names.values())
	strings = names.get("xl/sharedstrings.xml")
	if unpacked > MAX_UNPACKED_MB << 20 or (strings and strings.file_size > MAX_SHARED_STRINGS_MB << 20):
		raise RosterFileError("file_unpacked_too_large", MAX_UNPACKED_MB)
	for name, info in names.items():
		if name.endswith((".xml", ".rels")):
			_refuse_entities(parts, info)
	return parts


def _refuse_entities(parts: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
	"""A workbook never needs a DOCTYPE; the parsers below would expand the entities it declares."""
	try:
		with parts.open(info) as part:
			start = part.read(4096)
	except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
		raise RosterFileError("file_damaged") from error
	if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
		raise RosterFileError("file_damaged")


def _worksheet_rows(worksheet) -> Iterator[Row]:
	# Some programs write a wrong size into the sheet; without it openpyxl reads what is there.
	worksheet.reset_dimensions()
	try:
		for row_no, cells in enumerate(worksheet.iter_rows(values_only=True, max_col=None), start=1):
			texts = [cell_text(value) for value in cells[:MAX_COLUMNS]]
			while texts and not texts[-1]:
				texts.pop()
			yield row_no, texts
	except RosterFileError:
		raise
	except Exception as error:
		# openpyxl parses while it is read, and raises whatever its parsers raise.
		raise RosterFileError("file_damaged") from error


def _merges(parts: zipfile.ZipFile, worksheet) -> Merges:
	"""Return the vertical merges of a sheet. openpyxl's streaming mode does not tell them."""
	from openpyxl.utils import column_index_from_string

	spans: dict[int, list[tuple[int, int]]] = {}
	for left, first, right, last in _merge_references(parts, worksheet._worksheet_path):
		if int(last) > int(first):
			for column in range(column_index_from_string(left), column_index_from_string(right) + 1):
				spans.setdefault(column - 1, []).append((int(first), int(last)))
	return Merges({index: sorted(found) for index, found in spans.items()})


def _merge_references(parts: zipfile.ZipFile, path: str) -> Iterator[tuple[str, str, str, str]]:
	rest = b""
	with parts.open(path) as part:
		while block := part.read(_BLOCK):
			text = rest + block
			end = 0
			for match in _MERGE.finditer(text):
				end = match.end()
				yield tuple(group.decode() for group in match.groups())
			rest = text[max(end, len(text) - 200) :]
