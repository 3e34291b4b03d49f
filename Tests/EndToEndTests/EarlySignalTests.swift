import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// Signals that come while the daemon starts: whoever starts it may not wait for READY.
@Suite(.enabled(if: KillPoint.obstacle == nil, "\(KillPoint.obstacle ?? "")"))
struct EarlySignalTests {
    /// In front of the daemon: it gets the signal at the `number`th time that one of its threads makes the call.
    private func prefix(_ signal: String, at call: String, _ number: Int) -> [String] {
        [
            "strace", "-D", "-qq", "-f", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
            "inject=\(call):signal=\(signal):when=\(number)",
        ]
    }

    /// The calls of a start, from the first that touches something on: its folder, lock, database, log, socket, first run.
    private static let moments = [
        ("mkdir", 1), ("mkdir", 2), ("bind", 1), ("listen", 1), ("fdatasync", 1), ("fdatasync", 3), ("fdatasync", 6),
        ("pwrite64", 1), ("pwrite64", 9), ("pwrite64", 30), ("pwrite64", 60), ("unlink", 1), ("unlink", 2),
        ("epoll_create1", 2), ("signalfd4", 3), ("writev", 1), ("ftruncate", 1),
    ]

    @Test(arguments: [("TERM", [SIGTERM]), ("INT", [SIGINT])])
    func `Told to end while it starts, it ends cleanly, and the next start finds all in order`(
        name: String,
        signals: [Int32]
    ) async throws {
        var reached = 0
        for (call, number) in Self.moments {
            let installation = try Installation()
            let process = try ChildProcess(prefix(name, at: call, number) + installation.command)
            let begin = ContinuousClock.now
            var exit: Exit?
            // Where a start makes fewer such calls it goes on, and is told now.
            try await eventually("the end, or the plan of the next run, after \(name) at \(call) #\(number)") {
                exit = process.exit
                if exit != nil { return true }
                guard let status = try? installation.status() else { return false }
                return status["next_run_at"]?.isNull == false && status["computing"] == false
            }
            if exit == nil {
                for signal in signals { process.send(signal) }
                exit = try await process.finish().exit
            } else {
                reached += 1
                #expect(ContinuousClock.now - begin < .seconds(30))
            }
            #expect(exit == .status(0), "\(name) at \(call) #\(number): \(process.errors)")
            // A socket that nobody listens at, a database half made: nothing of it is in the way.
            let next = try await installation.startAndRun()
            #expect(try installation.status()["healthy"] == true, "\(name) at \(call) #\(number)")
            try await stop(next)
        }
        #expect(reached > Self.moments.count / 2)
    }

    @Test func `A reload asked for while it starts takes place when it has started`() async throws {
        for (call, number) in [("bind", 1), ("fdatasync", 1), ("pwrite64", 9)] {
            let installation = try Installation()
            let process = try ChildProcess(prefix("HUP", at: call, number) + installation.command)
            try await process.ready(at: installation.socket)
            try await installation.settled()
            try await eventually("the reload") { process.errors.contains(": reloaded") }
            try await stop(process)
        }
    }
}
