"""One-time links for owners. Pure: only the fingerprint of a token is ever stored."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime

_TOKEN_BYTES = 32


def new_token() -> tuple[str, str]:
	"""Return a fresh token for the owner's link and its fingerprint for the database."""
	token = secrets.token_urlsafe(_TOKEN_BYTES)
	return token, fingerprint(token)


def fingerprint(token: str) -> str:
	"""Return the SHA-256 of a token: it is random, so nothing slower is needed."""
	return hashlib.sha256(token.encode()).hexdigest()


def is_usable(token: str, stored: str | None, expires: datetime | None, now: datetime) -> bool:
	"""Return whether `token` is the one whose fingerprint is `stored` and has not expired."""
	if not token or not stored or not expires or now > expires:
		return False
	return hmac.compare_digest(fingerprint(token), stored)
