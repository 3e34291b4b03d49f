import InfluenceAlerts
import InfluenceEngine
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import Logging

/// A run in which 10,000 alerts begin to fire at once: 40 rules over 250 series, by the engine, from the observations to the
/// deliveries on disk.
enum EventStormBenchmark {
    private static let countries = 50
    private static let powers = 5
    static let rules = 40
    private static let indicators = 12
    static let series = countries * powers

    static func run(_ report: (BenchmarkLine) -> Void) throws {
        var (with, without): ([Double], [Double]) = ([], [])
        for _ in 0..<3 {
            without.append(try storm(rules: 0))
            with.append(try storm(rules: rules))
        }
        report(BenchmarkLine("a run whose scores all change, without rules, median of 3", without.median * 1e3, "ms"))
        report(
            BenchmarkLine(
                "the same with 10,000 events, explained (first 50), stored and queued, median of 3",
                with.median * 1e3,
                "ms",
                .atMost(1_000 + without.median * 1e3)
            )
        )
    }

    static var model: String {
        var text = """
            model: storm
            title: Storm
            definition: What a benchmark measures.
            scale: {low: 0, high: 100}
            grid: {frequency: month, from: 2020-01}
            powers:

            """
        for power in 0..<powers { text += "  - {id: P\(power)X, name: P\(power)}\n" }
        text += "countries:\n"
        for country in 0..<countries { text += "  - {id: C\(country)X, name: C\(country)}\n" }
        text += "nodes:\n  - {id: index, title: Index, aggregate: arithmetic}\n"
        for part in 0..<4 {
            text += "  - {id: part\(part), title: Part, parent: index, weight: 1, aggregate: arithmetic}\n"
        }
        text += "indicators:\n"
        for indicator in 0..<indicators {
            text +=
                "  - {id: i\(indicator), title: I, parent: part\(indicator % 4), weight: 1, "
                + "normalise: {goalposts: [0, 100]}, cadence: P1Y, max_age: none}\n"
        }
        return text
    }

    private static func observations(year: Int, value: (Int, Int, Int) -> Int) -> String {
        var text = "indicator,power,country,period,value,reporter\n"
        for indicator in 0..<indicators {
            for power in 0..<powers {
                for country in 0..<countries {
                    text += "i\(indicator),P\(power)X,C\(country)X,\(year),\(value(indicator, power, country)),R\n"
                }
            }
        }
        return text
    }

    static var low: String { observations(year: 2020) { ($0 + $1 + $2) % 30 } }
    static var high: String { observations(year: 2021) { 85 + ($0 + $1 + $2) % 10 } }

    static func alerts(rules: Int, hooks: Bool) -> String {
        if rules == 0 { return "rules: []\n" }
        var text = hooks ? "hooks:\n  noop: {kind: exec, command: [/bin/true]}\n" : ""
        text += "rules:\n"
        for rule in 0..<rules {
            text += "  - {id: r\(rule), kind: threshold, node: index, above: \(40 + rule)"
            text += hooks ? ", hooks: [noop]}\n" : "}\n"
        }
        return text
    }

    /// Seconds of the run.
    private static func storm(rules: Int) throws -> Double {
        let folder = try TemporaryFolder()
        let store = try Store(opening: folder["storm.db"])
        defer { store.close() }
        let loaded = try ModelFiles.load(sources: [ModelSource(name: "storm.yaml", text: model)])
        let engine = try Engine(
            store: store,
            loaded: loaded,
            alerts: RuleFile.read(
                alerts(rules: rules, hooks: true),
                name: "alerts.yaml",
                model: loaded.model,
                feeds: []
            ),
            clock: BenchmarkClock(),
            threads: 2,
            log: Logger(label: "") { _ in SwiftLogNoOpLogHandler() }
        )
        return try waiting {
            _ = try await engine.importObservations(Array(low.utf8), origin: "benchmark", partial: false)
            try await engine.recompute(.start)
            _ = try await engine.importObservations(Array(high.utf8), origin: "benchmark", partial: false)
            let begin = now()
            try await engine.recompute(.import)
            let time = now() - begin
            let waiting = try store.deliveryCounts().waiting
            guard waiting == rules * series * 2 else { throw Obstacle("\(waiting) deliveries wait") }
            return time
        }
    }
}
