import Foundation
import InfluenceControl
import InfluenceTestKit
import Synchronization
import Testing

/// Clients that mean harm or are broken; the one beside them notices nothing.
@Suite struct HostileClientTests {
    private let installation: Installation
    private static let getInfo = #"{"method":"org.varlink.service.GetInfo"}"# + "\0"

    init() throws {
        installation = try Installation()
    }

    @Test(arguments: [
        "no JSON\0", "{}\0", "[]\0", "\0", "\u{1}\u{2}\0", #"{"method":1}"# + "\0",
        #"{"method":"a.b.C","more":1}"# + "\0",
        #"{"method":"a.b.C","colour":"blue"}"# + "\0", String(repeating: "[", count: 100_000) + "\0",
        #"{"method":"a.b.C","more":true,"oneway":true}"# + "\0", "GET / HTTP/1.1\r\n\r\n\0",
    ])
    func `What is no call ends the connection, and no other`(message: String) async throws {
        try await withDaemon {
            let hostile = try RawConnection(installation.socket)
            hostile.write(message)
            #expect(try await hostile.untilClosed() == "")
        }
    }

    @Test func `A message beyond the limit ends its connection, and so does one without end`() async throws {
        try await withDaemon {
            let endless = try RawConnection(installation.socket)
            let piece = [UInt8](repeating: UInt8(ascii: " "), count: 65_536)
            var taken = 0
            try await eventually("the end of the connection") {
                guard let count = endless.write(piece) else { return true }
                taken += count
                return false
            }
            // The limit, what the kernel holds, and what was read at one time.
            #expect(taken >= 1 << 20 && taken < 8 << 20, "\(taken)")
        }
    }

    @Test func `A call may come byte by byte, several in one piece, and end in the middle`() async throws {
        try await withDaemon {
            let slow = try RawConnection(installation.socket)
            for byte in Self.getInfo.utf8 { slow.write([byte]) }
            #expect(try await slow.message().contains("influenced"))

            let many = try RawConnection(installation.socket)
            many.write(String(repeating: Self.getInfo, count: 50))
            var replies = 0
            try await eventually("fifty replies") {
                replies += (many.read() ?? []).count { $0 == 0 }
                return replies == 50
            }

            let broken = try RawConnection(installation.socket)
            broken.write(String(Self.getInfo.prefix(20)))
        }
    }

    @Test func `Unknown methods, interfaces and parameters are errors that name them`() async throws {
        try await withDaemon {
            let client = try VarlinkConnection(path: installation.socket, timeout: .seconds(30))
            for (method, parameters, error) in [
                ("org.influenced.Index.Nothing", [:], "org.varlink.service.MethodNotFound"),
                ("org.influenced.None.GetStatus", [:], "org.varlink.service.InterfaceNotFound"),
                ("org.influenced.Index.GetStatus", ["colour": "blue"], "org.varlink.service.InvalidParameter"),
                ("org.influenced.Index.GetScores", ["country": 7], "org.varlink.service.InvalidParameter"),
                ("org.influenced.Index.GetScores", ["country": "XXX"], "org.influenced.Index.UnknownCountry"),
                ("org.influenced.Index.Watch", [:], "org.varlink.service.ExpectedMore"),
            ] as [(String, JSONObject, String)] {
                let refused = #expect(throws: ClientError.self) { try client.call(method, parameters) }
                guard case .refused(let refusal) = refused else {
                    Issue.record("\(method): \(String(describing: refused))")
                    continue
                }
                #expect(refusal.name == error)
            }
        }
    }

    @Test func `Clients that leave in the middle of a stream are forgotten`() async throws {
        try await withDaemon {
            for _ in 0..<300 {
                let watcher = try RawConnection(installation.socket)
                watcher.write(#"{"method":"org.influenced.Index.Watch","more":true}"# + "\0")
                watcher.write(#"{"method":"org.influenced.Index.GetHistory","parameters":{"country":"KAZ","#)
            }
            // More than there may be connections at a time: those before must be gone.
            try await eventually("room for a client") { (try? installation.status()) != nil }
        }
    }

    @Test func `Without descriptors connections wait, and are answered when there are some again`() async throws {
        let process = try await installation.start(behind: ["prlimit", "--nofile=60:60"])
        try await installation.settled()
        let neighbour = try VarlinkConnection(path: installation.socket, timeout: .seconds(30))
        _ = try neighbour.call("org.varlink.service.GetInfo")
        var held = try (0..<60).map { _ in try RawConnection(installation.socket) }
        try await eventually("the daemon to say so") { process.errors.contains("no further connections for now") }
        // Who is in already is served as ever.
        for _ in 0..<100 { _ = try neighbour.call("org.influenced.Index.GetStatus") }
        held.removeAll()
        #expect(try installation.status()["healthy"] == true)
        try await eventually("the daemon to say so") { process.errors.contains("connections are accepted again") }
        #expect(process.errors.split(separator: "\n").count { $0.contains("no further connections") } <= 5)
        try await stop(process)
    }

    @Test func `Without descriptors nothing spins, reading goes on, and hooks are told when there are some again`()
        async throws
    {
        let installation = try Installation.alerting(hooks: AlertingModel.recordingHook("note"), names: ["note"])
        let process = try await installation.start(behind: ["prlimit", "--nofile=60:60"])
        try await installation.settled()
        try await installation.delivered()
        let told = try installation.recorded(by: "note").count
        let neighbour = try VarlinkConnection(path: installation.socket, timeout: .seconds(30))
        _ = try neighbour.call("org.varlink.service.GetInfo")
        var held = try (0..<60).map { _ in try RawConnection(installation.socket) }
        try await eventually("the daemon to say so") { process.errors.contains("no further connections for now") }

        let before = try Footprint(of: process).processorTicks
        try await Task.sleep(for: .seconds(2))
        // A loop that tries again and again would have taken two seconds.
        #expect(try Footprint(of: process).processorTicks - before < 50)
        #expect(try neighbour.call("org.influenced.Index.GetScores")["scores"]?.arrayValue?.isEmpty == false)
        _ = try neighbour.call(
            "org.influenced.Admin.ImportObservations",
            ["name": "change.csv", "text": .string(AlertingModel.change)]
        )
        // Events wait; no program can be started without a pipe to it.
        #expect(try neighbour.call("org.influenced.Index.GetStatus")["alerts", "waiting"]?.numberValue ?? 0 > 0)
        held.removeAll()
        try await eventually("the events at the hook") { try installation.recorded(by: "note").count > told }
        try await installation.delivered()
        #expect(try installation.deliveries(of: "note", state: "dead").isEmpty)
        try await stop(process)
    }

    @Test func `Calls of clients that leave are not computed, however many they are`() async throws {
        try await withDaemon {
            let call = #"{"method":"org.influenced.Index.VerifyRun"}"# + "\0"
            for _ in 0..<500 {
                guard let client = try? RawConnection(installation.socket) else { continue }
                client.write(String(repeating: call, count: 50))
            }
            try await eventually("room for a client") { (try? installation.status()) != nil }
        }
    }

    /// Runs `body` while another client asks all the time and is always answered on its one connection.
    private func withDaemon(_ body: () async throws -> Void) async throws {
        let process = try await installation.startAndRun()
        let neighbour = Neighbour(socket: installation.socket)
        let result: Result<Void, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        #expect(await neighbour.end() == nil)
        try result.get()
        #expect(process.isRunning)
        #expect(try installation.status()["healthy"] == true)
        try await stop(process)
    }
}

/// A client that asks all the time, on a thread of its own.
private final class Neighbour: Sendable {
    private let isOver = Mutex(false)
    private let outcome: AsyncStream<String?>

    init(socket: String) {
        let (outcome, source) = AsyncStream.makeStream(of: String?.self)
        self.outcome = outcome
        Thread.detachNewThread { [self] in
            do {
                let client = try VarlinkConnection(path: socket, timeout: .seconds(10))
                repeat {
                    _ = try client.call("org.influenced.Index.GetStatus")
                } while !isOver.withLock { $0 }
                source.yield(nil)
            } catch {
                source.yield("\(error)")
            }
            source.finish()
        }
    }

    /// - Returns: why it was not answered; `nil` where it always was.
    func end() async -> String? {
        isOver.withLock { $0 = true }
        for await outcome in outcome { return outcome }
        return "the client has vanished"
    }
}
