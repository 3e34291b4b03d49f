import Glibc

/// The file of a socket: who removes or replaces it takes the way to whoever listens, who hears nothing of it.
struct SocketEntry: Sendable {
    let path: String
    private let device: dev_t
    private let inode: ino_t

    /// As it is now; `nil` where nothing is there, or it cannot be looked at: see `errno`.
    init?(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        self.path = path
        (device, inode) = (status.st_dev, status.st_ino)
    }

    /// Whether it is still there. What cannot be looked at counts as being there.
    var isInPlace: Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else { return errno != ENOENT && errno != ENOTDIR }
        return status.st_dev == device && status.st_ino == inode
    }
}
