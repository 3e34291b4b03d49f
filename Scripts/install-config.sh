#!/bin/bash
# install-config.sh install|uninstall SOURCE VENDOR ADMIN: configuration, models, data and example hooks.
#
# VENDOR (PREFIX/share/influenced) gets a verbatim copy of SOURCE; ADMIN (/etc/influenced) is what the daemon reads and
# what an administrator edits. It is treated as packages treat it (dpkg's "conffiles"): a file of ADMIN that equals the
# vendor copy of the version before is replaced, with its mode and owner kept; an edited one stays, a link of the
# administrator's among them, and the new version is put beside it as FILE.new; one that was removed stays removed, unless
# all of ADMIN was. What the new version has no more goes, where it is unedited. Data are not configuration: ADMIN/data is
# a link to the vendor's, unless the administrator has made a folder of that name.
set -euo pipefail
action=$1 source=$2 vendor=$3 admin=$4

# The files that are the administrator's, relative to SOURCE.
configuration() {
    [ -d "$1" ] || return 0
    (cd "$1" && find . -type f ! -path './data/*' -printf '%P\n' | sort)
}

exists() { [ -e "$1" ] || [ -L "$1" ]; }

# Whether it is the very file that was installed: no link, and the same bytes.
unedited() { [ -f "$1" ] && [ ! -L "$1" ] && cmp -s "$1" "$2"; }

# One step, so that an interrupted installation leaves no half of a file.
put() {
    local mode=644
    [ -x "$1" ] && mode=755
    install -d "$(dirname "$2")"
    install -m "$mode" "$1" "$2.installing"
    if [ -f "$2" ] && [ ! -L "$2" ]; then
        chmod --reference="$2" "$2.installing"
        chown --reference="$2" "$2.installing" 2>/dev/null || true
    fi
    mv -f "$2.installing" "$2"
}

# What installing has put there, and nobody has edited.
take_away() {
    if unedited "$admin/$1" "$vendor/$1"; then rm -f "$admin/$1"; fi
    if unedited "$admin/$1.new" "$vendor/$1"; then rm -f "$admin/$1.new"; fi
}

case $action in
install)
    is_new=yes
    exists "$admin" && is_new=no
    install -d "$vendor" "$admin"
    while IFS= read -r file; do
        if ! exists "$admin/$file"; then
            if [ $is_new = yes ] || [ ! -e "$vendor/$file" ]; then put "$source/$file" "$admin/$file"; fi
        elif unedited "$admin/$file" "$source/$file"; then
            if unedited "$admin/$file.new" "$source/$file"; then rm -f "$admin/$file.new"; fi
        elif unedited "$admin/$file" "$vendor/$file"; then
            put "$source/$file" "$admin/$file"
        elif ! cmp -s "$vendor/$file" "$source/$file"; then
            put "$source/$file" "$admin/$file.new"
            echo "Kept your $admin/$file; the new version is $file.new" >&2
        fi
    done < <(configuration "$source")
    while IFS= read -r file; do
        [ -e "$source/$file" ] || take_away "$file"
    done < <(configuration "$vendor")
    # Beside the old one until it is whole: without it all of ADMIN would count as edited.
    rm -rf "$vendor.installing"
    cp -R "$source/." "$vendor.installing"
    chmod -R u=rwX,go=rX "$vendor.installing"
    rm -rf "$vendor"
    mv "$vendor.installing" "$vendor"
    exists "$admin/data" || ln -s "$(realpath -s --relative-to="$admin" "$vendor/data")" "$admin/data"
    ;;
uninstall)
    while IFS= read -r file; do take_away "$file"; done < <(configuration "$vendor")
    [ ! -L "$admin/data" ] || rm -f "$admin/data"
    rm -rf "$vendor"
    [ ! -d "$admin" ] || find "$admin" -depth -type d -empty -delete
    ;;
*)
    echo "usage: install-config.sh install|uninstall SOURCE VENDOR ADMIN" >&2
    exit 2
    ;;
esac
