#!/bin/sh
# Measures numpy at the same work, in a virtual environment that is thrown away afterwards.
# Prints a line a figure: name, tab, value, tab, unit. Exits 1 where Python or numpy are not to be had.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
python3 -m venv "$folder/venv" >&2
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check numpy==2.2.6 >&2
"$folder/venv/bin/python3" "$(dirname "$0")/baseline.py"
