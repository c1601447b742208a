"""Find every text a person may see in the app's own files, without importing frappe."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
JS_CALL = re.compile(r"""\b__\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)""")
JINJA_CALL = re.compile(r"""(?<![\w.])_\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
LABEL_KEYS = {
	"Workspace": ("title", "label"),
	"Number Card": ("label",),
	"Dashboard Chart": ("chart_name",),
	"Onboarding Step": ("title", "action_label", "description"),
	"Module Onboarding": ("title", "subtitle", "success_message"),
	"Page": ("title",),
	"Report": ("report_name",),
	"Print Format": ("name",),
}
SKIPPED_FOLDERS = {"tests", "node_modules", "locale", "translations"}


def all_messages() -> dict[str, str]:
	"""Return msgid → the file it was found in."""
	found: dict[str, str] = {}
	for path in sorted(PACKAGE.rglob("*")):
		if not path.is_file() or SKIPPED_FOLDERS & set(path.relative_to(PACKAGE).parts):
			continue
		for msgid in messages_of(path):
			if msgid.strip():
				found.setdefault(msgid, str(path.relative_to(PACKAGE)))
	return found


def messages_of(path: Path) -> Iterator[str]:
	readers = {".py": from_python, ".js": from_js, ".html": from_template, ".json": from_json}
	reader = readers.get(path.suffix)
	if reader:
		yield from reader(path.read_text(encoding="utf-8"))


def from_python(source: str) -> Iterator[str]:
	for node in ast.walk(ast.parse(source)):
		if isinstance(node, ast.Call) and _is_translate(node.func) and node.args:
			first = node.args[0]
			if isinstance(first, ast.Constant) and isinstance(first.value, str):
				yield first.value


def _is_translate(function: ast.expr) -> bool:
	name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
	return name in {"_", "_lt"}


def from_js(source: str) -> Iterator[str]:
	for literal in JS_CALL.findall(source):
		if literal.startswith("`"):
			raise AssertionError(f"a template string cannot be translated: {literal}")
		yield _unquote(literal)


def from_template(source: str) -> Iterator[str]:
	for literal in JINJA_CALL.findall(source):
		yield _unquote(literal)
	yield from from_js(source)


def _unquote(literal: str) -> str:
	return ast.literal_eval(literal)


def from_json(source: str) -> Iterator[str]:
	document = json.loads(source)
	if not isinstance(document, dict):
		return
	if document.get("doctype") == "DocType":
		yield from from_doctype(document)
		return
	for key in LABEL_KEYS.get(document.get("doctype", ""), ()):
		yield document.get(key) or ""
	for child_table in ("links", "shortcuts", "number_cards", "charts", "quick_lists"):
		for row in document.get(child_table) or []:
			yield row.get("label") or ""
	yield from _workspace_texts(document)
	yield from _workflow_texts(document)


def _workspace_texts(document: dict) -> Iterator[str]:
	if document.get("doctype") != "Workspace":
		return
	for block in json.loads(document.get("content") or "[]"):
		text = block.get("data", {}).get("text")
		if text:
			yield re.sub(r"<[^>]+>", "", text)


def _workflow_texts(document: dict) -> Iterator[str]:
	if document.get("doctype") != "Workflow":
		return
	for state in document.get("states") or []:
		yield state["state"]
	for transition in document.get("transitions") or []:
		yield transition["action"]


def from_doctype(document: dict) -> Iterator[str]:
	yield document["name"]
	for field in document.get("fields", []):
		yield field.get("label") or ""
		yield field.get("description") or ""
		if field["fieldtype"] == "Select" and "." not in (field.get("options") or ""):
			yield from (option for option in (field.get("options") or "").split("\n"))
	for row in document.get("permissions", []):
		yield row["role"]
