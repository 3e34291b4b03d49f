#!/bin/bash
# test.sh [swift test options]: builds and runs the tests; the exit status is that of `swift test`.
#
# Swift Testing announces every start as well as every end; only the ends, skips and issues are kept.
set -euo pipefail
cd "$(dirname "$0")/.."

# Independent Varlink clients and a validator of JSON schemas; the tests that need them skip visibly where this fails.
if venv=$(Scripts/python-venv.sh); then
    export INFLUENCED_VENV=$venv
else
    echo "No Python packages: their tests will be skipped." >&2
fi

# Prometheus' promtool and Alertmanager, likewise.
if tools=$(Scripts/test-tools.sh); then
    export INFLUENCED_TOOLS=$tools
else
    echo "No promtool and no Alertmanager: their tests will be skipped." >&2
fi

swift build --build-tests --quiet

# All tests at once hold thousands of files open and leave each too little time for its own limit.
few=()
swift test --help-hidden 2>/dev/null | grep -q experimental-maximum-parallelization-width \
    && few=(--experimental-maximum-parallelization-width 6)

status=0
run() {
    swift test --skip-build --disable-xctest "$@" 2>&1 | sed -u -e '/^◇ /d' -e '/ started\.$/d' || status=$?
}

if [ $# -gt 0 ]; then
    run "$@"
else
    run "${few[@]}" --skip EndToEndTests
    # One after the other: they start real daemons, and some of them hold a stop to its two seconds.
    run --no-parallel --filter EndToEndTests
fi
exit "$status"
