import Glibc

/// Where `NOTIFY_SOCKET` points: a path, or with a leading `@` a name in Linux's abstract namespace.
struct NotifyAddress: Hashable, Sendable {
    /// As it stands in `sun_path`: an abstract name starts with a zero byte.
    private let path: [UInt8]

    /// - Returns: `nil` for what is not a Unix socket or does not fit into an address (108 bytes).
    init?(_ text: String) {
        guard let first = text.utf8.first, first == UInt8(ascii: "/") || first == UInt8(ascii: "@"),
            text.utf8.count > 1,
            text.utf8.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path), !text.utf8.contains(0)
        else { return nil }
        path = first == UInt8(ascii: "@") ? [0] + text.utf8.dropFirst() : Array(text.utf8)
    }

    /// Sends one datagram. Waits at most a second: systemd reads at once unless the machine is in trouble, and then
    /// the daemon has better things to do.
    /// - Returns: whether it was handed over.
    func send(_ datagram: String) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var patience = timeval(tv_sec: 1, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))

        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        // Exactly the bytes of the name: in the abstract namespace trailing zeros belong to it.
        let length = socklen_t(MemoryLayout.offset(of: \sockaddr_un.sun_path) ?? 2) + socklen_t(path.count)
        let bytes = Array(datagram.utf8)
        let sent = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), generic, length)
            }
        }
        return sent == bytes.count
    }
}
