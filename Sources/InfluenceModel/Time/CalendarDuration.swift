import InfluenceText

/// An ISO 8601 duration: `P10Y`, `P36M`, `P2W`, `P1DT12H`, `PT90S`. Never negative.
///
/// Years and months stay calendar units (a month is as long as it is); weeks count as 7 days; hours, minutes and seconds
/// as seconds.
package struct CalendarDuration: Hashable, Sendable {
    package let months: Int
    package let days: Int
    package let seconds: Int

    private init(months: Int, days: Int, seconds: Int) {
        self.months = months
        self.days = days
        self.seconds = seconds
    }

    package static func months(_ months: Int) -> Self { Self(months: max(0, months), days: 0, seconds: 0) }
    package static func days(_ days: Int) -> Self { Self(months: 0, days: max(0, days), seconds: 0) }
    package static func seconds(_ seconds: Int) -> Self { Self(months: 0, days: 0, seconds: max(0, seconds)) }

    /// The shortest exact duration from the start of `first` through the end of `last`: in months where it is a whole
    /// number of them, else in days.
    init(from first: Day, through last: Day) {
        let following = last.adding(days: 1)
        let (firstYear, firstMonth, _) = first.components
        let (lastYear, lastMonth, _) = following.components
        let months = (lastYear - firstYear) * 12 + lastMonth - firstMonth
        if months > 0, first.adding(months: months) == following {
            self.init(months: months, days: 0, seconds: 0)
        } else {
            self.init(months: 0, days: following.number - first.number, seconds: 0)
        }
    }

    package var isPositive: Bool { months > 0 || days > 0 || seconds > 0 }
    package var isWholeDays: Bool { seconds == 0 }

    /// `count` times as long.
    package func times(_ count: Int) -> Self {
        Self(
            months: months.multipliedReportingOverflow(by: count).partialValue,
            days: days.multipliedReportingOverflow(by: count).partialValue,
            seconds: seconds.multipliedReportingOverflow(by: count).partialValue
        )
    }
}

extension Day {
    /// First the months, then the days; a time of day is ignored.
    package func adding(_ duration: CalendarDuration) -> Day {
        adding(months: duration.months).adding(days: duration.days)
    }

    package func subtracting(_ duration: CalendarDuration) -> Day {
        adding(months: -duration.months).adding(days: -duration.days)
    }
}

extension CalendarDuration: CustomStringConvertible {
    package var description: String {
        // Years where they are whole, weeks where days alone would be longer than what is read.
        let isInYears = months % 12 == 0 || months > Self.greatest
        let years = isInYears ? min(months / 12, Self.greatest) : 0
        let weeks = days > Self.greatest ? min(days / 7, Self.greatest) : 0
        let hours = min(seconds / 3600, Self.greatest)
        let minutes = min((seconds - hours * 3600) / 60, Self.greatest)
        let date = Self.text([(years, "Y"), (months - years * 12, "M"), (weeks, "W"), (days - weeks * 7, "D")])
        let time = Self.text([(hours, "H"), (minutes, "M"), (seconds - hours * 3600 - minutes * 60, "S")])
        if date.isEmpty, time.isEmpty { return "P0D" }
        return "P" + date + (time.isEmpty ? "" : "T" + time)
    }

    private static func text(_ parts: [(count: Int, unit: String)]) -> String {
        parts.map { $0.count > 0 ? "\($0.count)\($0.unit)" : "" }.joined()
    }

    /// Of one unit: six digits.
    private static let greatest = 999_999

    /// For people: `2 years`, `18 months`, `1 month 15 days`, `12 hours`.
    package var words: String {
        let (hours, rest) = seconds.quotientAndRemainder(dividingBy: 3600)
        let (minutes, left) = rest.quotientAndRemainder(dividingBy: 60)
        let months = months % 12 == 0 ? [(self.months / 12, "year")] : [(self.months, "month")]
        let parts = months + [(days, "day"), (hours, "hour"), (minutes, "minute"), (left, "second")]
        let words = parts.filter { $0.0 > 0 }.map { counted($0.0, $0.1) }
        return words.isEmpty ? "no time" : words.joined(separator: " ")
    }

    /// Reads an ISO 8601 duration with whole numbers of at most six digits, each unit once and in order; `nil` for
    /// anything else.
    package init?(_ text: some StringProtocol) {
        var scanner = DigitScanner(text)
        guard scanner.accept("P"), !scanner.isAtEnd,
            let date = Self.parts(&scanner, units: ["Y", "M", "W", "D"])
        else { return nil }
        var time = [0, 0, 0]
        if scanner.accept("T") {
            guard !scanner.isAtEnd, let parts = Self.parts(&scanner, units: ["H", "M", "S"]) else { return nil }
            time = parts
        }
        guard scanner.isAtEnd else { return nil }
        self.init(
            months: date[0] * 12 + date[1],
            days: date[2] * 7 + date[3],
            seconds: time[0] * 3600 + time[1] * 60 + time[2]
        )
    }

    /// One value a unit, 0 where the unit is absent; `nil` for a number without one of the units that may still come.
    private static func parts(_ scanner: inout DigitScanner, units: [Unicode.Scalar]) -> [Int]? {
        var values = units.map { _ in 0 }
        var next = 0
        while let (value, _) = scanner.digits(upTo: 6) {
            guard let unit = (next..<units.count).first(where: { scanner.accept(units[$0]) }) else { return nil }
            values[unit] = value
            next = unit + 1
        }
        return values
    }
}
