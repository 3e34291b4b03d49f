import InfluenceModel

/// What a source knows of its present period or one before: scores and shares. What is known of the present
/// alone (probabilities, prospects, the age of data) is not known here.
struct PastSource: AlertSource {
    let base: any AlertSource
    let period: Period

    var powers: [PowerID] { base.powers }
    var root: NodeID { base.root }

    func period(containing day: Day) -> Period? {
        base.period(containing: day).flatMap { $0.end <= period.end ? $0 : nil }
    }

    func score(_ node: NodeID, _ power: PowerID, _ country: CountryID, _ period: Period) -> Score? {
        base.score(node, power, country, period)
    }

    func shares(
        _ indicator: NodeID,
        _ first: PowerID,
        _ second: PowerID,
        _ country: CountryID,
        _ period: Period
    ) -> (first: Double, second: Double)? {
        base.shares(indicator, first, second, country, period)
    }

    func interval(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> ScoreInterval? { nil }

    func probability(
        _ node: NodeID,
        _ power: PowerID,
        _ country: CountryID,
        _ side: Level.Side,
        _ level: Double
    ) -> Double? { nil }

    func dataPeriod(_ node: NodeID, _ power: PowerID?, _ country: CountryID) -> Period? { nil }

    func broken(
        _ node: NodeID,
        _ power: PowerID,
        _ country: CountryID,
        since earlier: Period?
    ) -> BrokenChange? { nil }

    func brokenShares(
        _ indicator: NodeID,
        _ first: PowerID,
        _ second: PowerID,
        _ country: CountryID
    ) -> [SeriesBreak] { [] }

    func brokenMeasure(_ measure: NodeID, _ power: PowerID, _ country: CountryID) -> [SeriesBreak] { [] }
    func statuses(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> [ObservationStatus] { [] }
    func feed(_ name: String) -> FeedHealth? { nil }
}

extension Condition {
    /// Whether errors were corrected beneath, and it is by that alone that the condition was met on a day and has not been
    /// left since: by the figures of before with the errors put right it is so, and without that it is not. What else became
    /// known with the correction says nothing of the past of an alert.
    /// - Parameter beginning: what counts in place of a day of which nothing is known.
    /// - Returns: `false` also where that is not known, or it is longer ago than ``mostPast`` periods.
    func wasMet(
        on day: Day,
        or beginning: AlertMachine.Beginning?,
        _ subject: AlertSubject,
        in source: any AlertSource,
        at now: Instant
    ) -> Bool {
        guard let node = subject.node, let country = subject.country, let corrected = source.corrected(node, country),
            let before = source.previous
        else { return false }
        return hasBeenMet(since: day, or: beginning, subject, in: corrected, at: now)
            && !hasBeenMet(since: day, or: beginning, subject, in: before, at: now)
    }

    /// Whether, by what a source knows, the condition was met on a day and not left in any period of the grid from then
    /// through the present one.
    private func hasBeenMet(
        since day: Day,
        or beginning: AlertMachine.Beginning?,
        _ subject: AlertSubject,
        in source: any AlertSource,
        at now: Instant
    ) -> Bool {
        var period = source.period
        guard let present = verdict(in: period, subject, source, now), present != .left else { return false }
        for _ in 0..<mostPast {
            let earlier = source.period(containing: period.start.adding(days: -1))
            guard period.start > day, let earlier else {
                let isReached = period != source.period && period.start <= day
                let then = verdict(in: period, subject, source, now)
                switch beginning {
                case nil: return isReached && then == .met
                case .grid: return period != source.period && then == .met
                case .series:
                    // What is known of the present alone is no absence of figures in the past.
                    guard then ?? verdict(in: source.period, subject, source, now) == .met else { return false }
                    // Older figures than the grid shows cannot be looked at.
                    return isReached || !isObserved(subject, by: day, in: source)
                }
            }
            period = earlier
            if verdict(in: period, subject, source, now) == .left { return false }
        }
        return false
    }

    private func isObserved(_ subject: AlertSubject, by day: Day, in source: any AlertSource) -> Bool {
        guard let node = subject.node, let country = subject.country else { return false }
        guard let power = subject.power else { return source.isObserved(node, nil, country, by: day) }
        return [power, subject.counterpart].compactMap { $0 }.allSatisfy {
            source.isObserved(node, $0, country, by: day)
        }
    }

    private func verdict(
        in period: Period,
        _ subject: AlertSubject,
        _ source: any AlertSource,
        _ now: Instant
    ) -> Verdict? {
        reading(of: subject, in: PastSource(base: source, period: period), at: now).value?.verdict
    }
}

/// As many periods are looked back at: thirty years of months.
private let mostPast = 360
