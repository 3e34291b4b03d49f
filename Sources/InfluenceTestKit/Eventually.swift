import Glibc

/// Thrown where something that had to become true did not.
package struct TookTooLong: Error, CustomStringConvertible {
    let what: String
    let patience: Duration

    package var description: String { "\(what): not within \(patience)" }
}

/// Waits until a condition holds. The patience only ends tests that fail: none passes or fails by how fast it is.
package func eventually(
    _ what: String,
    within patience: Duration = .seconds(60),
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + patience
    var pause = Duration.milliseconds(1)
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw TookTooLong(what: what, patience: patience) }
        try await Task.sleep(for: pause)
        // Soon at first, then rarely enough not to slow down what is waited for.
        pause = min(pause * 2, .milliseconds(50))
    }
}

/// Whether somebody accepts connections at a Unix socket.
package func answers(socket path: String) -> Bool {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    return withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    } == 0
}
