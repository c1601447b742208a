#!/usr/bin/env bash
# site.sh NAME KIND: create or update a site of ours. KIND is test or demo and is written into its configuration.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

site=$1
kind=$2
config=$BENCH_DIR/sites/$site/site_config.json

# refuse_foreign: never touch a site these scripts did not create
refuse_foreign() {
	local mark
	mark=$(as_bench python3 -c "import json; print(json.load(open('$config')).get('property_service_site', ''))")
	[[ $mark == "$kind" ]] ||
		missing "a $kind site of ours: $site exists but was not created by these scripts" \
			"choose another name (SITE=… for the demo, TEST_SITE=… for tests)"
}

create_site() {
	say "creating site $site with ERPNext"
	local admin_password=${ADMIN_PASSWORD:-admin}
	in_bench bench new-site "$site" --db-root-username "$DB_ADMIN" \
		--db-root-password "$(as_bench cat "$STATE_DIR/db_admin")" \
		--mariadb-user-host-login-scope=localhost --admin-password "$admin_password" --install-app erpnext >"$log" 2>&1 ||
		fail "bench new-site $site failed"
	in_bench bench --site "$site" set-config property_service_site "$kind" >/dev/null
	in_bench bench --site "$site" set-config server_script_enabled 0 >/dev/null
	[[ $kind != test ]] || in_bench bench --site "$site" set-config allow_tests true >/dev/null
	in_bench bench --site "$site" execute frappe.utils.scheduler.disable_scheduler >/dev/null
}

fail() {
	tail -n 30 "$log" >&2
	missing "$1" "the whole output is in $log"
}

log=$(as_bench mktemp)
chmod a+rw "$log"
if [[ -e $config ]]; then refuse_foreign; else create_site; fi

if in_bench bench --site "$site" list-apps 2>/dev/null | grep -q "^$APP"; then
	say "bringing $site up to this checkout"
	in_bench bench --site "$site" migrate --skip-search-index >"$log" 2>&1 || fail "bench migrate failed on $site"
else
	say "installing $APP on $site"
	in_bench "$ENV_PYTHON" "$BENCH_DIR/apps/$APP/scripts/on_site.py" "$site" property_service.demo.company.complete_setup_wizard >"$log" 2>&1 || fail "the setup wizard failed on $site"
	in_bench bench --site "$site" install-app "$APP" >"$log" 2>&1 || fail "installing $APP failed on $site"
fi
rm -f "$log"
