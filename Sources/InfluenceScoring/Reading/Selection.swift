internal import InfluenceModel

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
