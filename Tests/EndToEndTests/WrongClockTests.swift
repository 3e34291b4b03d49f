import Foundation
import InfluenceControl
import InfluenceModel
import InfluenceTestKit
import Testing

/// The daemon by a clock of its own: ahead, behind, set while it runs.
@Suite struct WrongClockTests {
    private static let day = 86_400
    private static let more = SmallModel.header + "trade,CHN,KAZ,2020,80\n"

    private static func installation() throws -> Installation {
        let installation = try Installation()
        try installation.folder.write(more, to: "more.csv")
        return installation
    }

    private static func stop(_ daemon: ChildProcess) async throws {
        daemon.send(SIGTERM)
        #expect(try await daemon.finish().exit == .status(0))
    }

    private static func present() -> Instant {
        Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1e6))
    }

    private static func problem(_ installation: Installation) throws -> String {
        try installation.status().problems.first { $0.contains("clock") } ?? ""
    }

    @Test(.enabled(if: FakeClock.obstacle == nil, "no libfaketime"))
    func `Started ahead, used, set right, told, repaired`() async throws {
        let installation = try Self.installation()
        let clock = try FakeClock(shift: 400 * Self.day)
        var daemon = try await installation.start(behind: clock.prefix)
        try await installation.settled()
        #expect(try await installation.ctl("import", installation.folder["more.csv"]).succeeded)
        let future = try installation.curves()
        let ahead = try installation.ask("GetScores", ["country": "KAZ"])
        #expect(try installation.status()["healthy"] == true)

        // Set right while it runs, and then over a restart: what is told is the same.
        try clock.set(shift: 0)
        for isRestarted in [false, true] {
            if isRestarted {
                try await Self.stop(daemon)
                daemon = try await installation.start(behind: clock.prefix)
            }
            let problem = try Self.problem(installation)
            #expect(
                problem.contains("the clock is behind") && problem.contains("influencectl clock repair"),
                "\(problem)"
            )
            let status = try await installation.ctl("status")
            #expect(status.output.contains("needs attention"))
            let check = try await installation.ctl("status", "--check")
            #expect(check.exit == .status(1))
            #expect(check.output.contains("the clock is behind"))
            for command in [["import", installation.folder["data.csv"]], ["import", "--undo", "1"], ["recompute"]] {
                let refused = try await installation.ctl(command)
                #expect(refused.exit == .status(1), "\(command)")
                #expect(refused.errors.contains("influencectl clock repair"), "\(refused.errors)")
            }
            #expect(try installation.curves() == future)
        }

        let repaired = try await installation.ctl("clock", "repair")
        #expect(repaired.succeeded, "\(repaired)")
        #expect(repaired.output.contains("set aside: 2 runs, 1 to 2"), "\(repaired.output)")
        #expect(repaired.output.contains("recorded again: 2 imports"))
        let backup = try #require(
            FileManager.default.contentsOfDirectory(atPath: installation.state).first {
                $0.contains("before-clock-repair")
            }
        )
        #expect(
            try FileManager.default.attributesOfItem(atPath: "\(installation.state)/\(backup)")[.size] as? Int ?? 0 > 0
        )
        let status = try installation.status()
        #expect(status["healthy"] == true, "\(status.problems)")
        #expect(try await installation.ctl("status", "--check").exit == .status(0))

        // As of now there is a run, of this year, with what was learnt meanwhile.
        let now = try installation.ask("GetScores", ["country": "KAZ"])
        let (period, falsePeriod) = (now["period"]?.stringValue ?? "", ahead["period"]?.stringValue ?? "")
        #expect(period < falsePeriod)
        #expect(try installation.curves().allSatisfy { !$0.contains(" \(falsePeriod) ") })
        #expect(try installation.vintages("trade", "CHN", "KAZ") == [20, 80])
        let known = try #require(now["known_at"]?.stringValue.flatMap { Instant(rfc3339: $0) })
        #expect(known.microseconds(since: Self.present()).magnitude < 600_000_000)
        #expect(now["epoch"]?.integerValue == 2)
        // What was set aside answers to its number.
        let aside = try installation.ask("GetScores", ["country": "KAZ", "run": 2])
        #expect(aside["period"] == ahead["period"])
        #expect(aside["scores"] == ahead["scores"])
        #expect(try await installation.ctl("scores", "--run", "2").output.contains(falsePeriod))
        for run in ["1", "2", "3"] {
            let verified = try await installation.ctl("runs", "verify", run)
            #expect(verified.succeeded, "\(verified)")
        }
        #expect(try await installation.ctl("recompute").succeeded)
        #expect(try await installation.ctl("import", "--undo", "2").succeeded)
        #expect(try await installation.ctl("clock", "repair").output.contains("nothing to repair"))
        // And over a restart.
        try await Self.stop(daemon)
        daemon = try await installation.start(behind: clock.prefix)
        try await installation.settled()
        #expect(try installation.status()["healthy"] == true)
        try await Self.stop(daemon)
    }

    @Test(.enabled(if: FakeClock.obstacle == nil, "no libfaketime"))
    func `What was known before a false future is answered as before, when it is repaired too`() async throws {
        let installation = try Self.installation()
        let clock = try FakeClock(shift: 0)
        let daemon = try await installation.start(behind: clock.prefix)
        try await installation.settled()
        let time = try #require(try installation.ask("GetScores")["known_at"])
        let (before, scores) = (
            try installation.curves(asOf: time), try await installation.ctl("scores", "--as-of", time.stringValue ?? "")
        )
        // A step of less than a day is nobody's business.
        try clock.set(shift: Self.day - 60)
        #expect(try await installation.ctl("import", installation.folder["more.csv"]).succeeded)
        try clock.set(shift: 0)
        #expect(try Self.problem(installation).contains("23 h 5"))
        let repaired = try await installation.ctl("clock", "repair", "--backup", installation.state + "/b.db")
        #expect(repaired.output.contains("set aside: run 2"), "\(repaired)")
        #expect(try installation.curves(asOf: time) == before)
        #expect(try await installation.ctl("scores", "--as-of", time.stringValue ?? "").output == scores.output)
        #expect(scores.output.contains("known at \(time.stringValue ?? "")"))
        #expect(try installation.runs().count == 2)
        try await Self.stop(daemon)
    }

    @Test(.enabled(if: FakeClock.obstacle == nil, "no libfaketime"))
    func `Set ahead by 400 days while it runs, nothing is recorded; set back, all goes on`() async throws {
        let installation = try Self.installation()
        let clock = try FakeClock(shift: 0)
        let daemon = try await installation.start(behind: clock.prefix)
        try await installation.settled()
        let before = try installation.curves()
        try clock.set(shift: 400 * Self.day)
        #expect(try Self.problem(installation).contains("the clock was set ahead by 400 days"))
        let refused = try await installation.ctl("import", installation.folder["more.csv"])
        #expect(refused.exit == .status(1))
        #expect(refused.errors.contains("set ahead"))
        #expect(try installation.curves() == before)
        #expect(try installation.runs().count == 1)
        try clock.set(shift: 0)
        #expect(try installation.status()["clock"] == "right")
        #expect(try await installation.ctl("import", installation.folder["more.csv"]).succeeded)
        #expect(try installation.runs().count == 2)
        #expect(daemon.errors.contains("the clock was set ahead by 400 days"))
        #expect(daemon.errors.contains("the clock was set back by 400 days"))
        try await Self.stop(daemon)
    }

    @Test(.enabled(if: FakeClock.obstacle == nil, "no libfaketime"))
    func `A start before the build waits, and goes on by itself when the clock is set`() async throws {
        let installation = try Self.installation()
        // 1990 or so.
        let clock = try FakeClock(shift: -36 * 365 * Self.day)
        let daemon = try await installation.start(behind: clock.prefix)
        #expect(try Self.problem(installation).contains("this version was built"))
        #expect(try installation.runs().isEmpty)
        let repair = try await installation.ctl("clock", "repair")
        #expect(repair.exit == .status(1))
        try clock.set(shift: 0)
        // Within a minute it looks at the clock by itself; at once where something is asked of it.
        #expect(try await installation.ctl("recompute").succeeded)
        try await eventually("what waited") { try installation.vintages("trade", "CHN", "KAZ") == [20] }
        try await eventually("the last run") { try installation.status()["healthy"] == true }
        #expect(try installation.status()["healthy"] == true)
        try await Self.stop(daemon)
    }

    @Test(.enabled(if: FakeClock.obstacle == nil, "no libfaketime"))
    func `An alert that waits two seconds fires two seconds later, whatever the clock was set to`() async throws {
        let installation = try Installation.alerting(
            hooks: AlertingModel.recordingHook("h"),
            names: ["h"],
            rules:
                "rules:\n  - {id: soon, kind: threshold, node: trade, country: KAZ, power: CHN, above: 15, for: 2s}\n"
        )
        let clock = try FakeClock(shift: 44 * Self.day)
        let daemon = try await installation.start(behind: clock.prefix)
        try await eventually("the alert waits") { try !installation.alerts().isEmpty }
        try clock.set(shift: 0)
        #expect(try await installation.ctl("clock", "repair").succeeded)
        // Looked at again and again: libfaketime loses timers that are set after a step, which no kernel does.
        try await eventually("the alert fires") {
            guard try await installation.ctl("recompute").succeeded else { return false }
            return try installation.state("soon KAZ CHN trade") == "firing"
        }
        try await installation.delivered()
        #expect(try installation.recorded(by: "h").map(\.kind) == ["firing"])
        try await Self.stop(daemon)
    }

    @Test(.enabled(if: FakeClock.obstacle == nil, "no libfaketime"))
    func `A silence for a span outlasts a clock that is set ahead, and one until a date does not`() async throws {
        let installation = try Installation.alerting(
            hooks: AlertingModel.recordingHook("h"),
            names: ["h"],
            rules: "rules:\n  - {id: high, kind: threshold, node: trade, country: KAZ, power: CHN, above: 15}\n"
        )
        let clock = try FakeClock(shift: 0)
        let daemon = try await installation.start(behind: clock.prefix)
        try await installation.settled()
        let date = Self.present().adding(seconds: 3_600).description
        for end in [["--for", "2h"], ["--until", date]] {
            let made = try await installation.ctl(["silence", "--rule", "high", "--comment", "c"] + end)
            #expect(made.succeeded, "\(made)")
        }
        func silences() throws -> Int { try installation.ask("ListAlerts")["silences"]?.arrayValue?.count ?? 0 }
        #expect(try silences() == 2)
        for (hours, count) in [(3, 1), (0, 2)] {
            try clock.set(shift: hours * 3_600)
            // Looks at the clock.
            #expect(try await installation.ctl("recompute").succeeded)
            #expect(try silences() == count, "\(hours)")
        }
        try await Self.stop(daemon)
    }

    @Test func `Two daemons that start at one instant do not take each other's socket`() async throws {
        let installation = try Self.installation()
        for round in 0..<5 {
            let daemons = try (0..<2).map { number in
                try ChildProcess([
                    Products.influenced, "--config", installation.configuration, "--state",
                    installation.folder["state-\(round)-\(number)"], "--socket", installation.socket,
                ])
            }
            try await eventually("one of them gives up") { daemons.count(where: \.isRunning) == 1 }
            // Until then a signal may meet a daemon that does not listen to it yet.
            try await eventually("the other answers") { answers(socket: installation.socket) }
            try await installation.settled()
            for daemon in daemons where daemon.isRunning { try await Self.stop(daemon) }
            #expect(daemons.contains { $0.errors.contains("another daemon answers on the socket") })
        }
    }
}
