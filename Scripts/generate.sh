#!/bin/bash
# generate.sh [--check]: writes the Swift types of the .varlink files. With --check nothing is written: exit status 1 where
# what is checked in is not what would be written.
set -euo pipefail
cd "$(dirname "$0")/.."
target=Sources/InfluenceControl/Generated
# What a later one describes just as an earlier one is taken from there.
interfaces=(org.influenced.Index.varlink org.influenced.Admin.varlink org.varlink.service.varlink)
swift build --quiet --product influenced-generate >&2
written=$(mktemp -d)
trap 'rm -rf "$written"' EXIT
"$(swift build --show-bin-path)/influenced-generate" "$written" \
    "${interfaces[@]/#/Sources/InfluenceControl/Interfaces/}"
swift format --in-place --parallel --configuration .swift-format "$written"/*.swift
if [ "${1:-}" = --check ]; then
    diff -r "$target" "$written" >&2 || {
        echo "generate: the .varlink files say something else than $target: call 'make generate'" >&2
        exit 1
    }
else
    mkdir -p "$target"
    rm -f "$target"/*.swift
    cp "$written"/*.swift "$target"
fi
