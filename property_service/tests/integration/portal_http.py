"""A served site and people who talk to it over HTTP, for what only shows up there: gate, cookies, tokens, files."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import randrange

import requests

import frappe

from property_service.tests.browser.seed import PASSWORD
from property_service.tests.portal_world import World

STARTED_WITHIN = 60


@dataclass
class Person:
	"""A browser without a screen: keeps cookies and the token of its page."""

	base: str
	site: str
	session: requests.Session = field(default_factory=requests.Session)
	token: str = ""
	# A network address of one's own: limits count by it, and a day's test runs come from one machine.
	address: str = field(default_factory=lambda: f"10.{randrange(256)}.{randrange(256)}.{randrange(256)}")

	def get(self, path: str, **options) -> requests.Response:
		return self._send("GET", path, **options)

	def post(self, path: str, **options) -> requests.Response:
		return self._send("POST", path, **options)

	def call(self, method: str, **arguments) -> requests.Response:
		"""Call a whitelisted method by POST, as a page's script does."""
		return self.post(f"/api/method/{method}", data=arguments)

	def sign_in(self, user: str) -> Person:
		answer = self.post("/api/method/login", data={"usr": user, "pwd": PASSWORD})
		assert answer.status_code == 200, answer.text
		page = self.get("/property").text
		self.token = page.partition('frappe.csrf_token = "')[2].partition('"')[0]
		return self

	def _send(self, verb: str, path: str, headers: dict | None = None, **options) -> requests.Response:
		own = {"X-Frappe-Site-Name": self.site, "Accept": "application/json", "X-Forwarded-For": self.address}
		if self.token:
			own["X-Frappe-CSRF-Token"] = self.token
		options.setdefault("allow_redirects", False)
		return self.session.request(
			verb, self.base + path, headers={**own, **(headers or {})}, timeout=60, **options
		)


def bench_directory() -> Path:
	return Path(os.environ.get("BENCH_DIR", Path.home() / "frappe-bench"))


@contextmanager
def served(site: str) -> Iterator[str]:
	"""Serve `site` on a free port with Frappe's own server and yield the address."""
	with socket.socket() as free:
		free.bind(("127.0.0.1", 0))
		port = free.getsockname()[1]
	command = [sys.executable, "-m", "frappe.utils.bench_helper", "frappe", "--site", site, "serve"]
	server = subprocess.Popen(
		[*command, "--port", str(port), "--noreload"],
		cwd=bench_directory() / "sites",
		stdout=subprocess.DEVNULL,
		stderr=subprocess.DEVNULL,
	)
	base = f"http://127.0.0.1:{port}"
	try:
		_wait_for(base, site)
		yield base
	finally:
		server.terminate()
		server.wait(timeout=20)


def really_commit() -> None:
	"""Commit what the served site has to see; the test fixture only records commits."""
	type(frappe.local.db).commit(frappe.local.db)


def seeded(site: str) -> World:
	"""Put the world on the site in a process of its own, whose commits are real."""
	script = Path(__file__).parents[3] / "scripts" / "on_site.py"
	result = subprocess.run(
		[sys.executable, script, site, "property_service.tests.browser.seed.seed"],
		capture_output=True,
		text=True,
		check=False,
		env={**os.environ, "BENCH_DIR": str(bench_directory())},
	)
	assert result.returncode == 0, result.stderr
	return World(**json.loads(result.stdout))


def _wait_for(base: str, site: str) -> None:
	deadline = time.monotonic() + STARTED_WITHIN
	while time.monotonic() < deadline:
		try:
			if requests.get(f"{base}/api/method/ping", headers={"X-Frappe-Site-Name": site}, timeout=5).ok:
				return
		except requests.ConnectionError:
			time.sleep(0.3)
	raise TimeoutError(f"{base} did not answer within {STARTED_WITHIN} s")
