import FoundationEssentials
import InfluenceEngine
import InfluenceReading
import InfluenceModel
import InfluenceStore

/// A tidy CSV file, from its bytes to a fresh database, and its two halves.
enum ImportBenchmark {
    private static let rows = 1_000_000

    private static let reporter = "UN Comtrade"

    static func run(_ report: (BenchmarkLine) -> Void) throws {
        let folder = try TemporaryFolder()
        let model = BenchmarkModel.make(powers: 200, countries: 3)
        let file = tidyFile(of: model)
        let (both, reading, storing) = try measure(file, model, in: folder)
        report(
            BenchmarkLine("import of a tidy CSV, 1,000,000 rows, median of 3", both, "rows/s", .atLeast(500_000))
        )
        report(BenchmarkLine("  reading and checking alone", reading, "rows/s"))
        report(BenchmarkLine("  storing alone", storing, "rows/s"))
        // As the daemon does it, of a model that asks all that it can: nothing is odd, and everything is looked at.
        let checked = BenchmarkModel.make(
            powers: 200,
            countries: 3,
            plausibility: Plausibility(low: 0, high: 1e15, jump: 10),
            reporters: [reporter]
        )
        let looked = try measure(tidyFile(of: checked, withTotals: true), checked, today: .latest, in: folder)
        report(BenchmarkLine("  with ranges, jumps, reporters and partners' totals", looked.both, "rows/s"))
        try shell(file, folder, report)
    }

    /// Rows a second.
    /// - Parameter today: Given where the import is inspected.
    private static func measure(
        _ file: [UInt8],
        _ model: Model,
        today: Day? = nil,
        in folder: TemporaryFolder
    ) throws -> (both: Double, reading: Double, storing: Double) {
        let checks = ObservationChecks(model: model, today: today)
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
                    let inspection = today.map { _ in ImportInspection(outcome, model: model) }
                    _ = try store.importObservations(
                        outcome.observations,
                        recordedAt: Instant(seconds: 1),
                        origin: "benchmark",
                        review: inspection
                    )
                    if let odd = inspection?.warnings.sentences.first { throw Obstacle("the import is odd: \(odd)") }
                }
            )
            store.close()
            folder.removeDatabase("import.db")
        }
        let count = Double(rows)
        let both = zip(reading, storing).map { $0 + $1 }.median
        return (count / both, count / reading.median, count / storing.median)
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

    /// - Parameter withTotals: Whether all partners together are listed first.
    private static func tidyFile(of model: Model, withTotals: Bool = false) -> [UInt8] {
        let years = (1964..<2024).compactMap { Period.year($0) }
        var observations: [Observation] = []
        observations.reserveCapacity(rows)
        for country in model.countries {
            for power in (withTotals ? [.world] : []) + model.powers.map(\.id) {
                for indicator in model.indicators {
                    let key = SeriesKey(
                        indicator: indicator.id,
                        power: power,
                        country: country.id,
                        reporter: reporter
                    )
                    for year in years where observations.count < rows {
                        observations.append(
                            Observation(
                                series: key,
                                period: year,
                                value: power == .world ? 1e12 : Double(observations.count) * 1.000_1,
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
