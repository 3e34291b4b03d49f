import InfluenceAlerts
import InfluenceModel
import InfluenceScoring
import InfluenceStore

/// A run as the store has it: reads what is asked for and remembers it. The first failure to read is kept; what follows
/// is then worth nothing.
final class StoredRun {
    let run: Run
    let model: Model
    let periods: GridPeriods
    private(set) var failure: (any Error)?
    private let store: Store
    let threads: Int
    /// Levels that a computation of the uncertainty is to count, should one be needed.
    private let levels: [NodeID: [Double]]
    /// Whether whole series are wanted, or one period at a time.
    private let readsCurves: Bool
    private var curves: [ScoreSeries: [Period: HistoryPoint]] = [:]
    private var points: [Place: HistoryPoint?] = [:]
    private var panel: Panel?
    private var knownEvidence: Evidence?
    /// Of the evaluation that asked last; given back with the observations.
    var changes: FigureChanges?
    private var replicated: UncertaintyTable??

    private struct Place: Hashable {
        let series: ScoreSeries
        let period: Period
    }

    init(
        _ run: Run,
        _ model: Model,
        in store: Store,
        levels: [NodeID: [Double]],
        readsCurves: Bool,
        threads: Int
    ) {
        self.run = run
        self.model = model
        self.store = store
        self.levels = levels
        self.readsCurves = readsCurves
        self.threads = threads
        periods = GridPeriods(model.grid.periods(through: run.gridThrough.end))
    }

    /// Takes over what another run read of the same observations under the same model.
    func shareObservations(of other: StoredRun) {
        guard other.run.inputsKnownAt == run.inputsKnownAt else { return }
        panel = other.panel
        if other.run.modelHash == run.modelHash { knownEvidence = other.knownEvidence }
    }

    /// Forgets the observations, which are many.
    /// - Returns: whether there were any.
    func releaseObservations() -> Bool {
        defer {
            panel = nil
            knownEvidence = nil
            changes = nil
        }
        return panel != nil
    }

    /// The last run before a moment, under the model of this one.
    func last(before moment: Instant) throws(StoreError) -> StoredRun? {
        try store.runs(asOf: moment.adding(microseconds: -1), limit: 1).first.map {
            StoredRun($0, model, in: store, levels: levels, readsCurves: false, threads: threads)
        }
    }

    /// As far back a figure that was away for a while is looked for.
    private static let mostLooksBack = 128

    /// The last evaluation that saw something, from one of this run's on: of a period that is not the run's last one, the
    /// periods before it, as a replay evaluates them; else the runs before, under the same model.
    func last(
        from period: Period,
        that saw: (any AlertSource) -> Bool
    ) -> (run: StoredRun, period: Period)? {
        var (look, period) = (self, period)
        for _ in 0..<Self.mostLooksBack {
            let isSeen = saw(StoredSource(look, at: period, feeds: [:]))
            // Half an answer is none.
            if look !== self, let failure = look.failure { return attempt { throw failure } }
            if isSeen { return (look, period) }
            if period == look.run.gridThrough {
                guard let earlier = attempt({ try look.last(before: look.run.recordedAt) }).flatMap({ $0 }),
                    earlier.run.modelHash == run.modelHash
                else { return nil }
                (look, period) = (earlier, earlier.run.gridThrough)
            } else {
                guard let place = look.periods.position(of: period), place > 0 else { return nil }
                period = look.periods.all[place - 1]
            }
        }
        return nil
    }

    /// Since when, by what this run knew, a value has been wrong that another one puts right.
    func wrongSince(_ right: Observation) throws(StoreError) -> Instant? {
        let editions = try store.observationPage(
            matching: ObservationFilter(
                indicators: [right.series.indicator],
                powers: [right.series.power],
                countries: right.series.country.map { [$0] },
                reporters: [right.series.reporter],
                periods: PeriodRange(from: right.period.start, through: right.period.end)
            ),
            asOf: run.inputsKnownAt,
            vintages: .all
        ).observations.filter { $0.observation.series == right.series && $0.observation.period == right.period }
        return editions.reversed().drop { !$0.isInForce }.prefix { right.putsRight($0.observation) }.last?.recordedAt
    }

    func attempt<Value>(_ body: () throws -> Value) -> Value? {
        do { return try body() } catch {
            if failure == nil { failure = error }
            return nil
        }
    }

    func point(_ series: ScoreSeries, _ period: Period) -> HistoryPoint? {
        if readsCurves {
            if let curve = curves[series] { return curve[period] }
            let curve = attempt { try read(series, .all) } ?? []
            let known = Dictionary(curve.map { ($0.period, $0) }) { first, _ in first }
            curves[series] = known
            return known[period]
        }
        let place = Place(series: series, period: period)
        if let known = points[place] { return known }
        let span = PeriodRange(from: period.start, through: period.end)
        let point = (attempt { try read(series, span) } ?? []).first { $0.period == period }
        points[place] = .some(point)
        return point
    }

    private func read(_ series: ScoreSeries, _ span: PeriodRange) throws(StoreError) -> [HistoryPoint] {
        var points: [HistoryPoint] = []
        var next: HistoryPosition?
        repeat {
            let page = try store.history(
                of: series,
                periods: span,
                asOf: run.recordedAt,
                model: run.modelHash,
                after: next
            )
            points += page?.points ?? []
            next = page?.next
        } while next != nil
        return points
    }

    func observed() throws -> Panel {
        if let panel { return panel }
        var observations = ObservationTable()
        if let known = run.inputsKnownAt { observations = try store.observations(asOf: known, withTexts: false) }
        let read = try Panel(observations)
        panel = read
        return read
    }

    func evidence() throws -> Evidence {
        if let knownEvidence { return knownEvidence }
        let evidence = Evidence(model: model, panel: try observed())
        knownEvidence = evidence
        return evidence
    }

    /// Computes the run once more: the distribution itself is not stored.
    func levelShare(of node: NodeID, _ dyad: Dyad, beyond level: Double) -> LevelShare? {
        if replicated == nil {
            let content = attempt {
                try RunContent(
                    of: model,
                    panel: observed(),
                    periods: periods.all,
                    levels: levels,
                    threads: threads
                )
            }
            replicated = .some(content?.results?.replicated)
        }
        return replicated?.flatMap { $0.levelShare(of: node, dyad, beyond: level) }
    }
}
