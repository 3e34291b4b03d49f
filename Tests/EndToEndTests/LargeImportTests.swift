import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// A valid file of very many rows, as a service of little memory meets it.
@Suite(.timeLimit(.minutes(10))) struct LargeImportTests {
    private let installation: Installation

    init() throws { installation = try Installation() }

    /// Daily figures of every dyad of the small model.
    private func file(_ name: String, days: Range<Int>) throws -> String {
        var text = SmallModel.header
        for day in days {
            let (year, rest) = (1_800 + day / 336, day % 336)
            let (month, date) = (rest / 28 + 1, rest % 28 + 1)
            let period = "\(year)-\(month < 10 ? "0" : "")\(month)-\(date < 10 ? "0" : "")\(date)"
            for indicator in ["trade", "loans"] {
                for power in SmallModel.powers {
                    for country in SmallModel.countries {
                        text += "\(indicator),\(power),\(country),\(period),\(day % 97)\n"
                    }
                }
            }
        }
        return try installation.folder.write(text, to: name)
    }

    private func peak(_ process: ChildProcess) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(process.pid)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return try #require(line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) })
    }

    /// Before: 700 bytes a row, so that two million of them were more than a service may have, again at each start.
    @Test func `Each row takes some two hundred bytes at the height of an import and of the runs after it`()
        async throws
    {
        let process = try await installation.startAndRun()
        let before = try peak(process)
        let days = 25_000
        let path = try file("many.csv", days: 0..<days)
        #expect(try await installation.ctl(["import", path, "--timeout", "300"]).succeeded)
        let bytes =
            (try peak(process) - before) * 1024
            - (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0)
        #expect(bytes / (8 * days) < 350, "\(bytes / (8 * days)) bytes a row, besides the file")
        try await stop(process)

        let again = try await installation.start()
        let started = try peak(again)
        try await installation.settled()
        let change = try installation.folder.write(SmallModel.header + "trade,CHN,KAZ,2021,1\n", to: "one.csv")
        #expect(try await installation.ctl(["import", change, "--timeout", "300"]).succeeded)
        let run = (try peak(again) - started) * 1024
        #expect(run / (8 * days) < 350, "\(run / (8 * days)) bytes a row")
        try await stop(again)
    }

    /// In twenty files it is as much as in one.
    @Test func `More than a run may read is refused with both numbers, in one file or in many, and the daemon goes on`()
        async throws
    {
        // The estimate of the model, and room for some hundred thousand rows.
        try installation.folder.write(SmallModel.configuration + "model_memory: 64MiB\n", to: "influenced.yaml")
        let process = try await installation.startAndRun()
        let numbers = #/would need about \d+ MiB for \d{6} observations of \d+ series, and 64 MiB are allowed/#
        var refusals = 0
        for part in 0..<20 {
            let path = try file("part\(part).csv", days: part * 2_000..<(part + 1) * 2_000)
            let done = try await installation.ctl(["import", path, "--timeout", "300"])
            if done.succeeded { continue }
            refusals += 1
            #expect(done.exit == .status(1) && done.errors.contains(numbers), "\(done)")
            #expect(done.errors.contains("model_memory"), "\(done)")
        }
        #expect(refusals > 0 && refusals < 20)
        let whole = try await installation.ctl(["import", try file("whole.csv", days: 0..<40_000), "--timeout", "300"])
        #expect(whole.exit == .status(1) && whole.errors.contains(numbers), "\(whole)")
        #expect(try installation.status()["healthy"] == true)
        #expect(try await installation.ctl("recompute").succeeded)
        try await stop(process)
    }
}
