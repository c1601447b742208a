#!/usr/bin/env bash
# Measure on a site of its own kind (test), with a ratio against ERPNext's own way in the same run.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
BENCHMARK_SITE=${BENCHMARK_SITE:-property-benchmark.localhost}
"$ROOT/scripts/setup.sh"
"$ROOT/scripts/site.sh" "$BENCHMARK_SITE" test
FRAPPE_TEST_SITE=$BENCHMARK_SITE in_bench "$ENV_PYTHON" "$BENCH_DIR/apps/$APP/benchmarks/run.py" "$@"
