#!/usr/bin/env bash
# Make sure a bench with Frappe and ERPNext stands, and that it runs this checkout of the app.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

ensure_user() {
	[[ $(id -u) -eq 0 ]] || return 0
	id "$BENCH_USER" >/dev/null 2>&1 || useradd --create-home --shell /bin/bash "$BENCH_USER"
}

ensure_bench() {
	if has_bench; then
		say "using the bench in $BENCH_DIR"
		prepare_state
		return
	fi
	[[ ! -e $BENCH_DIR ]] || missing "a complete bench in $BENCH_DIR (Frappe, ERPNext and env/)" \
		"finish or remove that folder, or set BENCH_DIR to another one"
	reach_upstream
	say "creating a bench in $BENCH_DIR (a few minutes)"
	as_bench mkdir -p "$BENCH_DIR.constraints"
	as_bench bash -c "echo 'setuptools<80' > '$BENCH_DIR.constraints/constraints.txt'"
	install_bench_cli
	STATE_DIR=$BENCH_DIR.constraints as_bench bench init --no-backups --skip-assets --python "$(system_python)" \
		--frappe-path "$FRAPPE_URL" --frappe-branch "$FRAPPE_BRANCH" "$BENCH_DIR"
	prepare_state
	in_bench bench get-app --skip-assets --branch "$FRAPPE_BRANCH" "$ERPNEXT_URL"
	say "building the desk's assets"
	in_bench bench build --apps frappe,erpnext >/dev/null
	rm -rf "$BENCH_DIR.constraints"
}

prepare_state() {
	as_bench mkdir -p "$STATE_DIR/run"
	as_bench bash -c "echo 'setuptools<80' > '$STATE_DIR/constraints.txt'"
}

reach_upstream() {
	GIT_TERMINAL_PROMPT=0 timeout 60 git ls-remote --quiet "$FRAPPE_URL" "refs/heads/$FRAPPE_BRANCH" 2>/dev/null | grep -q . ||
		missing "$FRAPPE_URL (branch $FRAPPE_BRANCH) cannot be reached" \
			"check the network, or point BENCH_DIR to a bench that has Frappe and ERPNext, or set FRAPPE_URL and ERPNEXT_URL"
}

install_bench_cli() {
	as_bench bash -c 'command -v bench >/dev/null' && return
	as_bench /usr/bin/python3 -m venv "$BENCH_HOME/bench-cli"
	STATE_DIR=$BENCH_DIR.constraints as_bench "$BENCH_HOME/bench-cli/bin/pip" install --quiet frappe-bench
}

system_python() {
	local candidate
	for candidate in python3.12 python3.11 python3.10 python3; do
		if [[ -x /usr/bin/$candidate ]]; then
			echo "/usr/bin/$candidate"
			return
		fi
	done
	missing "Python 3.10 to 3.13" "install python3 with your package manager"
}

# The bench runs this very checkout: linked when the bench user can read it, copied when not.
link_app() {
	local target=$BENCH_DIR/apps/$APP
	if as_bench test -r "$ROOT/$APP/hooks.py" -a -x "$ROOT"; then
		if [[ -d $target && ! -L $target ]]; then
			as_bench test -e "$target/.copied-by-property-service" ||
				missing "a place for this checkout: $target exists and is not ours" "remove it or use another BENCH_DIR"
			rm -rf "$target"
		fi
		[[ $(readlink -f "$target" 2>/dev/null) == "$ROOT" ]] || as_bench ln -sfn "$ROOT" "$target"
	else
		[[ ! -L $target ]] || rm -f "$target"
		mkdir -p "$target"
		rsync -a --delete --exclude .git --exclude node_modules "$ROOT/" "$target/"
		touch "$target/.copied-by-property-service"
		chown -R "$BENCH_USER": "$target"
	fi
	register_app
}

register_app() {
	local apps_file=$BENCH_DIR/sites/apps.txt
	grep -qx "$APP" "$apps_file" || as_bench bash -c "[[ -z \$(tail -c1 '$apps_file') ]] || echo >> '$apps_file'; echo $APP >> '$apps_file'"
	as_bench ln -sfn "$BENCH_DIR/apps/$APP/$APP/public" "$BENCH_DIR/sites/assets/$APP"
	local imported
	imported=$(in_bench "$ENV_PYTHON" -c "import $APP, os; print(os.path.realpath(os.path.dirname($APP.__file__)))" 2>/dev/null || true)
	if [[ $imported != "$(readlink -f "$BENCH_DIR/apps/$APP")/$APP" ]]; then
		say "installing this checkout into the bench's environment"
		install_packages --editable "$BENCH_DIR/apps/$APP"
	fi
}

# the bench's environment may have been made by uv and have no pip of its own
install_packages() {
	if in_bench "$ENV_PYTHON" -m pip --version >/dev/null 2>&1; then
		in_bench "$ENV_PYTHON" -m pip install --quiet "$@"
	else
		in_bench uv pip install --quiet --python "$ENV_PYTHON" "$@"
	fi
}

ensure_test_tools() {
	in_bench "$ENV_PYTHON" -c 'import pytest, hypothesis, playwright, segno' 2>/dev/null && as_bench test -x "$BENCH_DIR/env/bin/ruff" && return
	say "installing test tools into the bench's environment"
	install_packages "pytest~=8.3" "hypothesis~=6.100" "playwright~=1.49" "ruff~=0.8" "segno~=1.6"
}

ensure_user
ensure_bench
link_app
ensure_test_tools
