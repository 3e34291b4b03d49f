import Glibc

/// The right to make, replace or remove one socket: a lock on the file `PATH.lock` beside it, which its owner alone may
/// open and which is there for as long as it is held. Two daemons that start at one instant would both find nobody
/// listening, and the second would remove the first one's socket.
final class SocketLock {
    private let path: String
    private let descriptor: Int32

    /// Waits for others who are at it, which takes them no time.
    /// - Returns: `nil` where there is no folder for it: nor is there for the socket.
    init?(of socket: String) throws(ListenError) {
        path = socket + ".lock"
        while true {
            let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
            if file < 0, errno == ENOENT { return nil }
            guard file >= 0 else { throw .system(operation: "lock", path: path, errno: errno) }
            while flock(file, LOCK_EX) != 0 {
                let code = errno
                if code == EINTR { continue }
                close(file)
                throw .system(operation: "lock", path: path, errno: code)
            }
            if Self.isStill(path, file) {
                descriptor = file
                return
            }
            // Whoever held it before has removed it meanwhile: another file has the name, or none.
            close(file)
        }
    }

    /// Gives it up.
    func release() {
        if Self.isStill(path, descriptor) { unlink(path) }
        flock(descriptor, LOCK_UN)
    }

    deinit { close(descriptor) }

    private static func isStill(_ path: String, _ file: Int32) -> Bool {
        var named = stat()
        var held = stat()
        return lstat(path, &named) == 0 && fstat(file, &held) == 0 && named.st_dev == held.st_dev
            && named.st_ino == held.st_ino
    }
}
