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
    /// Data are there, but no number comes from them: counts as missing.
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

    /// What the value counts for in coverage: 1 of data, 0 of a guess. NaN: nothing can count. Where there is no value it
    /// is not asked for.
    var coverage: Double {
        switch self {
        case .fresh, .aging, .stale, .expired, .missing, .undefined: 1
        case .imputed: 0
        case .notApplicable: .nan
        }
    }

    /// Of a value whose period ended on `end`, at the end of the day `date`.
    ///
    /// Ages count from the day after the end, so that a month's value is one month old at the end of the next month,
    /// however long the two are. `max_age` wins where it is shorter than the cadence.
    init(end: Day, at date: Day, cadence: CalendarDuration?, maxAge: CalendarDuration?) {
        let since = end.adding(days: 1)
        let now = date.adding(days: 1)
        if let maxAge, since.adding(maxAge) < now {
            self = .expired
        } else if let cadence, since.adding(cadence) < now {
            self = since.adding(cadence.times(2)) < now ? .stale : .aging
        } else {
            self = .fresh
        }
    }
}
