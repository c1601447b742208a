"""The file with the rows that failed: as they came, with row, column, problem and remedy beside them. Pure.

It can be mended and imported as it is: the header is the roster's own, merged cells are filled in, and the import
knows the four added columns. Text that a spreadsheet would run as a formula is made plain text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence

from property_service.registry.masking import mask_id, mask_numbers, mask_phone
from property_service.registry.roster.columns import Header, cell_at
from property_service.registry.roster.rows import RosterRow

# OWASP "CSV Injection": a cell that begins with one of these may be run as a formula.
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r")
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*")
_SENSITIVE: dict[str, Callable[[str], str]] = {"phone": mask_phone, "id_number": mask_id}
_ADDRESS_FIELDS = ("building", "entrance", "unit_no")

Line = list[str]


def feedback_lines(
	header: Header, rows: Iterable[tuple[RosterRow, str, str, str]], titles: Sequence[str], *, masked: bool
) -> Iterable[Line]:
	"""Yield the lines of the file, the header first.

	Args:
		rows: row, names of the columns, what is wrong, what to do.
		titles: the four added columns in the reader's language.
		masked: hide phone and ID numbers from somebody without the right to read them.
	"""
	width = len(header.labels)
	yield [*_header_line(header), *titles]
	for row, column, problem, remedy in rows:
		cells = [cell_at(row.cells, index) for index in range(width)]
		_fill_address(header, row, cells)
		if masked:
			cells = _masked(header, cells)
		yield [*cells, str(row.row_no), column, problem, remedy]


def harmless(text: str) -> str:
	"""Return a cell that no spreadsheet runs: a leading ' where it would start a formula; plain numbers stay."""
	if text.startswith(_FORMULA_START) and not _PLAIN_NUMBER.fullmatch(text):
		return "'" + text
	return text


def as_csv(lines: Iterable[Line]) -> bytes:
	"""Return the lines as CSV in UTF-8 with a mark, by which Excel recognises it."""
	out = io.StringIO()
	writer = csv.writer(out)
	for line in lines:
		writer.writerow([harmless(cell) for cell in line])
	return out.getvalue().encode("utf-8-sig")


def as_xlsx(lines: Iterable[Line]) -> bytes:
	"""Return the lines as a workbook whose cells are all text, so that long numbers keep their digits."""
	from openpyxl import Workbook
	from openpyxl.cell import WriteOnlyCell

	book = Workbook(write_only=True)
	sheet = book.create_sheet("Roster")
	for line in lines:
		cells = []
		for text in line:
			cell = WriteOnlyCell(sheet, value=harmless(_printable(text)))
			cell.data_type = "s"
			cell.number_format = "@"
			cells.append(cell)
		sheet.append(cells)
	out = io.BytesIO()
	book.save(out)
	return out.getvalue()


def _header_line(header: Header) -> Line:
	"""Return one label per column that the import reads again as the same field."""
	labels = list(header.labels)
	for column in header.columns:
		labels[column.index] = column.label
	return labels


def _fill_address(header: Header, row: RosterRow, cells: Line) -> None:
	if row.problems or not header.has("building"):
		return
	for name in _ADDRESS_FIELDS:
		for column in header.by_field.get(name, ()):
			cells[column.index] = cells[column.index].strip() or getattr(row.address, name)


def _masked(header: Header, cells: Line) -> Line:
	fields = {column.index: column.field for column in header.columns}
	masked = []
	for index, text in enumerate(cells):
		mask = _SENSITIVE.get(fields.get(index, ""))
		masked.append(_mask_all(text, mask) if mask else mask_numbers(text))
	return masked


def _mask_all(text: str, mask: Callable[[str], str]) -> str:
	return "、".join(mask(part) for part in re.split(r"[、,;，；/|\n]+", text) if part.strip())


def _printable(text: str) -> str:
	"""Return the text without control characters, which a workbook cannot hold."""
	return "".join(sign for sign in text if sign in "\n\t" or ord(sign) >= 32)
