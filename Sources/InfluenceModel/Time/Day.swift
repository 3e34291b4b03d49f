import InfluenceText

/// A day of the proleptic Gregorian calendar, without a time zone.
///
/// Range: 0001-01-01 to 9999-12-31. Arithmetic that would leave the range stops at its ends (a window that reaches
/// before year 1 starts in year 1), so no date arithmetic can trap.
package struct Day: Hashable, Comparable, Sendable {
    /// In half the bytes of an `Int`: millions of observations have two or three each.
    private let stored: Int32

    /// Days since 1970-01-01; negative before it.
    package var number: Int { Int(stored) }

    package static let earliest = Day(unchecked: -719_162)
    package static let latest = Day(unchecked: 2_932_896)

    private init(unchecked number: Int) {
        stored = Int32(truncatingIfNeeded: number)
    }

    /// The day `number` days after 1970-01-01, stopped at the ends of the range.
    package init(clamping number: Int) {
        self.init(unchecked: Swift.min(Swift.max(number, Day.earliest.number), Day.latest.number))
    }

    /// - Returns: `nil` for a date that does not exist, e.g. 2023-02-29.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Day.length(ofMonth: month, year: year)
        else { return nil }
        self.init(unchecked: Day.number(year: year, month: month, day: day))
    }

    package static func < (left: Day, right: Day) -> Bool {
        left.number < right.number
    }

    package static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    package static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// Year, month 1...12, and day of the month 1...31.
    package var components: (year: Int, month: Int, day: Int) {
        // Source: H. Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    package var year: Int { components.year }

    /// 1 = Monday ... 7 = Sunday (ISO 8601).
    package var weekday: Int {
        // 1970-01-01 was a Thursday.
        let remainder = (number + 3) % 7
        return (remainder < 0 ? remainder + 7 : remainder) + 1
    }

    package func adding(days: Int) -> Day {
        let (sum, overflow) = number.addingReportingOverflow(days)
        return overflow ? (days > 0 ? .latest : .earliest) : Day(clamping: sum)
    }

    /// The same day of the month `months` later; the last day of that month where it is shorter
    /// (31 January + 1 month = 28 or 29 February).
    package func adding(months: Int) -> Day {
        let (year, month, day) = components
        let (index, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        if overflow || index >= 120_000 { return months > 0 ? .latest : .earliest }
        if index < 12 { return .earliest }
        let newYear = index / 12
        let newMonth = index % 12 + 1
        let newDay = Swift.min(day, Day.length(ofMonth: newMonth, year: newYear))
        return Day(unchecked: Day.number(year: newYear, month: newMonth, day: newDay))
    }

    // Source: H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
    private static func number(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension Day: CustomStringConvertible {
    /// `2023-09-14`
    package var description: String {
        let (year, month, day) = components
        return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }

    /// Reads `2023-09-14`; `nil` for anything else.
    package init?(_ text: some StringProtocol) {
        var scanner = DigitScanner(text)
        guard let year = scanner.digits(exactly: 4), scanner.accept("-"),
            let month = scanner.digits(exactly: 2), scanner.accept("-"),
            let day = scanner.digits(exactly: 2), scanner.isAtEnd
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}
