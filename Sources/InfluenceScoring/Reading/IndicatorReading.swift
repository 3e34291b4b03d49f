internal import InfluenceModel

/// The value of an indicator for a dyad at the end of a day, before normalisation.
struct IndicatorReading {
    /// NaN where there is none.
    let value: Double
    let freshness: Freshness
    /// The share of its window that is known, above 0; 1 without a window.
    let known: Double
    /// Why there is no value.
    let absence: Absence?
    /// It is the same on every day from the one that it was read at until before this one.
    let until: Day

    init(value: Double, freshness: Freshness, known: Double = 1, until: Day) {
        self.value = value
        self.freshness = freshness
        self.known = known
        absence = nil
        self.until = until
    }

    init(_ absence: Absence, until: Day) {
        value = .nan
        freshness =
            switch absence {
            case .expired: .expired
            case .notApplicable: .notApplicable
            default: absence.isOfDataThatAreThere ? .undefined : .missing
            }
        known = 1
        self.absence = absence
        self.until = until
    }
}
