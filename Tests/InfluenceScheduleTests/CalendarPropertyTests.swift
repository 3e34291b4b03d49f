@testable import InfluenceSchedule
import InfluenceModel
import InfluenceTestKit
import Testing

@Suite struct CalendarPropertyTests {
    private static let bases = [
        "2024-02-28T22:00:00Z", "2024-03-30T20:00:00Z", "2024-10-26T20:00:00Z", "2024-11-02T22:00:00Z",
        "2024-04-06T10:00:00Z", "2025-12-31T20:00:00Z", "2011-12-29T00:00:00Z", "2040-10-27T20:00:00Z",
    ]

    @Test func `Printing, then reading, gives the same expression`() throws {
        var generator = ExpressionGenerator(seed: 1)
        var valid = 0
        for _ in 0..<3000 {
            guard let expression = try? CalendarExpression(generator.expression()) else { continue }
            valid += 1
            let printed = expression.description
            let again = try CalendarExpression(printed)
            #expect(again == expression, "\(printed)")
            #expect(again.description == printed)
        }
        #expect(valid > 2000)
    }

    @Test func `Each elapse is later than the one before`() throws {
        var generator = ExpressionGenerator(seed: 2)
        for _ in 0..<1000 {
            guard let expression = try? CalendarExpression(generator.expression()) else { continue }
            var time = try instant(generator.random.pick(Self.bases))
            for _ in 0..<8 {
                guard let next = expression.next(after: time) else { break }
                #expect(next > time, "\(expression) after \(time)")
                // Asking from any time between gives the same answer.
                let middle = (time.microseconds + next.microseconds) / 2
                #expect(expression.next(after: Instant(microseconds: middle)) == next || middle == next.microseconds)
                #expect(expression.next(after: Instant(microseconds: next.microseconds - 1)) == next)
                time = next
            }
        }
    }

    @Test func `No minute that matches is left out and none that does not is let in`() throws {
        var generator = ExpressionGenerator(seed: 3)
        generator.onlyMinutes = true
        var compared = 0
        while compared < 300 {
            guard let expression = try? CalendarExpression(generator.expression()) else { continue }
            compared += 1
            let start = try instant(generator.random.pick(Self.bases))
            let range = start.seconds..<start.seconds + 2 * 86_400
            let minutes = stride(from: start.seconds + 60, to: range.upperBound, by: 60)
            let expected = minutes.filter { Self.elapses(expression, at: $0) }
            var found: [Int] = []
            var time = start
            while let next = expression.next(after: time), next.seconds < range.upperBound {
                found.append(next.seconds)
                time = next
            }
            #expect(found == expected, "\(expression) after \(start)")
        }
    }

    /// Straight from the definition: the local time matches, and has not been before unless every hour matches.
    private static func elapses(_ expression: CalendarExpression, at time: Int) -> Bool {
        let local = time + expression.zone.span(at: time).offset
        let day = Day(clamping: local / 86_400)
        let (year, month, dayOfMonth) = day.components
        let counted =
            expression.countsFromMonthEnd ? Day.length(ofMonth: month, year: year) + 1 - dayOfMonth : dayOfMonth
        // `~07/1` repeats towards the month's end: from 7 down to 1.
        let matchesDay =
            expression.countsFromMonthEnd
            ? expression.day.components.contains { component in
                guard let step = component.step else { return component.start == counted }
                let range = component.stop.map { component.start...$0 } ?? 1...component.start
                let first = component.stop ?? component.start
                return range.contains(counted) && (first - counted) % step == 0
            } : expression.day.contains(counted)
        guard expression.year.contains(year), expression.month.contains(month), matchesDay,
            expression.weekdays.isEmpty || expression.weekdays.contains(day.weekday),
            expression.hour.contains(local % 86_400 / 3600), expression.minute.contains(local % 3600 / 60)
        else { return false }
        if expression.matchesEveryHour { return true }
        // Clocks go back by whole half hours.
        return !stride(from: time - 48 * 1800, to: time, by: 1800).contains {
            $0 + expression.zone.span(at: $0).offset == local
        }
    }
}
