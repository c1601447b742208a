"""One-time links."""

from __future__ import annotations

from datetime import datetime, timedelta

from property_service.visits.tokens import fingerprint, is_usable, new_token

NOW = datetime(2026, 10, 5, 14, 0)
LATER = NOW + timedelta(days=7)


def test_a_fresh_token_opens_and_no_other_does() -> None:
	token, stored = new_token()
	assert is_usable(token, stored, LATER, NOW)
	assert not is_usable(new_token()[0], stored, LATER, NOW)
	assert not is_usable("", stored, LATER, NOW)


def test_the_stored_value_does_not_open() -> None:
	_token, stored = new_token()
	assert not is_usable(stored, stored, LATER, NOW)


def test_a_token_ends_with_its_last_second() -> None:
	token, stored = new_token()
	assert is_usable(token, stored, NOW, NOW)
	assert not is_usable(token, stored, NOW - timedelta(seconds=1), NOW)


def test_a_used_or_never_issued_link_opens_nothing() -> None:
	token, stored = new_token()
	assert not is_usable(token, None, LATER, NOW)
	assert not is_usable(token, stored, None, NOW)


def test_tokens_are_long_and_differ() -> None:
	tokens = {new_token()[0] for _ in range(50)}
	assert len(tokens) == 50
	assert min(map(len, tokens)) >= 40
	assert len(fingerprint("x")) == 64
