"""The desk as a member of staff works it: sign in, open documents, fill fields, press buttons."""

from __future__ import annotations

import json
from time import monotonic
from typing import Any
from urllib.parse import quote

from playwright.sync_api import ConsoleMessage, Locator, Page, TimeoutError, expect

from property_service.tests.browser.seed import PASSWORD

SCREEN = {"viewport": {"width": 1366, "height": 800}}
# Test runs serve no socketio, and Frappe's charts draw while their page is still hidden: the console says so.
NOT_OURS = ("socket.io", "websocket", "<rect> attribute")
IDLE = "() => window.frappe?.request?.ajax_count === 0 && !document.querySelector('#freeze.in')"


class Desk:
	"""One employee's session. `problems` collects script errors, failed requests and error dialogs."""

	def __init__(self, page: Page) -> None:
		self.page = page
		self.problems: list[str] = []
		page.on("pageerror", lambda error: self.problems.append(str(error)))
		page.on("console", self._on_console)

	def sign_in(self, user: str) -> Desk:
		answer = self.page.request.post("/api/method/login", form={"usr": user, "pwd": PASSWORD})
		assert answer.ok, answer.text()
		return self

	def open(self, *route: str, **query: str) -> None:
		"""Go to /app/<route> by address, as from a bookmark."""
		parameters = "&".join(f"{key}={quote(value)}" for key, value in query.items())
		self.page.goto(
			"/app/"
			+ "/".join(quote(part, safe="") for part in route)
			+ (f"?{parameters}" if parameters else "")
		)
		self.settle()

	def form(self, doctype: str, name: str) -> None:
		"""Show a document as it is now; the first time by its address, then inside the loaded desk."""
		if "/app/" not in self.page.url:
			self.open(doctype.lower().replace(" ", "-"), name)
			return
		self.move("Form", doctype, name)
		self.page.wait_for_function("name => window.cur_frm?.doc?.name === name", arg=name)
		self.page.evaluate("() => cur_frm.reload_doc()")
		self.settle()

	def move(self, *route: str) -> None:
		"""Go to a route inside the loaded desk, as a click on a link does."""
		self.page.evaluate("route => frappe.set_route(route)", list(route))
		self.settle()

	def new(self, doctype: str) -> None:
		"""Open an empty form."""
		# not frappe.new_doc(): some DocTypes ask for a few fields in a dialog first
		self.page.evaluate(
			"""doctype => new Promise(done => frappe.model.with_doctype(doctype, done)).then(() =>
				frappe.set_route("Form", doctype, frappe.model.get_new_doc(doctype).name))""",
			doctype,
		)
		self.page.wait_for_function(
			"doctype => window.cur_frm?.doctype === doctype && cur_frm.is_new()", arg=doctype
		)
		self.settle()

	def settle(self) -> None:
		"""Wait until no request is under way and the page is not frozen."""
		self.page.wait_for_function("() => window.frappe?.boot && window.cur_page")
		self.page.wait_for_function(IDLE)

	@property
	def body(self) -> Locator:
		"""The page that is in front."""
		return self.page.locator(".page-container:visible").last

	@property
	def dialog(self) -> Locator:
		return self.page.locator(".modal.show").last

	def field(self, fieldname: str, inside: Locator | None = None) -> Locator:
		"""The input of a field, in the form or in `inside`."""
		box = (inside or self.body).locator(f".frappe-control[data-fieldname='{fieldname}']:visible").first
		return box.locator("input, textarea, select").first

	def choose(self, fieldname: str, value: str, inside: Locator | None = None) -> None:
		"""Type into a Link field and take what it offers."""
		field = self.field(fieldname, inside)
		field.click()
		field.fill(value)
		offer = self.page.locator("[role=listbox]:visible [role=option]", has_text=value).first
		offer.click()
		self.settle()

	def press(self, label: str) -> None:
		"""Press a button of the form's head, also when it stands in a group's menu."""
		self.body.locator(".page-head .btn:visible, .page-actions .btn:visible").filter(
			has_text=label
		).first.click()

	def save(self) -> None:
		"""Press the form's primary button (Save or Submit)."""
		self.body.locator(".standard-actions .primary-action:visible").click()

	def confirm(self) -> None:
		"""Press the primary button of the dialog in front."""
		self.dialog.locator(
			".modal-footer .btn-primary:visible, .modal-header .btn-primary:visible"
		).first.click()

	def act(self, action: str) -> None:
		"""Choose a workflow action."""
		self.body.locator(".actions-btn-group:visible > button").click()
		self.body.locator(".actions-btn-group .dropdown-item", has_text=action).first.click()

	def value(self, fieldname: str) -> Any:
		return self.page.evaluate("field => cur_frm.doc[field]", fieldname)

	def wait_for(self, fieldname: str, value: Any) -> None:
		"""Wait until the saved document in front has this value; say what the desk shows when it never has."""
		has_value = "([field, value]) => cur_frm && !cur_frm.is_dirty() && cur_frm.doc[field] === value"
		try:
			self.page.wait_for_function(has_value, arg=[fieldname, value])
		except TimeoutError as error:
			said = self.page.locator(".modal.show").all_inner_texts()
			raise AssertionError(f"{fieldname} is {self.value(fieldname)!r}; the desk says {said}") from error
		self.settle()

	def reload_until(self, fieldname: str, value: Any, seconds: int = 40) -> None:
		"""Reload the document until a job in the background has set this value."""
		until = monotonic() + seconds
		while self.value(fieldname) != value:
			assert monotonic() < until, (
				f"{fieldname} is {self.value(fieldname)!r}, not {value!r}: does a worker run?"
			)
			self.page.wait_for_timeout(500)  # a job's progress cannot be awaited without socketio
			self.page.evaluate("() => cur_frm.reload_doc()")
			self.settle()

	def rows(self, doctype: str, filters: dict[str, Any], fields: list[str]) -> list[dict[str, Any]]:
		"""Return rows that this employee may read, oldest first."""
		answer = self.page.request.get(
			f"/api/resource/{doctype}",
			params={"filters": json.dumps(filters), "fields": json.dumps(fields), "order_by": "creation asc"},
		)
		assert answer.ok, answer.text()
		return answer.json()["data"]

	def expect_refusal(self, words: str) -> None:
		"""Wait for the dialog that refuses with these words, and close what is open."""
		expect(self.page.locator(".modal.show", has_text=words)).to_be_visible()
		dialogs = self.page.locator(".modal.show")
		for left in reversed(range(dialogs.count())):
			dialogs.last.locator(".btn-modal-close").click()
			expect(dialogs).to_have_count(left)
		self.problems.clear()

	def check(self) -> None:
		"""Fail when the session met a script error, a refused request or an error dialog."""
		expect(self.page.locator(".msgprint-dialog.show, .modal.show .indicator.red")).to_have_count(0)
		assert not self.problems, self.problems

	def _on_console(self, line: ConsoleMessage) -> None:
		place = f"{line.text} {line.location.get('url', '')}"
		if line.type == "error" and not any(word in place.lower() for word in NOT_OURS):
			self.problems.append(place)
