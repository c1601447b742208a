"""What proves a return visit, and whether its questions are answered. Pure: no frappe."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

STAFF_EVIDENCE = ("Call Reference", "Signature", "Photo")
PORTAL_ANSWER = "Portal Answer"
SHORTEST_REFERENCE = 6
# Three calls in a row are one attempt.
ATTEMPT_GAP = timedelta(minutes=30)
SCORES = range(1, 6)
Fault = Literal["type", "reference", "file"]
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Question:
	"""One question of a questionnaire: its text, "Score", "Yes or No" or "Text", and whether it must be answered."""

	text: str
	answer_type: str
	is_required: bool = False


def evidence_fault(evidence_type: str | None, reference: str | None, file: str | None) -> Fault | None:
	"""Return what is missing from the evidence a member of staff gives, None when it will do.

	A call is proven by its number and time, so the reference needs digits; a signature and a photo by their file.
	"""
	if evidence_type not in STAFF_EVIDENCE:
		return "type"
	if evidence_type == "Call Reference":
		text = (reference or "").strip()
		return None if len(text) >= SHORTEST_REFERENCE and _DIGIT.search(text) else "reference"
	return None if file else "file"


def unanswered(questions: Sequence[Question], answers: Mapping[str, str]) -> list[str]:
	"""Return the texts of questions that are required and open, or answered with what their type does not take."""
	return [
		question.text
		for question in questions
		if not _is_fine(question, str(answers.get(question.text) or ""))
	]


def counts_as_attempt(now: datetime, earlier: Sequence[datetime]) -> bool:
	"""Return whether an attempt now is far enough from the last one to be another."""
	return not earlier or now - max(earlier) >= ATTEMPT_GAP


def _is_fine(question: Question, answer: str) -> bool:
	if not answer.strip():
		return not question.is_required
	if question.answer_type == "Score":
		return answer.isdecimal() and int(answer) in SCORES
	if question.answer_type == "Yes or No":
		return answer in ("Yes", "No")
	return True
