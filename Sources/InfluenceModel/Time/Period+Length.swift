// One measure of length for annualising, half-lives and ages: calendar months where the calendar allows it, so that nine
// months are 9 and not 8.97. A day is a part of its month where it is known which, else of a mean month of 365.25 / 12 days.

private let daysPerMonth = 365.25 / 12

extension Period {
    /// The length in months: exact for a whole number of calendar months (`2023-01-01/P9M` is 9, `2023` is 12), else days
    /// as parts of their months. Above 0.
    package var lengthInMonths: Double {
        let length = CalendarDuration(from: start, through: end)
        return length.days == 0 ? Double(length.months) : ending.months(since: beginning)
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

    /// The moment that lies `duration` before the end of this day: months as such, days by the calendar.
    package func ending(before duration: CalendarDuration) -> Moment {
        duration.days == 0
            ? Moment(endOf: self).subtracting(months: duration.months)
            : Moment(beginningOf: adding(days: 1).subtracting(duration))
    }

    /// The first day at whose end more than `duration` has passed since the end of this one. Ages count from the day
    /// after, so that a month's value is one month old at the end of the next month, however long the two are.
    package func expiry(after duration: CalendarDuration) -> Day {
        adding(days: 1).adding(duration)
    }
}
