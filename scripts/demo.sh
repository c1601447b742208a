#!/usr/bin/env bash
# make demo: from whatever is there to a served community with a posted billing run.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$ROOT/scripts/setup.sh"
"$ROOT/scripts/site.sh" "$DEMO_SITE" demo
say "building the demo data (size: ${DEMO_SIZE:-standard})"
in_bench "$ENV_PYTHON" "$BENCH_DIR/apps/$APP/scripts/on_site.py" "$DEMO_SITE" property_service.demo.build.build_demo \
	"{\"size\": \"${DEMO_SIZE:-standard}\"}"
in_bench bench --site "$DEMO_SITE" enable-scheduler >/dev/null
[[ -z ${DEMO_NO_SERVE:-} ]] || exit 0
"$ROOT/scripts/serve.sh" start "$DEMO_SITE" "$PORT"
in_bench "$ENV_PYTHON" "$BENCH_DIR/apps/$APP/scripts/on_site.py" "$DEMO_SITE" property_service.demo.build.print_logins \
	"{\"address\": \"http://$DEMO_SITE:$PORT\"}"
