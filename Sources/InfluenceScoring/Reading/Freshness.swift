internal import InfluenceModel

/// How current the value of an indicator is.
package enum Freshness: UInt8, CaseIterable, Sendable {
    /// Not older than one cadence; or an event, which holds until the next one.
    case fresh
    /// Not older than two cadences.
    case aging
    /// Older, but within the indicator's `max_age`.
    case stale
    /// Beyond `max_age`: counts as missing.
    case expired
    /// No value is known.
    case missing
    /// No value can exist: the indicator leaves the denominator of coverage.
    case notApplicable
    /// No value is known, or none that is young enough, and one was put in its place: it enters the score, but neither
    /// coverage nor confidence, which count data.
    case imputed
    /// Data are there, but no number comes from them: counts as missing. ``Absence`` says why.
    case undefined

    /// What staleness leaves of the confidence in the value. Source: the project's scoring model, "Staleness".
    package var confidence: Double {
        switch self {
        case .fresh: 1
        case .aging: 0.75
        case .stale: 0.5
        case .expired, .missing, .notApplicable, .imputed, .undefined: 0
        }
    }

    /// What it counts for in coverage (``QualitySums``): 1 of data, 0 of a guess and where there is no value. NaN: nothing
    /// can count.
    var coverage: Double {
        switch self {
        case .fresh, .aging, .stale: 1
        case .expired, .missing, .undefined, .imputed: 0
        case .notApplicable: .nan
        }
    }

    /// Of a value whose period ended on `end`, at the end of the day `date`. `max_age` wins where it is shorter than the
    /// cadence.
    init(end: Day, at date: Day, cadence: CalendarDuration?, maxAge: CalendarDuration?) {
        if let maxAge, end.expiry(after: maxAge) <= date {
            self = .expired
        } else if let cadence, end.expiry(after: cadence) <= date {
            self = end.expiry(after: cadence.times(2)) <= date ? .stale : .aging
        } else {
            self = .fresh
        }
    }
}

extension Indicator {
    /// How current a value is at the end of a day, and the first day on which it is less so.
    /// - Parameter end: The last day that the value speaks of.
    func age(of end: Day, at date: Day) -> (freshness: Freshness, until: Day) {
        let freshness = Freshness(end: end, at: date, cadence: cadence, maxAge: maxAge)
        let limits = [maxAge, cadence, cadence?.times(2)]
        var until = Day.latest
        for case .some(let limit) in limits {
            let day = end.expiry(after: limit)
            if day > date, day < until { until = day }
        }
        return (freshness, until)
    }

    /// Whether a value is beyond `max_age`.
    func isExpired(_ end: Day, at date: Day) -> Bool {
        maxAge.map { end.expiry(after: $0) <= date } ?? false
    }

    /// The first day on which a value is beyond `max_age`.
    func expiry(of end: Day) -> Day {
        maxAge.map { end.expiry(after: $0) } ?? .latest
    }
}
