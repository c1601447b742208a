"""Say in the reader's language what is wrong with a roster and what to do about it."""

from __future__ import annotations

import html
import re

from frappe import _

from property_service.registry.roster import sentences
from property_service.registry.roster.columns import HEADER_SEARCH_ROWS
from property_service.registry.roster.problems import Problem, RosterFileError
from property_service.registry.roster.text import clean


class Messages:
	"""The sentences of one run, translated once: (what is wrong, what to do) per code.

	Args:
		labels: what the file itself calls its columns, by field; people look for these words.
	"""

	def __init__(self, labels: dict[str, str] | None = None) -> None:
		self.texts: dict[str, sentences.Text] = {
			**sentences.address_texts(),
			**sentences.unit_texts(),
			**sentences.people_texts(),
			**sentences.share_texts(),
			**sentences.registry_texts(),
		}
		self.columns = {**column_names(), **(labels or {})}
		self.words = vocabulary()

	def what(self, problem: Problem) -> str:
		"""Return what is wrong in one sentence."""
		return self._filled(problem, 0)

	def remedy(self, problem: Problem) -> str:
		"""Return what to do about it in one sentence."""
		return self._filled(problem, 1)

	def both(self, problem: Problem) -> str:
		return f"{self.what(problem)} {self.remedy(problem)}".strip()

	def column(self, field: str) -> str:
		"""Return what the file calls a column, or this app where the file has none."""
		return self.columns.get(field, field)

	def _filled(self, problem: Problem, part: int) -> str:
		if problem.code not in self.texts:
			return problem.values[0] if problem.values and part == 0 else ""
		values = [self.words.get(value, value) for value in problem.values]
		return self.texts[problem.code][part].format(*values)


def column_names() -> dict[str, str]:
	"""Return the fields of a roster in the reader's language."""
	return {
		"community": _("Property Community"),
		"building": _("Property Building"),
		"entrance": _("Entrance"),
		"unit_no": _("Unit Number"),
		"floor": _("Floor"),
		"gross_area": _("Gross Area (m²)"),
		"inner_area": _("Inner Area (m²)"),
		"unit_type": _("Unit Type"),
		"unit_status": _("Unit Status"),
		"owner_name": _("Owner Name"),
		"tenure": _("Tenure"),
		"share": _("Ownership Share"),
		"phone": _("Mobile Number"),
		"id_number": _("ID Number"),
		"id_type": _("ID Type"),
		"email": _("Email"),
		"delivery_date": _("Unit Delivery Date"),
		"parking": _("Parking Space"),
		"parking_place": _("Parking Building"),
		"parking_area": _("Parking Area"),
		"certificate_no": _("Certificate Number"),
		"remarks": _("Remarks"),
	}


def vocabulary() -> dict[str, str]:
	"""Return the stored words that sentences and previews quote, in the reader's language."""
	return {
		"Sole": _("Sole"),
		"Joint": _("Joint"),
		"By Shares": _("By Shares"),
		"Residence": _("Residence"),
		"Shop": _("Shop"),
		"Office": _("Office"),
		"Parking Space": _("Parking Space"),
		"Storage": _("Storage"),
	}


def file_message(error: RosterFileError) -> str:
	"""Return why a file cannot be used, and what to do, in one text."""
	if error.code in ("missing_columns", "duplicate_column"):
		return _column_message(error)
	texts = {
		"file_empty": _("The file is empty. Attach the file that holds the roster."),
		"file_too_large": _(
			"The file is larger than {0} MB. Split it and import the parts one after the other."
		),
		"file_unpacked_too_large": _(
			"The workbook unpacks to more than {0} MB, which no roster needs. Copy the cells into a new workbook."
		),
		"file_old_excel": _(
			"This is an old or password-protected Excel file. Open it and save it as .xlsx without a password."
		),
		"file_macros": _(
			"The workbook holds macros, which are not accepted. Save it as .xlsx without macros."
		),
		"file_kind": _("{0} files are not accepted. Save the roster as .xlsx or .csv."),
		"file_damaged": _(
			"The file is damaged and cannot be read. Open it in Excel and save it again as .xlsx."
		),
		"file_encoding": _(
			"The text of the file cannot be read. Save it again as .xlsx, or as CSV in UTF-8."
		),
		"no_header": _(
			"No header was found in the first {0} rows. The roster needs one row that names its columns, "
			"with at least building, unit number and gross area."
		),
		"no_rows": _("There are no rows below the header. Attach the file that holds the roster."),
		"too_many_rows": _(
			"The file has more than {0} rows. Split it and import the parts one after the other."
		),
	}
	return texts[error.code].format(*(error.values or (HEADER_SEARCH_ROWS,)))


def plain_error(error: Exception) -> str:
	"""Return the message of a refused document as plain text."""
	return clean(html.unescape(re.sub(r"<[^>]+>", "", str(error)))) or type(error).__name__


def _column_message(error: RosterFileError) -> str:
	names = column_names()
	if error.code == "duplicate_column":
		return _("{0} and {1} both stand for {2}. Keep one of the two columns.").format(
			error.values[0], error.values[1], names[error.values[2]]
		)
	missing = ", ".join(names[field] for field in error.values[0].split(","))
	return _(
		"The header in row {0} has no column for: {1}. Found were: {2}. Add the column or give it a usual name."
	).format(error.values[2], missing, error.values[1])
