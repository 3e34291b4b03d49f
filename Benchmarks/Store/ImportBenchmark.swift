import FoundationEssentials
import InfluenceFeeds
import InfluenceModel
import InfluenceStore

/// A tidy CSV file, from its bytes to a fresh database, and its two halves.
enum ImportBenchmark {
    private static let rows = 1_000_000

    static func run(_ report: (BenchmarkLine) -> Void) throws {
        let folder = try TemporaryFolder()
        let model = BenchmarkModel.make(powers: 200, countries: 3)
        let file = tidyFile(of: model)
        let checks = ObservationChecks(model: model)
        var reading: [Double] = []
        var storing: [Double] = []
        for _ in 0..<3 {
            var outcome = ReadOutcome?.none
            reading.append(seconds { outcome = ObservationCSV.read(file, checks: checks) })
            guard let outcome, outcome.errors.isEmpty, outcome.observations.count == rows else {
                throw Obstacle("the file was not read: \(outcome?.errors.first?.description ?? "rows are missing")")
            }
            let store = try Store(opening: folder["import.db"])
            storing.append(
                try seconds {
                    _ = try store.importObservations(
                        outcome.observations,
                        recordedAt: Instant(seconds: 1),
                        origin: "benchmark"
                    )
                }
            )
            store.close()
            folder.removeDatabase("import.db")
        }
        let count = Double(rows)
        let both = zip(reading, storing).map { $0 + $1 }.median
        report(
            BenchmarkLine(
                "import of a tidy CSV, 1,000,000 rows, median of 3",
                count / both,
                "rows/s",
                .atLeast(500_000)
            )
        )
        report(BenchmarkLine("  reading and checking alone", count / reading.median, "rows/s"))
        report(BenchmarkLine("  storing alone", count / storing.median, "rows/s"))
        try shell(file, folder, report)
    }

    /// SQLite's own import of the same file, into a table without keys or types.
    private static func shell(_ file: [UInt8], _ folder: TemporaryFolder, _ report: (BenchmarkLine) -> Void) throws {
        try Data(file).write(to: URL(filePath: folder["rows.csv"]))
        let command = ["sqlite3", "-csv", folder["shell.db"], ".import \(folder["rows.csv"]) rows"]
        guard let seconds = try? ChildProcess.seconds(of: command) else {
            return print("  anchor: sqlite3 is not installed")
        }
        report(BenchmarkLine("anchor: sqlite3 .import, without checks or keys", Double(rows) / seconds, "rows/s"))
    }

    private static func tidyFile(of model: Model) -> [UInt8] {
        let years = (1964..<2024).compactMap { Period.year($0) }
        var observations: [Observation] = []
        observations.reserveCapacity(rows)
        for country in model.countries {
            for power in model.powers {
                for indicator in model.indicators {
                    let key = SeriesKey(
                        indicator: indicator.id,
                        power: power.id,
                        country: country.id,
                        reporter: "UN Comtrade"
                    )
                    for year in years where observations.count < rows {
                        observations.append(
                            Observation(
                                series: key,
                                period: year,
                                value: Double(observations.count) * 1.000_1,
                                unit: "USD",
                                released: Day(clamping: 19_000),
                                source: "https://comtradeplus.un.org/TradeFlow",
                                note: ""
                            )
                        )
                    }
                }
            }
        }
        return ObservationCSV.write(observations)
    }
}
