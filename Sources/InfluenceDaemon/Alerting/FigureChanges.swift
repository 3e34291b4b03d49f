import InfluenceModel
import InfluenceScoring

/// What breaks of series did to the figures of one evaluation since the one before.
struct FigureChanges {
    private let evidence: Evidence
    private let period: Period
    /// What the evaluation before saw; `nil` where it saw the same.
    private let before: (evidence: Evidence, period: Period)?

    init(_ evidence: Evidence, at period: Period, after before: (evidence: Evidence, period: Period)?) {
        self.evidence = evidence
        self.period = period
        self.before = before
    }

    func broken(_ node: NodeID, _ dyad: Dyad, since earlier: Period?) -> BrokenChange? {
        if let earlier { return evidence.brokenChange(of: node, dyad, from: earlier, to: period) }
        return before.flatMap {
            evidence.brokenChange(of: node, dyad, from: $0.period, in: $0.evidence, to: period)
        }
    }

    func breaks(_ node: NodeID, _ dyad: Dyad, since earlier: Period) -> [SeriesBreak] {
        evidence.breaksAmong(node, dyad, figuresOf: earlier, period)
    }

    func brokenShares(
        _ indicator: NodeID,
        _ first: PowerID,
        _ second: PowerID,
        in country: CountryID
    ) throws -> [SeriesBreak] {
        guard let before,
            let old = try before.evidence.lastComparable(indicator, first, second, in: country, at: before.period),
            let now = try evidence.comparable(indicator, first, second, in: country, at: period)
        else { return [] }
        return now.breaks(after: old, since: period)
    }

    func brokenMeasure(_ measure: NodeID, _ power: PowerID, in country: CountryID) throws -> [SeriesBreak] {
        guard let before else { return [] }
        return try evidence.breaks(
            ofMeasure: measure,
            power,
            in: country,
            from: before.period,
            in: before.evidence,
            to: period
        )
    }

    func statuses(_ node: NodeID, _ power: PowerID, in country: CountryID) -> [ObservationStatus] {
        let powers = PowerPair(power).map { [$0.first, $0.second] } ?? [power]
        let node = Measure.read(node).map { $0.facet ?? "" } ?? node
        let found = powers.flatMap { evidence.statuses(of: node, Dyad(power: $0, country: country), at: period) }
        return ObservationStatus.allCases.filter(found.contains)
    }
}
