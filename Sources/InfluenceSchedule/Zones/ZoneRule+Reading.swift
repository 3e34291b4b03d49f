extension ZoneRule {
    /// Reads a POSIX TZ text.
    /// - Returns: `nil` for anything that is not one; also for summer time without dates, whose meaning is not defined.
    init?(_ text: some StringProtocol) {
        var scanner = Scanner(bytes: Array(text.utf8))
        guard scanner.name(), let west = scanner.time(maximumHours: 24) else { return nil }
        standardOffset = -west
        if scanner.isAtEnd {
            summer = nil
            return
        }
        guard scanner.name() else { return nil }
        var offset = standardOffset + 3600
        if scanner.next != UInt8(ascii: ",") {
            guard let west = scanner.time(maximumHours: 24) else { return nil }
            offset = -west
        }
        guard let start = scanner.yearlyTime(), let end = scanner.yearlyTime(), scanner.isAtEnd else { return nil }
        summer = Summer(offset: offset, start: start, end: end)
    }

    private struct Scanner {
        let bytes: [UInt8]
        var offset = 0

        var isAtEnd: Bool { offset == bytes.count }
        var next: UInt8? { isAtEnd ? nil : bytes[offset] }

        mutating func accept(_ character: Unicode.Scalar) -> Bool {
            guard let next, UInt32(next) == character.value else { return false }
            offset += 1
            return true
        }

        private mutating func skip(while matches: (UInt8) -> Bool) -> Int {
            let start = offset
            while let next, matches(next) { offset += 1 }
            return offset - start
        }

        /// `CET` or `<+05>`; what it says does not matter.
        mutating func name() -> Bool {
            if accept("<") {
                let length = skip { $0 != UInt8(ascii: ">") }
                return length >= 3 && accept(">")
            }
            return skip { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0 & 0xDF) } >= 3
        }

        mutating func number(in range: ClosedRange<Int>) -> Int? {
            var value = 0
            let start = offset
            while let next, (48...57).contains(next), offset - start < 4 {
                value = value * 10 + Int(next) - 48
                offset += 1
            }
            return offset > start && range.contains(value) ? value : nil
        }

        /// `2`, `-3:30`, `+24:00:00`, in seconds.
        mutating func time(maximumHours: Int) -> Int? {
            let sign = accept("-") ? -1 : 1
            if sign == 1 { _ = accept("+") }
            guard let hours = number(in: 0...maximumHours) else { return nil }
            var seconds = hours * 3600
            for unit in [60, 1] where accept(":") {
                guard let value = number(in: 0...59) else { return nil }
                seconds += value * unit
            }
            return sign * seconds
        }

        /// `,M3.5.0/2`
        mutating func yearlyTime() -> YearlyTime? {
            guard accept(","), let date = yearlyDate() else { return nil }
            guard accept("/") else { return YearlyTime(date: date, time: 7200) }
            return time(maximumHours: 167).map { YearlyTime(date: date, time: $0) }
        }

        private mutating func yearlyDate() -> YearlyDate? {
            if accept("M") {
                guard let month = number(in: 1...12), accept("."), let week = number(in: 1...5), accept("."),
                    let weekday = number(in: 0...6)
                else { return nil }
                return .weekday(weekday, week: week, month: month)
            }
            if accept("J") { return number(in: 1...365).map { .dayWithoutLeapDay($0) } }
            return number(in: 0...365).map { .dayOfYear($0) }
        }
    }
}
