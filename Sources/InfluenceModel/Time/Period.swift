import InfluenceText

/// A reference period: the span of whole days that a value describes.
///
/// Two notations of the same span are the same period: `2023-01-01/P1Y` reads as `2023`. The canonical notation is the
/// shortest of SDMX's time formats: `2023`, `2023-S1`, `2023-Q3`, `2023-09`, `2023-W05`, `2023-09-14`, and for any other
/// span the ISO 8601 interval `2023-01-01/P9M` (or in days, `2023-01-03/P10D`).
///
/// Ordered by end, then by start: later news last.
package struct Period: Hashable, Comparable, Sendable {
    package let start: Day
    /// The last day, inclusive.
    package let end: Day

    /// - Returns: `nil` if `end` is before `start`.
    package init?(start: Day, end: Day) {
        guard start <= end else { return nil }
        self.start = start
        self.end = end
    }

    /// - Parameter end: not before `start`.
    init(from start: Day, through end: Day) {
        self.start = start
        self.end = max(start, end)
    }

    private init(start: Day, lasting length: CalendarDuration) {
        self.start = start
        self.end = max(start, start.adding(length).adding(days: -1))
    }

    package static func < (left: Period, right: Period) -> Bool {
        left.end == right.end ? left.start < right.start : left.end < right.end
    }

    package var days: Int { end.number - start.number + 1 }

    package static func day(_ day: Day) -> Period {
        Period(start: day, lasting: .days(1))
    }

    /// The whole calendar year; `nil` outside 1...9999.
    package static func year(_ year: Int) -> Period? {
        Day(year: year, month: 1, day: 1).map { Period(start: $0, lasting: .months(12)) }
    }

    /// The calendar unit this span is, or `nil` for any other interval.
    package var frequency: Frequency? {
        Frequency.allCases.first { $0.period(containing: start) == self }
    }
}

extension Period: CustomStringConvertible {
    /// The canonical notation.
    package var description: String {
        guard let frequency else {
            return "\(start)/\(CalendarDuration(from: start, through: end))"
        }
        let (year, month, _) = start.components
        let prefix = padded(year, to: 4)
        switch frequency {
        case .year: return prefix
        case .semester: return "\(prefix)-S\((month - 1) / 6 + 1)"
        case .quarter: return "\(prefix)-Q\((month - 1) / 3 + 1)"
        case .month: return "\(prefix)-\(padded(month, to: 2))"
        case .week:
            let (weekYear, week) = Frequency.isoWeek(of: start)
            return "\(padded(weekYear, to: 4))-W\(padded(week, to: 2))"
        case .day: return start.description
        }
    }

    /// Reads any of the notations named above, and `2023-01/2023-09` (from the first through the last period).
    /// - Throws: ``PeriodError`` that quotes the text and says what would be right.
    package init(_ text: some StringProtocol) throws(PeriodError) {
        guard let period = Self.parse(text) else {
            throw PeriodError(text: String(text))
        }
        self = period
    }

    private static func parse(_ text: some StringProtocol) -> Period? {
        guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) else {
            return parseUnit(text)
        }
        let head = text[..<slash]
        let tail = text[text.utf8.index(after: slash)...]
        if tail.utf8.first == UInt8(ascii: "P") {
            guard let start = Day(head), let length = CalendarDuration(tail), length.isWholeDays, length.isPositive
            else {
                return nil
            }
            return Period(start: start, lasting: length)
        }
        guard let first = parseUnit(head), let last = parseUnit(tail) else { return nil }
        return Period(start: first.start, end: last.end)
    }

    private static func parseUnit(_ text: some StringProtocol) -> Period? {
        var scanner = DigitScanner(text)
        guard let year = scanner.digits(exactly: 4) else { return nil }
        if scanner.isAtEnd { return Period.year(year) }
        guard scanner.accept("-") else { return nil }
        if scanner.accept("Q") {
            return month(scanner.digits(exactly: 1), in: 1...4, spanning: 3, year: year, scanner)
        }
        if scanner.accept("S") {
            return month(scanner.digits(exactly: 1), in: 1...2, spanning: 6, year: year, scanner)
        }
        if scanner.accept("W") {
            guard let week = scanner.digits(exactly: 2), scanner.isAtEnd,
                let monday = Frequency.monday(ofWeek: week, year: year)
            else { return nil }
            return Period(start: monday, lasting: .days(7))
        }
        guard let number = scanner.digits(exactly: 2) else { return nil }
        if scanner.isAtEnd {
            return month(number, in: 1...12, spanning: 1, year: year, scanner)
        }
        guard scanner.accept("-"), let dayNumber = scanner.digits(exactly: 2), scanner.isAtEnd else { return nil }
        return Day(year: year, month: number, day: dayNumber).map { Period.day($0) }
    }

    private static func month(
        _ number: Int?,
        in range: ClosedRange<Int>,
        spanning months: Int,
        year: Int,
        _ scanner: DigitScanner
    ) -> Period? {
        guard let number, range.contains(number), scanner.isAtEnd,
            let start = Day(year: year, month: (number - 1) * months + 1, day: 1)
        else { return nil }
        return Period(start: start, lasting: .months(months))
    }
}

/// A text that is not a reference period.
package struct PeriodError: Error, Hashable, CustomStringConvertible {
    package let text: String

    package init(text: String) {
        self.text = text
    }

    package var description: String {
        "'\(text)' is not a period; write 2023, 2023-S1, 2023-Q3, 2023-09, 2023-W05, 2023-09-14 or 2023-01-01/P9M"
    }
}
