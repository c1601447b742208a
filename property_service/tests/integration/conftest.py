"""Run the integration tests on a real site, each in one transaction that is rolled back.

The site is named by FRAPPE_TEST_SITE and must say `allow_tests`. Masters are committed once per session.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import frappe

BENCH = Path(os.environ.get("BENCH_DIR", Path.home() / "frappe-bench"))
SITE = os.environ.get("FRAPPE_TEST_SITE", "")
ENQUEUE_OPTIONS = {
	"queue", "timeout", "event", "is_async", "job_name", "now", "enqueue_after_commit",
	"on_success", "on_failure", "at_front", "job_id", "deduplicate", "at_front_when_starved",
}  # fmt: skip


@pytest.fixture(scope="session", autouse=True)
def site() -> Iterator[None]:
	"""Connect once, refuse a site that was not made for tests, and commit the masters."""
	if not SITE:
		pytest.exit("FRAPPE_TEST_SITE is not set: run `make test` or `make integration`", returncode=3)
	previous_directory = Path.cwd()
	os.chdir(BENCH / "sites")
	frappe.init(SITE, sites_path=".")
	if not frappe.conf.allow_tests:
		pytest.exit(f"{SITE} does not set allow_tests; refusing to write to it", returncode=3)
	frappe.connect()
	frappe.flags.in_test = frappe.flags.mute_emails = True
	if hasattr(frappe, "in_test"):
		frappe.in_test = True
	from property_service.tests.bootstrap import create_masters

	create_masters()
	frappe.db.commit()
	yield
	frappe.destroy()
	os.chdir(previous_directory)


# What a rolled-back test cannot have changed. Building it anew costs more than most tests.
KEPT_CACHES = (
	"app_hooks", "installed_apps", "all_apps", "app_modules", "installed_app_modules", "module_app",
	"module_installed_app", "doctype_meta", "doctype_form_meta", "db_tables", "merged_translations", "lang_user_translations",
)  # fmt: skip


def forget_cached(*, everything: bool) -> None:
	"""Drop what Redis may have kept of a transaction that was rolled back: documents, roles, permissions, defaults."""
	if everything:
		frappe.clear_cache()
		return
	prefix = frappe.cache.make_key("").decode()
	kept = tuple(f"{prefix}{name}" for name in KEPT_CACHES)
	stale = [key for key in frappe.cache.get_keys("") if not key.decode().startswith(kept)]
	if stale:
		frappe.cache.delete(*stale)
	frappe.local.cache = {}
	frappe.local.role_permissions = {}
	frappe.local.user_perms = None
	frappe.local.document_cache = {}
	frappe.local.meta_cache = {}


@pytest.fixture(autouse=True)
def transaction(site, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
	"""Roll back whatever the test wrote; commits are recorded instead of made."""
	commits: list[str] = []
	flags = copy.deepcopy(frappe.local.flags)
	frappe.set_user("Administrator")
	frappe.db.rollback()
	monkeypatch.setattr(frappe.local.db, "commit", lambda: commits.append("commit"))
	cleared: list[object] = []
	clear_cache = frappe.clear_cache

	def watching(user: str | None = None, doctype: str | None = None) -> None:
		cleared.append(doctype or user or "all")
		clear_cache(user=user, doctype=doctype)

	monkeypatch.setattr(frappe, "clear_cache", watching)
	yield commits
	monkeypatch.setattr(frappe, "clear_cache", clear_cache)
	frappe.db.rollback()
	frappe.db.value_cache.clear()
	frappe.set_user("Administrator")
	frappe.local.flags = flags
	frappe.local.message_log = []
	frappe.local.lang = "en"
	forget_cached(everything=bool(cleared))


@pytest.fixture(autouse=True)
def enqueued(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
	"""Run background jobs in the foreground and keep how each was enqueued."""
	jobs: list[dict] = []

	def run_now(method, **kwargs):
		options = {key: kwargs.pop(key) for key in ENQUEUE_OPTIONS & kwargs.keys()}
		jobs.append({"method": method, **options})
		return frappe.call(method, **kwargs)

	monkeypatch.setattr("frappe.utils.background_jobs.enqueue", run_now)
	monkeypatch.setattr("frappe.enqueue", run_now)
	return jobs


@pytest.fixture
def as_user() -> Callable:
	"""Return a context manager that acts as another user."""

	@contextmanager
	def switch(user: str) -> Iterator[None]:
		previous = frappe.session.user
		frappe.set_user(user)
		try:
			yield
		finally:
			frappe.set_user(previous)

	return switch


@pytest.fixture
def count_queries(monkeypatch: pytest.MonkeyPatch) -> Callable:
	"""Return a context manager that yields the list of SQL statements run inside it."""

	@contextmanager
	def counting() -> Iterator[list[str]]:
		statements: list[str] = []
		run = frappe.local.db.sql

		def spy(query, *args, **kwargs):
			statements.append(str(query))
			return run(query, *args, **kwargs)

		with monkeypatch.context() as patch:
			patch.setattr(frappe.local.db, "sql", spy)
			yield statements

	return counting


@pytest.fixture
def max_queries(count_queries: Callable) -> Callable:
	"""Return a context manager that fails when its block runs more statements than allowed."""

	@contextmanager
	def limit(count: int) -> Iterator[None]:
		with count_queries() as statements:
			yield
		assert len(statements) <= count, f"{len(statements)} > {count}\n" + "\n".join(statements)

	return limit
