import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// A limit of the size of files, as of a login shell (`ulimit -f`), a container or `LimitFSIZE=`.
@Suite struct FileSizeLimitTests {
    /// One that a fresh database of the small model stays below.
    private static let limit = 1_000_000

    /// Before: killed without a word, and again at each start.
    @Test func `An import beyond it is refused and told, and the daemon goes on and stops in order`() async throws {
        let installation = try Installation()
        let process = try await installation.start(behind: ["prlimit", "--fsize=\(Self.limit)"])
        try await installation.settled()
        let before = try installation.curves()
        var text = SmallModel.header
        for year in 1980..<2020 {
            for month in 1...12 {
                for day in 1...28 {
                    let month = month < 10 ? "0\(month)" : "\(month)"
                    let day = day < 10 ? "0\(day)" : "\(day)"
                    for power in SmallModel.powers {
                        for country in SmallModel.countries {
                            text += "trade,\(power),\(country),\(year)-\(month)-\(day),\(year - 1970)\n"
                        }
                    }
                }
            }
        }
        let file = try installation.folder.write(text, to: "large.csv")
        let refused = try await installation.ctl("import", file)
        #expect(refused.exit == .status(1), "\(refused)")
        #expect(refused.errors.contains(installation.database), "\(refused)")
        #expect(refused.errors.contains("LimitFSIZE=") && !refused.errors.contains("reports an error"), "\(refused)")
        #expect(process.isRunning)
        #expect(try installation.curves() == before)
        let status = try installation.status()
        #expect(status["healthy"]?.boolValue == false)
        try await stop(process)

        let again = try await installation.start(behind: ["prlimit", "--fsize=\(Self.limit)"])
        try await installation.settled()
        #expect(try installation.curves() == before)
        try await stop(again)
    }

    @Test func `What the client writes beyond it is an error of its own`() async throws {
        let installation = try Installation()
        let process = try await installation.startAndRun()
        let cut = try await ChildProcess.run(
            ["prlimit", "--fsize=300", Products.influencectl, "scores", "--format", "json"],
            environment: ["INFLUENCED_SOCKET": installation.socket]
        )
        #expect(cut.exit == .status(1), "\(cut)")
        #expect(cut.errors.contains("File too large"), "\(cut)")
        try await stop(process)
    }

    @Test func `A restore beyond it is refused, and leaves the database as it was`() async throws {
        let installation = try Installation()
        let process = try await installation.startAndRun()
        let before = try installation.curves()
        let backup = installation.folder["state/backup.db"]
        let copied = try await installation.ctl("backup", backup)
        #expect(copied.succeeded, "\(copied)")
        try await stop(process)
        let refused = try await ChildProcess.run(
            [
                "prlimit", "--fsize=20000", Products.influenced, "restore", backup, "--config",
                installation.configuration,
            ]
                + ["--state", installation.state]
        )
        #expect(refused.exit == .status(1), "\(refused)")
        #expect(!refused.errors.isEmpty)
        let again = try await installation.startAndRun()
        #expect(try installation.curves() == before)
        try await stop(again)
    }
}
