import Foundation
import InfluenceServer
import Synchronization

/// A server on a socket in a directory of its own, both of which go with the test.
struct TestServer {
    let directory: URL
    let path: String
    let server: VarlinkServer
    let events: Events

    /// What the server told of itself.
    final class Events: Sendable {
        private let list = Mutex<[ServerEvent]>([])
        var all: [ServerEvent] { list.withLock { $0 } }
        func add(_ event: ServerEvent) { list.withLock { $0.append(event) } }
    }

    static let identity = ServiceIdentity(
        vendor: "Test",
        product: "influenced",
        version: "1",
        url: "https://example.org"
    )

    static func with<Result>(
        _ interfaces: [VarlinkInterface],
        limits: Limits = Limits(),
        checksReplies: Bool = true,
        isAdministrator: @escaping @Sendable (Peer) -> Bool = { $0.isRoot },
        _ body: (TestServer) async throws -> Result
    ) async throws -> Result {
        let directory = try temporaryDirectory()
        defer { try? FileManager.default.removeItem(at: directory) }
        let path = directory.appending(path: "s").path
        let events = Events()
        let server = try VarlinkServer(
            identity,
            interfaces: interfaces,
            limits: limits,
            isAdministrator: isAdministrator,
            checksReplies: checksReplies,
            observe: { events.add($0) }
        )
        try await server.start(on: ListeningSocket.make(path: path))
        let test = TestServer(directory: directory, path: path, server: server, events: events)
        do {
            let result = try await body(test)
            await server.stop()
            return result
        } catch {
            await server.stop()
            throw error
        }
    }

    /// Runs blocking code on a thread of its own, where it cannot hold up the tasks of the tests.
    func onThread<Result: Sendable>(_ body: @escaping @Sendable (String) throws -> Result) async throws -> Result {
        let path = path
        return try await onOwnThread { try body(path) }
    }
}

/// Short, because the path of a socket has at most 107 bytes.
func temporaryDirectory() throws -> URL {
    let directory = URL(fileURLWithPath: "/tmp/influence-\(UInt32.random(in: 0 ... .max))", isDirectory: true)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
    return directory
}

func testInterface(_ name: String) throws -> String {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
}

/// Waits for what another thread brings about; the bound only ends a test that has failed.
func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
    for _ in 0..<60_000 {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(1))
    }
    return false
}
