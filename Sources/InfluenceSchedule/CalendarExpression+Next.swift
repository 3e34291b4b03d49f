package import InfluenceModel

let microsecondsPerSecond = 1_000_000
private let microsecondsPerDay = 86_400 * microsecondsPerSecond

extension CalendarExpression {
    /// The first time it elapses after `instant`, or `nil` if it never will again: never before 1970 or after 2199.
    ///
    /// Looks at most once at each coming change of the zone's clocks and at each coming day, so it always ends.
    package func next(after instant: Instant) -> Instant? {
        guard instant.microseconds < .max else { return nil }
        let everyHour = matchesEveryHour
        var utc = max(Int(instant.microseconds) + 1, 0)
        while utc < Self.end {
            // Between two changes of the zone's clocks local time is UTC plus a constant.
            let span = zone.span(at: utc / microsecondsPerSecond)
            let offset = span.offset * microsecondsPerSecond
            var from = utc + offset
            if !everyHour, let start = span.start {
                // Earlier local times have already been, in the span before this one.
                from = max(from, (start + span.previousOffset) * microsecondsPerSecond)
            }
            let limit = min(span.end.map { $0 * microsecondsPerSecond } ?? Self.end, Self.end)
            if let local = firstLocalTime(from: from, before: limit + offset) {
                return Instant(microseconds: Int64(local - offset))
            }
            utc = limit
        }
        return nil
    }

    /// Past the last year in every zone.
    private static let end = (Day.latest(of: years.upperBound).number + 3) * microsecondsPerDay

    /// The first matching local time in `from..<limit`, in microseconds since 1970-01-01 00:00 local time.
    private func firstLocalTime(from: Int, before limit: Int) -> Int? {
        let from = max(from, 0)
        var day = Day(clamping: from / microsecondsPerDay)
        var time = from % microsecondsPerDay
        let last = Day(clamping: (max(limit, 1) - 1) / microsecondsPerDay)
        while let date = firstDate(from: day, through: last) {
            if date > day { time = 0 }
            if let found = firstTime(from: time) {
                let local = date.number * microsecondsPerDay + found
                return local < limit ? local : nil
            }
            day = date.adding(days: 1)
            time = 0
        }
        return nil
    }

    private func firstDate(from first: Day, through last: Day) -> Day? {
        var date = first
        while date <= last {
            let (currentYear, currentMonth, currentDay) = date.components
            guard let nextYear = year.next(from: currentYear, through: Self.years.upperBound) else { return nil }
            if nextYear > currentYear {
                date = Day.latest(of: nextYear - 1).adding(days: 1)
                continue
            }
            guard let nextMonth = month.next(from: currentMonth, through: 12) else {
                date = Day.latest(of: currentYear).adding(days: 1)
                continue
            }
            if nextMonth > currentMonth {
                date = date.adding(days: 1 - currentDay).adding(months: nextMonth - currentMonth)
                continue
            }
            let length = Day.length(ofMonth: currentMonth, year: currentYear)
            let days = countsFromMonthEnd ? day.countedBack(from: length) : day
            guard let nextDay = days.next(from: currentDay, through: length) else {
                date = date.adding(days: length + 1 - currentDay)
                continue
            }
            date = date.adding(days: nextDay - currentDay)
            if date <= last, weekdays.isEmpty || weekdays.contains(date.weekday) { return date }
            date = date.adding(days: 1)
        }
        return nil
    }

    /// The first matching time of day, in microseconds since midnight.
    private func firstTime(from time: Int) -> Int? {
        var currentHour = time / (3600 * microsecondsPerSecond)
        var currentMinute = time / (60 * microsecondsPerSecond) % 60
        var currentSecond = time % (60 * microsecondsPerSecond)
        while let nextHour = hour.next(from: currentHour, through: 23) {
            if nextHour > currentHour { (currentMinute, currentSecond) = (0, 0) }
            while let nextMinute = minute.next(from: currentMinute, through: 59) {
                if nextMinute > currentMinute { currentSecond = 0 }
                if let nextSecond = second.next(from: currentSecond, through: 60 * microsecondsPerSecond - 1) {
                    return (nextHour * 60 + nextMinute) * 60 * microsecondsPerSecond + nextSecond
                }
                (currentMinute, currentSecond) = (nextMinute + 1, 0)
            }
            (currentHour, currentMinute, currentSecond) = (nextHour + 1, 0, 0)
        }
        return nil
    }
}

extension Day {
    /// 31 December.
    fileprivate static func latest(of year: Int) -> Day {
        Day(year: year, month: 12, day: 31) ?? .latest
    }
}
