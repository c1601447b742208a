#!/usr/bin/env bash
# Everything up to a running bench: system packages, bench with this app, services.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
set -euo pipefail
"$here/system.sh"
"$here/bench.sh"
"$here/services.sh"
