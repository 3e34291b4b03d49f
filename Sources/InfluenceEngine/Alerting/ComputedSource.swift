import InfluenceAlerts
import InfluenceModel
import InfluenceScoring
import InfluenceStore

/// What rules see of a run that has been computed and is not stored yet.
final class ComputedSource: AlertSource {
    let period: Period
    let powers: [PowerID]
    let root: NodeID
    private let results: RunContent.Results
    private let model: Model
    private let nodes: [NodeID: Int]
    private let dyads: [Dyad: Int]
    private let periods: GridPeriods
    private let measures: [ScoreSeries: Int]
    private let feeds: [String: FeedHealth]
    private let before: StoredRun?
    private let changes: FigureChanges
    private let tracked: Set<NodeID>
    private let forecasts = Forecasts()
    private let threads: Int

    /// - Parameter before: The run that was evaluated before, by its own model.
    /// - Returns: `nil` for a run without periods.
    init?(
        _ results: RunContent.Results,
        model: Model,
        feeds: [String: FeedHealth],
        after before: StoredRun? = nil,
        threads: Int = 1
    ) {
        guard let last = results.table.periods.last, let root = model.nodes.first else { return nil }
        period = last
        powers = model.powers.map(\.id)
        self.root = root.id
        self.results = results
        self.model = model
        self.feeds = feeds
        self.before = before
        changes = FigureChanges(results.evidence, at: last, after: before.map { ($0, $0.run.gridThrough) })
        self.threads = threads
        tracked = Set(model.tracked.map(\.id))
        periods = GridPeriods(results.table.periods)
        nodes = Dictionary(zip(results.table.nodes, 0...)) { first, _ in first }
        dyads = Dictionary(zip(results.table.dyads, 0...)) { first, _ in first }
        measures = Dictionary(
            zip(
                results.measures.series.map { ScoreSeries(node: $0.node, power: $0.power, country: $0.country) },
                0...
            )
        ) { first, _ in first }
    }

    func period(containing day: Day) -> Period? { periods.period(containing: day) }

    func score(_ node: NodeID, _ power: PowerID, _ country: CountryID, _ period: Period) -> Score? {
        guard let place = periods.position(of: period) else { return nil }
        if let node = nodes[node] {
            guard let dyad = dyads[Dyad(power: power, country: country)] else { return nil }
            return results.table.score(node: node, dyad: dyad, period: place)
        }
        if let series = measures[ScoreSeries(node: node, power: power, country: country)] {
            return results.measures.series[series].scores[place]
        }
        if tracked.contains(node) {
            return results.evidence.tracked(node, Dyad(power: power, country: country), at: period)
        }
        return period == self.period ? preference(node, power, country) : nil
    }

    /// The measure `probability_above`, which is known of every pair here.
    private func preference(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> Score? {
        guard let (name, facet) = Measure.parts(of: node), name == Measure.probabilityName, let pair = PowerPair(power),
            let value = results.replicated?.probability(
                that: pair.second,
                exceeds: pair.first,
                in: country,
                at: facet ?? root
            )
        else { return nil }
        let sides = [pair.first, pair.second].compactMap { score(facet ?? root, $0, country, period) }
        return Score(
            value: value,
            coverage: sides.map(\.coverage).min() ?? 0,
            confidence: sides.map(\.confidence).min() ?? 0
        )
    }

    func interval(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> ScoreInterval? {
        results.replicated?[node, Dyad(power: power, country: country)].map { ScoreInterval($0, nil) }
    }

    func shares(
        _ indicator: NodeID,
        _ first: PowerID,
        _ second: PowerID,
        _ country: CountryID,
        _ period: Period
    ) -> (first: Double, second: Double)? {
        // An indicator that cannot be read has failed the run already.
        (try? results.evidence.comparable(indicator, first, second, in: country, at: period)).flatMap { $0 }
            .map { ($0.first, $0.second) }
    }

    func probability(
        _ node: NodeID,
        _ power: PowerID,
        _ country: CountryID,
        _ side: Level.Side,
        _ level: Double
    ) -> Double? {
        results.replicated?.levelShare(of: node, Dyad(power: power, country: country), beyond: level)
            .map { side == .above ? $0.above : $0.below }
    }

    func prospect(
        _ node: NodeID,
        _ power: PowerID,
        _ country: CountryID,
        ahead: CalendarDuration,
        behind: CalendarDuration
    ) -> Prospect? {
        // What cannot be scored has failed the run already.
        let isThere = score(node, power, country, period)?.value != nil
        return attempt {
            try forecasts.prospect(
                of: node,
                Dyad(power: power, country: country),
                ahead: ahead,
                behind: behind,
                at: period,
                isThere: isThere,
                threads: threads
            ) { results.scorer }
        }.flatMap { $0 }
    }

    func dataPeriod(_ node: NodeID, _ power: PowerID?, _ country: CountryID) -> Period? {
        results.evidence.newestPeriod(of: node, power, in: country, through: period.end)
    }

    func breaks(_ node: NodeID, _ power: PowerID, _ country: CountryID, since earlier: Period) -> [SeriesBreak] {
        changes.breaks(node, Dyad(power: power, country: country), since: earlier)
    }

    func broken(
        _ node: NodeID,
        _ power: PowerID,
        _ country: CountryID,
        since earlier: Period?
    ) -> BrokenChange? {
        changes.broken(node, Dyad(power: power, country: country), since: earlier)
    }

    func exchanged(_ node: NodeID, _ power: PowerID, _ country: CountryID, since earlier: Period?) -> Double {
        changes.exchanged(node, Dyad(power: power, country: country), since: earlier)
    }

    func brokenShares(
        _ indicator: NodeID,
        _ first: PowerID,
        _ second: PowerID,
        _ country: CountryID
    ) -> [SeriesBreak] {
        attempt { try changes.brokenShares(indicator, first, second, in: country) } ?? []
    }

    func brokenMeasure(_ measure: NodeID, _ power: PowerID, _ country: CountryID) -> [SeriesBreak] {
        attempt { try changes.brokenMeasure(measure, power, in: country) } ?? []
    }

    var previous: (any AlertSource)? {
        before.map { StoredSource($0, at: $0.run.gridThrough, feeds: [:]) }
    }

    func after(lastThat saw: (any AlertSource) -> Bool) -> (any AlertSource)? {
        guard let before, let last = before.last(from: before.run.gridThrough, that: saw) else { return nil }
        return ComputedSource(results, model: model, feeds: feeds, after: last.run, threads: threads)
    }

    func corrections(_ node: NodeID, _ country: CountryID) -> Corrections? {
        changes.corrections(beneath: node, in: country) { [results, feeds, threads] other in
            ComputedSource(results, model: other.model, feeds: feeds, after: other, threads: threads)
        }
    }

    func statuses(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> [ObservationStatus] {
        changes.statuses(node, power, in: country)
    }

    func dataSpan(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> DataSpan? {
        changes.dataSpan(node, power, in: country)
    }

    func previousDataSpan(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> DataSpan? {
        changes.previousDataSpan(node, power, in: country)
    }

    /// What the run before knew is read as it is asked for; what cannot be read is told by whoever asked for the
    /// evaluation, as a failure of the run before.
    private func attempt<Value>(_ body: () throws -> Value) -> Value? {
        guard let before else { return try? body() }
        return before.attempt(body)
    }

    func feed(_ name: String) -> FeedHealth? { feeds[name] }
}

/// The periods of a grid, in order, to be found by value and by day.
struct GridPeriods {
    let all: [Period]
    private let positions: [Period: Int]

    init(_ periods: [Period]) {
        all = periods
        positions = Dictionary(zip(periods, 0...)) { first, _ in first }
    }

    func position(of period: Period) -> Int? { positions[period] }

    func period(containing day: Day) -> Period? {
        var (low, high) = (0, all.count)
        while low < high {
            let middle = (low + high) / 2
            if all[middle].end < day { low = middle + 1 } else { high = middle }
        }
        guard low < all.count, all[low].start <= day else { return nil }
        return all[low]
    }
}
