import Foundation
import InfluenceTestKit
import Testing

/// Backups put back, by the command and by hand.
@Suite struct RestoreTests {
    private let installation: Installation

    init() throws {
        installation = try Installation()
    }

    private func restore(_ file: String) async throws -> Finished {
        try await restore(file, installation)
    }

    private func restore(_ file: String, _ installation: Installation) async throws -> Finished {
        try await ChildProcess.run(
            [
                Products.influenced, "restore", file, "--config", installation.configuration, "--state",
                installation.state,
            ]
        )
    }

    /// A daemon killed with a log left over, and a backup made before its last import.
    private func crashed() async throws -> (backup: String, curves: [String]) {
        let process = try await installation.startAndRun()
        let backup = installation.state + "/monday.db"
        let made = try await installation.ctl("backup", backup)
        #expect(made.succeeded, "\(made)")
        let curves = try installation.curves()
        let imported = try await installation.ctl(
            ["import", "-"],
            input: SmallModel.header + "trade,CHN,KAZ,2021,90\n"
        )
        #expect(imported.succeeded, "\(imported)")
        process.send(SIGKILL)
        #expect(try await process.finish().exit == .signal(SIGKILL))
        return (backup, curves)
    }

    @Test func `Told the folder, it needs no configuration file`() async throws {
        let (backup, curves) = try await crashed()
        for config in [installation.folder["none.yaml"], try installation.folder.write("model: [", to: "wrong.yaml")] {
            let restored = try await ChildProcess.run(
                [Products.influenced, "restore", backup, "--config", config, "--state", installation.state]
            )
            #expect(restored.succeeded, "\(restored)")
        }
        let process = try await installation.startAndRun()
        #expect(try installation.curves() == curves)
        try await stop(process)
    }

    @Test func `Told no folder, it says what is wrong with the file`() async throws {
        let (backup, _) = try await crashed()
        let config = try installation.folder.write("model: [", to: "wrong.yaml")
        let refused = try await ChildProcess.run([Products.influenced, "restore", backup, "--config", config])
        #expect(refused.exit == .status(2), "\(refused)")
        #expect(refused.errors.contains("wrong.yaml"), "\(refused)")
    }

    /// Each open file less is met by another part of it.
    @Test func `With few descriptors a restore says so, and never that something is unable to open`() async throws {
        let (backup, _) = try await crashed()
        var told = 0
        for limit in 4...40 {
            let restored = try await ChildProcess.run(
                [
                    "prlimit", "--nofile=\(limit)", Products.influenced, "restore", backup, "--state",
                    installation.state,
                ]
            )
            if restored.succeeded { break }
            // Before its first line a program cannot be loaded.
            guard restored.errors.contains(backup) || restored.errors.contains(installation.state) else { continue }
            told += 1
            #expect(restored.errors.contains("as many files open as it may"), "\(limit): \(restored)")
            #expect(restored.errors.contains("LimitNOFILE="), "\(limit): \(restored)")
        }
        #expect(told > 0)
    }

    @Test func `A backup copied over the file of a crashed daemon is refused with the way out, which works`()
        async throws
    {
        let (backup, curves) = try await crashed()
        let files = FileManager.default
        try files.removeItem(atPath: installation.database)
        try files.copyItem(atPath: backup, toPath: installation.database)
        let log = try Data(contentsOf: URL(filePath: installation.database + "-wal"))
        let refused = try await installation.refusal()
        #expect(refused.exit == .status(1), "\(refused)")
        #expect(refused.errors.contains("influenced restore"), "\(refused)")
        #expect(try Data(contentsOf: URL(filePath: installation.database + "-wal")) == log)

        let restored = try await restore(backup)
        #expect(restored.succeeded, "\(restored)")
        #expect(restored.output.split(separator: "\n").filter { $0.hasPrefix("put aside") }.count >= 2, "\(restored)")
        // Its feed says the same as before.
        let process = try await installation.startAndRun()
        #expect(try installation.curves() == curves)
        try await stop(process)
    }

    /// Before: what the database before had told was open for ever.
    @Test func `A receiver that closes nothing by itself ends with the truth, whatever was told since the backup`()
        async throws
    {
        let installation = try Installation.alerting(hooks: AlertingModel.recordingHook("log"), names: ["log"])
        let process = try await installation.startAndRun()
        try await installation.delivered()
        let backup = installation.state + "/monday.db"
        #expect(try await installation.ctl("backup", backup).succeeded)
        #expect(try await installation.import("change.csv").succeeded)
        try await installation.delivered()
        process.send(SIGKILL)
        #expect(try await process.finish().exit == .signal(SIGKILL))
        let before = try installation.recorded(by: "log")
        #expect(before.count >= 7)

        let restored = try await restore(backup, installation)
        #expect(restored.succeeded && restored.output.contains("taken over from the database before: "), "\(restored)")
        let again = try await installation.startAndRun()
        try await installation.delivered()
        let told = try installation.recorded(by: "log")
        var last: [String: String] = [:]
        for event in told { last[event.event.text("incident")] = event.kind }
        let believed = Set(last.filter { $0.value != "resolved" }.keys)
        let open = try installation.alerts().values.filter {
            ["firing", "recovering", "no_data"].contains($0.text("state"))
        }
        #expect(believed == Set(open.map { $0.text("opening") }), "\(told.map(\.text))")
        let ends = told.dropFirst(before.count).filter { $0.kind == "resolved" }
        #expect(!ends.isEmpty && ends.allSatisfy { $0.event.text("reason").contains("put back from a backup") })
        #expect(Set(told.map(\.id)).count == told.count)
        try await stop(again)
    }

    @Test func `A restore while the daemon runs, of no backup, or of nothing is refused`() async throws {
        let process = try await installation.startAndRun()
        let backup = installation.state + "/monday.db"
        #expect(try await installation.ctl("backup", backup).succeeded)
        let inUse = try await restore(backup)
        #expect(inUse.exit == .status(1) && inUse.errors.contains("in use"), "\(inUse)")
        try await stop(process)
        for (file, reason) in [
            (installation.configuration, "not an SQLite database"), (installation.folder["none.db"], "no such file"),
            (installation.database, "the database itself"),
        ] {
            let refused = try await restore(file)
            #expect(refused.exit == .status(1) && refused.errors.contains(reason), "\(refused)")
        }
        try await stop(try await installation.startAndRun())
    }

    @Test func `What a daemon makes is for its user alone`() async throws {
        let process = try await installation.startAndRun()
        let attributes = { (path: String) in
            (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue ?? -1
        }
        #expect(try attributes(installation.state) == 0o700)
        for suffix in ["", "-wal", "-shm", "-reserve"] {
            #expect(try attributes(installation.database + suffix) == 0o600, "\(suffix)")
        }
        try await stop(process)
    }

    /// Whatever the mask of whoever starts it.
    @Test func `Backups, what a restore puts in place and what it puts aside are for the user alone`() async throws {
        let files = FileManager.default
        func permissions(_ path: String) throws -> Int {
            (try files.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue ?? -1
        }
        let open = ["/bin/sh", "-c", "umask 000; exec \"$@\"", "sh"]
        let process = try await installation.start(behind: open)
        try await installation.settled()
        let backup = installation.state + "/monday.db"
        #expect(try await installation.ctl("backup", backup).succeeded)
        process.send(SIGKILL)
        _ = try await process.finish()
        let restored = try await ChildProcess.run(
            open + [
                Products.influenced, "restore", backup, "--config", installation.configuration, "--state",
                installation.state,
            ]
        )
        #expect(restored.succeeded, "\(restored)")
        try await stop(try await installation.start(behind: open))
        let names = try files.contentsOfDirectory(atPath: installation.state)
        #expect(names.count >= 5, "\(names)")
        for name in names { #expect(try permissions(installation.state + "/" + name) == 0o600, "\(name)") }
        #expect(try permissions(installation.state) == 0o700)
    }
}
