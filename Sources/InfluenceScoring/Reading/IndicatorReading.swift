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

/// What a value was read from. Filled anew for each cell; its arrays are reused, so that reading a cell allocates nothing.
struct Selection {
    /// A row of a sheet and its weight in the value.
    struct Term {
        let row: Int
        let weight: Double
    }

    /// Oldest first: the order of summation. Rows of the indicator's own sheet, or of what stands in for it.
    var values: [Term] = []
    /// The totals that the values are a share of.
    var totals: [Term] = []
    /// What the values are divided by: rows of the denominator's sheet.
    var denominators: [Term] = []
    /// Whether the fallback is read in place of the indicator's own reporters.
    var isFallback = false
    /// Whether flows enter at a year's length, and the denominator's do.
    var isAnnual = false
    var isDenominatorAnnual = false
    /// The value after the window, before the steps that follow it.
    var windowed: Double?
    /// What it was divided by, if anything.
    var divisor: Double?
    /// The newest period that the value stands on; of a register the last day that it is known to be complete for.
    var newest: Period?
    /// Position among the sheet's reporters.
    var reporter: Int?
    /// Whether the rows are wanted that a window over a table, or a total of powers, is made of. Listing them takes longer
    /// than adding them up.
    var tellsRows = true

    mutating func clear() {
        values.removeAll(keepingCapacity: true)
        totals.removeAll(keepingCapacity: true)
        denominators.removeAll(keepingCapacity: true)
        isFallback = false
        isAnnual = false
        isDenominatorAnnual = false
        windowed = nil
        divisor = nil
        newest = nil
        reporter = nil
    }
}
