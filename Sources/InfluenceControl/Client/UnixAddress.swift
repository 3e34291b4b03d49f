package import Glibc

/// The address of a Unix socket in the file system.
package struct UnixAddress: Sendable, Equatable {
    /// Longest path, in bytes: `sockaddr_un` has 108, the last of which is NUL.
    package static let maximumPathLength = 107

    package let path: String

    /// `nil` where the path is empty, too long or holds a NUL.
    package init?(path: String) {
        guard (1...Self.maximumPathLength).contains(path.utf8.count), !path.utf8.contains(0) else { return nil }
        self.path = path
    }

    /// Calls `body` with the address as the system wants it.
    package func withSocketAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                body(generic, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
