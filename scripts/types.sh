#!/usr/bin/env bash
# Write the types block of every controller; the bench user needs write access to the checkout for it.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
"$ROOT/scripts/services.sh"
in_bench "$ENV_PYTHON" "$BENCH_DIR/apps/$APP/scripts/export_types.py" "$TEST_SITE"
