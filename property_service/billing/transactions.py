"""Transactions of long work: when they end, and what is tried again when the database asks for it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import frappe

T = TypeVar("T")
ATTEMPTS = 5
FIRST_PAUSE = 0.1
# MariaDB's "record has changed since last read" (1020, from 11.6 on) and "duplicate entry" (1062). A duplicate key
# of ours means that somebody else was faster; the next attempt sees the other's rows.
RETRY_CODES = (1020, 1062, 1205, 1213)


def with_retry(function: Callable[..., T], *args: Any) -> T:
	"""Call `function(*args)` and try again, from a fresh transaction, after a deadlock or a lost race.

	`function` must do the whole of its transaction's work: what stood uncommitted before it is gone as well.
	Frappe 15 retries no job that failed like this, because it looks for the driver's own exception.
	"""
	for attempt in range(1, ATTEMPTS + 1):
		try:
			return function(*args)
		except Exception as error:
			if attempt == ATTEMPTS or not is_transient(error):
				raise
			frappe.db.rollback()
			time.sleep(FIRST_PAUSE * 2**attempt * random.uniform(0.5, 1.5))
	raise AssertionError("unreachable")


def is_transient(error: Exception) -> bool:
	"""Return whether the same work may succeed when it is done again."""
	if isinstance(error, frappe.QueryDeadlockError | frappe.QueryTimeoutError):
		return True
	codes = [error.args[0] if error.args else None]
	codes += [cause.args[0] for cause in error.args if isinstance(cause, Exception) and cause.args]
	return any(code in RETRY_CODES for code in codes)


@contextmanager
def savepoint(name: str) -> Iterator[None]:
	"""Undo the block alone when it fails. A deadlock undid the whole transaction already: it is only passed on."""
	frappe.db.savepoint(name)
	try:
		yield
	except Exception as error:
		if not is_transient(error):
			frappe.db.rollback(save_point=name)
		raise
	frappe.db.release_savepoint(name)


def checkpoint() -> None:
	"""Commit: a finished chunk must survive a killed worker, and the next one reads afresh."""
	frappe.db.commit()  # nosemgrep: see the docstring
	frappe.db.value_cache.clear()
