#!/usr/bin/env bash
# check_uninstall.sh: prove on fresh sites that install, two migrates and uninstall leave what they should.
#   An unused site leaves no difference at all; a used one leaves only what the ledger needs.
# Needs DB_ROOT_USER and DB_ROOT_PASSWORD (an account that may create databases) where `make setup` did not make one.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

site=${UNINSTALL_SITE:-property-uninstall.localhost}
config=$BENCH_DIR/sites/$site/site_config.json
work=$(as_bench mktemp -d)
scripts=$BENCH_DIR/apps/$APP/scripts
# What a posted invoice needs, besides the invoice itself and its rows.
LEDGER="Sales Invoice,Sales Invoice Item,Payment Schedule,GL Entry,Payment Ledger Entry,Series,Version,Customer,Contact"
LEDGER+=",Contact Email,Dynamic Link,Item,Item Default,Item Price,UOM,UOM Conversion Detail,Item Group,Account,Cost Center"

db_user=${DB_ROOT_USER:-$DB_ADMIN}
db_password=${DB_ROOT_PASSWORD:-$(as_bench cat "$STATE_DIR/db_admin" 2>/dev/null || true)}
[[ -n $db_password ]] || missing "database credentials" "set DB_ROOT_USER and DB_ROOT_PASSWORD, or run make setup"

on_site() { in_bench "$ENV_PYTHON" "$scripts/on_site.py" "$site" "$@" >/dev/null; }
snapshot() { in_bench "$ENV_PYTHON" "$scripts/site_metadata.py" take "$site" "$work/$1.json"; }
drop() {
	in_bench bench drop-site "$site" --db-root-username "$db_user" --db-root-password "$db_password" --no-backup --force \
		>/dev/null 2>&1 || true
}
ours=
cleanup() {
	[[ -z $ours ]] || drop
	as_bench rm -rf "$work"
}
trap cleanup EXIT

# quietly STEP CMD…: run, and fail on a traceback or error in what it prints
quietly() {
	local step=$1 log=$work/log
	shift
	if ! "$@" 2>&1 | as_bench tee "$log" >/dev/null || grep -qE '^Traceback|^[A-Za-z.]*(Error|Exception):' "$log"; then
		tail -n 40 "$log" >&2
		warn "$step printed an error"
		exit 1
	fi
	grep -A 30 -E '^(Kept|Custom fields|The column)' "$log" || true
}

fresh_site() {
	if [[ -e $config ]]; then
		[[ $(in_bench bench --site "$site" show-config -f json | grep -c '"property_service_site": "uninstall"') -gt 0 ]] ||
			missing "a site of ours: $site exists but was not created by this script" "set UNINSTALL_SITE to another name"
		ours=1
		drop
	fi
	ours=1
	in_bench bench new-site "$site" --db-root-username "$db_user" --db-root-password "$db_password" \
		--mariadb-user-host-login-scope=localhost --admin-password "${ADMIN_PASSWORD:-admin}" \
		--install-app erpnext >"$work/new" 2>&1 || { tail -n 30 "$work/new" >&2; exit 1; }
	in_bench bench --site "$site" set-config property_service_site uninstall >/dev/null
	in_bench bench --site "$site" execute frappe.utils.scheduler.disable_scheduler >/dev/null
	on_site property_service.demo.company.complete_setup_wizard
	in_bench bench --site "$site" migrate --skip-search-index >/dev/null 2>&1
}

cycle() {
	snapshot before
	quietly install in_bench bench --site "$site" install-app "$APP"
	quietly "first migrate" in_bench bench --site "$site" migrate --skip-search-index
	quietly "second migrate" in_bench bench --site "$site" migrate --skip-search-index
	[[ $# -eq 0 ]] || on_site property_service.tests.site_use.use_site "$1"
	quietly uninstall in_bench bench --site "$site" uninstall-app "$APP" --yes --no-backup
	snapshot after
}

compare() { in_bench "$ENV_PYTHON" "$scripts/site_metadata.py" compare "$work/before.json" "$work/after.json" "$@"; }

fresh_site
say "a site that never used the app"
cycle
compare
say "a site with units, owners and cases, and nothing in the ledger"
cycle '{}'
compare
say "a site with posted bills"
cycle '{"ledger": true}'
compare --allow "$LEDGER"
