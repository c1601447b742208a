#!/usr/bin/env bash
# Build the zh files from locale/source with the bench's Babel.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
has_bench || missing "a bench in $BENCH_DIR (for Babel)" "run make setup first"
exec "$ENV_PYTHON" "$ROOT/scripts/build_translations.py" "$@"
