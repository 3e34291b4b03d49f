/// A length of elapsed time in systemd's notation: `1h`, `90min`, `1h 30min`, `1.5d`; never negative.
///
/// The notation is that of systemd.time(7), "Parsing time spans"; a number without a unit counts seconds. A month is
/// 30.44 days and a year 365.25 days there. `infinity` is no span here, and a number begins with a digit.
package struct TimeSpan: Hashable, Comparable, Sendable {
    package let microseconds: Int64
    /// As somebody wrote it, who wants to read it so; `nil` where it was computed.
    private let written: String?

    package init(microseconds: Int64) {
        self.microseconds = max(0, microseconds)
        written = nil
    }

    /// As long as anything lasts or waits that people ask for: a sum with a time of today can be counted.
    package static let longest = TimeSpan.seconds(100 * 31_557_600)
    package static let longestInWords = "100 years"

    /// Stops at the end of the range.
    package static func seconds(_ seconds: Int) -> TimeSpan {
        let (product, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000)
        return TimeSpan(microseconds: overflow ? .max : product)
    }

    /// However they are written.
    package static func == (left: TimeSpan, right: TimeSpan) -> Bool { left.microseconds == right.microseconds }

    package func hash(into hasher: inout Hasher) { hasher.combine(microseconds) }

    package static func < (left: TimeSpan, right: TimeSpan) -> Bool {
        left.microseconds < right.microseconds
    }
}

/// Why a time span is refused, and where.
package struct TimeSpanError: Error, Hashable, CustomStringConvertible {
    package let text: String
    /// The first offending character, counted from 1.
    package let column: Int
    package let problem: String

    package var description: String {
        "time span \"\(text)\", column \(column): \(problem)"
    }
}

extension TimeSpan {
    /// The longest text that is read, in bytes of UTF-8.
    package static let maximumLength = 256

    private static let units: [(names: [String], microseconds: Int64)] = [
        (["years", "year", "y"], 31_557_600_000_000),
        (["months", "month", "M"], 2_629_800_000_000),
        (["weeks", "week", "w"], 604_800_000_000),
        (["days", "day", "d"], 86_400_000_000),
        (["hours", "hour", "hr", "h"], 3_600_000_000),
        (["minutes", "minute", "min", "m"], 60_000_000),
        (["seconds", "second", "sec", "s"], 1_000_000),
        (["msec", "ms"], 1000),
        (["usec", "us", "µs", "μs"], 1),
    ]

    /// Reads one or more numbers with units, which add up.
    /// - Throws: ``TimeSpanError`` with the column and what would be right there.
    package init(_ text: String) throws(TimeSpanError) {
        guard text.utf8.count <= Self.maximumLength else {
            throw TimeSpanError(text: String(text.prefix(60)) + "...", column: 1, problem: "it is too long")
        }
        let characters = Array(text)
        func refuse(_ column: Int, _ problem: String) -> TimeSpanError {
            TimeSpanError(text: text, column: column + 1, problem: problem)
        }
        var index = 0
        func take(while matches: (Character) -> Bool) -> String {
            let start = index
            while index < characters.count, matches(characters[index]) { index += 1 }
            return String(characters[start..<index])
        }
        let isDigit = { (character: Character) in character.isASCII && character.isNumber }
        let isSpace = { (character: Character) in character == " " || character == "\t" }

        var total: Int64 = 0
        _ = take(while: isSpace)
        guard index < characters.count else { throw refuse(0, "it is empty; write e.g. 1h, 90min or 1h 30min") }
        while index < characters.count {
            let start = index
            let whole = take(while: isDigit)
            guard !whole.isEmpty else { throw refuse(index, "a number is expected; write e.g. 1h 30min") }
            var decimals = ""
            if index < characters.count, characters[index] == "." {
                index += 1
                decimals = take(while: isDigit)
                guard !decimals.isEmpty else { throw refuse(index, "a digit is expected after the point") }
            }
            _ = take(while: isSpace)
            let unitStart = index
            let name = take { !isDigit($0) && !isSpace($0) }
            _ = take(while: isSpace)
            let unit = name.isEmpty ? 1_000_000 : Self.units.first { $0.names.contains(name) }?.microseconds
            guard let unit else {
                throw refuse(unitStart, "\"\(name)\" is no unit; the units are us, ms, s, min, h, d, w, M and y")
            }
            guard let part = Self.microseconds(whole: whole, decimals: decimals, unit: unit) else {
                throw refuse(start, "it is longer than can be counted")
            }
            let (sum, overflow) = total.addingReportingOverflow(part)
            guard !overflow else { throw refuse(start, "it is longer than can be counted") }
            total = sum
        }
        microseconds = total
        let words = text.split(whereSeparator: isSpace)
        // A number alone would be taken for one.
        written = characters.contains(where: \.isLetter) ? words.joined(separator: " ") : nil
    }

    private static func microseconds(whole: String, decimals: String, unit: Int64) -> Int64? {
        guard let number = Int64(whole) else { return nil }
        var (result, overflow) = number.multipliedReportingOverflow(by: unit)
        var place = unit / 10
        for digit in decimals {
            guard !overflow else { return nil }
            (result, overflow) = result.addingReportingOverflow(Int64(digit.wholeNumberValue ?? 0) * place)
            place /= 10
        }
        return overflow ? nil : result
    }
}

extension TimeSpan: CustomStringConvertible {
    /// As it was written; else `1h 30min`: the largest units first, without those that are zero. Reading it gives an equal
    /// span.
    package var description: String { written ?? inLargestUnits }

    private var inLargestUnits: String {
        var rest = microseconds
        var parts: [String] = []
        for (names, unit) in Self.units where rest >= unit {
            // The shortest name of each unit, but `min`, since `m` is easily taken for months.
            let name = unit == 60_000_000 ? "min" : names.contains("month") ? "month" : unit == 1 ? "us" : names.last
            parts.append("\(rest / unit)\(name ?? "")")
            rest %= unit
        }
        return parts.isEmpty ? "0" : parts.joined(separator: " ")
    }
}
