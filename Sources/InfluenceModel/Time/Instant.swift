import InfluenceText

/// A point of UTC time with a resolution of one microsecond: `recorded_at`, run times, wall clock.
package struct Instant: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    package let microseconds: Int64

    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    package init(seconds: Int) {
        let (product, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000)
        self.init(microseconds: overflow ? (seconds > 0 ? .max : .min) : product)
    }

    /// Midnight UTC at the start of `day`.
    package init(startOf day: Day) {
        self.init(seconds: day.number * 86_400)
    }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.microseconds < right.microseconds
    }

    /// Whole seconds since 1970, rounded down.
    package var seconds: Int {
        Int(microseconds / 1_000_000) - (microseconds % 1_000_000 < 0 ? 1 : 0)
    }

    /// The day in UTC.
    package var day: Day {
        let seconds = seconds
        return Day(clamping: seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
    }

    /// Stops at the ends of the range instead of trapping.
    package func adding(microseconds delta: Int64) -> Instant {
        let (sum, overflow) = microseconds.addingReportingOverflow(delta)
        return Instant(microseconds: overflow ? (delta > 0 ? .max : .min) : sum)
    }

    /// Negative where `other` is the later one; stops at the ends of the range instead of trapping.
    package func microseconds(since other: Instant) -> Int64 {
        let (difference, overflow) = microseconds.subtractingReportingOverflow(other.microseconds)
        return overflow ? (self > other ? .max : .min) : difference
    }

    package func adding(seconds delta: Int) -> Instant {
        let (product, overflow) = Int64(delta).multipliedReportingOverflow(by: 1_000_000)
        return adding(microseconds: overflow ? (delta > 0 ? .max : .min) : product)
    }
}

extension Instant: CustomStringConvertible {
    /// RFC 3339 in UTC: `2026-11-23T06:00:00Z`, with six decimals only where there is a fraction of a second.
    package var description: String {
        let second = seconds
        let ofDay = second - day.number * 86_400
        let remainder = Int(microseconds % 1_000_000)
        let fraction = remainder < 0 ? remainder + 1_000_000 : remainder
        let time = "\(padded(ofDay / 3600, to: 2)):\(padded(ofDay % 3600 / 60, to: 2)):\(padded(ofDay % 60, to: 2))"
        return fraction == 0 ? "\(day)T\(time)Z" : "\(day)T\(time).\(padded(fraction, to: 6))Z"
    }

    /// Reads RFC 3339 with any offset (`2026-11-23T11:00:00.25+05:00`), and a bare date as midnight UTC.
    /// - Returns: `nil` for anything else, and for a time that does not exist. A leap second reads as the second after.
    package init?(rfc3339 text: some StringProtocol) {
        guard let day = Day(text.prefix(10)) else { return nil }
        let rest = text.dropFirst(10)
        if rest.isEmpty {
            self.init(startOf: day)
            return
        }
        var scanner = DigitScanner(rest)
        guard scanner.accept("T") || scanner.accept("t") || scanner.accept(" "),
            let hour = scanner.digits(exactly: 2), hour < 24, scanner.accept(":"),
            let minute = scanner.digits(exactly: 2), minute < 60, scanner.accept(":"),
            let second = scanner.digits(exactly: 2), second <= 60
        else { return nil }
        var fraction = 0
        if scanner.accept(".") {
            guard let (value, count) = scanner.digits(upTo: 6) else { return nil }
            fraction = (count..<6).reduce(value) { result, _ in result * 10 }
            while scanner.digits(exactly: 1) != nil {}
        }
        guard let offset = Self.offset(&scanner), scanner.isAtEnd else { return nil }
        let seconds = day.number * 86_400 + hour * 3600 + minute * 60 + second - offset
        self.init(microseconds: Int64(seconds) * 1_000_000 + Int64(fraction))
    }

    private static func offset(_ scanner: inout DigitScanner) -> Int? {
        if scanner.accept("Z") || scanner.accept("z") { return 0 }
        let sign: Int
        if scanner.accept("+") { sign = 1 } else if scanner.accept("-") { sign = -1 } else { return nil }
        guard let hours = scanner.digits(exactly: 2), hours < 24, scanner.accept(":"),
            let minutes = scanner.digits(exactly: 2), minutes < 60
        else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }
}
