#!/bin/bash
# fuzz.sh [SECONDS [TARGET...]]: builds the fuzzers and tries each target (default: all) for so many seconds (default: 60).
#
# What is found worth keeping is kept in .build-fuzz/corpus/TARGET and tried first the next time; Fuzz/Seeds/TARGET, which is in
# the repository, is where everybody begins. An input that ends the process is left in .build-fuzz/found: when it is mended
# it moves to the seeds, with a test of what was wrong. Exit status 1 = something was found.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}
shift || true

echo "Building the fuzzers (the first time takes some minutes)"
swift build --package-path Fuzz --scratch-path .build-fuzz --product influence-fuzz --quiet
fuzzer=$(swift build --package-path Fuzz --scratch-path .build-fuzz --show-bin-path)/influence-fuzz
targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <("$fuzzer")

mkdir -p .build-fuzz/found
# A backtrace of a trap takes longer than everything else.
export SWIFT_BACKTRACE=enable=no
status=0
for target in "${targets[@]}"; do
    corpus=.build-fuzz/corpus/$target
    mkdir -p "$corpus"
    log=.build-fuzz/$target.log
    if "$fuzzer" "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -malloc_limit_mb=512 -max_len=8192 \
        -artifact_prefix=".build-fuzz/found/$target-" -print_final_stats=1 -reload=0 \
        "$corpus" "Fuzz/Seeds/$target" >"$log" 2>&1
    then
        runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
        rate=$(sed -n 's/^stat::average_exec_per_sec: *//p' "$log")
        memory=$(sed -n 's/^stat::peak_rss_mb: *//p' "$log")
        printf '%-10s %9s inputs, %7s a second, %4s MiB at most\n' "$target" "$runs" "$rate" "$memory"
    else
        status=1
        printf '%-10s FOUND SOMETHING:\n' "$target"
        # What it says of the input, and the input.
        grep -aE '^(does not hold|Fatal error|==.*ERROR|Test unit written|artifact_prefix|Base64|SUMMARY)' "$log" || tail -n 20 "$log"
    fi
done
exit $status
