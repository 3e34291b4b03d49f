import InfluenceAlerts
import InfluenceModel
import InfluenceScoring
import InfluenceStore

/// What rules see of a run that is stored, at one of its periods, as known when it was recorded. Reads as it is asked.
final class StoredSource: AlertSource {
    let period: Period
    let powers: [PowerID]
    let root: NodeID
    private let past: StoredRun
    private let feeds: [String: FeedHealth]
    /// What the evaluation before saw, by its own model; `nil` where it saw the same.
    private var before: (run: StoredRun, period: Period)?
    private let tracked: Set<NodeID>
    private let forecasts = Forecasts()

    /// - Parameters:
    ///   - period: One of the run's grid.
    ///   - before: What the evaluation before saw, where it was something else.
    init(
        _ past: StoredRun,
        at period: Period,
        feeds: [String: FeedHealth],
        after before: (run: StoredRun, period: Period)? = nil
    ) {
        self.past = past
        self.period = period
        self.before = before
        self.feeds = feeds
        powers = past.model.powers.map(\.id)
        root = past.model.nodes.first?.id ?? ""
        tracked = Set(past.model.tracked.map(\.id))
    }

    func period(containing day: Day) -> Period? {
        // Nothing after the present.
        past.periods.period(containing: day).flatMap { $0.end <= period.end ? $0 : nil }
    }

    func score(_ node: NodeID, _ power: PowerID, _ country: CountryID, _ period: Period) -> Score? {
        if tracked.contains(node) {
            let dyad = Dyad(power: power, country: country)
            return past.attempt { try past.evidence().tracked(node, dyad, at: period) }.flatMap { $0 }
        }
        return past.point(ScoreSeries(node: node, power: power, country: country), period)?.score
    }

    func interval(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> ScoreInterval? {
        past.point(ScoreSeries(node: node, power: power, country: country), period)?.interval
    }

    func shares(
        _ indicator: NodeID,
        _ first: PowerID,
        _ second: PowerID,
        _ country: CountryID,
        _ period: Period
    ) -> (first: Double, second: Double)? {
        past.attempt { try past.evidence().comparable(indicator, first, second, in: country, at: period) }
            .flatMap { $0 }.map { ($0.first, $0.second) }
    }

    func probability(
        _ node: NodeID,
        _ power: PowerID,
        _ country: CountryID,
        _ side: Level.Side,
        _ level: Double
    ) -> Double? {
        guard period == past.run.gridThrough else { return nil }
        return past.levelShare(of: node, Dyad(power: power, country: country), beyond: level)
            .map { side == .above ? $0.above : $0.below }
    }

    func prospect(
        _ node: NodeID,
        _ power: PowerID,
        _ country: CountryID,
        ahead: CalendarDuration,
        behind: CalendarDuration
    ) -> Prospect? {
        let isThere = score(node, power, country, period)?.value != nil
        return past.attempt {
            let evidence = try past.evidence()
            return try forecasts.prospect(
                of: node,
                Dyad(power: power, country: country),
                ahead: ahead,
                behind: behind,
                at: period,
                isThere: isThere,
                threads: past.threads
            ) { () throws(ScoringError) in try evidence.scorer() }
        }.flatMap { $0 }
    }

    func dataPeriod(_ node: NodeID, _ power: PowerID?, _ country: CountryID) -> Period? {
        past.attempt { try past.evidence().newestPeriod(of: node, power, in: country, through: period.end) }
            .flatMap { $0 }
    }

    /// From the next evaluation on nothing is news.
    func settle() { before = nil }

    private func changes() throws -> FigureChanges {
        if let known = past.changes, known.are(of: period, after: before) { return known }
        let changes = FigureChanges(try past.evidence(), at: period, after: before)
        past.changes = changes
        return changes
    }

    func breaks(_ node: NodeID, _ power: PowerID, _ country: CountryID, since earlier: Period) -> [SeriesBreak] {
        past.attempt { try changes().breaks(node, Dyad(power: power, country: country), since: earlier) } ?? []
    }

    func broken(
        _ node: NodeID,
        _ power: PowerID,
        _ country: CountryID,
        since earlier: Period?
    ) -> BrokenChange? {
        past.attempt { try changes().broken(node, Dyad(power: power, country: country), since: earlier) }.flatMap { $0 }
    }

    func exchanged(_ node: NodeID, _ power: PowerID, _ country: CountryID, since earlier: Period?) -> Double {
        past.attempt { try changes().exchanged(node, Dyad(power: power, country: country), since: earlier) } ?? 0
    }

    func brokenShares(
        _ indicator: NodeID,
        _ first: PowerID,
        _ second: PowerID,
        _ country: CountryID
    ) -> [SeriesBreak] {
        past.attempt { try changes().brokenShares(indicator, first, second, in: country) } ?? []
    }

    func brokenMeasure(_ measure: NodeID, _ power: PowerID, _ country: CountryID) -> [SeriesBreak] {
        past.attempt { try changes().brokenMeasure(measure, power, in: country) } ?? []
    }

    var previous: (any AlertSource)? {
        before.map { StoredSource($0.run, at: $0.period, feeds: [:]) }
    }

    func after(lastThat saw: (any AlertSource) -> Bool) -> (any AlertSource)? {
        guard let before, let last = before.run.last(from: before.period, that: saw) else { return nil }
        return StoredSource(past, at: period, feeds: feeds, after: last)
    }

    func corrections(_ node: NodeID, _ country: CountryID) -> Corrections? {
        // Where nothing is news no observations are read for it.
        guard before != nil else { return nil }
        return past.attempt {
            try changes().corrections(beneath: node, in: country) { [past, period, feeds] other in
                StoredSource(past, at: period, feeds: feeds, after: (other, other.run.gridThrough))
            }
        }.flatMap { $0 }
    }

    func statuses(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> [ObservationStatus] {
        past.attempt { try changes().statuses(node, power, in: country) } ?? []
    }

    func dataSpan(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> DataSpan? {
        past.attempt { try changes().dataSpan(node, power, in: country) }.flatMap { $0 }
    }

    func previousDataSpan(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> DataSpan? {
        past.attempt { try changes().previousDataSpan(node, power, in: country) }.flatMap { $0 }
    }

    func feed(_ name: String) -> FeedHealth? { feeds[name] }
}
