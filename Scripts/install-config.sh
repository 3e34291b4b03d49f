#!/bin/bash
# install-config.sh install|uninstall SOURCE VENDOR ADMIN: configuration, models, data and example hooks.
#
# VENDOR (PREFIX/share/influenced) gets a verbatim copy of SOURCE; ADMIN (/etc/influenced) is what the daemon reads and
# what an administrator edits. A file of ADMIN that equals the vendor copy of the version before is replaced; an edited
# one stays, and the new version is put beside it as FILE.new. Data are not configuration: ADMIN/data is a link to the
# vendor's, unless the administrator has made a folder of that name.
set -euo pipefail
action=$1 source=$2 vendor=$3 admin=$4

# The files that are the administrator's, relative to SOURCE.
configuration() {
    [ -d "$1" ] || return 0
    (cd "$1" && find . -type f ! -path './data/*' -printf '%P\n' | sort)
}

case $action in
install)
    install -d "$vendor" "$admin"
    while IFS= read -r file; do
        mode=644
        [ -x "$source/$file" ] && mode=755
        install -d "$admin/$(dirname "$file")"
        if [ ! -e "$admin/$file" ] || cmp -s "$admin/$file" "$vendor/$file"; then
            install -m "$mode" "$source/$file" "$admin/$file"
        elif ! cmp -s "$admin/$file" "$source/$file" && ! cmp -s "$vendor/$file" "$source/$file"; then
            install -m "$mode" "$source/$file" "$admin/$file.new"
            echo "Kept your $admin/$file; the new version is $file.new" >&2
        fi
    done < <(configuration "$source")
    find "$vendor" -mindepth 1 -delete
    cp -R "$source/." "$vendor/"
    chmod -R u=rwX,go=rX "$vendor"
    [ -e "$admin/data" ] || [ -L "$admin/data" ] || ln -s "$(realpath -s --relative-to="$admin" "$vendor/data")" "$admin/data"
    ;;
uninstall)
    while IFS= read -r file; do
        if cmp -s "$admin/$file" "$vendor/$file"; then rm -f "$admin/$file"; fi
    done < <(configuration "$vendor")
    [ ! -L "$admin/data" ] || rm -f "$admin/data"
    rm -rf "$vendor"
    [ ! -d "$admin" ] || find "$admin" -depth -type d -empty -delete
    ;;
*)
    echo "usage: install-config.sh install|uninstall SOURCE VENDOR ADMIN" >&2
    exit 2
    ;;
esac
