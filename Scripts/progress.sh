#!/bin/bash
# progress.sh build|test [TALLY]: standard input, condensed: never silent for more than a few seconds, and nothing lost that
# somebody has to read.
#
#   build   what `swift build` prints: how far it is; every other line whole, but for what is said of each module.
#   test    what `swift test` prints: counts; failures and everything about them whole. Into the file TALLY go a line
#           `passed` or `failed` and a line `skipped<TAB>REASON` for each test.
set -euo pipefail
kind=$1 tally=${2:-/dev/null}
every=5
started=$SECONDS told=$SECONDS
stand=starting
passed=0 failed=0 skipped=0
# Whether what was read last is about a failure: its explanations follow on lines of their own.
open=

tell() {
    case $kind in
    build) echo "  $stand ($((SECONDS - started)) s)" ;;
    test) echo "  $passed passed, $failed failed, $skipped skipped ($((SECONDS - started)) s)" ;;
    esac
    told=$SECONDS
}

build_line() {
    if [[ $1 =~ ^\[([0-9]+)/([0-9]+)\]\ (.*)$ ]]; then
        stand="${BASH_REMATCH[1]} of ${BASH_REMATCH[2]}: ${BASH_REMATCH[3]}"
    elif [[ $1 == 'remark: Incremental compilation has been disabled'* ]]; then
        # Said of every module where they are compiled whole, which the Makefile asks for.
        return
    else
        printf '%s\n' "$1"
        told=$SECONDS
    fi
}

test_line() {
    case $1 in
    '◇ '* | '✔ Suite '* | '✔ Test run '* | '➜ Suite '*) open= ;;
    '✔ Test '*)
        passed=$((passed + 1)) open=
        echo passed >>"$tally"
        ;;
    '➜ Test '*skipped*)
        skipped=$((skipped + 1)) open=
        local reason=${1#* skipped}
        reason=${reason#: }
        printf 'skipped\t%s\n' "${reason//\"/}" >>"$tally"
        ;;
    '✘ Test run '* | '✘ Suite '*) open= ;;
    '✘ Test '*' failed after '*)
        failed=$((failed + 1)) open=
        echo failed >>"$tally"
        printf '%s\n' "$1"
        ;;
    '✘ '*)
        open=yes
        printf '%s\n' "$1"
        ;;
    '') [ -z "$open" ] || echo ;;
    *)
        # What a test or the test process itself writes is kept; so is what explains a failure.
        printf '%s\n' "$1"
        ;;
    esac
}

held=
while true; do
    line=
    if IFS= read -r -t "$every" line; then
        "${kind}_line" "$held$line"
        held=
    elif [ $? -gt 128 ]; then
        # Nothing came for a while: what came of a line waits for its end.
        held+=$line
    else
        [ -z "$held$line" ] || "${kind}_line" "$held$line"
        break
    fi
    [ $((SECONDS - told)) -lt "$every" ] || tell
done
