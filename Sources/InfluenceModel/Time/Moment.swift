/// A point on the axis of time on which every calendar month has length 1 and days are parts of their month: the measure
/// of windows. Two days that meet share a moment exactly.
package struct Moment: Hashable, Comparable, Sendable {
    /// Months since year 0.
    private let month: Int
    /// Of the month, 0..<1.
    private let part: Double

    /// The beginning of a day.
    package init(beginningOf day: Day) {
        let (year, month, number) = day.components
        self.month = year * 12 + month - 1
        part = Double(number - 1) / Double(Day.length(ofMonth: month, year: year))
    }

    /// The end of a day: the beginning of the next one.
    package init(endOf day: Day) {
        let (year, month, number) = day.components
        let length = Day.length(ofMonth: month, year: year)
        let isLast = number == length
        self.month = year * 12 + month - (isLast ? 0 : 1)
        part = isLast ? 0 : Double(number) / Double(length)
    }

    private init(month: Int, part: Double) {
        self.month = month
        self.part = part
    }

    package static func < (left: Moment, right: Moment) -> Bool {
        left.month == right.month ? left.part < right.part : left.month < right.month
    }

    /// Negative where `other` is the later one. To an ulp of the result, however far from year 0.
    package func months(since other: Moment) -> Double {
        Double(month - other.month) + (part - other.part)
    }

    package func subtracting(months: Int) -> Moment {
        Moment(month: month - min(months, 1_000_000), part: part)
    }
}

extension Period {
    package var beginning: Moment { Moment(beginningOf: start) }
    package var ending: Moment { Moment(endOf: end) }
}
