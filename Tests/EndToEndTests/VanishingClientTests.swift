import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// Clients that go away, in each state in which a connection can be: nothing of them is left.
@Suite(.timeLimit(.minutes(10))) struct VanishingClientTests {
    enum Stage: String, CaseIterable, CustomTestStringConvertible {
        case connecting, inTheMiddleOfACall, waiting, computing, notReading, uploading, watching, testingAHook

        var testDescription: String { rawValue }

        /// What the client sends before it goes.
        var message: String {
            func call(_ method: String, _ rest: String = "") -> String { #"{"method":"\#(method)"\#(rest)}"# + "\0" }
            switch self {
            case .connecting: return ""
            case .inTheMiddleOfACall:
                return #"{"method":"org.influenced.Index.GetScores","parameters":{"country":"#
                    + String(repeating: " ", count: 20_000)
            case .waiting: return String(repeating: call("org.influenced.Index.VerifyRun"), count: 20)
            case .computing:
                return call("org.influenced.Index.GetUncertainty") + call("org.influenced.Index.VerifyRun")
            case .notReading: return String(repeating: call("org.influenced.Index.GetModel"), count: 400)
            case .uploading:
                let text = String(repeating: "trade,CHN,KAZ,2020,20 ", count: 2_000)
                return call("org.influenced.Admin.Upload", #","parameters":{"text":"\#(text)"}"#)
            case .watching: return call("org.influenced.Index.Watch", #","more":true"#)
            case .testingAHook:
                return call("org.influenced.Admin.TestHook", #","parameters":{"hook":"note"}"#)
            }
        }
    }

    /// More than the daemon's allocator takes for what is under way at one time, and less than a thousand of anything.
    private static let tolerance = 16 << 10

    @Test(arguments: Stage.allCases)
    func `A thousand clients that go leave no memory, no descriptor and no place taken`(stage: Stage) async throws {
        let installation = try Installation.alerting(
            hooks: AlertingModel.recordingHook("note"),
            names: ["note"],
            rules: "rules: []\n"
        )
        let process = try await installation.startAndRun()
        // What comes with the first clients and stays: threads, caches, the allocator's own.
        try comeAndGo(stage, 100, at: installation.socket)
        try await quiet(process, installation)
        let before = try Footprint(of: process)
        try comeAndGo(stage, 1_000, at: installation.socket)
        try await quiet(process, installation)
        // A hook that is being tried ends by itself.
        try await eventually("descriptors and threads as before", within: .seconds(120)) {
            let now = try Footprint(of: process)
            return now.descriptors <= before.descriptors && now.threads <= before.threads + 4
        }
        let after = try Footprint(of: process)
        #expect(after.memoryKiB < before.memoryKiB + Self.tolerance, "\(before); \(after)")

        // As many as one user may have, all at one time: the daemon has counted back to none.
        var clients: [VarlinkConnection] = []
        for _ in 0..<64 {
            let client = try VarlinkConnection(path: installation.socket, timeout: .seconds(30))
            _ = try client.call("org.varlink.service.GetInfo")
            clients.append(client)
        }
        clients.removeAll()
        try await quiet(process, installation)
        #expect(try installation.status()["healthy"] == true)
        try await stop(process)
    }

    /// Sixteen at a time, so that none is one too many.
    private func comeAndGo(_ stage: Stage, _ count: Int, at socket: String) throws {
        let message = Array(stage.message.utf8)
        var present: [RawConnection] = []
        for _ in 0..<count {
            let client = try RawConnection(socket)
            client.write(message)
            present.append(client)
            if present.count == 16 { present.removeFirst() }
        }
    }

    /// No connection is open, and none has work under way.
    private func quiet(_ process: ChildProcess, _ installation: Installation) async throws {
        try await eventually("the end of all connections", within: .seconds(120)) {
            // One that has just been closed may still have its place.
            guard (try? installation.status()) != nil else { return false }
            return try connections(at: installation.socket) == 0
        }
    }

    /// The daemon's ends: those have the socket's path, and so has the one that listens.
    private func connections(at socket: String) throws -> Int {
        try String(contentsOfFile: "/proc/net/unix", encoding: .utf8).split(separator: "\n").count {
            // Number, count, protocol, flags (bit 16: listens), type, state (3: connected), inode, path.
            let fields = $0.split(separator: " ")
            return fields.last.map { $0 == socket } == true && fields.count > 6 && fields[5] == "03"
        }
    }
}
