import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// A daemon that has nothing to do does nothing.
@Suite struct IdleTests {
    private let installation: Installation

    init() throws {
        installation = try Installation()
    }

    /// With systemd's watchdog, of which there is no round within what is looked at, and without one.
    @Test(arguments: [[:], ["WATCHDOG_USEC": "90000000"]])
    func `At rest nothing wakes it but the look at the clock, once a minute`(
        environment: [String: String]
    ) async throws {
        let process = try await installation.start(environment: environment)
        try await installation.settled()
        // Somebody who looks regularly, once a second say, leaves no such span. Dispatch's own threads linger for some seconds.
        try await eventually("five seconds with at most two wake-ups", within: .seconds(120)) {
            let before = try wakeUps(of: process)
            try await Task.sleep(for: .seconds(5))
            return try wakeUps(of: process) - before <= 2
        }
        #expect(try installation.status()["healthy"] == true)
        try await stop(process)
    }

    /// How often its threads have gone to sleep.
    private func wakeUps(of process: ChildProcess) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process.pid)/task").reduce(0) { sum, thread in
            let path = "/proc/\(process.pid)/task/\(thread)/status"
            guard let text = try? String(contentsOfFile: path, encoding: .utf8),
                let line = text.split(separator: "\n").first(where: { $0.hasPrefix("voluntary_ctxt_switches:") }),
                let count = line.split(whereSeparator: \.isWhitespace).last.flatMap({ Int($0) })
            else { return sum }
            return sum + count
        }
    }
}
