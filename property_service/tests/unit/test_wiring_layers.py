"""The layers: pure cores import no frappe, packages meet only at their services, and nothing goes in circles."""

from __future__ import annotations

import ast
from pathlib import Path

from property_service.tests.unit import wiring

FREE = {"constants", "exceptions", "compat", "__version__"}
LAYER_FILES = {
	"sources",
	"writer",
	"services",
	"tasks",
	"api",
	"events",
	"schema",
	"health",
	"dashboards",
	"printing",
}
# Who may call whom. registry knows nobody; portal, transfer, overview and demo stand on top.
MAY_CALL = {
	"registry": set(),
	"site_setup": {"registry", "billing", "casework", "visits"},
	"billing": {"registry"},
	"casework": {"registry"},
	"visits": {"registry", "casework"},
	"transfer": {"registry", "billing"},
	"overview": {"registry", "billing", "casework", "visits", "transfer"},
	"portal": {"registry", "billing", "casework", "visits", "overview"},
	"demo": {"registry", "billing", "casework", "visits", "transfer", "portal", "site_setup"},
}


def imports_of(path: Path) -> set[str]:
	found: set[str] = set()
	for node in ast.walk(wiring.parsed(path)):
		if isinstance(node, ast.Import):
			found |= {alias.name for alias in node.names}
		elif isinstance(node, ast.ImportFrom) and node.module:
			found |= {f"{node.module}.{alias.name}" for alias in node.names}
	return found


def feature_files(feature: str) -> list[Path]:
	return sorted((wiring.PACKAGE / feature).rglob("*.py"))


def test_packages_meet_only_at_their_services() -> None:
	wrong = []
	for feature, allowed in MAY_CALL.items():
		for path in feature_files(feature):
			for name in imports_of(path):
				parts = name.split(".")
				if (
					parts[0] != "property_service"
					or len(parts) < 2
					or parts[1] in {feature, *FREE, "property_service"}
				):
					continue
				if parts[1] not in allowed or (len(parts) > 2 and parts[2] != "services"):
					wrong.append(f"{wiring.shown(path)} imports {name}")
	assert not wrong, "\n".join(wrong)


def test_pure_files_do_not_know_frappe() -> None:
	"""A file whose tests live in the unit tier is pure: it must import without a bench."""
	unit = wiring.PACKAGE / "tests" / "unit"
	for test in unit.glob("test_*.py"):
		for name in imports_of(test):
			parts = name.split(".")
			if parts[0] == "property_service" and parts[1] in wiring.FEATURES:
				module = wiring.PACKAGE.joinpath(*parts[1:-1]).with_suffix(".py")
				if not module.exists():
					continue
				assert not {
					entry for entry in imports_of(module) if entry.split(".")[0] in {"frappe", "erpnext"}
				}, f"{test.name} needs {wiring.shown(module)}, which imports frappe"


def test_pure_files_do_not_ask_the_clock() -> None:
	for feature in wiring.FEATURES:
		for path in feature_files(feature):
			if any(name.split(".")[0] in {"frappe", "erpnext"} for name in imports_of(path)):
				continue
			for node in ast.walk(wiring.parsed(path)):
				if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
					assert node.func.attr not in {"today", "now", "utcnow"}, (
						f"{wiring.shown(path)}:{node.lineno}"
					)


def test_controllers_stay_thin() -> None:
	for path in sorted((wiring.MODULE / "doctype").glob("*/*.py")):
		for node in ast.walk(wiring.parsed(path)):
			if isinstance(node, ast.FunctionDef):
				length = (node.end_lineno or node.lineno) - node.lineno
				assert length <= 25, f"{wiring.shown(path)}: {node.name} has {length} lines"


def test_files_have_one_subject() -> None:
	long = {wiring.shown(path): len(wiring.source_lines(path)) for path in wiring.python_files()}
	assert not {path: length for path, length in long.items() if length > 300}
