#!/bin/bash
# test.sh [swift test options]: builds and runs the tests; the exit status is that of `swift test`.
#
# Shows how far it is every few seconds, every failure whole, and in the last lines the counts and what was skipped and why.
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

echo "Building the tests"
swift build --build-tests 2>&1 | Scripts/progress.sh build

# All tests at once hold thousands of files open and leave each too little time for its own limit.
few=()
if [[ $(swift test --help-hidden 2>/dev/null) == *experimental-maximum-parallelization-width* ]]; then
    few=(--experimental-maximum-parallelization-width 6)
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: >"$work/tally"
status=0
started=$SECONDS
run() {
    swift test --skip-build --disable-xctest "$@" 2>&1 | tee -a "$work/log" | Scripts/progress.sh test "$work/tally" || status=$?
}

echo "Running the tests"
if [ $# -gt 0 ]; then
    run "$@"
else
    run "${few[@]}" --skip EndToEndTests
    # One after the other: they start real daemons, and some of them hold a stop to its two seconds.
    run --no-parallel --filter EndToEndTests
fi

# Again at the end, where it is looked for: what failed lies far above.
if [ "$status" -ne 0 ]; then
    echo "== The tests failed, with exit status $status:"
    grep -aE '^(✘|error: )' "$work/log" \
        || echo "No test says why: the test process itself came to an end. Its last lines: $(tail -n 5 "$work/log")"
fi
awk -F '\t' -v seconds=$((SECONDS - started)) '
    $1 == "passed" { passed++ }
    $1 == "failed" { failed++ }
    $1 == "skipped" { skipped++; if (!($2 in times)) order[++reasons] = $2; times[$2]++ }
    END {
        printf "%d tests passed in %d s", passed, seconds
        if (failed) printf ", %d FAILED", failed
        if (skipped) printf ", %d skipped:", skipped
        for (i = 1; i <= reasons; i++)
            printf "%s %s%s", (i > 1 ? ";" : ""), order[i], (times[order[i]] > 1 ? " (" times[order[i]] ")" : "")
        print ""
    }' "$work/tally"
exit "$status"
