"""What the wiring tests share: the app's own files, parsed once, without frappe."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
MODULE = PACKAGE / "property_service"
FEATURES = (
	"registry", "billing", "casework", "visits", "portal", "transfer", "overview", "site_setup", "demo",
)  # fmt: skip


def python_files(*, tests: bool = False) -> list[Path]:
	"""Return every Python file of the package, the tests only when asked for."""
	files = sorted(PACKAGE.rglob("*.py"))
	return [file for file in files if tests or "tests" not in file.relative_to(PACKAGE).parts]


@cache
def parsed(path: Path) -> ast.Module:
	return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def source_lines(path: Path) -> list[str]:
	return path.read_text(encoding="utf-8").splitlines()


def shown(path: Path) -> str:
	return str(path.relative_to(PACKAGE))


@cache
def doctypes() -> dict[str, dict]:
	"""Return DocType name → its JSON."""
	found = {}
	for path in sorted((MODULE / "doctype").glob("*/*.json")):
		document = json.loads(path.read_text(encoding="utf-8"))
		found[document["name"]] = document
	return found


def json_files() -> Iterator[Path]:
	for path in sorted(PACKAGE.rglob("*.json")):
		if "node_modules" not in path.parts:
			yield path


def hooks() -> dict[str, object]:
	"""Return the literal values of hooks.py by name."""
	values = {}
	for node in parsed(PACKAGE / "hooks.py").body:
		if isinstance(node, ast.Assign):
			values[node.targets[0].id] = ast.literal_eval(node.value)
	return values


def resolves(dotted: str) -> bool:
	"""Return whether a dotted path names a function, class or assigned name in our files."""
	module, _dot, name = dotted.rpartition(".")
	parts = module.split(".")[1:]
	for candidate in (PACKAGE.joinpath(*parts).with_suffix(".py"), PACKAGE.joinpath(*parts, "__init__.py")):
		if candidate.exists() and name in names_in(candidate):
			return True
	return False


def names_in(path: Path) -> set[str]:
	names: set[str] = set()
	for node in parsed(path).body:
		if isinstance(node, ast.FunctionDef | ast.ClassDef):
			names.add(node.name)
		elif isinstance(node, ast.Assign):
			names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
		elif isinstance(node, ast.ImportFrom | ast.Import):
			names |= {alias.asname or alias.name for alias in node.names}
	return names


def decorated(name: str) -> Iterator[tuple[Path, ast.FunctionDef, ast.expr]]:
	"""Yield each function that carries a decorator whose dotted name ends with `name`."""
	for path in python_files():
		for node in ast.walk(parsed(path)):
			if isinstance(node, ast.FunctionDef):
				for decorator in node.decorator_list:
					target = decorator.func if isinstance(decorator, ast.Call) else decorator
					if getattr(target, "attr", getattr(target, "id", "")) == name:
						yield path, node, decorator
