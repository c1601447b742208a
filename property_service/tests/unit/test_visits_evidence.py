"""What proves a visit."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from property_service.visits.evidence import Question, counts_as_attempt, evidence_fault, unanswered

NOW = datetime(2026, 10, 5, 14, 0)


@pytest.mark.parametrize(
	("kind", "reference", "file", "fault"),
	[
		("Call Reference", "13800138000 14:05", None, None),
		("Call Reference", "", None, "reference"),
		("Call Reference", "called", None, "reference"),
		("Call Reference", "1", None, "reference"),
		("Signature", None, "/private/files/a.jpg", None),
		("Signature", "file 12", None, "file"),
		("Photo", None, None, "file"),
		("Portal Answer", "x", "x", "type"),
		(None, "x", "x", "type"),
		("", None, None, "type"),
	],
)
def test_each_kind_of_evidence_needs_its_own_proof(kind, reference, file, fault) -> None:
	assert evidence_fault(kind, reference, file) == fault


QUESTIONS = [
	Question("How satisfied?", "Score", is_required=True),
	Question("On time?", "Yes or No"),
	Question("What else?", "Text"),
]


@pytest.mark.parametrize(
	("answers", "missing"),
	[
		({"How satisfied?": "5"}, []),
		({"How satisfied?": 4, "On time?": "Yes", "What else?": "nothing"}, []),
		({}, ["How satisfied?"]),
		({"How satisfied?": "  "}, ["How satisfied?"]),
		({"How satisfied?": "6"}, ["How satisfied?"]),
		({"How satisfied?": "0"}, ["How satisfied?"]),
		({"How satisfied?": "good"}, ["How satisfied?"]),
		({"How satisfied?": "5", "On time?": "perhaps"}, ["On time?"]),
	],
)
def test_required_and_ill_answered_questions_are_named(answers, missing) -> None:
	assert unanswered(QUESTIONS, answers) == missing


def test_calls_in_a_row_are_one_attempt() -> None:
	assert counts_as_attempt(NOW, [])
	assert counts_as_attempt(NOW, [NOW - timedelta(hours=3), NOW - timedelta(minutes=30)])
	assert not counts_as_attempt(NOW, [NOW - timedelta(hours=3), NOW - timedelta(minutes=29)])
