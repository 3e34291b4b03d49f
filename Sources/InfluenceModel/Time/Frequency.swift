/// A calendar unit: the step of the model's grid, or the frequency of a series. Coarse to fine.
package enum Frequency: String, CaseIterable, Sendable {
    case year, semester, quarter, month, week, day

    /// The unit that holds `day`. Weeks begin on Monday (ISO 8601).
    package func period(containing day: Day) -> Period {
        let start: Day
        let length: CalendarDuration
        switch self {
        case .year: (start, length) = (firstOfMonth(day, step: 12), .months(12))
        case .semester: (start, length) = (firstOfMonth(day, step: 6), .months(6))
        case .quarter: (start, length) = (firstOfMonth(day, step: 3), .months(3))
        case .month: (start, length) = (firstOfMonth(day, step: 1), .months(1))
        case .week: (start, length) = (day.adding(days: 1 - day.weekday), .days(7))
        case .day: return .day(day)
        }
        // At the very ends of the calendar a week may be cut short; the span stays ordered.
        let end = start == .latest ? start : start.adding(length).adding(days: -1)
        return Period(start: start, end: max(start, end)) ?? .day(day)
    }

    /// The unit after the one that holds `period`'s last day; the same unit at the end of the calendar.
    package func next(after period: Period) -> Period {
        self.period(containing: period.end.adding(days: 1))
    }

    /// The units that touch `first...last`, in order.
    package func periods(from first: Day, through last: Day) -> [Period] {
        guard first <= last else { return [] }
        var result: [Period] = []
        var current = period(containing: first)
        while current.start <= last {
            result.append(current)
            let following = next(after: current)
            if following == current { break }
            current = following
        }
        return result
    }

    private func firstOfMonth(_ day: Day, step: Int) -> Day {
        let (year, month, _) = day.components
        return Day(year: year, month: (month - 1) / step * step + 1, day: 1) ?? day
    }

    /// The ISO 8601 week number, and the year that the week belongs to.
    static func isoWeek(of day: Day) -> (year: Int, week: Int) {
        let thursday = day.adding(days: 4 - day.weekday)
        let year = thursday.year
        let january1 = Day(year: year, month: 1, day: 1) ?? thursday
        return (year, (thursday.number - january1.number) / 7 + 1)
    }

    /// - Returns: `nil` for a week that the year does not have.
    static func monday(ofWeek week: Int, year: Int) -> Day? {
        guard let january4 = Day(year: year, month: 1, day: 4), (1...53).contains(week) else { return nil }
        let monday = january4.adding(days: 1 - january4.weekday + (week - 1) * 7)
        return isoWeek(of: monday) == (year, week) ? monday : nil
    }
}
