"""The families of frappe/semgrep-rules as tests, since their rules are on no package registry."""

from __future__ import annotations

import ast
import json
import re

import pytest

from property_service.tests.unit import wiring

FILES = wiring.python_files()
IDS = [wiring.shown(path) for path in FILES]
WHO_MAY_CALL = re.compile(
	r"^(For|Staff|Only|Any|System Manager|Property|Residents?|The |Cashiers?|Visitors|Whoever|A )", re.I
)


def calls(path, *names: str):
	for node in ast.walk(wiring.parsed(path)):
		if isinstance(node, ast.Call) and ast.unparse(node.func) in names:
			yield node


def excused(path, node: ast.AST) -> bool:
	"""A `nosemgrep` comment with a reason, on the line or the one above."""
	lines = wiring.source_lines(path)
	near = " ".join(lines[max(node.lineno - 3, 0) : (node.end_lineno or node.lineno) + 1])
	return bool(re.search(r"nosemgrep.*\w{4,}", near))


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_messages_are_translated_whole(path) -> None:
	for node in calls(path, "_"):
		assert node.args, f"line {node.lineno}: nothing to translate"
		first = node.args[0]
		assert not isinstance(first, ast.JoinedStr | ast.BinOp | ast.Call), (
			f"line {node.lineno}: format after translating"
		)
		if isinstance(first, ast.Constant):
			text = first.value
			assert text.strip() == text and text, f"line {node.lineno}: empty or padded {text!r}"
	for node in calls(path, "frappe.throw", "frappe.msgprint"):
		first = node.args[0] if node.args else None
		assert not isinstance(first, ast.Constant | ast.JoinedStr | ast.BinOp), (
			f"line {node.lineno}: not translated"
		)


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_nothing_is_translated_while_the_module_loads(path) -> None:
	for node in wiring.parsed(path).body:
		if isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr):
			names = {ast.unparse(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}
			assert not names & {"_", "frappe._", "frappe.qb.DocType", "frappe.get_meta"}, (
				f"line {node.lineno}"
			)


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_no_code_is_evaluated_and_no_sql_is_glued(path) -> None:
	for node in calls(path, "eval", "exec", "frappe.safe_eval", "safe_eval", "safe_exec"):
		assert excused(path, node), f"line {node.lineno}"
	for node in calls(path, "frappe.db.sql", "frappe.db.multisql", "frappe.db.sql_ddl"):
		assert not isinstance(node.args[0], ast.JoinedStr | ast.BinOp) or excused(path, node), (
			f"line {node.lineno}"
		)
		near = "\n".join(wiring.source_lines(path)[max(node.lineno - 6, 0) : node.end_lineno])
		assert "#" in near or '"""' in near, f"line {node.lineno}: raw SQL needs a comment saying why"


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_commits_are_explained(path) -> None:
	for node in calls(path, "frappe.db.commit"):
		assert excused(path, node), f"line {node.lineno}: say why with nosemgrep"


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_no_map_filter_open_print_or_patching(path) -> None:
	for node in calls(path, "map", "filter", "print", "open", "setattr"):
		assert excused(path, node), f"line {node.lineno}: {ast.unparse(node.func)}"
	for node in ast.walk(wiring.parsed(path)):
		if isinstance(node, ast.Assign):
			for target in node.targets:
				name = ast.unparse(target)
				assert not re.match(r"frappe\.(db|qb|conf|session|lang|get_\w+|enqueue)$", name), (
					f"line {node.lineno}"
				)


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_bare_permission_checks_do_something(path) -> None:
	for node in wiring.parsed(path).body:
		for expression in ast.walk(node):
			if isinstance(expression, ast.Expr) and isinstance(expression.value, ast.Call):
				name = ast.unparse(expression.value.func)
				if name == "frappe.has_permission":
					keywords = {keyword.arg for keyword in expression.value.keywords}
					assert "throw" in keywords, f"line {expression.lineno}: the answer is thrown away"


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_realtime_picks_a_room(path) -> None:
	for node in calls(path, "frappe.publish_realtime"):
		rooms = {keyword.arg for keyword in node.keywords} & {"doctype", "docname", "room", "user", "task_id"}
		assert rooms, f"line {node.lineno}"


def test_whitelisted_methods_are_typed_documented_and_closed_to_guests() -> None:
	for path, node, decorator in wiring.decorated("whitelist"):
		where = f"{wiring.shown(path)}: {node.name}"
		arguments = [*node.args.args, *node.args.kwonlyargs]
		assert all(argument.annotation or argument.arg in {"self", "cls"} for argument in arguments), where
		assert node.returns is not None, where
		assert "allow_guest" not in ast.unparse(decorator), where
		documentation = ast.get_docstring(node)
		assert documentation and WHO_MAY_CALL.match(documentation), (
			f"{where}: the docstring says first who may call"
		)


def test_json_grants_nothing_to_all() -> None:
	for path in wiring.json_files():
		document = json.loads(path.read_text(encoding="utf-8"))
		if isinstance(document, dict):
			for table in ("permissions", "roles"):
				assert not any(row.get("role") == "All" for row in document.get(table) or []), path


def test_javascript_speaks_through_translations() -> None:
	bare = re.compile(
		r"""(frappe\.(?:throw|msgprint|show_alert)|set_page_title|add_custom_button)\(\s*["'`]"""
	)
	glued = re.compile(r"""__\(\s*[^"'\s)]""")
	for path in (wiring.PACKAGE).rglob("*.js"):
		text = path.read_text(encoding="utf-8")
		assert not bare.search(text), f"{wiring.shown(path)}: {bare.search(text).group(0)}"
		for match in glued.finditer(text):
			line = text[text.rfind("\n", 0, match.start()) + 1 : text.find("\n", match.start())]
			assert "nosemgrep" in line or re.search(r"__\(\w+[\w.\[\]]*\)", line), (
				f"{wiring.shown(path)}: {line.strip()}"
			)


def test_frappe_sees_the_types_of_whitelisted_arguments() -> None:
	"""Frappe reads annotations as they are: postponed ones are strings, and nothing is checked or converted."""
	for path, node, _decorator in wiring.decorated("whitelist"):
		names = wiring.names_in(path)
		assert "annotations" not in names, f"{wiring.shown(path)} ({node.name}): drop the __future__ import"
