#!/bin/sh
# Makes a virtual environment with Python's Varlink packages, a validator of JSON schemas and mpmath for the tests that
# compare with what others wrote, and prints its path.
# usage: Scripts/python-venv.sh [DIRECTORY]     (default: .build-venv beside Package.swift)
# Exits 1 where Python or the packages are not to be had; the tests that need them are then skipped.
set -eu
venv=${1:-$(cd "$(dirname "$0")/.." && pwd)/.build-venv}
if ! "$venv/bin/python3" -c 'import varlink, asyncvarlink, jsonschema, mpmath' 2>/dev/null; then
    if ! command -v python3 >/dev/null; then
        echo "python-venv.sh: there is no python3 (Debian: apt-get install python3 python3-venv)" >&2
        exit 1
    fi
    python3 -m venv --clear "$venv" >&2 || {
        echo "python-venv.sh: python3 cannot make a virtual environment (Debian: apt-get install python3-venv)" >&2
        exit 1
    }
    "$venv/bin/pip" install --quiet --disable-pip-version-check varlink==31.0.0 asyncvarlink==0.3.3 \
        jsonschema==4.23.0 mpmath==1.3.0 >&2 || {
        echo "python-venv.sh: the packages varlink, asyncvarlink, jsonschema and mpmath cannot be installed" >&2
        exit 1
    }
fi
echo "$venv"
