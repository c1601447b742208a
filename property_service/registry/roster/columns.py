"""Find the header of a roster and what each column holds. Pure.

Real rosters start with titles and remarks, have headers of two rows with merged groups (业主信息 over 姓名 and 电话),
and number the columns of co-owners.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from property_service.registry.roster.problems import RosterFileError
from property_service.registry.roster.text import CHINESE_NUMBER, chinese_number, clean
from property_service.registry.roster.vocabulary import (
	CO_OWNER_PREFIXES,
	KNOWN_USELESS,
	OWNER_FIELDS,
	OWNER_PREFIXES,
	REPEATABLE_FIELDS,
	REQUIRED_FIELDS,
	SYNONYMS,
	TOTAL_WORDS,
)

HEADER_SEARCH_ROWS = 20
_FEWEST_KNOWN_COLUMNS = 2
_MOST_PEOPLE = 9
_BRACKETED = re.compile(r"\([^()]*\)")
_MARKS = re.compile(r"[\s*:_.'/-]+")
_GROUP_WORD = re.compile(r"(?:基本)?(?:信息|情况|资料|details|information)$", re.IGNORECASE)
_NUMBER = re.compile(rf"(?:第)?(\d+|{CHINESE_NUMBER})")


def label_key(label: str) -> str:
	"""Return what is equal for 建筑面积(㎡), * 建筑面积： and "建筑 面积"."""
	return _MARKS.sub("", _BRACKETED.sub("", clean(label))).casefold()


_FIELD_BY_LABEL = {label_key(label): name for name, labels in SYNONYMS.items() for label in labels}
_USELESS = {label_key(label) for label in KNOWN_USELESS}
_TOTALS = {label_key(word) for word in TOTAL_WORDS}


@dataclass(frozen=True, slots=True)
class Column:
	"""One column: `index` counts from 0, `person` says whose it is (1 is the first owner; 0 is not said)."""

	index: int
	field: str
	label: str
	person: int = 0


@dataclass(frozen=True, slots=True)
class Header:
	"""Where the data starts and what its columns hold. `row_no` is the header's (last) row, counted from 1."""

	row_no: int
	columns: tuple[Column, ...]
	labels: tuple[str, ...]
	ignored: tuple[str, ...] = ()
	by_field: dict[str, tuple[Column, ...]] = field(default_factory=dict, compare=False)

	def has(self, name: str) -> bool:
		return name in self.by_field

	@property
	def own_labels(self) -> dict[str, str]:
		"""Return what the file calls its fields."""
		return {name: columns[0].label for name, columns in self.by_field.items()}

	def texts(self, name: str, cells: Sequence[str]) -> list[str]:
		"""Return the raw cells of one field in one row, in the order of the columns."""
		return [cell_at(cells, column.index) for column in self.by_field.get(name, ())]

	def text(self, name: str, cells: Sequence[str]) -> str:
		"""Return the raw cell of a field that has one column, "" where there is none."""
		columns = self.by_field.get(name)
		return cell_at(cells, columns[0].index) if columns else ""


def cell_at(cells: Sequence[str], index: int) -> str:
	"""Return one cell of a row, "" beyond its end."""
	return cells[index] if index < len(cells) else ""


def find_header(rows: Iterable[tuple[int, Sequence[str]]]) -> Header:
	"""Return the header among the first rows of a sheet.

	Args:
		rows: (row number as the spreadsheet counts, cells) of the first `HEADER_SEARCH_ROWS` rows.

	Raises RosterFileError `no_header`, `missing_columns` (missing fields, found labels) or `duplicate_column`.
	"""
	best: Header | None = None
	above: Sequence[str] = ()
	for row_no, cells in rows:
		for labels in _candidates(above, cells):
			header = _read_labels(row_no, labels)
			if best is None or _score(header) > _score(best):
				best = header
		above = cells
	if best is None or _score(best)[0] < _FEWEST_KNOWN_COLUMNS:
		raise RosterFileError("no_header", HEADER_SEARCH_ROWS)
	_check(best)
	return best


def is_total_row(cells: Sequence[str]) -> bool:
	"""Return whether a row only adds up the rows above (合计)."""
	first = next((cell for cell in cells if clean(cell)), "")
	return label_key(first) in _TOTALS


def _score(header: Header) -> tuple[int, int, int]:
	"""More kinds of columns win (required ones count twice), then more columns, then more said about whose they are."""
	required = sum(name in header.by_field for name in REQUIRED_FIELDS)
	told_apart = sum(column.person > 0 for column in header.columns)
	return len(header.by_field) + required, len(header.columns), told_apart


def _candidates(above: Sequence[str], cells: Sequence[str]) -> list[list[tuple[str, ...]]]:
	"""Return the readings of a row as header: by itself, and below a row of groups.

	Each label comes as a tuple of texts to try, the most exact first.
	"""
	single = [(_shown(cell),) for cell in cells]
	if not any(_shown(cell) for cell in above):
		return [single]
	width = max(len(above), len(cells))
	combined, group = [], ""
	for index in range(width):
		upper, lower = _shown(cell_at(above, index)), _shown(cell_at(cells, index))
		group = _GROUP_WORD.sub("", upper) or (group if lower else "")
		combined.append((lower, group + lower, lower + group) if lower else (upper,))
	return [single, combined]


def _read_labels(row_no: int, labels: Sequence[tuple[str, ...]]) -> Header:
	columns, ignored = [], []
	seen: dict[str, int] = {}
	for index, texts in enumerate(labels):
		column = _read_label(index, texts)
		if column is None:
			if texts[0] and label_key(texts[0]) not in _USELESS:
				ignored.append(texts[0])
			continue
		seen[column.field] = seen.get(column.field, 0) + 1
		columns.append(column)
	by_field = {
		name: tuple(sorted((c for c in columns if c.field == name), key=lambda c: (c.person or 1, c.index)))
		for name in seen
	}
	return Header(row_no, tuple(columns), tuple(texts[0] for texts in labels), tuple(ignored), by_field)


def _shown(cell: str) -> str:
	"""Return a label as the file writes it, on one line."""
	return " ".join(cell.split())


def _read_label(index: int, texts: tuple[str, ...]) -> Column | None:
	for text in texts:
		found = _field_and_person(label_key(text)) if text else None
		if found:
			# A group such as 共有人 over 姓名 says whose column it is.
			return Column(index, found[0], texts[0], found[1] or _person_of_group(texts[1:2]))
	return None


def _person_of_group(texts: Sequence[str]) -> int:
	found = [_field_and_person(label_key(text)) for text in texts]
	return next((field_and_person[1] for field_and_person in found if field_and_person), 0)


def _field_and_person(key: str) -> tuple[str, int] | None:
	"""Return the field a label stands for and the number of the owner it names (0 where it names none)."""
	if key in _FIELD_BY_LABEL:
		return _FIELD_BY_LABEL[key], 0
	match = _NUMBER.search(key)
	number = _as_number(match[1]) if match else 0
	bare = key[: match.start()] + key[match.end() :] if match else key
	# 电话2 is a second phone, but 1栋 is a building and no header.
	if _FIELD_BY_LABEL.get(bare) in REPEATABLE_FIELDS and number <= _MOST_PEOPLE:
		return _FIELD_BY_LABEL[bare], number
	for prefixes, shift in ((CO_OWNER_PREFIXES, 1), (OWNER_PREFIXES, 0)):
		for prefix in prefixes:
			found = _after_prefix(bare, prefix)
			if found:
				return found, (number or shift) + shift
	return None


def _after_prefix(key: str, prefix: str) -> str | None:
	"""Return the owner's field named after a word for the owner: 业主电话 is a phone, 共有人 alone a name."""
	if not key.startswith(prefix):
		return None
	rest = key[len(prefix) :].lstrip("的")
	if not rest:
		return "owner_name"
	found = _FIELD_BY_LABEL.get(rest)
	return found if found in OWNER_FIELDS else None


def _as_number(text: str) -> int:
	return int(text) if text.isdecimal() else chinese_number(text) or 0


def _check(header: Header) -> None:
	missing = [name for name in REQUIRED_FIELDS if not header.has(name) and not _is_spared(name, header)]
	if missing:
		found = ", ".join(column.label for column in header.columns)
		raise RosterFileError("missing_columns", ",".join(missing), found, header.row_no)
	for name, columns in header.by_field.items():
		if len(columns) > 1 and name not in REPEATABLE_FIELDS:
			raise RosterFileError("duplicate_column", columns[0].label, columns[1].label, name)


def _is_spared(name: str, header: Header) -> bool:
	"""A whole address in the unit's column (1栋2单元301) needs no building column."""
	return name == "building" and header.has("unit_no")
