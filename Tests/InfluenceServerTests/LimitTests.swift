import Foundation
import InfluenceControl
import InfluenceDescription
import InfluenceServer
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// What clients get that reach a limit, and what those get who leave.
@Suite(.timeLimit(.minutes(5))) struct `A server with limits` {
    private static let work = "org.influenced.test.Work"
    private static let workLong = "org.influenced.test.WorkLong"

    private func error(_ message: String?) throws -> VarlinkError {
        let reply = try Reply(parsing: Array(try #require(message).utf8))
        return VarlinkError(try #require(reply.error), reply.parameters.objectValue ?? [:])
    }

    private func expectLimit(_ message: String?, _ limit: Int64, _ key: String) throws {
        let error = try error(message)
        #expect(error.name == "org.influenced.Index.LimitReached")
        #expect(error.parameters["limit"] == .integer(limit))
        #expect(error.parameters["key"] == .string(key))
        #expect(error.parameters["reason"]?.stringValue?.contains("\(limit)") == true)
    }

    private func expectService(_ test: TestServer) async throws {
        let reply = try await test.onThread { path in
            try VarlinkConnection(path: path, timeout: .seconds(60)).call("org.influenced.test.Echo", ["text": "a"])
        }
        #expect(reply == ["text": "a"])
    }

    // MARK: Who has gone

    @Test(arguments: [work, workLong, "org.influenced.test.Block", "org.influenced.test.Watch"])
    func `drops the call under way of a client that disconnects`(method: String) async throws {
        let probe = TestProbe()
        try await TestServer.with([testInterfaceWithStreams(probe)]) { test in
            for _ in 0..<100 {
                let client = try RawClient(test.path)
                try client.call(Call(method, mode: method.hasSuffix("Watch") ? .more : .plain))
            }
            #expect(try await eventually { await test.server.connectionCount() == 0 })
            #expect(
                try await eventually {
                    probe.worksBegun.load(ordering: .relaxed) == probe.worksEnded.load(ordering: .relaxed)
                        && probe.watchesBegun.load(ordering: .relaxed) == probe.watchesEnded.load(ordering: .relaxed)
                }
            )
            // Readers are free again though nobody has opened the gate.
            let reply = try await test.onThread { path in
                try VarlinkConnection(path: path, timeout: .seconds(60))
                    .call("org.influenced.test.EchoSlowly", ["text": "free"])
            }
            #expect(reply == ["text": "free"])
        }
    }

    @Test func `drops the calls that a client pipelined before it left, begun or not`() async throws {
        let probe = TestProbe()
        try await TestServer.with([testInterfaceWithStreams(probe)]) { test in
            for _ in 0..<20 {
                let client = try RawClient(test.path)
                for _ in 0..<50 { try client.call(Call(Self.workLong)) }
            }
            #expect(try await eventually { await test.server.connectionCount() == 0 })
            #expect(
                try await eventually {
                    probe.worksBegun.load(ordering: .relaxed) == probe.worksEnded.load(ordering: .relaxed)
                }
            )
            // Of each connection one call was begun at most.
            #expect(probe.worksBegun.load(ordering: .relaxed) <= 20)
            try await expectService(test)
        }
    }

    @Test func `ends a stream between two replies when its client has gone`() async throws {
        let probe = TestProbe()
        try await TestServer.with([testInterfaceWithStreams(probe)]) { test in
            for _ in 0..<10 {
                let client = try RawClient(test.path)
                try client.call(Call("org.influenced.test.Pages", ["size": 100_000], mode: .more))
                _ = try await client.read()
            }
            #expect(try await eventually { await test.server.connectionCount() == 0 })
            #expect(probe.repliesSent.load(ordering: .relaxed) < 1_000)
            try await expectService(test)
        }
    }

    @Test func `counts a client that has gone until its call has ended`() async throws {
        let probe = TestProbe()
        var limits = Limits()
        limits.connectionsPerUser = 2
        // Looks at nothing while it runs, as a method in the middle of a batch does.
        let interface = try VarlinkInterface(
            InterfaceDescription(parsing: "interface org.influenced.stubborn\nmethod Work() -> ()"),
            methods: [
                "Work": .reader { _ in
                    probe.worksBegun.add(1, ordering: .relaxed)
                    while !probe.gateIsOpen.load(ordering: .relaxed) { usleep(500) }
                    return [:]
                }
            ],
            failure: { _ in .permissionDenied }
        )
        try await TestServer.with([interface], limits: limits) { test in
            for number in 1...2 {
                let client = try RawClient(test.path)
                try client.call(Call("org.influenced.stubborn.Work"))
                #expect(try await eventually { probe.worksBegun.load(ordering: .relaxed) == number })
            }
            #expect(try await eventually { await test.server.connectionCount() == 0 })
            try expectLimit(try await RawClient(test.path).read(), 2, "limits.connections_per_user")
            probe.gateIsOpen.store(true, ordering: .relaxed)
            let getInfo = Call("org.varlink.service.GetInfo")
            #expect(
                try await eventually {
                    let client = try RawClient(test.path)
                    try client.call(getInfo)
                    return try await client.read()?.contains("vendor") == true
                }
            )
        }
    }

    @Test func `drops what waits when it stops, and answers what runs`() async throws {
        let probe = TestProbe()
        let directory = try temporaryDirectory()
        defer { try? FileManager.default.removeItem(at: directory) }
        let path = directory.appending(path: "s").path
        let server = try VarlinkServer(TestServer.identity, interfaces: [testInterfaceWithStreams(probe)])
        try await server.start(on: ListeningSocket.make(path: path))
        let clients = try (0..<5).map { _ in try RawClient(path) }
        for client in clients { try client.call(Call(Self.workLong)) }
        #expect(try await eventually { probe.worksBegun.load(ordering: .relaxed) == 1 })
        async let stopping: Void = server.stop(within: .seconds(30))
        var replies: [String?] = []
        for client in clients.dropFirst() { replies.append(try await client.read()) }
        #expect(replies == [nil, nil, nil, nil])
        probe.gateIsOpen.store(true, ordering: .relaxed)
        #expect(try await clients[0].read() == "{}")
        await stopping
        #expect(probe.worksBegun.load(ordering: .relaxed) == 1)
    }

    // MARK: Connections

    @Test func `refuses connections beyond a user's, by name, and takes new ones when others have gone`() async throws {
        try await TestServer.with([testInterfaceWithStreams()]) { test in
            var clients = try (0..<64).map { _ in try RawClient(test.path) }
            #expect(try await eventually { await test.server.connectionCount() == 64 })
            // Whether it calls first or listens first.
            let caller = try RawClient(test.path)
            try caller.call(Call("org.influenced.test.Echo", ["text": "a"]))
            try expectLimit(try await caller.read(), 64, "limits.connections_per_user")
            #expect(try await caller.read() == nil)
            try expectLimit(try await RawClient(test.path).read(), 64, "limits.connections_per_user")
            let refusal = await #expect(throws: ClientError.self) {
                try await test.onThread { try VarlinkConnection(path: $0).call("org.varlink.service.GetInfo") }
            }
            guard case .refused(let error) = refusal else {
                Issue.record("\(String(describing: refusal))")
                return
            }
            #expect(error.parameters["key"] == "limits.connections_per_user")
            clients.removeLast()
            #expect(try await eventually { await test.server.connectionCount() == 63 })
            try await expectService(test)
        }
    }

    @Test func `keeps places for administrators when the others are taken`() async throws {
        var limits = Limits()
        limits.connections = 5
        limits.reservedConnections = 2
        let isAdministrator = Mutex(false)
        try await TestServer.with(
            [testInterfaceWithStreams()],
            limits: limits,
            isAdministrator: { _ in isAdministrator.withLock { $0 } }
        ) { test in
            var clients = try (0..<3).map { _ in try RawClient(test.path) }
            #expect(try await eventually { await test.server.connectionCount() == 3 })
            try expectLimit(try await RawClient(test.path).read(), 3, "limits.connections")
            isAdministrator.withLock { $0 = true }
            clients += try (0..<2).map { _ in try RawClient(test.path) }
            #expect(try await eventually { await test.server.connectionCount() == 5 })
            try expectLimit(try await RawClient(test.path).read(), 5, "limits.connections")
        }
    }

    @Test func `holds few refused connections open, however many come`() async throws {
        var limits = Limits()
        limits.connectionsPerUser = 1
        limits.refusal = .seconds(600)
        try await TestServer.with([testInterfaceWithStreams()], limits: limits) { test in
            let client = try RawClient(test.path)
            #expect(try await eventually { await test.server.connectionCount() == 1 })
            let refused = try (0..<50).map { _ in try RawClient(test.path) }
            for connection in refused { try expectLimit(try await connection.read(), 1, "limits.connections_per_user") }
            // Those beyond the places for them are closed behind the message.
            for connection in refused.dropFirst(16) { #expect(try await connection.read() == nil) }
            withExtendedLifetime(client) {}
        }
    }

    // MARK: Calls

    @Test func `refuses the seventeenth call of a user that would wait, by name, and goes on`() async throws {
        let probe = TestProbe()
        try await TestServer.with([testInterfaceWithStreams(probe)]) { test in
            // One is worked on: until it has begun it waits, and would take a place among those below.
            let clients = try (0..<18).map { _ in try RawClient(test.path) }
            try clients[0].call(Call(Self.workLong))
            #expect(try await eventually { probe.worksBegun.load(ordering: .relaxed) == 1 })
            // Sixteen wait, whichever come first.
            for client in clients.dropFirst() { try client.call(Call(Self.workLong)) }
            #expect(
                try await eventually {
                    test.events.all.contains { if case .refused = $0 { true } else { false } }
                }
            )
            #expect(probe.worksBegun.load(ordering: .relaxed) == 1)
            probe.gateIsOpen.store(true, ordering: .relaxed)
            var refused = 0
            for client in clients {
                let reply = try await client.read()
                guard reply?.contains("error") == true else { continue }
                refused += 1
                try expectLimit(reply, 16, "limits.waiting_calls")
                // It goes on, on this connection too.
                try client.call(Call("org.influenced.test.Echo", ["text": "still"]))
                #expect(try await client.read()?.contains("still") == true)
            }
            #expect(refused == 1)
        }
    }

    @Test func `begins cheap calls while a costly one runs`() async throws {
        let probe = TestProbe()
        try await TestServer.with([testInterfaceWithStreams(probe)]) { test in
            let costly = try (0..<5).map { _ in try RawClient(test.path) }
            for client in costly { try client.call(Call(Self.workLong)) }
            #expect(try await eventually { probe.worksBegun.load(ordering: .relaxed) == 1 })
            let cheap = try RawClient(test.path)
            for number in 0..<100 {
                try cheap.call(Call("org.influenced.test.EchoSlowly", ["text": .string("\(number)")]))
                #expect(try await cheap.read()?.contains("\"\(number)\"") == true)
            }
            #expect(probe.worksBegun.load(ordering: .relaxed) == 1)
            // A call that is narrowed down is cheap.
            try cheap.call(Call(Self.workLong, ["narrow": "KAZ"]))
            #expect(try await eventually { probe.worksBegun.load(ordering: .relaxed) == 2 })
            probe.gateIsOpen.store(true, ordering: .relaxed)
            for client in costly + [cheap] { #expect(try await client.read() != nil) }
        }
    }

    @Test func `bounds the bytes of a user's calls that have arrived in part`() async throws {
        var limits = Limits()
        limits.waitingBytes = 1 << 20
        // On a busy machine it takes long to write so much; nobody is to be dropped for it here.
        limits.slowWriter = .seconds(3_600)
        try await TestServer.with([testInterfaceWithStreams()], limits: limits) { test in
            let clients = try (0..<8).map { _ in try RawClient(test.path) }
            let piece = [UInt8](repeating: UInt8(ascii: " "), count: 300_000)
            var refusals = 0
            for client in clients { _ = try await onOwnThread { try client.write(piece) } }
            for client in clients.dropFirst(3) {
                try expectLimit(try await client.read(), 1 << 20, "limits.waiting_bytes")
                #expect(try await client.read() == nil)
                refusals += 1
            }
            #expect(refusals == 5)
            try await expectService(test)
        }
    }

    @Test func `bounds the bytes of a user's calls that wait`() async throws {
        let probe = TestProbe()
        var limits = Limits()
        limits.waitingBytes = 1 << 20
        try await TestServer.with([testInterfaceWithStreams(probe)], limits: limits) { test in
            let running = try RawClient(test.path)
            try running.call(Call(Self.workLong))
            #expect(try await eventually { probe.worksBegun.load(ordering: .relaxed) == 1 })
            let text = JSONValue.string(String(repeating: "x", count: 400_000))
            var waiting: [RawClient] = []
            for _ in 0..<2 {
                let client = try RawClient(test.path)
                try await onOwnThread { try client.call(Call(Self.workLong, ["text": text])) }
                waiting.append(client)
            }
            let isRefused = try await eventually {
                let client = try RawClient(test.path)
                try await onOwnThread { try client.call(Call(Self.workLong, ["text": text])) }
                try expectLimit(try await client.read(), 1 << 20, "limits.waiting_bytes")
                return true
            }
            #expect(isRefused)
            probe.gateIsOpen.store(true, ordering: .relaxed)
            for client in waiting { #expect(try await client.read()?.contains("error") == false) }
        }
    }

    // MARK: Replies

    @Test(arguments: ["Watch", "Pages"])
    func `makes no further reply for clients that do not read`(method: String) async throws {
        let probe = TestProbe()
        var limits = Limits()
        limits.waitingBytes = 1 << 20
        // On a busy machine all calls may have arrived before a reader begins the first, and nobody read for long: neither a
        // refusal nor a dropped connection is what is looked for here.
        limits.waitingCalls = 60
        limits.slowReader = .seconds(3_600)
        try await TestServer.with([testInterfaceWithStreams(probe)], limits: limits) { test in
            let clients = try (0..<60).map { _ in try RawClient(test.path, receiveBuffer: 4_096) }
            for client in clients {
                try client.call(Call("org.influenced.test.\(method)", ["size": 100_000], mode: .more))
            }
            #expect(try await eventually { probe.repliesSent.load(ordering: .relaxed) >= 60 })
            for _ in 0..<200 { try await Task.sleep(for: .milliseconds(1)) }
            let sent = probe.repliesSent.load(ordering: .relaxed)
            // What the kernel takes of each, one reply more, one that had its turn while the others' were not written yet, and
            // what all of them together may leave unread.
            #expect(sent <= 60 * 5 + 11, "\(sent)")
            // Whoever reads gets on, beside all those that do not.
            for number in 1...20 {
                #expect(try await clients[7].read()?.contains("\"number\":\(number),") == true)
            }
            try await expectService(test)
        }
    }

    // MARK: The log

    @Test func `tells five events of a user in a minute, and how many more there were`() async throws {
        try await TestServer.with([testInterfaceWithStreams()]) { test in
            let isClosed = try await test.onThread { path in
                try (0..<200).allSatisfy { _ in
                    let client = try RawClient(path)
                    try client.write(Array("no call\0".utf8))
                    return try client.read() == nil
                }
            }
            #expect(isClosed)
            await test.server.stop()
            // A loaded machine may take more than a minute: `EventLimitTests` have a clock of their own.
            var (told, suppressed, minutes) = (0, 0, 0)
            for event in test.events.all {
                guard case .suppressed(geteuid(), let count) = event else {
                    told += 1
                    continue
                }
                (suppressed, minutes) = (suppressed + count, minutes + 1)
            }
            #expect(told + suppressed == 200 && minutes > 0 && told <= 5 * (minutes + 1))
        }
    }

    @Test func `writes no message longer than can be read`() {
        let peer = Peer(user: 1, group: 1, process: 1)
        let event = ServerEvent.failed(peer, method: "m", error: String(repeating: "x", count: 1_000_000))
        #expect(event.description.utf8.count < 1_100)
    }
}
