"""What can be wrong with a roster. Pure: codes and values here, sentences in `messages.py`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from property_service.registry.masking import mask_numbers


class CellError(ValueError):
	"""One cell cannot be understood. `code` names the problem, `values` fill its sentence."""

	def __init__(self, code: str, *values: object) -> None:
		self.code = code
		self.values = tuple(str(value) for value in values)
		super().__init__(code, *self.values)


class RosterFileError(ValueError):
	"""The file as a whole cannot be used: wrong kind, no header, too large, damaged."""

	def __init__(self, code: str, *values: object) -> None:
		self.code = code
		self.values = tuple(str(value) for value in values)
		super().__init__(code, *self.values)


@dataclass(frozen=True, slots=True)
class Problem:
	"""One thing to mend: `row` as the spreadsheet counts, `field` of `columns.FIELDS`, never a full number."""

	row: int
	field: str
	code: str
	values: tuple[str, ...] = ()

	def __post_init__(self) -> None:
		# Columns get mixed up: what stands where an area belongs may be a phone number.
		object.__setattr__(self, "values", tuple(mask_numbers(str(value)) for value in self.values))

	@classmethod
	def of(cls, row: int, field: str, error: CellError) -> Problem:
		return cls(row, field, error.code, error.values)


def unique(problems: Iterable[Problem]) -> list[Problem]:
	"""Return the problems by row, each once, in the order found."""
	return sorted(dict.fromkeys(problems), key=lambda problem: problem.row)
