import InfluenceModel
import InfluenceStore

/// Commits of runs in which about 62,000 of 355,300 scores have changed, with synchronous=FULL.
enum CommitBenchmark {
    private static let months = Array(
        Frequency.month.periods(from: .earliest.adding(months: 1999 * 12), through: .latest).prefix(323)
    )
    private static let series: [ScoreSeries] = (0..<55).flatMap { dyad in
        (0..<20).map { node in
            ScoreSeries(
                node: NodeID("node\(node)"),
                power: PowerID("P\(dyad % 11)"),
                country: CountryID("C\(dyad / 11)")
            )
        }
    }

    /// Which cells change, by series and month.
    private static let patterns: [(name: String, isBudgeted: Bool, changes: @Sendable (Int, Int) -> Bool)] = [
        ("whole series", true, { series, _ in series < 192 }),
        ("the last 57 months", true, { _, month in month >= 266 }),
        ("scattered", false, { series, month in (series * 7919 + month * 104_729) % 23 < 4 }),
    ]

    static func run(_ report: (BenchmarkLine) -> Void) throws {
        let folder = try TemporaryFolder()
        let store = try Store(opening: folder["commit.db"])
        defer { store.close() }
        /// Of each cell, the commit that changed it last.
        var changed = [Int](repeating: 0, count: series.count * months.count)
        let first = try commit(changed, number: 0, to: store)
        report(BenchmarkLine("commit of a first run, 355,300 scores", first.seconds * 1e3, "ms"))
        var number = 0
        for pattern in patterns {
            var times: [Double] = []
            for _ in 0..<5 {
                number += 1
                var count = 0
                for cell in changed.indices where pattern.changes(cell / months.count, cell % months.count) {
                    changed[cell] = number
                    count += 1
                }
                let done = try commit(changed, number: number, to: store)
                guard done.changed == count else { throw Obstacle("\(done.changed) scores were stored of \(count)") }
                times.append(done.seconds * 1e3)
            }
            let budget: BenchmarkLine.Budget? = pattern.isBudgeted ? .atMost(150) : nil
            let name = "commit of 62,000 changes, \(pattern.name), median of 5"
            report(BenchmarkLine(name, times.median, "ms", budget))
        }
    }

    private static func commit(
        _ salt: [Int],
        number: Int,
        to store: Store
    ) throws -> (seconds: Double, changed: Int) {
        let moment = Instant(seconds: 10 + number)
        let run = RunCommit(
            reason: .request,
            model: StoredModel(hash: "benchmark", id: "benchmark", title: "", files: []),
            inputHash: "\(number)",
            inputsKnownAt: nil,
            gridThrough: months[months.count - 1],
            duration: 0,
            grids: [
                ScoreGrid(series: series, periods: months) { series, month in
                    let seed = Double(series * 1009 + month * 17) + Double(salt[series * months.count + month]) / 1024
                    return Score(value: 100 / (1 + seed), coverage: 1, confidence: 1 / (2 + seed))
                }
            ]
        )
        var changed = 0
        let time = try seconds { changed = Int(try store.commit(run, recordedAt: moment).run.changed) }
        // Refused, but only after the checkpoint in the background, which the next measurement shall not wait for.
        _ = try? store.heartbeat(run: 0, at: moment)
        return (time, changed)
    }
}
