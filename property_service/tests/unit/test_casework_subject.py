"""A subject out of what somebody told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from property_service.casework.subject import LONGEST, subject_from


@pytest.mark.parametrize(
	("description", "subject"),
	[
		("厨房水管漏水。请尽快来人!", "厨房水管漏水"),
		("Lift stops at floor 3.5 again. It did so yesterday.", "Lift stops at floor 3.5 again"),
		("\n\n  Noise upstairs\nevery night", "Noise upstairs"),
		("many   blanks\there", "many blanks here"),
		("", ""),
		(None, ""),
		("。!?", ""),
	],
)
def test_the_first_sentence_becomes_the_subject(description: str | None, subject: str) -> None:
	assert subject_from(description) == subject


def test_a_long_sentence_is_cut_with_a_mark() -> None:
	assert subject_from("x" * 200) == "x" * (LONGEST - 1) + "…"


@given(st.text(max_size=300))
def test_a_subject_is_one_line_and_never_too_long(description: str) -> None:
	subject = subject_from(description)
	assert len(subject) <= LONGEST
	assert "\n" not in subject
