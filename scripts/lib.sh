# Shared by the scripts: where things are, who runs them, and how to say what is missing.
# shellcheck shell=bash
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
APP=property_service
FRAPPE_BRANCH=${FRAPPE_BRANCH:-version-15}
FRAPPE_URL=${FRAPPE_URL:-https://github.com/frappe/frappe}
ERPNEXT_URL=${ERPNEXT_URL:-https://github.com/frappe/erpnext}
TEST_SITE=${TEST_SITE:-property-test.localhost}
DEMO_SITE=${SITE:-property-demo.localhost}
PORT=${PORT:-8000}
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}

if [[ $(id -u) -eq 0 ]]; then
	BENCH_USER=${BENCH_USER:-frappe}
	BENCH_HOME=$(getent passwd "$BENCH_USER" | cut -d: -f6 || true)
	BENCH_HOME=${BENCH_HOME:-/home/$BENCH_USER}
else
	BENCH_USER=$(id -un)
	BENCH_HOME=$HOME
fi
BENCH_DIR=${BENCH_DIR:-$BENCH_HOME/frappe-bench}
STATE_DIR=$BENCH_DIR/.property_service
ENV_PYTHON=$BENCH_DIR/env/bin/python
# one administrator of the database per bench, so that two benches do not change each other's secret
DB_ADMIN=property_$(printf %s "$BENCH_DIR" | sha1sum | cut -c1-8)

say() { printf '\033[1;36m==>\033[0m %s\n' "$*"; }
warn() { printf '\033[1;33mwarning:\033[0m %s\n' "$*" >&2; }

# stop with what is missing and how to get it
missing() {
	printf '\033[1;31mmissing:\033[0m %s\n' "$1" >&2
	[[ -n ${2:-} ]] && printf '   do: %s\n' "$2" >&2
	exit 1
}

# as_root CMD…: needs root or sudo
as_root() {
	if [[ $(id -u) -eq 0 ]]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		missing "the right to run '$*'" "run it as root, or install sudo"
	fi
}

# as_bench CMD…: bench refuses root, so root steps down to the bench user
as_bench() {
	local environment=(
		"HOME=$BENCH_HOME" "USER=$BENCH_USER" "LANG=C.UTF-8" "LC_ALL=C.UTF-8"
		"PATH=$BENCH_HOME/bench-cli/bin:$BENCH_HOME/.local/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
		"BENCH_DIR=$BENCH_DIR" "CI=${CI:-}" "CHROMIUM=$CHROMIUM"
		"PIP_CONSTRAINT=$STATE_DIR/constraints.txt" "UV_CONSTRAINT=$STATE_DIR/constraints.txt"
		"PIP_DEFAULT_TIMEOUT=180" "UV_HTTP_TIMEOUT=180" "UV_SYSTEM_CERTS=1" "UV_NATIVE_TLS=1"
		"FRAPPE_TEST_SITE=${FRAPPE_TEST_SITE:-}" "PROPERTY_TEST_URL=${PROPERTY_TEST_URL:-}"
		"DEMO_SIZE=${DEMO_SIZE:-}" "PYTHONDONTWRITEBYTECODE=1" "PYTHONUNBUFFERED=1"
	)
	local bundle=/etc/ssl/certs/ca-certificates.crt
	if [[ -r $bundle ]]; then
		environment+=("SSL_CERT_FILE=$bundle" "PIP_CERT=$bundle" "NODE_EXTRA_CA_CERTS=$bundle")
	fi
	if [[ $(id -un) == "$BENCH_USER" ]]; then
		env "${environment[@]}" "$@"
	else
		runuser -u "$BENCH_USER" -- env -i "${environment[@]}" "$@"
	fi
}

# in_bench CMD…: the same, inside the bench folder
# shellcheck disable=SC2016
in_bench() { as_bench bash -c 'cd "$BENCH_DIR" && exec "$@"' bash "$@"; }

has_bench() { [[ -x $ENV_PYTHON && -d $BENCH_DIR/apps/frappe && -d $BENCH_DIR/apps/erpnext ]]; }

# read one key of the bench's common configuration
bench_setting() {
	python3 - "$BENCH_DIR/sites/common_site_config.json" "$1" "${2:-}" <<-'PY'
		import json, sys
		print(json.load(open(sys.argv[1])).get(sys.argv[2], sys.argv[3]))
	PY
}
