"""A subject for a case whose reporter gave only a story. Pure: no frappe."""

from __future__ import annotations

import re

LONGEST = 60
_END_OF_SENTENCE = re.compile(r"[\n\r。!?!?;;]|\.(?=\s|$)")


def subject_from(description: str | None, longest: int = LONGEST) -> str:
	"""Return the first sentence of `description`, at most `longest` characters, "" when there is nothing to take."""
	text = (description or "").strip()
	first = next((part.strip() for part in _END_OF_SENTENCE.split(text) if part and part.strip()), "")
	first = re.sub(r"\s+", " ", first)
	return first if len(first) <= longest else first[: longest - 1].rstrip() + "…"
