"""Every path named in hooks, patches, JavaScript and Jinja leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from property_service.tests.unit import wiring

CALL_PATH = re.compile(r"""["'](property_service\.[a-z_.]+\.[a-z_]+)["']""")


def strings_in(value: object) -> Iterator[str]:
	if isinstance(value, str):
		yield value
	elif isinstance(value, dict):
		for item in value.values():
			yield from strings_in(item)
	elif isinstance(value, list | tuple):
		for item in value:
			yield from strings_in(item)


def test_every_dotted_path_in_hooks_is_a_function() -> None:
	for name, value in wiring.hooks().items():
		for text in strings_in(value):
			if text.startswith("property_service."):
				assert wiring.resolves(text), f"hooks.{name}: {text}"


def test_every_file_in_hooks_exists() -> None:
	hooks = wiring.hooks()
	for path in strings_in([hooks.get("doctype_js"), hooks.get("doctype_list_js"), hooks.get("page_js")]):
		assert (wiring.PACKAGE / path).exists(), path
	for url in strings_in(hooks):
		if url.startswith("/assets/property_service/"):
			assert (wiring.PACKAGE / "public" / url.removeprefix("/assets/property_service/")).exists(), url


def test_no_hook_is_assigned_twice() -> None:
	names = [node.targets[0].id for node in wiring.parsed(wiring.PACKAGE / "hooks.py").body]
	assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)


def test_no_hook_overrides_core() -> None:
	forbidden = {"override_doctype_class", "override_whitelisted_methods", "extend_doctype_class"}
	assert not forbidden & wiring.hooks().keys()


def test_every_patch_is_there() -> None:
	for line in (wiring.PACKAGE / "patches.txt").read_text().splitlines():
		path = line.split("#")[0].strip()
		if path and not path.startswith("["):
			assert wiring.resolves(f"{path}.execute"), path


def test_every_method_the_browser_calls_is_whitelisted() -> None:
	whitelisted = {
		f"property_service.{'.'.join(path.relative_to(wiring.PACKAGE).with_suffix('').parts)}.{node.name}"
		for path, node, _decorator in wiring.decorated("whitelist")
	}
	pages = [*wiring.PACKAGE.rglob("*.js"), *(wiring.PACKAGE / "www").rglob("*.html")]
	for path in pages:
		for called in CALL_PATH.findall(path.read_text(encoding="utf-8")):
			module = wiring.PACKAGE.joinpath(*called.split(".")[1:]).with_suffix(".py")
			assert called in whitelisted or module.exists(), f"{wiring.shown(path)} calls {called}"
