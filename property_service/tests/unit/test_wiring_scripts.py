"""The scripts behind the Makefile: they say what is missing and never touch what is not theirs."""

from __future__ import annotations

import getpass
import json
import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCRIPTS = ROOT / "scripts"
# Nothing of one machine, no registry and no secret belongs into a commit.
MACHINE = re.compile(
	r"/home/[a-z]+/|/work/|pypi\.org|registry\.npmjs|registry\.yarnpkg|BEGIN (RSA |OPENSSH )?PRIVATE"
)

pytestmark = pytest.mark.skipif(
	not SCRIPTS.exists(), reason="the scripts are not part of an installed package"
)


def run(script: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
	return subprocess.run(
		[str(SCRIPTS / script), *arguments],
		env={**os.environ, "BENCH_USER": getpass.getuser(), **environment},
		capture_output=True,
		text=True,
		timeout=60,
	)


@pytest.fixture
def bench(tmp_path: Path) -> Path:
	"""A folder that looks like a bench with one site that somebody else made."""
	site = tmp_path / "sites" / "theirs.localhost"
	site.mkdir(parents=True)
	(site / "site_config.json").write_text(json.dumps({"db_name": "theirs"}))
	return tmp_path


def test_a_site_somebody_else_made_is_refused(bench: Path) -> None:
	result = run("site.sh", "theirs.localhost", "test", BENCH_DIR=str(bench))
	assert result.returncode == 1
	assert "theirs.localhost exists but was not created by these scripts" in result.stderr
	assert json.loads((bench / "sites/theirs.localhost/site_config.json").read_text()) == {
		"db_name": "theirs"
	}


def test_a_demo_site_is_no_test_site(bench: Path) -> None:
	config = bench / "sites/theirs.localhost/site_config.json"
	config.write_text(json.dumps({"property_service_site": "demo"}))
	assert run("site.sh", "theirs.localhost", "test", BENCH_DIR=str(bench)).returncode == 1


def test_without_a_bench_and_without_upstream_it_says_so(tmp_path: Path) -> None:
	result = run("bench.sh", BENCH_DIR=str(tmp_path / "none"), FRAPPE_URL=f"file://{tmp_path}/nowhere")
	assert result.returncode == 1
	assert "cannot be reached" in result.stderr and "BENCH_DIR" in result.stderr


def test_half_a_bench_is_not_built_over(tmp_path: Path) -> None:
	(tmp_path / "half").mkdir()
	result = run("bench.sh", BENCH_DIR=str(tmp_path / "half"))
	assert result.returncode == 1
	assert "a complete bench" in result.stderr


def test_reset_without_a_bench_does_nothing(tmp_path: Path) -> None:
	result = run("reset.sh", BENCH_DIR=str(tmp_path / "none"))
	assert result.returncode == 0
	assert "nothing to reset" in result.stdout


def test_help_lists_every_verb() -> None:
	text = (ROOT / "Makefile").read_text()
	verbs = set(re.search(r"\.PHONY: (.*)", text).group(1).split())
	shown = subprocess.run(
		["make", "-C", str(ROOT), "help"], capture_output=True, text=True, check=True
	).stdout
	assert verbs <= set(re.findall(r"make (\S+)", shown))


def test_ci_runs_the_test_command_of_the_readme() -> None:
	assert "exec make test" in (ROOT / ".ci/run").read_text()
	assert "make test" in (ROOT / "README.md").read_text()


def test_no_machine_path_registry_or_secret_is_committed() -> None:
	files = subprocess.run(["git", "-C", str(ROOT), "ls-files"], capture_output=True, text=True)
	if files.returncode:
		pytest.skip("not a git checkout")
	for name in files.stdout.split():
		path = ROOT / name
		if path == Path(__file__) or not path.is_file() or path.suffix in {".png", ".xlsx", ".pdf"}:
			continue
		found = MACHINE.search(path.read_text(encoding="utf-8", errors="ignore"))
		assert not found, f"{name}: {found.group(0)}"
