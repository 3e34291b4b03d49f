import Glibc

/// A limit of the size of files that whoever starts the process may have set: `ulimit -f`, systemd's `LimitFSIZE=`.
package enum FileSizeLimit {
    /// Has writing beyond it fail, as on a full disk, in place of SIGXFSZ, which ends the process without a word. Hooks are
    /// started with the signal as the system has it.
    package static func failsWriting() {
        signal(SIGXFSZ, SIG_IGN)
    }
}
