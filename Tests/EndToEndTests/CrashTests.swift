import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// kill -9 at every system call by which SQLite and the daemon change the database's files, from the daemon's start over an import and its run to the end.
@Suite(.enabled(if: KillPoint.obstacle == nil, "\(KillPoint.obstacle ?? "")"), .timeLimit(.minutes(5)))
struct CrashTests {
    private static let change = SmallModel.header + "trade,CHN,KAZ,2020,28\nloans,RUS,UZB,2022,50\n"

    /// What there is before, and what has to be there in the end, whatever happens in between.
    private struct Expectation {
        let before: [String]
        let after: [String]
        let knownBefore: JSONValue
    }

    // Several at a time: each waits for its tracer most of the time.
    @Test(arguments: [["pwrite64"], ["fdatasync", "fsync", "ftruncate", "unlink", "rename"]])
    func `Wherever it is killed, the next start has whole runs only and every acknowledged import`(
        calls: [String]
    ) async throws {
        let (prepared, expectation) = try await uninterrupted()
        let kills = try await KillPoint.forEach(of: calls, limit: 300) { point in
            let installation = try prepared.copied()
            let outcome = try await interrupted(at: point, installation, expectation)
            try await check(point, installation, expectation, acknowledged: outcome.acknowledged)
            return outcome.wasKilled ? .killed : .survived
        }
        // At least the writes of the import's and of the run's transaction have been hit.
        #expect(kills[calls[0]] ?? 0 >= 2, "\(kills)")
    }

    /// The state before the change, and the scores before and after it.
    private func uninterrupted() async throws -> (Installation, Expectation) {
        let prepared = try Installation()
        try prepared.folder.write(Self.change, to: "change.csv")
        // The feed is imported once, under a path that the copies share.
        let shared = try Installation()
        try await stop(try await shared.startAndRun())
        try FileManager.default.copyItem(atPath: shared.state, toPath: prepared.state)
        try prepared.folder.write(
            SmallModel.configuration.replacing("data: [data.csv]\n", with: ""),
            to: "influenced.yaml"
        )
        let model = try prepared.copied()
        let process = try await model.startAndRun()
        let before = try model.curves()
        let known = try #require(try model.runs().last?["computed_at"])
        let imported = try await model.ctl("import", model.folder["change.csv"])
        #expect(imported.succeeded, "\(imported)")
        let after = try model.curves()
        #expect(before != after)
        try await stop(process)
        return (prepared, Expectation(before: before, after: after, knownBefore: known))
    }

    private func interrupted(
        at point: KillPoint,
        _ installation: Installation,
        _ expectation: Expectation
    ) async throws -> (wasKilled: Bool, acknowledged: Bool) {
        let process = try ChildProcess(point.prefix + installation.command)
        var acknowledged = false
        try await eventually("readiness or the end") { !process.isRunning || answers(socket: installation.socket) }
        if process.isRunning {
            acknowledged = try await installation.ctl("import", installation.folder["change.csv"]).succeeded
        }
        process.send(SIGTERM)
        let finished = try await process.finish()
        if finished.exit == .signal(SIGKILL) { return (true, acknowledged) }
        #expect(finished.succeeded && acknowledged, "\(point): \(finished)")
        return (false, acknowledged)
    }

    private func check(
        _ point: KillPoint,
        _ installation: Installation,
        _ expectation: Expectation,
        acknowledged: Bool
    ) async throws {
        let process = try await installation.startAndRun()
        let isThere = try installation.vintages("trade", "CHN", "KAZ") == [20, 28]
        #expect(isThere || !acknowledged, "\(point): an acknowledged import is lost")
        // All of an import or nothing, and the scores of what there is.
        #expect(try installation.vintages("loans", "RUS", "UZB") == (isThere ? [50] : []), "\(point)")
        #expect(try installation.curves() == (isThere ? expectation.after : expectation.before), "\(point)")
        #expect(try installation.curves(asOf: expectation.knownBefore) == expectation.before, "\(point)")
        #expect(try installation.runs().count == (isThere ? 2 : 1), "\(point)")
        if !isThere {
            let again = try await installation.ctl("import", installation.folder["change.csv"])
            #expect(again.succeeded, "\(point): \(again)")
            #expect(try installation.curves() == expectation.after, "\(point)")
        }
        #expect(try installation.status()["healthy"]?.boolValue == true, "\(point)")
        try await stop(process)
        for pragma in ["integrity_check", "foreign_key_check"] {
            let result = try await Python.sqlite("PRAGMA \(pragma)", on: installation.database)
            #expect(result.output == (pragma == "integrity_check" ? "ok\n" : ""), "\(point): \(result)")
        }
    }
}
