import InfluenceModel

/// Reads ``CalendarExpression`` in the order of systemd's own parser: zone, shorthand or weekdays, date, time.
struct CalendarParser {
    private let text: String
    private var cursor: CalendarCursor

    static func expression(_ text: String, zones: ZoneDatabase) throws(CalendarError) -> CalendarExpression {
        guard text.utf8.count <= CalendarExpression.maximumLength else {
            throw CalendarError(text: String(text.prefix(60)) + "...", column: 1, problem: .tooLong)
        }
        var parser = CalendarParser(text: text, cursor: CalendarCursor(text))
        do throws(CalendarCursor.Failure) {
            return try parser.read(zones: zones)
        } catch {
            throw CalendarError(text: text, column: error.offset + 1, problem: error.problem)
        }
    }

    private mutating func read(zones: ZoneDatabase) throws(CalendarCursor.Failure) -> CalendarExpression {
        var result = CalendarExpression()
        let unknownZone = cutZone(into: &result, zones: zones)
        guard !cursor.isAtEnd else { throw cursor.failure(.empty) }
        if let shorthand = CalendarShorthand(rawValue: cursor.remainder.lowercased()) {
            shorthand.apply(to: &result)
            return result
        }
        do throws(CalendarCursor.Failure) {
            result.weekdays = try cursor.weekdays()
            if try !timestamp(into: &result) {
                try date(into: &result)
                try time(into: &result)
            }
        } catch {
            // A last word that looks like a zone and is not one is the likelier mistake.
            throw unknownZone ?? error
        }
        return result
    }

    /// Takes a zone off the end of the text.
    /// - Returns: why the last word, which might have been meant as a zone, is none.
    private mutating func cutZone(
        into result: inout CalendarExpression,
        zones: ZoneDatabase
    ) -> CalendarCursor.Failure? {
        guard let word = cursor.lastWord() else { return nil }
        if word.text.lowercased() == "utc" {
            result.zoneName = "UTC"
            cursor.cut(before: word)
            return nil
        }
        // No weekday is a zone: those need not be looked for in the file system.
        guard word.text.first?.isLetter == true, cursor.weekday(named: word.text) == nil else { return nil }
        do throws(ZoneError) {
            result.zone = try zones.zone(named: word.text)
            result.zoneName = word.text
            cursor.cut(before: word)
            return nil
        } catch {
            return CalendarCursor.Failure(offset: word.offset, problem: .zone(error))
        }
    }

    /// `@1700000000`: seconds since 1970, in UTC whatever zone is named.
    private mutating func timestamp(into result: inout CalendarExpression) throws(CalendarCursor.Failure) -> Bool {
        guard cursor.accept("@") else { return false }
        let start = cursor.offset
        let value = try cursor.number("a number of seconds since 1970")
        let date = Day(clamping: value / 86_400)
        guard CalendarExpression.years.contains(date.year) else {
            throw cursor.failure(
                .outOfRange(field: "time", value: "@\(value)", range: "in the years 1970..2199"),
                at: start
            )
        }
        guard cursor.isAtEnd else { throw cursor.unexpected("the end (a time in seconds stands alone)") }
        let (year, month, day) = date.components
        (result.year, result.month, result.day) = (CalendarField(year), CalendarField(month), CalendarField(day))
        result.hour = CalendarField(value % 86_400 / 3600)
        result.minute = CalendarField(value / 60 % 60)
        result.second = CalendarField(value % 60 * microsecondsPerSecond)
        result.zoneName = "UTC"
        result.zone = .utc
        return true
    }

    /// `2026-03-05`, `03-05`, `*-*~01`, `*~01`; nothing where a time follows at once.
    private mutating func date(into result: inout CalendarExpression) throws(CalendarCursor.Failure) {
        guard !cursor.isAtEnd else { return }
        let start = cursor
        let first = try cursor.list(.number)
        if cursor.isAtEnd || cursor.next == ":" {
            cursor = start
            return
        }
        var separator = try dateSeparator()
        let second = try cursor.list(.number)
        if cursor.isAtEnd || cursor.next == " " {
            try setDate(&result, year: nil, month: first, day: second, fromEnd: separator == "~")
        } else {
            if separator == "~" { throw cursor.unexpected("a space, or the end, after the days from the month's end") }
            separator = try dateSeparator()
            let third = try cursor.list(.number)
            guard cursor.isAtEnd || cursor.next == " " else { throw cursor.unexpected("a space, or the end") }
            try setDate(&result, year: first, month: second, day: third, fromEnd: separator == "~")
        }
        cursor.skipSpaces()
    }

    private mutating func dateSeparator() throws(CalendarCursor.Failure) -> Character {
        if cursor.accept("~") { return "~" }
        if cursor.accept("-") { return "-" }
        throw cursor.unexpected("- or ~ in a date, or : in a time")
    }

    private func setDate(
        _ result: inout CalendarExpression,
        year: CalendarList?,
        month: CalendarList,
        day: CalendarList,
        fromEnd: Bool
    ) throws(CalendarCursor.Failure) {
        if let year { result.year = try year.inFullYears.field(.year) }
        result.month = try month.field(.month)
        result.day = try day.field(fromEnd ? .dayFromMonthEnd : .day)
        result.countsFromMonthEnd = fromEnd && !result.day.isAny
    }

    /// `06:00`, `*:0/15`, `06:00:30.5`; midnight where nothing is left.
    private mutating func time(into result: inout CalendarExpression) throws(CalendarCursor.Failure) {
        guard !cursor.isAtEnd else {
            (result.hour, result.minute) = (CalendarField(0), CalendarField(0))
            return
        }
        result.hour = try cursor.list(.number).field(.hour)
        guard cursor.accept(":") else { throw cursor.unexpected(": and the minutes") }
        result.minute = try cursor.list(.number).field(.minute)
        guard !cursor.isAtEnd else { return }
        guard cursor.accept(":") else {
            throw cursor.unexpected(": and the seconds, the end, or a zone such as Asia/Almaty")
        }
        // Printed alike, so read alike.
        result.second = try cursor.list(.seconds).field(.second).simplified(coveredBy: microsecondsPerSecond)
        guard cursor.isAtEnd else { throw cursor.unexpected("the end, or a zone such as Asia/Almaty") }
    }
}
