#!/bin/bash
# prerequisites.sh run|test: makes sure that what the build (and for `test` the tests) needs is there.
#
# As root on a Debian-like system it installs what is missing; anyone else is told the exact command. Exit status 1 =
# something needed is missing. What only single tests need is never a reason to stop: those tests say that they skip.
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:-run}

# The one place that defines the compiler's version is the first line of Package.swift.
needed_swift=$(sed -n '1s|^// *swift-tools-version: *||p' Package.swift)

if ! command -v swift >/dev/null; then
    echo "influenced needs Swift $needed_swift or later, and there is no 'swift' in PATH: https://www.swift.org/install/linux/" >&2
    exit 1
fi
swift_version=$(swift --version 2>/dev/null | sed -n '1,/Swift version/s/.*Swift version \([0-9][0-9.]*\).*/\1/p')
if [ "$(printf '%s\n' "$needed_swift" "$swift_version" | sort -V | sed -n 1p)" != "$needed_swift" ]; then
    echo "influenced needs Swift $needed_swift or later; $(command -v swift) is ${swift_version:-of an unknown version}." \
        "Newer ones: https://www.swift.org/install/linux/" >&2
    exit 1
fi

required=()
# A header that must be there, and the package that brings it.
need() {
    [ -e "/usr/include/$1" ] || [ -e "/usr/local/include/$1" ] || required+=("$2")
}
need sqlite3.h libsqlite3-dev
need yaml.h libyaml-dev
need nettle/sha2.h nettle-dev

optional=()
if [ "$purpose" = test ]; then
    # The independent Varlink clients live in a virtual environment.
    python3 -c 'import ensurepip, venv' 2>/dev/null || optional+=(python3 python3-venv)
    # Crash tests kill the daemon at chosen system calls.
    command -v strace >/dev/null || optional+=(strace)
    # The client that webhooks are sent with.
    command -v curl >/dev/null || optional+=(curl)
    # Calendar oracle, checks of the units, and the service booted in namespaces.
    command -v systemd-analyze >/dev/null || optional+=(systemd)
fi

missing=("${required[@]}" "${optional[@]}")
[ ${#missing[@]} -gt 0 ] || exit 0

command="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    if apt-get update -qq >"$log" 2>&1 \
        && apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$log" 2>&1; then
        exit 0
    fi
    cat "$log" >&2
fi
if [ ${#required[@]} -gt 0 ]; then
    echo "Missing: ${missing[*]}. Install with: sudo sh -c '$command'" >&2
    exit 1
fi
echo "Some tests will be skipped without ${optional[*]}. Install with: sudo sh -c '$command'" >&2
