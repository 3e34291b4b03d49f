import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// Kills the daemon, and lets its disk fail, wherever it writes while alerts fire and resolve: every event reaches every
/// hook at least once and in order, and all is in the end as if nothing had happened.
///
/// `make torture` goes through all points (INFLUENCED_TORTURE=all), otherwise every so many are tried.
@Suite(
    .enabled(if: KillPoint.obstacle == nil, "\(KillPoint.obstacle ?? "")"),
    .serialized,
    .timeLimit(.minutes(isWhole ? 60 : 5))
)
struct AlertTortureTests {
    /// Every how-manieth point is tried.
    private func stride(_ bounded: Int) -> Int { isWhole ? 1 : bounded }

    @Test func `Killed at any call that writes, it loses no event and doubles none but under its own id`()
        async throws
    {
        let calls = [
            ("pwrite64", 37), ("fdatasync", 7), ("fsync", 1), ("ftruncate", 2), ("unlink", 1), ("openat", 97),
            ("write", 61), ("clone3", 11), ("writev", 61), ("sendmsg", 61),
        ]
        try await interrupt(.kill, at: calls)
    }

    @Test func `Wherever the disk fails or is full for once, it ends cleanly or goes on, and loses no event`()
        async throws
    {
        try await interrupt(.inputOutput, at: [("pwrite64", 61), ("fdatasync", 13), ("fsync", 1)])
        try await interrupt(.full, at: [("pwrite64", 61), ("ftruncate", 3)])
    }

    /// - Parameter calls: each with the stride that is taken where not all points are wanted.
    private func interrupt(_ fault: FaultPoint.Fault, at calls: [(name: String, stride: Int)]) async throws {
        let torture = try await Torture()
        var reached: [String] = []
        var total = 0
        for call in calls {
            let count = try await FaultPoint.forEach(of: call.name, fault, stride: stride(call.stride)) { point in
                try await torture.interrupt(at: point)
            }
            reached.append("\(call.name) \(count)")
            if isWhole { print("torture: \(fault.rawValue) at \(call.name): \(count) points") }
            total += count
        }
        #expect(total > calls.count)
        print("torture: \(fault.rawValue) at \(total) points: \(reached.joined(separator: ", "))")
    }

    /// strace cannot kill a parent at its child's execve, so the child does it: as the first thing that the hook does,
    /// which is before its work, or the last.
    @Test(arguments: HookMoment.allCases)
    func `Killed by a hook at its execution, it hands the event over again under the same id`(
        moment: HookMoment
    ) async throws {
        let torture = try await Torture()
        var kills = 0
        // One after the other: the hooks' own work is what takes the time.
        for number in Swift.stride(from: 1, through: Torture.deliveries, by: stride(7)) {
            if try await torture.interrupt(byHook: number, moment) { kills += 1 }
        }
        #expect(kills > 0)
        print("torture: killed by a hook, \(moment): \(kills) points")
    }

    enum HookMoment: String, CaseIterable, Sendable {
        case before = "kill -9 $PPID; exit 1"
        case whileRunning = "kill -9 $PPID"
        case after = "after"

        /// The recorder, which ends its parent at the run of it whose number is in the file `kill-at`.
        var program: String {
            let early = self == .after ? ":" : rawValue
            let late = self == .after ? "kill -9 $PPID" : ":"
            return """
                #!/bin/sh
                here=${0%/*}
                # mkdir counts, also for two at a time.
                n=1
                while ! mkdir "$here/hook-$n" 2>/dev/null; do n=$((n + 1)); done
                hit() { [ "$n" = "$(cat "$here/kill-at")" ]; }
                if hit; then \(early); fi
                dd of="$here/$1" oflag=append conv=notrunc,fsync bs=1M iflag=fullblock status=none || exit 1
                if hit; then \(late); fi
                exit 0

                """
        }
    }
}

/// Whether all points are wanted.
private let isWhole = ProcessInfo.processInfo.environment["INFLUENCED_TORTURE"] == "all"

/// One course of events, uninterrupted and interrupted.
private struct Torture: Sendable {
    static let hooks = ["one", "two"]
    /// What is imported, one after the other: twice as much where all points are wanted.
    static let course = isWhole ? ["change.csv", "back.csv", "change.csv", "back.csv"] : ["change.csv", "back.csv"]
    /// Events of all imports, times hooks.
    static let deliveries = 13 * course.count

    /// With one alert open and one pending, nothing imported since, no daemon.
    private let prepared: Installation
    private let expected: Outcome

    /// What has to be the same.
    private struct Outcome: Equatable, Sendable {
        /// By hook, each event once, sorted.
        var events: [String: [String]] = [:]
        /// Of alerts that nothing happened to, with their clocks.
        var alerts: [String] = []
        var curves: [String] = []
    }

    init() async throws {
        // The data are imported once, under a path that the copies share.
        let names = Self.hooks
        let first = try Installation.alerting(
            hooks: names.map { AlertingModel.recordingHook($0) }.joined(),
            names: names
        )
        let process = try await first.startAndRun()
        try await first.delivered()
        try await stop(process)
        for name in names {
            #expect(try first.recorded(by: name).map(\.alert) == ["much-trade KAZ RUS trade"])
            try FileManager.default.removeItem(atPath: first.folder["\(name).jsonl"])
        }
        try first.folder.write(
            SmallModel.configuration.replacing("data: [data.csv]\n", with: "") + "alerts: alerts.yaml\n",
            to: "influenced.yaml"
        )
        prepared = first

        let model = try first.copied()
        let daemon = try await model.startAndRun()
        for file in Self.course {
            let imported = try await model.import(file)
            #expect(imported.succeeded, "\(imported)")
        }
        try await model.delivered()
        expected = try Self.outcome(of: model)
        try await stop(daemon)
        // Otherwise nothing would be proved.
        let events = expected.events[names[0]] ?? []
        #expect(events.contains { $0.contains(" firing ") } && events.contains { $0.contains(" resolved ") })
        #expect(events.count * names.count >= 16)
        #expect(expected.alerts.contains { $0.contains("much-loans KAZ CHN loans pending") }, "\(expected.alerts)")
    }

    private static func outcome(of installation: Installation) throws -> Outcome {
        var outcome = Outcome()
        for hook in hooks {
            outcome.events[hook] = Set(try installation.recorded(by: hook).map(\.essence)).sorted()
        }
        outcome.alerts = try installation.alerts().map { key, alert in
            let clocks = key.hasPrefix("much-loans") ? ["since", "due_at"] : []
            return ([key] + (["state", "value", "flapping", "held"] + clocks).map { alert.text($0) })
                .joined(separator: " ")
        }.sorted()
        outcome.curves = try installation.curves()
        return outcome
    }

    // MARK: Interrupting

    /// - Returns: whether the point was reached.
    func interrupt(at point: FaultPoint) async throws -> Bool {
        let installation = try prepared.copied()
        let trace = installation.folder["trace"]
        let process = try ChildProcess(point.prefix(trace: trace) + installation.command)
        try await goThrough(installation, process) { point.happened(trace: trace) }
        process.send(SIGTERM)
        let finished = try await process.finish()
        try await noProcess(about: installation.folder.path)
        let happened = point.happened(trace: trace)
        switch finished.exit {
        case .signal(SIGKILL): #expect(point.fault == .kill, "\(point): \(finished)")
        // A disk that fails may keep it from starting; it says so, and does not trap.
        case .status(let status):
            #expect(status == 0 || happened && point.fault != .kill, "\(point): \(finished)")
        case .signal: Issue.record("\(point): \(finished)")
        }
        try await check(installation, "\(point)")
        return happened
    }

    /// - Returns: whether there was a run of a hook of that number.
    func interrupt(byHook number: Int, _ moment: AlertTortureTests.HookMoment) async throws -> Bool {
        let installation = try prepared.copied()
        try installation.program(moment.program, "record")
        try installation.folder.write("\(number)\n", to: "kill-at")
        let process = try ChildProcess(installation.command)
        try await goThrough(installation, process) { false }
        process.send(SIGTERM)
        let finished = try await process.finish()
        try await noProcess(about: installation.folder.path)
        try await check(installation, "killed by hook \(number), \(moment)")
        return finished.exit == .signal(SIGKILL)
    }

    /// Imports what there is to import, as long as the daemon lives and does what it is told.
    private func goThrough(
        _ installation: Installation,
        _ process: ChildProcess,
        happened: () -> Bool
    ) async throws {
        try await eventually("readiness or the end") { !process.isRunning || answers(socket: installation.socket) }
        for (file, runs) in zip(Self.course, 2...) where process.isRunning {
            guard try await installation.import(file).succeeded, (try? installation.runs().count) == runs else { break }
        }
        // A hook that was killed is tried again, and killed again: the daemon need not wait for that.
        try await eventually("deliveries, a fault or the end") {
            !process.isRunning || happened() || (try? installation.alertCount("waiting")) == 0
        }
    }

    // MARK: What must hold afterwards

    private func check(_ installation: Installation, _ point: String) async throws {
        let process = try await installation.startAndRun()
        // What was not imported yet, each in a run of its own.
        let versions = try installation.vintages("trade", "CHN", "KAZ").count
        for file in Self.course.dropFirst(versions - 1) {
            let imported = try await installation.import(file)
            #expect(imported.succeeded, "\(point): \(imported)")
        }
        try await installation.delivered()
        let outcome = try Self.outcome(of: installation)
        #expect(outcome.events == expected.events, "\(point)")
        #expect(outcome.alerts == expected.alerts, "\(point)")
        #expect(outcome.curves == expected.curves, "\(point)")
        for hook in Self.hooks {
            let recorded = try installation.recorded(by: hook)
            for (place, all) in Dictionary(grouping: recorded, by: \.place) {
                #expect(Set(all.map(\.text)).count == 1, "\(point): \(place) differs between attempts: \(all)")
            }
            for (alert, all) in Dictionary(grouping: recorded, by: \.alert) {
                #expect(all.map(\.sequence) == all.map(\.sequence).sorted(), "\(point): \(alert) out of order")
            }
            #expect(try installation.deliveries(of: hook).allSatisfy { $0.text("state") == "delivered" }, "\(point)")
        }
        // Each event is stored once, under one id.
        let events = try installation.events()
        #expect(Set(events.map { $0.text("id") }).count == events.count, "\(point)")
        let places = events.map { "\($0.text("rule")) \($0.text("subject")) \($0.text("sequence"))" }
        #expect(Set(places).count == places.count, "\(point)")
        // Alerts may well be firing; nothing else may be the matter.
        let reasons = try installation.status()["reasons"]?.arrayValue?.compactMap {
            $0.objectValue?["name"]?.stringValue
        }
        #expect(reasons?.filter { $0 != "critical_alerts" } == [], "\(point)")
        try await stop(process)
        for pragma in ["integrity_check", "foreign_key_check"] {
            let result = try await Python.sqlite("PRAGMA \(pragma)", on: installation.database)
            #expect(result.output == (pragma == "integrity_check" ? "ok\n" : ""), "\(point): \(result)")
        }
    }
}
