#!/bin/bash
# systemd-boot.sh FOLDER: boots this machine's systemd once more, as PID 1 of namespaces of its own, to try units in.
#
# Its files are this machine's with FOLDER/files laid over them; what it writes is gone with it. It has loopback for a
# network, and no cgroup controllers (MemoryMax= and the like do nothing). Needs root, and nothing beyond the base system.
#
# It is up once FOLDER/init is there, which holds the number of its PID 1 as seen from here:
#   nsenter --target "$(cat FOLDER/init)" --all systemctl status
# This script runs as long as the system does: until `systemctl poweroff` inside, or until it is killed, by any signal.
set -euo pipefail

# Everything below / that systemd expects to be the kernel's, in the root that is being built. Runs as PID 1.
mount_kernel_files() {
    local root=$1 node
    mount -t proc proc "$root/proc"
    # What is set with sysctl is the host's too.
    mount --bind -o ro "$root/proc/sys" "$root/proc/sys"
    mount -t sysfs -o ro sysfs "$root/sys"
    mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
    mount -t tmpfs -o mode=755 run "$root/run"
    mount -t tmpfs -o mode=1777 tmp "$root/tmp"
    mount -t tmpfs -o mode=755 dev "$root/dev"
    for node in null zero full random urandom tty; do
        : >"$root/dev/$node"
        mount --bind "/dev/$node" "$root/dev/$node"
    done
    mkdir "$root/dev/pts" "$root/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
    mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
    ln -s pts/ptmx "$root/dev/ptmx"
    ln -s /proc/self/fd "$root/dev/fd"
}

# Becomes the system. Runs as PID 1 of the new namespaces, which are private: the host sees none of its mounts.
become() {
    local folder=$1 root=$1/layers/root
    ip link set lo up || true
    mkdir -p "$folder/layers"
    # An overlay on an overlay is refused by many kernels, so that what is written goes into memory.
    mount -t tmpfs -o size=1g layers "$folder/layers"
    mkdir "$folder/layers/"{written,work,root}
    mount -t overlay -o "lowerdir=/,upperdir=$folder/layers/written,workdir=$folder/layers/work" system "$root"
    [ ! -d "$folder/files" ] || cp -a "$folder/files/." "$root/"
    # A machine of its own for the journal: systemd makes an id at the first boot.
    rm -f "$root/etc/machine-id"
    : >"$root/etc/machine-id"
    mount_kernel_files "$root"
    cd "$root"
    pivot_root . .
    umount --lazy .
    # LoadCredential= hands over nothing, silently, where mounts are private.
    mount --make-rshared /
    exec env -i container=namespaces PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        /lib/systemd/systemd --system systemd.unit=basic.target systemd.show_status=no </dev/null
}

# Waits until the system below process $1 is up, and says so in $2/init.
announce() {
    local child state
    for _ in $(seq 300); do
        for child in $(cat "/proc/$1/task/$1/children" 2>/dev/null); do
            [ "$(cat "/proc/$child/comm" 2>/dev/null)" = systemd ] || continue
            state=$(nsenter --target "$child" --all systemctl is-system-running 2>/dev/null) || true
            case $state in
            running | degraded)
                echo "$child" >"$2/init.new"
                mv "$2/init.new" "$2/init"
                return
                ;;
            esac
        done
        sleep 0.05
    done
    echo "systemd-boot.sh: it does not come up; last state: ${state:-none}" >&2
}

case ${1:-} in
--become)
    become "$2"
    ;;
'' | -*)
    echo "usage: systemd-boot.sh FOLDER" >&2
    exit 2
    ;;
*)
    if [ "$(id -u)" != 0 ]; then
        echo "systemd-boot.sh: only root may boot a system" >&2
        exit 1
    fi
    script=$(realpath "$0")
    mkdir -p "$1"
    folder=$(realpath "$1")
    rm -f "$folder/init"
    # `exec` below keeps the number of this process.
    announce $$ "$folder" &
    exec unshare --mount --propagation private --pid --fork --kill-child --uts --ipc --net --cgroup \
        "$script" --become "$folder"
    ;;
esac
