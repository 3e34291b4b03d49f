import Foundation
import InfluenceControl
import InfluenceServer
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite struct `A listening socket` {
    private func inDirectory<R>(_ body: (String) async throws -> R) async throws -> R {
        let directory = try temporaryDirectory()
        defer { try? FileManager.default.removeItem(at: directory) }
        return try await body(directory.path)
    }

    private func mode(_ path: String) -> mode_t? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
    }

    @Test func `has its mode and group, and goes when the server stops`() async throws {
        try await inDirectory { directory in
            let path = directory + "/s"
            let server = try VarlinkServer(TestServer.identity, interfaces: [])
            try await server.start(on: ListeningSocket.make(path: path, mode: 0o660, group: getegid()))
            #expect(mode(path) == 0o660)
            #expect(throws: Never.self) { try VarlinkConnection(path: path) }
            await server.stop()
            #expect(mode(path) == nil)
            #expect(throws: ClientError.noSocket(path: path)) { try VarlinkConnection(path: path) }
        }
    }

    @Test func `replaces one that nobody listens on`() async throws {
        try await inDirectory { directory in
            let path = directory + "/s"
            let abandoned = try ListeningSocket.make(path: path)
            Glibc.close(abandoned.descriptor)
            #expect(throws: ClientError.notListening(path: path)) { try VarlinkConnection(path: path) }
            try ListeningSocket.make(path: path).close()
            #expect(mode(path) == nil)
        }
    }

    @Test func `leaves a live daemon alone`() async throws {
        try await inDirectory { directory in
            let path = directory + "/s"
            let live = try ListeningSocket.make(path: path)
            #expect(throws: ListenError.inUse(path: path)) { try ListeningSocket.make(path: path) }
            #expect(throws: Never.self) { try VarlinkConnection(path: path) }
            live.close()
        }
    }

    @Test(arguments: [false, true])
    func `is made once by many who start at one instant`(isAbandoned: Bool) async throws {
        try await inDirectory { directory in
            for _ in 0..<50 {
                let path = directory + "/s"
                if isAbandoned {
                    let abandoned = try ListeningSocket.make(path: path)
                    Glibc.close(abandoned.descriptor)
                }
                let made = Mutex<[ListeningSocket]>([])
                let refused = Mutex(0)
                let threads = (0..<4).map { _ in
                    Thread {
                        do throws(ListenError) {
                            let socket = try ListeningSocket.make(path: path)
                            made.withLock { $0.append(socket) }
                        } catch {
                            refused.withLock { $0 += error == .inUse(path: path) ? 1 : 0 }
                        }
                    }
                }
                for thread in threads { thread.start() }
                while threads.contains(where: { !$0.isFinished }) { await Task.yield() }
                #expect(made.withLock { $0.count } == 1)
                #expect(refused.withLock { $0 } == 3)
                #expect(throws: Never.self) { try VarlinkConnection(path: path) }
                for socket in made.withLock({ $0 }) { socket.close() }
                #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == [])
            }
        }
    }

    @Test func `leaves alone what is not a socket`() async throws {
        try await inDirectory { directory in
            let path = directory + "/file"
            try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: ListenError.notASocket(path: path)) { try ListeningSocket.make(path: path) }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
            #expect(throws: ClientError.notASocket(path: path)) { try VarlinkConnection(path: path) }
        }
    }

    @Test func `says that a path is too long or its directory missing`() async throws {
        try await inDirectory { directory in
            let long = directory + "/" + String(repeating: "x", count: 107 - directory.utf8.count)
            #expect(throws: ListenError.pathTooLong(path: long, limit: 107)) { try ListeningSocket.make(path: long) }
            #expect(throws: ClientError.pathTooLong(path: long, limit: 107)) { try VarlinkConnection(path: long) }
            try ListeningSocket.make(path: String(long.dropLast())).close()
            let missing = directory + "/none/s"
            #expect(throws: ListenError.system(operation: "bind", path: missing, errno: ENOENT)) {
                try ListeningSocket.make(path: missing)
            }
        }
    }

    @Test func `does not remove the socket of a successor`() async throws {
        try await inDirectory { directory in
            let path = directory + "/s"
            let first = try ListeningSocket.make(path: path)
            unlink(path)
            let second = try ListeningSocket.make(path: path)
            first.close()
            #expect(mode(path) == 0o660)
            second.close()
        }
    }

    @Test func `that was handed over is served and left in place`() async throws {
        try await inDirectory { directory in
            let path = directory + "/s"
            let made = try ListeningSocket.make(path: path)
            let server = try VarlinkServer(TestServer.identity, interfaces: [])
            try await server.start(on: ListeningSocket.adopt(descriptor: dup(made.descriptor)))
            let info = try await onOwnThread {
                try VarlinkConnection(path: path, timeout: .seconds(60)).call("org.varlink.service.GetInfo")
            }
            #expect(info["product"] == "influenced")
            await server.stop()
            #expect(mode(path) == 0o660)
            made.close()
        }
    }

    @Test func `is not just any descriptor`() throws {
        let file = open("/dev/null", O_RDONLY)
        defer { close(file) }
        #expect(throws: ListenError.notAListeningSocket(descriptor: file)) {
            try ListeningSocket.adopt(descriptor: file)
        }
        let plain = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(plain) }
        #expect(throws: ListenError.notAListeningSocket(descriptor: plain)) {
            try ListeningSocket.adopt(descriptor: plain)
        }
        #expect(throws: ListenError.notAListeningSocket(descriptor: 9_999)) {
            try ListeningSocket.adopt(descriptor: 9_999)
        }
    }
}

@Suite struct `Socket activation` {
    private func activation(_ environment: [String: String]) throws -> SocketActivation? {
        try SocketActivation(environment: environment, process: 7)
    }

    @Test func `finds the descriptor named varlink`() throws {
        let environment = ["LISTEN_PID": "7", "LISTEN_FDS": "3", "LISTEN_FDNAMES": "metrics:varlink:varlink"]
        #expect(try activation(environment)?.varlinkDescriptor == 4)
    }

    @Test func `takes a single descriptor whatever its name`() throws {
        #expect(try activation(["LISTEN_PID": "7", "LISTEN_FDS": "1"])?.varlinkDescriptor == 3)
        let named = ["LISTEN_PID": "7", "LISTEN_FDS": "1", "LISTEN_FDNAMES": "influenced.socket"]
        #expect(try activation(named)?.varlinkDescriptor == 3)
    }

    @Test func `takes none of several that have other names`() throws {
        #expect(try activation(["LISTEN_PID": "7", "LISTEN_FDS": "2"])?.varlinkDescriptor == nil)
    }

    @Test(arguments: [
        [:], ["LISTEN_FDS": "1"], ["LISTEN_PID": "7"], ["LISTEN_PID": "8", "LISTEN_FDS": "1"],
        ["LISTEN_PID": "x", "LISTEN_FDS": "1"], ["LISTEN_PID": "7", "LISTEN_FDS": "0"],
    ])
    func `is not for this process`(environment: [String: String]) throws {
        #expect(try activation(environment) == nil)
    }

    @Test func `says which variable makes no sense`() {
        #expect(throws: SocketActivationError.invalid(variable: "LISTEN_FDS", value: "-1")) {
            try activation(["LISTEN_PID": "7", "LISTEN_FDS": "-1"])
        }
        #expect(throws: SocketActivationError.invalid(variable: "LISTEN_FDNAMES", value: "a")) {
            try activation(["LISTEN_PID": "7", "LISTEN_FDS": "2", "LISTEN_FDNAMES": "a"])
        }
    }
}

@Suite struct `A server that stops` {
    @Test func `finishes the calls under way and takes no others`() async throws {
        let probe = TestProbe()
        try await TestServer.with([testInterfaceWithStreams(probe)]) { test in
            let client = try RawClient(test.path)
            try client.call(Call("org.influenced.test.Block"))
            try client.call(Call("org.influenced.test.Echo", ["text": "later"]))
            let bystander = try RawClient(test.path)
            #expect(try await eventually { await test.server.connectionCount() == 2 })
            #expect(try await eventually { probe.blocked.load(ordering: .relaxed) == 1 })
            async let stopped: Void = test.server.stop(within: .seconds(20))
            // An idle connection is closed at once; then the server takes no further call.
            let idle = try await test.onThread { _ in try bystander.readAll() }
            #expect(idle == [])
            probe.gateIsOpen.store(true, ordering: .relaxed)
            await stopped
            let replies = try await client.readAll()
            #expect(replies == ["{}"])
        }
    }

    @Test func `ends watching calls at once`() async throws {
        let probe = TestProbe()
        try await TestServer.with([testInterfaceWithStreams(probe)]) { test in
            let client = try RawClient(test.path)
            try client.call(Call("org.influenced.test.Watch", mode: .more))
            #expect(try await client.read() != nil)
            await test.server.stop(within: .seconds(60))
            #expect(probe.watchesEnded.load(ordering: .relaxed) == 1)
        }
    }

    @Test func `gives up calls that take too long`() async throws {
        let probe = TestProbe()
        try await TestServer.with([testInterfaceWithStreams(probe)]) { test in
            let client = try RawClient(test.path)
            try client.call(Call("org.influenced.test.Block"))
            #expect(try await eventually { probe.blocked.load(ordering: .relaxed) == 1 })
            await test.server.stop(within: .milliseconds(20))
            #expect(try await client.readAll() == [])
        }
    }

    @Test func `answers no ping`() async throws {
        try await TestServer.with([]) { test in
            try await test.server.ping()
            await test.server.stop()
            await #expect(throws: VarlinkServer.NotServing.self) { try await test.server.ping() }
        }
    }
}
