internal import InfluenceModel

/// What a value was read from. Filled anew for each cell; its arrays are reused, so that reading a cell allocates nothing.
struct Selection {
    /// A row of a sheet and the weight of its value in the window.
    struct Term {
        let row: Int
        let weight: Double
    }

    /// Oldest first: the order of summation.
    var terms: [Term] = []
    /// The rows of all partners together that the terms are a share of.
    var totals: [Term] = []
    /// The row of the denominator's sheet that the value is a ratio to.
    var denominator: Sheet.Row?
    /// Whether the denominator is of the very period of the value: both then enter as reported.
    var comparesOnePeriod = false
    /// Whether flows enter at a year's length.
    var isAnnual = false
    /// The weighted sum is divided by it: the number of periods of a mean, 1 otherwise.
    var divisor = 1.0
    /// The value after the window, before the transform.
    var windowed: Double?
    /// The newest period that the value comes from.
    var newest: Period?

    mutating func clear() {
        terms.removeAll(keepingCapacity: true)
        totals.removeAll(keepingCapacity: true)
        denominator = nil
        comparesOnePeriod = false
        isAnnual = false
        divisor = 1
        windowed = nil
        newest = nil
    }

    /// The weighted sum of the rows' values, as reported or at a year's length, over the divisor; 0 of none.
    func sum(_ terms: [Term], of sheet: Sheet) -> Double {
        var sum = 0.0
        for term in terms {
            let row = sheet.rows[term.row]
            sum += term.weight * (isAnnual ? row.annual : row.value)
        }
        return sum / divisor
    }
}

/// The value of an indicator for a dyad and period before normalisation.
struct Reading {
    /// NaN where there is none.
    let value: Double
    let freshness: Freshness

    static let missing = Reading(value: .nan, freshness: .missing)
}
