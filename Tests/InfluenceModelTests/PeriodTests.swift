import InfluenceModel
import Testing

@Suite struct PeriodTests {
    @Test(arguments: [
        ("2023", "2023-01-01", "2023-12-31"), ("2023-S2", "2023-07-01", "2023-12-31"),
        ("2023-Q3", "2023-07-01", "2023-09-30"), ("2023-09", "2023-09-01", "2023-09-30"),
        ("2024-02", "2024-02-01", "2024-02-29"), ("2023-W05", "2023-01-30", "2023-02-05"),
        ("2020-W53", "2020-12-28", "2021-01-03"), ("2023-09-14", "2023-09-14", "2023-09-14"),
        ("2023-01-01/P9M", "2023-01-01", "2023-09-30"), ("2014-01-01/P10Y", "2014-01-01", "2023-12-31"),
        ("2023-01-03/P10D", "2023-01-03", "2023-01-12"),
    ])
    func `Canonical notations read as their span and print as themselves`(text: String, start: String, end: String)
        throws
    {
        let period = try Period(text)
        #expect(period.start.description == start)
        #expect(period.end.description == end)
        #expect(period.description == text)
    }

    @Test(arguments: [
        ("2023-01-01/P1Y", "2023"), ("2023-01-01/P3M", "2023-Q1"), ("2023-02-01/P1M", "2023-02"),
        ("2023-01/2023-09", "2023-01-01/P9M"), ("2023-01-30/P7D", "2023-W05"), ("2023-01-30/P1W", "2023-W05"),
        ("2000/2021", "2000-01-01/P22Y"), ("2023-05-05/P1D", "2023-05-05"),
    ])
    func `Other notations of a span are the same period`(text: String, canonical: String) throws {
        #expect(try Period(text) == Period(canonical))
        #expect(try Period(text).description == canonical)
    }

    @Test(arguments: [
        "", "23", "2023-", "2023-13", "2023-00", "2023-Q0", "2023-Q5", "2023-S3", "2023-W53", "2023-W00", "2023-02-29",
        "2023-9", "2023-09-1", "2023/P1Y", "2023-01-01/P0D", "2023-01-01/PT5H", "2023-01-01/", "/2023",
        "2023-09/2023-01",
        "0000", "20233", "2023-Q1 ", "２０２３", "2023-01-01/P9999999M", "2023-01-01/P-1M", "undated",
    ])
    func `Anything else is refused and quoted`(text: String) {
        #expect(throws: PeriodError(text: text)) { try Period(text) }
    }

    @Test func `Every span prints a notation that reads back as itself`() throws {
        var seed: UInt64 = 7
        func random(_ bound: UInt64) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((seed >> 33) % bound)
        }
        for _ in 0..<20_000 {
            let start = Day(clamping: random(120_000) - 60_000)
            let end: Day
            switch random(3) {
            case 0: end = start.adding(days: random(900))
            case 1: end = start.adding(months: 1 + random(140)).adding(days: -1)
            default: end = Frequency.allCases[random(6)].period(containing: start).end
            }
            let period = try #require(Period(start: start, end: end))
            #expect(try Period(period.description) == period)
        }
    }

    @Test(arguments: Frequency.allCases)
    func `Units of a frequency tile the calendar`(frequency: Frequency) throws {
        let first = try #require(Day(year: 1998, month: 12, day: 28))
        let last = try #require(Day(year: 2005, month: 1, day: 5))
        let periods = frequency.periods(from: first, through: last)
        #expect(try #require(periods.first).start <= first)
        #expect(try #require(periods.last).end >= last)
        for (left, right) in zip(periods, periods.dropFirst()) {
            #expect(left.end.adding(days: 1) == right.start)
            #expect(left < right)
        }
        for period in periods {
            #expect(period.frequency == frequency)
        }
    }

    @Test func `The calendar's ends are reached without a trap`() {
        #expect(Day.latest.description == "9999-12-31")
        #expect(Day.earliest.description == "0001-01-01")
        #expect(Day.latest.adding(days: 1) == .latest)
        #expect(Day.latest.adding(months: .max) == .latest)
        #expect(Day.earliest.adding(months: .min) == .earliest)
        #expect(Day.earliest.adding(days: .min) == .earliest)
        for frequency in Frequency.allCases {
            #expect(frequency.period(containing: .latest).end <= .latest)
            #expect(frequency.period(containing: .earliest).start >= .earliest)
            #expect(!frequency.periods(from: Day.latest.adding(days: -3), through: .latest).isEmpty)
        }
    }

    @Test func `Days convert to components and back`() throws {
        for number in stride(from: Day.earliest.number, through: Day.latest.number, by: 37) {
            let day = Day(clamping: number)
            let (year, month, dayOfMonth) = day.components
            #expect(Day(year: year, month: month, day: dayOfMonth) == day)
        }
    }
}

@Suite struct InstantTests {
    @Test(arguments: [
        ("2026-11-23T06:00:00Z", "2026-11-23T06:00:00Z"), ("2026-11-23T11:00:00+05:00", "2026-11-23T06:00:00Z"),
        ("2026-11-23", "2026-11-23T00:00:00Z"), ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500000Z"),
        ("2026-11-23T06:00:00.1234567Z", "2026-11-23T06:00:00.123456Z"),
    ])
    func `RFC 3339 reads and prints in UTC`(text: String, canonical: String) throws {
        #expect(try #require(Instant(rfc3339: text)).description == canonical)
    }

    @Test(arguments: [Int64.min, .min + 1, -1, 0, 1, .max])
    func `Every instant prints without a trap`(microseconds: Int64) {
        #expect(!Instant(microseconds: microseconds).description.isEmpty)
        #expect(Instant(microseconds: microseconds).day <= .latest)
    }

    @Test(arguments: [
        "", "now", "2026-11-23T", "2026-11-23T06:00", "2026-11-23T24:00:00Z", "2026-11-23T06:00:00",
        "2026-02-30T06:00:00Z",
    ])
    func `Other texts are not instants`(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }
}

@Suite struct CalendarDurationTests {
    @Test(arguments: [
        ("P10Y", "P10Y"), ("P36M", "P3Y"), ("P1Y6M", "P18M"), ("P2W", "P14D"), ("P1DT12H", "P1DT12H"),
        ("PT90S", "PT1M30S"), ("P1Y295556W", "P1Y295556W"), ("P999999W", "P999999W"), ("P142857W1D", "P142857W1D"),
        ("P142857W", "P999999D"), ("P83333Y4M", "P83333Y4M"), ("P83333Y3M", "P999999M"),
        ("P999999Y999999M999999W999999DT999999H999999M999999S", "P999999Y999999M999999W999999DT999999H999999M999999S"),
    ])
    func `Durations read and print, and read the same again`(text: String, canonical: String) throws {
        let duration = try #require(CalendarDuration(text))
        #expect(duration.description == canonical)
        #expect(CalendarDuration(canonical) == duration)
    }

    @Test(arguments: ["", "P", "PT", "10Y", "P10", "P1D1Y", "P1Y1Y", "P1H", "P-1Y", "P1.5Y", "P1DT", "P1234567D"])
    func `Other texts are not durations`(text: String) {
        #expect(CalendarDuration(text) == nil)
    }
}
