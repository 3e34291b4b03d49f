import InfluenceModel
import Testing

@Suite("Lengths in months")
struct LengthTests {
    @Test(
        arguments: [
            ("2023", 12.0), ("2023-Q1", 3.0), ("2023-02", 1.0), ("2024-02", 1.0), ("2023-01-01/P9M", 9.0),
            ("2023-11-15/P3M", 3.0),
            ("2023-01-01/P10Y", 120.0), ("2023-01-02/P73D", 30.0 / 31 + 1 + 15.0 / 31), ("2023-09-14", 1.0 / 30),
            ("2024-02-29", 1.0 / 29),
            ("2023-01-31/P2D", 1.0 / 31 + 1.0 / 28),
        ] as [(String, Double)]
    )
    func `a period is as long as its calendar months, else as its days`(_ text: String, _ months: Double) throws {
        #expect(abs(try Period(text).lengthInMonths - months) < 1e-15)
    }

    @Test func `a duration counts days as parts of a mean month`() throws {
        #expect(CalendarDuration.months(18).lengthInMonths == 18)
        #expect(CalendarDuration.days(487).lengthInMonths == 16)
        #expect(try #require(CalendarDuration("P1Y2M")).lengthInMonths == 14)
    }

    @Test func `ages run from the end of one day to the end of the other`() throws {
        let end = try #require(Day(year: 2023, month: 6, day: 30))
        #expect(end.months(until: end) == 0)
        #expect(end.months(until: end.adding(days: -1)) == 0)
        #expect(end.months(until: try #require(Day(year: 2023, month: 7, day: 31))) == 1)
        #expect(end.months(until: try #require(Day(year: 2024, month: 6, day: 30))) == 12)
        #expect(abs(end.months(until: end.adding(days: 1)) - 1.0 / 31) < 1e-15)
        #expect(Day.latest.months(until: .latest) == 0)
    }
}
