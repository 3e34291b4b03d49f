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
if [[ $(swift test --help-hidden 2>/dev/null) == *experimental-maximum-parallelization-width* ]]; then
    few=(--experimental-maximum-parallelization-width 6)
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
run() {
    swift test --skip-build --disable-xctest "$@" 2>&1 | sed -u -e '/^◇ /d' -e '/ started\.$/d' | tee -a "$log" || status=$?
}

if [ $# -gt 0 ]; then
    run "$@"
else
    run "${few[@]}" --skip EndToEndTests
    # One after the other: they start real daemons, and some of them hold a stop to its two seconds.
    run --no-parallel --filter EndToEndTests
fi

# Again at the end, where it is looked for: what failed lies thousands of lines above.
if [ "$status" -ne 0 ]; then
    echo "== The tests failed, with exit status $status:"
    grep -aE '^(✘|error: )' "$log" || echo "No test says why: the test process itself came to an end. Its last lines: $(tail -n 5 "$log")"
fi
exit "$status"
