#!/usr/bin/env bash
# test.sh TIER…: setup, lint, unit, integration, browser, slow. Each sets up what it needs first.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

tests=$BENCH_DIR/apps/$APP/$APP/tests
BROWSER_PORT=${BROWSER_PORT:-8765}
served=

cleanup() { [[ -z $served ]] || "$ROOT/scripts/serve.sh" stop "$TEST_SITE"; }
trap cleanup EXIT

prepare_python() {
	has_bench && return
	# unit tests and lint run without a bench, in an environment of their own
	ENV_PYTHON=$ROOT/.state/venv/bin/python
	[[ -x $ENV_PYTHON ]] && return
	say "making a Python environment for the site-less tiers"
	python3 -m venv "$ROOT/.state/venv"
	"$ENV_PYTHON" -m pip install --quiet "pytest~=8.3" "hypothesis~=6.100" "ruff~=0.8" "openpyxl~=3.1" "filetype~=1.2" "polib~=1.2"
}

bench_ready=
prepare_bench() {
	[[ -z $bench_ready ]] || return 0
	"$ROOT/scripts/setup.sh"
	"$ROOT/scripts/site.sh" "$TEST_SITE" test
	bench_ready=1
}

run_pytest() { FRAPPE_TEST_SITE=$TEST_SITE in_bench "$ENV_PYTHON" -m pytest -q "$@"; }

tier_setup() { prepare_bench; }

tier_lint() {
	prepare_python
	say "lint"
	"$ROOT/scripts/lint.sh" "$ENV_PYTHON"
}

tier_unit() {
	prepare_python
	say "unit tests"
	(cd "$ROOT" && PYTHONDONTWRITEBYTECODE=1 "$ENV_PYTHON" -m pytest -q "$APP/tests/unit")
}

tier_integration() {
	prepare_bench
	say "integration tests on $TEST_SITE"
	run_pytest -m "not slow" "$tests/integration"
}

tier_browser() {
	prepare_bench
	browser_tests -m "not slow"
}

# browser_tests PYTEST-ARGUMENT…: against the served and seeded test site
browser_tests() {
	[[ -n $CHROMIUM ]] || missing "Chromium" "apt-get install chromium, or set CHROMIUM to its path"
	say "browser tests on $TEST_SITE, port $BROWSER_PORT"
	served=1
	WEB_ONLY=1 "$ROOT/scripts/serve.sh" start "$TEST_SITE" "$BROWSER_PORT"
	in_bench "$ENV_PYTHON" "$BENCH_DIR/apps/$APP/scripts/on_site.py" "$TEST_SITE" property_service.tests.browser.seed.seed >/dev/null
	PROPERTY_TEST_URL=http://127.0.0.1:$BROWSER_PORT run_pytest "$@" "$tests/browser"
}

tier_slow() {
	prepare_bench
	say "slow suites"
	run_pytest -m slow "$tests/integration"
	browser_tests -m slow
	"$ROOT/scripts/check_uninstall.sh"
}

for tier in "$@"; do "tier_$tier"; done
