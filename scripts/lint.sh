#!/usr/bin/env bash
# lint.sh [PYTHON]: ruff, prettier and eslint. Semgrep's rules are not on any registry, so the families Frappe
# asks for are written as wiring tests (tests/unit/test_wiring_*.py), which this runs too.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
python=${1:-$ENV_PYTHON}
cd "$ROOT"
"$python" -m ruff check --no-cache .
"$python" -m ruff format --no-cache --check .
command -v npm >/dev/null || missing "npm" "install Node.js 18 or newer"
[[ -x node_modules/.bin/eslint ]] || npm install --silent --no-audit --no-fund --no-save --no-package-lock
npx --no-install prettier --check --log-level warn "property_service/**/*.{js,css}"
npx --no-install eslint "property_service/**/*.js"
PYTHONDONTWRITEBYTECODE=1 "$python" -m pytest -q property_service/tests/unit -k wiring
