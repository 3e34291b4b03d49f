import Foundation
import InfluenceControl
import InfluenceServer
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// The file of a socket that somebody else moves, removes or replaces while the server serves it.
@Suite struct `A socket that is taken away` {
    enum Taking: CaseIterable { case removed, moved, replaced }

    private func take(_ path: String, _ way: Taking) throws {
        switch way {
        case .removed: #expect(unlink(path) == 0)
        case .moved: #expect(rename(path, path + "-moved") == 0)
        case .replaced:
            #expect(unlink(path) == 0)
            // As a daemon that was killed leaves it.
            Glibc.close(try ListeningSocket.make(path: path).descriptor)
        }
    }

    private func mode(_ path: String) -> mode_t? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
    }

    /// Before: nobody could reach the daemon any more, and nothing said so; and of those who connected before the look,
    /// whoever was not accepted yet was turned away.
    @Test(arguments: Taking.allCases)
    func `is made anew at the next look, and who is connected stays so`(way: Taking) async throws {
        try await TestServer.with([]) { test in
            let before = try (0..<60).map { _ in try RawClient(test.path) }
            try take(test.path, way)
            let second = await test.server.lookAtSocket()
            #expect(second == .madeAnew(path: test.path))
            #expect(mode(test.path) == 0o660)
            for client in try before + [RawClient(test.path)] {
                try client.call(Call("org.varlink.service.GetInfo"))
                let reply = try await client.read()
                #expect(reply?.contains(#""product":"influenced""#) == true)
            }
            let third = await test.server.lookAtSocket()
            #expect(third == .inPlace)
            await test.server.stop()
            #expect(mode(test.path) == nil)
        }
    }

    @Test func `is left to the daemon that has its place, and taken back when that has gone`() async throws {
        try await TestServer.with([]) { test in
            try take(test.path, .removed)
            let other = try ListeningSocket.make(path: test.path)
            let lost = await test.server.lookAtSocket()
            #expect(lost == .lost(path: test.path, reason: "another daemon answers on the socket \(test.path)"))
            other.close()
            let back = await test.server.lookAtSocket()
            #expect(back == .madeAnew(path: test.path))
        }
    }

    @Test func `with its folder is made anew when that is there again`() async throws {
        try await TestServer.with([]) { test in
            let aside = test.directory.path + "-aside"
            #expect(rename(test.directory.path, aside) == 0)
            let lost = await test.server.lookAtSocket()
            guard case .lost(test.path, let reason) = lost else {
                Issue.record("\(lost)")
                return
            }
            #expect(reason.contains("No such file or directory"))
            #expect(rename(aside, test.directory.path) == 0)
            let back = await test.server.lookAtSocket()
            #expect(back == .inPlace)
        }
    }

    @Test func `and was handed over is told of, and left to whoever made it`() async throws {
        let directory = try temporaryDirectory()
        defer { try? FileManager.default.removeItem(at: directory) }
        let path = directory.appending(path: "s").path
        let made = try ListeningSocket.make(path: path)
        let server = try VarlinkServer(TestServer.identity, interfaces: [])
        try await server.start(on: ListeningSocket.adopt(descriptor: dup(made.descriptor)))
        let first = await server.lookAtSocket()
        #expect(first == .inPlace)
        try take(path, .removed)
        let lost = await server.lookAtSocket()
        guard case .lost(path, let reason) = lost else {
            Issue.record("\(lost)")
            return
        }
        #expect(reason.contains("systemctl restart influenced.socket"))
        #expect(mode(path) == nil)
        await server.stop()
        made.close()
    }

    @Test func `is not made anew by a server that has stopped`() async throws {
        try await TestServer.with([]) { test in
            await test.server.stop()
            let found = await test.server.lookAtSocket()
            #expect(found == .inPlace)
            #expect(mode(test.path) == nil)
        }
    }
}
