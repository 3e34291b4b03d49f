import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// A disk that is full or fails for a while, as the daemon sees it.
@Suite(.enabled(if: KillPoint.obstacle == nil, "\(KillPoint.obstacle ?? "")"))
struct DiskFaultTests {
    @Test(arguments: [
        ("ENOSPC", "pwrite64", "full"), ("EIO", "fdatasync", "reports an error"),
        ("EDQUOT", "pwrite64", "the disk quota for"), ("EROFS", "pwrite64", "is read-only"),
        ("EFBIG", "pwrite64", "LimitFSIZE="), ("EDQUOT", "fdatasync", "the disk quota for"),
    ])
    func `It refuses the import, goes on answering, says so, and recovers by itself`(
        error: String,
        call: String,
        words: String
    ) async throws {
        let installation = try Installation()
        let change = try installation.folder.write(SmallModel.header + "trade,CHN,KAZ,2020,28\n", to: "change.csv")
        let process = try await installation.startAndRun()
        let before = try installation.curves()

        let tracer = try ChildProcess([
            "strace", "-qq", "-f", "-o", "/dev/null", "-p", "\(process.pid)", "-e", "trace=\(call)", "-e",
            "inject=\(call):error=\(error)",
        ])
        try await eventually("the tracer at each thread") {
            guard tracer.isRunning else { throw EndedEarly(name: "strace", errors: tracer.errors) }
            return isTraced(process.pid)
        }
        let refused = try await installation.ctl("import", change)
        #expect(refused.exit == .status(1), "\(refused)")
        #expect(refused.errors.contains(words), "\(refused)")
        #expect(try installation.curves() == before)
        let status = try installation.status()
        #expect(status["healthy"]?.boolValue == false)
        #expect(status.problems.contains { $0.contains(words) }, "\(status.problems)")

        // Detaches.
        tracer.send(SIGINT)
        _ = try await tracer.finish()
        let imported = try await installation.ctl("import", change)
        #expect(imported.succeeded, "\(imported)")
        #expect(try installation.vintages("trade", "CHN", "KAZ") == [20, 28])
        try await eventually("health") { try installation.status()["healthy"]?.boolValue == true }
        try await stop(process)
        #expect(try await Python.sqlite("PRAGMA integrity_check", on: installation.database).output == "ok\n")
    }

    private func isTraced(_ pid: Int32) -> Bool {
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")) ?? []
        return !tasks.isEmpty
            && tasks.allSatisfy { task in
                let status = try? String(contentsOfFile: "/proc/\(pid)/task/\(task)/status", encoding: .utf8)
                return status.map { !$0.contains("TracerPid:\t0\n") } ?? true
            }
    }
}
