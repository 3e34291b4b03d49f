import InfluenceModel
@testable import InfluenceSchedule
import InfluenceText

extension FuzzTarget {
    private static let base = Instant(seconds: 1_700_000_000)

    @Sendable static func calendar(_ bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self), let expression = try? CalendarExpression(text) else {
            return
        }
        let printed = expression.description
        require((try? CalendarExpression(printed)) == expression, "a calendar reads back: \(printed)")
        elapse(expression)
    }

    private static func elapse(_ expression: CalendarExpression) {
        var time = base
        for _ in 0..<3 {
            guard let next = expression.next(after: time) else { break }
            require(next > time, "\(expression) elapses after \(time), not at \(next)")
            time = next
        }
    }

    @Sendable static func zone(_ bytes: [UInt8]) {
        guard let zone = try? ZoneFile.zone(from: bytes) else { return }
        var time = -3_000_000_000
        for _ in 0..<200 {
            let span = zone.span(at: time)
            require(span.start.map { $0 <= time } ?? true, "a span holds \(time): \(span)")
            require(span.end.map { $0 > time } ?? true, "a span ends after \(time): \(span)")
            time = span.end ?? time + 40_000_000
        }
        guard var daily = try? CalendarExpression("03:30") else { return }
        daily.zone = zone
        elapse(daily)
        guard var hourly = try? CalendarExpression("hourly") else { return }
        hourly.zone = zone
        elapse(hourly)
    }

    @Sendable static func times(_ bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return }
        if let period = try? Period(text) {
            require(period.start <= period.end, "a period does not end before it begins: \(period)")
            require((try? Period(period.description)) == period, "a period reads back: \(period)")
        }
        if let duration = CalendarDuration(text) {
            require(CalendarDuration(duration.description) == duration, "a duration reads back: \(duration)")
            for day in [Day.earliest, Day(clamping: 0), Day.latest] {
                require(day.adding(duration) >= day, "\(day) and \(duration) is later")
                require(day.subtracting(duration) <= day, "\(day) without \(duration) is earlier")
            }
        }
        if let span = try? TimeSpan(text) {
            require((try? TimeSpan(span.description)) == span, "a span reads back: \(span)")
        }
        if let instant = Instant(rfc3339: text) {
            require(Instant(rfc3339: instant.description) == instant, "a time reads back: \(instant)")
        }
        if case .success(let number) = DecimalText.parse(text) {
            require(
                DecimalText.parse(DecimalText.shortest(number)) == .success(number),
                "a number reads back: \(number)"
            )
        }
    }

    /// The first line is the pattern, the rest the text; matched as the definition says, by all ways.
    @Sendable static func pattern(_ bytes: [UInt8]) {
        let line = bytes.prefix { $0 != 0x0A }.prefix(64)
        guard let pattern = String(validating: line, as: UTF8.self),
            let text = String(validating: bytes.dropFirst(line.count + 1).prefix(64), as: UTF8.self)
        else { return }
        let (stars, letters) = (Array(pattern), Array(text))
        // reached[i]: the pattern so far matches the first i letters.
        var reached = [true] + Array(repeating: false, count: letters.count)
        for star in stars {
            var next = Array(repeating: false, count: letters.count + 1)
            for place in 0...letters.count {
                if star == "*" {
                    next[place] = reached[place] || (place > 0 && next[place - 1])
                } else if place > 0, reached[place - 1] {
                    next[place] = star == "?" || star == letters[place - 1]
                }
            }
            reached = next
        }
        require(GlobPattern(pattern).matches(text) == (reached.last ?? false), "'\(pattern)' on '\(text)'")
    }
}
