// One measure of length for annualising, half-lives and ages: calendar months where the calendar allows it, so that nine
// months are 9 and not 8.97; mean months of 365.25 / 12 days elsewhere.

private let daysPerMonth = 365.25 / 12

extension Period {
    /// The length in months: exact for a whole number of calendar months (`2023-01-01/P9M` is 9, `2023` is 12), else
    /// days / 30.4375. Above 0.
    package var lengthInMonths: Double {
        CalendarDuration(from: start, through: end).lengthInMonths
    }
}

extension CalendarDuration {
    /// The length in months, a day counting as 1 / 30.4375 of one. A time of day is ignored.
    package var lengthInMonths: Double {
        Double(months) + Double(days) / daysPerMonth
    }
}

extension Day {
    /// The months from the end of this day to the end of `later`, as ``Period/lengthInMonths`` of the days between them;
    /// 0 where `later` does not come after it.
    package func months(until later: Day) -> Double {
        guard let between = Period(start: adding(days: 1), end: later), self < later else { return 0 }
        return between.lengthInMonths
    }
}
