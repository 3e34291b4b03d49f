import InfluenceAlerts
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceStore
import InfluenceTestKit
import Logging
import Testing

@testable import InfluenceEngine

/// An engine over a database of its own, by a clock that the test moves.
final class Trial: Sendable {
    let folder: TemporaryFolder
    let clock: TestClock
    let store: Store
    let engine: Engine

    /// - Parameters:
    ///   - alerts: a rule file.
    ///   - folder: one with a database in it, to go on with that.
    ///   - clock: in place of one that shows `time`.
    init(
        model: String = TrialModel.text,
        alerts: String = "rules: []",
        at time: String = "2024-03-15",
        in folder: TemporaryFolder? = nil,
        clock: TestClock? = nil,
        database: Store? = nil,
        imports: ImportLimits = ImportLimits(),
        memory: Int = .max,
        kinds: MethodKinds = .standard
    ) throws {
        self.folder = try folder ?? TemporaryFolder()
        let clock = try clock ?? TestClock(instant(time))
        self.clock = clock
        store = try database ?? Store(opening: self.folder["influence.db"])
        let loaded = try ModelFiles.load(sources: [ModelSource(name: "trial.yaml", text: model)], kinds: kinds)
        engine = try Engine(
            store: store,
            loaded: loaded,
            alerts: RuleFile.read(alerts, name: "alerts.yaml", model: loaded.model, feeds: []),
            clock: clock,
            threads: 2,
            imports: imports,
            memory: memory,
            log: .silent
        )
    }

    deinit {
        store.close()
    }

    var status: EngineStatus { engine.board.current }

    @discardableResult
    func add(_ rows: String, partial: Bool = false) async throws -> ImportSummary {
        let text = rows.hasPrefix("indicator,") ? rows : TrialModel.header + rows
        return try await engine.importObservations(Array(text.utf8), origin: "test", partial: partial)
    }

    func score(_ node: NodeID, _ power: PowerID, _ country: CountryID, _ period: String? = nil) throws -> Double? {
        let filter = ScoreFilter(nodes: [node], powers: [power], countries: [country])
        let choice = try period.map { PeriodChoice.exactly(try Period($0)) } ?? .latest
        return try store.scores(matching: filter, period: choice)?.scores.first?.score.value
    }

    /// A point of a curve with the bits of its numbers.
    struct Bits: Hashable {
        let series: ScoreSeries
        let period: Period
        let value: UInt64?
        let coverage: UInt64
        let confidence: UInt64
        let run: Int64
    }

    /// Every point of every curve, as known at a time.
    func everything(asOf: Instant? = nil) throws -> Set<Bits> {
        var result: Set<Bits> = []
        for series in try store.scoreSeries(asOf: asOf) {
            var position: HistoryPosition?
            repeat {
                let page = try #require(try store.history(of: series, asOf: asOf, after: position))
                for point in page.points {
                    result.insert(
                        Bits(
                            series: series,
                            period: point.period,
                            value: point.score.value?.bitPattern,
                            coverage: point.score.coverage.bitPattern,
                            confidence: point.score.confidence.bitPattern,
                            run: point.run
                        )
                    )
                }
                position = page.next
            } while position != nil
        }
        return result
    }
}

extension Logger {
    static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

extension Store {
    /// What is due, each event by itself.
    func dueDeliveries(
        at now: Instant,
        excluding: Set<Int64> = [],
        except hooks: Set<String> = [],
        limit: Int = 100
    ) throws(StoreError) -> [AlertDelivery] {
        try dueHandovers(at: now, excluding: excluding, except: hooks, limit: limit).flatMap(\.deliveries)
    }
}
