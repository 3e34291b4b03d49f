import Glibc
import InfluenceModel
import InfluenceStore

/// The store's rows of the budget table, measured on a database in a temporary directory.
enum StoreBenchmark {
    /// - Parameter parts: of `import` and `runs`.
    static func run(_ parts: Set<String>, rows: Int) throws {
        var template = Array("/tmp/influenced-bench-XXXXXX".utf8CString)
        guard let directory = mkdtemp(&template).map({ String(cString: $0) }) else { return }
        defer {
            for name in [
                "a.db", "a.db-reserve", "a.db-wal", "a.db-shm", "b.db", "b.db-reserve", "b.db-wal", "b.db-shm", "c.db",
            ] {
                unlink(directory + "/" + name)
            }
            rmdir(directory)
        }
        if parts.contains("import") { try imports(rows, directory + "/a.db") }
        if parts.contains("runs") { try runs(directory + "/b.db") }
    }

    private static func imports(_ rows: Int, _ path: String) throws {
        let observations = tidyFile(rows)
        let byYear = observations.sorted { $0.period < $1.period }
        let shuffled = shuffle(observations)
        let store = try Store(opening: path)
        let first = try time("import of \(rows) fresh rows, in order") {
            try store.importObservations(observations, recordedAt: Instant(seconds: 1), origin: "bench")
        }
        print("   \(rate(rows, first)) rows/s")
        let again = try time("the same again") {
            try store.importObservations(observations, recordedAt: Instant(seconds: 2), origin: "bench")
        }
        print("   \(rate(rows, again)) rows/s")
        let read = try time("reading them all") { try store.observations() }
        print("   \(rate(rows, read)) rows/s")
        _ = try time("status") { try store.status() }
        store.close()
        for (order, rows) in [("by year", byYear), ("shuffled", shuffled)] {
            for suffix in ["", "-reserve", "-wal", "-shm"] { unlink(path + suffix) }
            let store = try Store(opening: path)
            let mixed = try time("import of \(rows.count) fresh rows, \(order)") {
                try store.importObservations(rows, recordedAt: Instant(seconds: 1), origin: "bench")
            }
            print("   \(rate(rows.count, mixed)) rows/s")
            store.close()
        }
    }

    private static func runs(_ path: String) throws {
        let store = try Store(opening: path)
        var seconds = 10
        func commit(_ label: String, through: Int = 323, _ salt: @escaping (Int, Int) -> Int) throws {
            seconds += 10
            let run = Self.commit(periods: through, salt)
            let before = try store.status().counts.scoreVersions
            _ = try time(label) { try store.commit(run, recordedAt: Instant(seconds: seconds)) }
            // Refused, but only after the checkpoint in the background, which the next measurement shall not wait for.
            _ = try? store.heartbeat(run: 0, at: Instant(seconds: seconds))
            print("   \(try store.status().counts.scoreVersions - before) scores stored")
        }
        try commit("first run, 1100 series x 323 months") { _, _ in 0 }
        try commit("run without a change") { _, _ in 0 }
        try commit("run with 62,000 changes, whole series") { series, _ in series < 192 ? 1 : 0 }
        try commit("run with 62,000 changes, the last 57 months") { series, period in
            period >= 266 ? 2 : series < 192 ? 1 : 0
        }
        try commit("run with 62,000 changes, anywhere") { series, period in
            (series * 7919 + period * 104_729) % 23 < 4 ? 3 : period >= 266 ? 2 : series < 192 ? 1 : 0
        }
        try commit("run with one new month", through: 324) { series, period in
            (series * 7919 + period * 104_729) % 23 < 4 && period < 323 ? 3 : period >= 266 ? 2 : series < 192 ? 1 : 0
        }
        store.close()
        let again = try time("opening") { try Store(opening: path) }
        let opened = again.value
        for _ in 0..<2 {
            _ = try time("GetScores: 1100 series") { try opened.scores() }
            _ = try time("GetScores: 55 dyads of the index") {
                try opened.scores(matching: ScoreFilter(nodes: ["node0"]))
            }
            _ = try time("GetHistory: one series") {
                try opened.history(of: ScoreSeries(node: "node3", power: "P03", country: "C2"))
            }
            _ = try time("GetScores as of the first run") { try opened.scores(asOf: Instant(seconds: 25)) }
            _ = try time("last run") { try opened.lastRun() }
        }
        _ = try time("heartbeat") { try opened.heartbeat(run: 6, at: Instant(seconds: 500)) }
        _ = try time("quick check") { try opened.integrityProblems() }
        _ = try time("backup") { try opened.backup(to: path.dropLast(4) + "c.db") }
        print("   database \(try opened.status().databaseBytes / 1024) KiB")
        opened.close()
    }

    private static func commit(periods: Int, _ salt: @escaping (Int, Int) -> Int) -> RunCommit {
        let months = Array(
            Frequency.month.periods(from: .earliest.adding(months: 1999 * 12), through: .latest).prefix(periods)
        )
        var series: [ScoreSeries] = []
        for country in 0..<5 {
            for power in 0..<11 {
                for node in 0..<20 {
                    series.append(
                        ScoreSeries(
                            node: NodeID("node\(node)"),
                            power: PowerID(power < 10 ? "P0\(power)" : "P\(power)"),
                            country: CountryID("C\(country)")
                        )
                    )
                }
            }
        }
        return RunCommit(
            reason: .request,
            model: StoredModel(hash: "bench", id: "bench", title: "Bench", files: []),
            inputHash: "bench",
            inputsKnownAt: nil,
            gridThrough: months[months.count - 1],
            duration: 0,
            scores: ScoreGrid(series: series, periods: months) { series, period in
                let seed = Double(series * 1009 + period * 17 + salt(series, period) * 31)
                return Score(value: 100 / (1 + seed), coverage: 1, confidence: 1 / (2 + seed))
            }
        )
    }

    private static func tidyFile(_ rows: Int) -> [Observation] {
        let years = (1964..<2024).compactMap { Period.year($0) }
        var result: [Observation] = []
        result.reserveCapacity(rows)
        var dyad = 0
        while result.count < rows {
            for indicator in 0..<30 {
                let key = SeriesKey(
                    indicator: NodeID("indicator_\(indicator)"),
                    power: PowerID("P\(dyad % 200)"),
                    country: CountryID("C\(dyad / 200)"),
                    reporter: "UN Comtrade"
                )
                for year in years where result.count < rows {
                    result.append(
                        Observation(
                            series: key,
                            period: year,
                            value: Double(result.count) * 1.000_1,
                            unit: "USD",
                            released: Day(clamping: 19_000),
                            source: "https://comtradeplus.un.org/TradeFlow",
                            note: ""
                        )
                    )
                }
            }
            dyad += 1
        }
        return result
    }

    private static func shuffle(_ observations: [Observation]) -> [Observation] {
        var result = observations
        var state: UInt64 = 42
        for index in stride(from: result.count - 1, to: 0, by: -1) {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            result.swapAt(index, Int((state >> 33) % UInt64(index + 1)))
        }
        return result
    }

    private struct Timed<Value> {
        let value: Value
        let milliseconds: Double
    }

    private static func time<Value>(_ label: String, _ work: () throws -> Value) throws -> Timed<Value> {
        let start = now(CLOCK_MONOTONIC)
        let startOfWork = now(CLOCK_THREAD_CPUTIME_ID)
        let value = try work()
        let working = now(CLOCK_THREAD_CPUTIME_ID) - startOfWork
        let milliseconds = now(CLOCK_MONOTONIC) - start
        print("\(label): \((milliseconds * 100).rounded() / 100) ms (cpu \((working * 100).rounded() / 100))")
        fflush(nil)
        return Timed(value: value, milliseconds: milliseconds)
    }

    private static func now(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }

    private static func rate<Value>(_ rows: Int, _ timed: Timed<Value>) -> Int {
        Int(Double(rows) / timed.milliseconds * 1e3)
    }
}
