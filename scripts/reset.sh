#!/usr/bin/env bash
# Drop the demo and test sites that these scripts created, and nothing else.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

drop() {
	local site=$1 kind=$2 config=$BENCH_DIR/sites/$1/site_config.json
	[[ -e $config ]] || return 0
	"$ROOT/scripts/serve.sh" stop "$site"
	as_bench grep -q "\"property_service_site\": \"$kind\"" "$config" || {
		warn "$site was not created by these scripts: left alone"
		return 0
	}
	say "dropping $site"
	in_bench bench drop-site "$site" --no-backup --force --db-root-username "$DB_ADMIN" \
		--db-root-password "$(as_bench cat "$STATE_DIR/db_admin")" >/dev/null
}

has_bench || {
	say "no bench in $BENCH_DIR: nothing to reset"
	exit 0
}
"$ROOT/scripts/services.sh"
drop "$DEMO_SITE" demo
drop "$TEST_SITE" test
