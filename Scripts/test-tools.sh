#!/bin/bash
# test-tools.sh [DIRECTORY]: prepares the programs that the tests compare influenced with, and prints their folder.
#
#   promtool                  of Debian's package prometheus
#   prometheus-alertmanager   of the package of that name
#   amtool                    of the same
#   libfaketimeMT.so.1        of the package libfaketime: a clock of its own for one process
#
# The packages are taken apart below DIRECTORY (default: .build-tools beside Package.swift): nothing is installed, no
# service starts, and nobody has to be root. Programs that are installed already are used as they are. Exits 1 where
# nothing is to be had; tests that miss a program say that they skip.
set -euo pipefail
tools=${1:-$(cd "$(dirname "$0")/.." && pwd)/.build-tools}
bin=$tools/bin
mkdir -p "$bin"

# have PROGRAM: it is in the folder and there is something behind its name.
have() { [ -x "$bin/$1" ]; }

# download PACKAGE FOLDER. apt's sandbox could not write to somebody's own folder, and would warn.
download() { (cd "$2" && apt-get download -qq -o APT::Sandbox::User=root "$1") >&2; }

# take PACKAGE: its files in $tools/PACKAGE. Written under another name first, so that half a package is never found.
take() {
    [ -d "$tools/$1" ] && return
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
    local work
    work=$(mktemp -d "$tools/taking.XXXXXX")
    if { download "$1" "$work" || { [ "$(id -u)" = 0 ] && apt-get update -qq >&2 && download "$1" "$work"; }; } \
        && dpkg-deb -x "$work"/*.deb "$work/files"; then
        mv "$work/files" "$tools/$1"
    fi
    rm -rf "$work"
    [ -d "$tools/$1" ]
}

# provide PACKAGE PROGRAM...
provide() {
    local package=$1 program
    shift
    for program in "$@"; do
        have "$program" && continue
        if command -v "$program" >/dev/null; then
            ln -sfn "$(command -v "$program")" "$bin/$program"
        elif take "$package"; then
            ln -sfn "../$package/usr/bin/$program" "$bin/$program"
        else
            echo "test-tools.sh: there is no $program, and the package $package cannot be had" \
                "(Debian: apt-get update, or apt-get install $package)" >&2
            return
        fi
    done
}

# provide_library PACKAGE FILE: the library with that name, wherever the package has it.
provide_library() {
    local found
    [ -e "$bin/$2" ] && return
    found=$(find /usr/lib -name "$2" -print -quit 2>/dev/null)
    if [ -n "$found" ]; then
        ln -sfn "$found" "$bin/$2"
    elif take "$1"; then
        found=$(cd "$tools" && find "$1" -name "$2" -print -quit)
        ln -sfn "../$found" "$bin/$2"
    else
        echo "test-tools.sh: there is no $2, and the package $1 cannot be had" \
            "(Debian: apt-get update, or apt-get install $1)" >&2
    fi
}

provide prometheus promtool
provide prometheus-alertmanager prometheus-alertmanager amtool
provide_library libfaketime libfaketimeMT.so.1

# Debian's Alertmanager reads its templates at a fixed path. Where the package is not installed it gets them there in a
# mount namespace of its own.
templates=/usr/share/prometheus/alertmanager
if have prometheus-alertmanager && [ -L "$bin/prometheus-alertmanager" ] && [ ! -e "$templates/default.tmpl" ]; then
    cat >"$bin/prometheus-alertmanager.new" <<'EOF'
#!/bin/sh
# Alertmanager with the files of its package where it looks for them. Written by Scripts/test-tools.sh.
package=$(cd "$(dirname "$0")/.." && pwd)/prometheus-alertmanager
exec unshare --mount --map-root-user sh -c '
    set -e
    mount -t tmpfs none /usr/share
    mkdir -p /usr/share/prometheus
    cp -r "$0/usr/share/prometheus/alertmanager" /usr/share/prometheus/
    exec "$0/usr/bin/prometheus-alertmanager" "$@"' "$package" "$@"
EOF
    chmod +x "$bin/prometheus-alertmanager.new"
    mv -T "$bin/prometheus-alertmanager.new" "$bin/prometheus-alertmanager"
fi

have promtool || have prometheus-alertmanager || [ -e "$bin/libfaketimeMT.so.1" ] || exit 1
echo "$bin"
