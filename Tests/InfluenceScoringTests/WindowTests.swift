import InfluenceModel
import InfluenceScoring
import InfluenceTestKit
import Testing

@Suite("Windows")
struct WindowTests {
    private let years = [
        observed("x", "RUS", "KAZ", "2019", 1), observed("x", "RUS", "KAZ", "2020", 2),
        observed("x", "RUS", "KAZ", "2021", 4), observed("x", "RUS", "KAZ", "2022", 8),
        observed("x", "RUS", "KAZ", "2023", 16),
    ]

    private func flow(
        _ kind: Window.Kind,
        _ length: CalendarDuration,
        minKnown: Double = 0.6,
        gaps: Gaps = .unknown,
        through: Day? = nil,
        isFlow: Bool = true,
        reporters: Reporters? = nil,
        maxAge: CalendarDuration? = nil
    ) -> Indicator {
        Indicator(
            id: "x",
            title: "",
            isFlow: isFlow,
            reporters: reporters,
            gaps: gaps,
            through: through,
            transform: [.window(Window(kind, length, minKnown: minKnown))],
            cadence: .months(12),
            maxAge: maxAge
        )
    }

    private let last = Indicator(id: "x", title: "")

    private func isNear(_ value: Double?, _ expected: Double) -> Bool {
        value.map { abs($0 - expected) <= 1e-12 * max(1, abs(expected)) } ?? false
    }

    @Test func `without a window the latest period that has ended counts, of two with one end the longer`() throws {
        #expect(try raw(last, years, at: "2023-12") == 16)
        #expect(try raw(last, years, at: "2023-11") == 8)
        #expect(try raw(last, years, at: "2019-11") == nil)
        #expect(try raw(last, years, at: "2019-12") == 1)
        let both = years + [observed("x", "RUS", "KAZ", "2023-12", 99), observed("x", "RUS", "KAZ", "2024-01", 7)]
        #expect(try raw(last, both, at: "2023-12") == 16)
        #expect(try raw(last, both, at: "2024-01") == 7)
    }

    @Test func `a window ends with the newest period that has a value, and is as old as that`() throws {
        #expect(try raw(flow(.sum, .months(36)), years, at: "2023-12") == 4 + 8 + 16)
        #expect(try raw(flow(.sum, .months(36)), years, at: "2023-11") == 2 + 4 + 8)
        #expect(try raw(flow(.sum, .months(36)), years, at: "2029-11") == 4 + 8 + 16)
        #expect(try raw(flow(.sum, .months(12)), years, at: "2023-12") == 16)
        // Eleven twelfths of the amount of a year.
        #expect(isNear(try raw(flow(.sum, .months(11)), years, at: "2024-12"), 16.0 * 11 / 12))
        #expect(isNear(try raw(flow(.mean, .months(36)), years, at: "2023-12"), 28.0 / 3))
        let old = flow(.sum, .months(36), maxAge: .months(24))
        #expect(try raw(old, years, at: "2025-12") == 28)
        #expect(try basis(old, years, at: "2026-01").freshness == .expired)
        #expect(try basis(old, years, at: "2025-06").span == DataSpan(from: Period("2021").end, to: Period("2023").end))
        #expect(try raw(flow(.sum, .months(0)), years, at: "2023-12") == nil)
    }

    @Test func `12 a year over five years with a half-life of three is 35_58`() throws {
        let even = (2019...2023).compactMap { Period.year($0) }.map { observed("x", "RUS", "KAZ", $0, 12) }
        let decay = try #require(try raw(flow(.decay(halfLife: .months(36)), .months(60)), even, at: "2023-12"))
        #expect(abs(decay - 35.58) < 0.005)
        // Of a stock the mean of the level.
        let stock = flow(.decay(halfLife: .months(36)), .months(60), isFlow: false)
        #expect(isNear(try raw(stock, even, at: "2023-12"), 12))
        #expect(isNear(try raw(flow(.mean, .months(60)), even, at: "2023-12"), 12))
        #expect(isNear(try raw(flow(.sum, .months(60)), even, at: "2023-12"), 60))
    }

    /// Periods that lie one after the other from the first day to the last.
    private func partition(_ first: Day, _ last: Day, _ random: inout SplitMix) -> [Period] {
        var periods: [Period] = []
        var start = first
        while start <= last {
            let lengths: [CalendarDuration] = [
                .months(12), .months(6), .months(3), .months(1), .months(1), .days(1), .days(7), .days(40),
                .months(17),
            ]
            let end = min(last, start.adding(random.pick(lengths)).adding(days: -1))
            if let period = Period(start: start, end: max(start, end)) { periods.append(period) }
            start = max(start, end).adding(days: 1)
        }
        return periods
    }

    /// Months since 2000 at the beginning of a day, days as parts of their month.
    private func axis(_ day: Day) -> Double {
        let (year, month, number) = day.components
        return Double((year - 2000) * 12 + month - 1)
            + Double(number - 1) / Double(Day.length(ofMonth: month, year: year))
    }

    @Test func `one constant flow gives one value, however it is cut into reporting periods`() throws {
        var random = SplitMix(71)
        let (first, last) = (Period("2014-01").start, Period("2023-12").end)
        let windows = [
            flow(.sum, .months(60)), flow(.mean, .months(60)), flow(.decay(halfLife: .months(36)), .months(60)),
            flow(.sum, .months(7)), flow(.decay(halfLife: .days(45)), .days(400)), flow(.mean, .days(33)),
        ]
        let even = (2014...2023).compactMap { Period.year($0) }.map { observed("x", "RUS", "KAZ", $0, 12) }
        let expected = try windows.map { try #require(try raw($0, even, at: "2023-12")) }
        #expect(abs(expected[2] - 35.58) < 0.005)
        for number in 0..<60 {
            let rows = partition(first, last, &random).map { period in
                observed(
                    "x",
                    "RUS",
                    "KAZ",
                    period,
                    axis(period.end.adding(days: 1)) - axis(period.start)
                )
            }
            for (window, expected) in zip(windows, expected) {
                let value = try #require(try raw(window, rows, at: "2023-12"))
                #expect(abs(value - expected) <= 1e-12 * expected, "case \(number): \(value) for \(expected)")
            }
        }
        for unit in Frequency.allCases where unit != .week {
            let rows = unit.periods(from: first, through: last).map { period in
                observed("x", "RUS", "KAZ", period, axis(period.end.adding(days: 1)) - axis(period.start))
            }
            for (window, expected) in zip(windows, expected) {
                #expect(isNear(try raw(window, rows, at: "2023-12").map { $0 / expected }, 1), "\(unit)")
            }
        }
    }

    @Test func `a stock that steps gives one mean, however often it is told`() throws {
        var random = SplitMix(72)
        let (first, last) = (Period("2019-01").start, Period("2023-12").end)
        let level = { (period: Period) in period.end <= Period("2021").end ? 10.0 : 30.0 }
        for window in [
            flow(.mean, .months(60), isFlow: false), flow(.decay(halfLife: .months(20)), .months(50), isFlow: false),
        ] {
            let plain = (2019...2023).compactMap { Period.year($0) }.map { observed("x", "RUS", "KAZ", $0, level($0)) }
            let expected = try #require(try raw(window, plain, at: "2023-12"))
            for _ in 0..<30 {
                let halves =
                    partition(first, Period("2021").end, &random) + partition(Period("2022").start, last, &random)
                let rows = halves.map { observed("x", "RUS", "KAZ", $0, level($0)) }
                #expect(isNear(try raw(window, rows, at: "2023-12"), expected))
            }
        }
        #expect(try raw(flow(.mean, .months(60), isFlow: false), years, at: "2023-12") == 31.0 / 5)
    }

    @Test func `time without a row is unknown: the value is scaled, and coverage says how much is known`() throws {
        let gap = [years[0], years[1], years[3], years[4]]
        let sum = flow(.sum, .months(60))
        #expect(isNear(try raw(sum, gap, at: "2023-12"), 27 / 0.8))
        #expect(isNear(try raw(flow(.mean, .months(60)), gap, at: "2023-12"), 27.0 / 4))
        let scorer = try Scorer(model: Model(sum), panel: Panel(gap))
        let score = try #require(
            try scorer.scores(for: ["2023-12"])["x", Dyad(power: "RUS", country: "KAZ"), "2023-12"]
        )
        #expect(isNear(score.coverage, 0.8) && isNear(score.confidence, 0.8))
        #expect(try basis(sum, gap, at: "2023-12").known == score.coverage)
        // Rows without a value are unknown as well, the longest first.
        let stated =
            years.dropLast() + [
                observed("x", "RUS", "KAZ", "2023", nil, .suppressed), observed("x", "RUS", "KAZ", "2023-Q4", 5),
            ]
        #expect(isNear(try raw(sum, Array(stated), at: "2023-12"), 15 / 0.8))
        // Below the least share there is nothing.
        let few = [years[3], years[4]]
        #expect(try raw(sum, few, at: "2023-12") == nil)
        #expect(try basis(sum, few, at: "2023-12").absence == .windowUnknown(known: 0.4, minimum: 0.6))
        #expect(isNear(try raw(flow(.sum, .months(60), minKnown: 0.4), few, at: "2023-12"), 24 / 0.4))
        let three = [years[2], years[3], years[4]]
        #expect(isNear(try raw(sum, three, at: "2023-12"), 28 / 0.6))
        // Under decay the known share is of the weight.
        let decay = flow(.decay(halfLife: .months(12)), .months(60))
        let known = try basis(decay, gap, at: "2023-12").known
        #expect(isNear(known, 1 - (0.25 - 0.125) / (1 - 1.0 / 32)))
    }

    @Test func `the known share of a window counts in coverage and confidence of the nodes above, not in the mean`()
        throws
    {
        let other = Indicator(id: "y", title: "")
        let model = Model(
            .node("index", [.leaf(flow(.sum, .months(60)), weight: 3), .leaf(other, weight: 1)])
        )
        let rows = [years[0], years[1], years[3], years[4], observed("y", "RUS", "KAZ", "2023", 10)]
        let scorer = try Scorer(model: model, panel: Panel(rows))
        let score = try #require(
            try scorer.scores(for: ["2023-12"])["index", Dyad(power: "RUS", country: "KAZ"), "2023-12"]
        )
        #expect(isNear(score.value, (3 * 27 / 0.8 + 10) / 4))
        #expect(isNear(score.coverage, (3 * 0.8 + 1) / 4) && isNear(score.confidence, (3 * 0.8 + 1) / 4))
        let gated = Model(
            .group(
                "index",
                Aggregate(method: .arithmetic, minCoverage: 0.9),
                weight: 1,
                [.leaf(flow(.sum, .months(60)), weight: 3), .leaf(other, weight: 1)]
            )
        )
        let table = try Scorer(model: gated, panel: Panel(rows)).scores(for: ["2023-12"])
        #expect(table["index", Dyad(power: "RUS", country: "KAZ"), "2023-12"]?.value == nil)
    }

    @Test func `of overlapping rows the longest inside the window counts, and the others fill the rest`() throws {
        let sum = flow(.sum, .months(24))
        let rows = [
            observed("x", "RUS", "KAZ", "2022", 24), observed("x", "RUS", "KAZ", "2022-12", 9),
            observed("x", "RUS", "KAZ", "2023", 12), observed("x", "RUS", "KAZ", "2023-Q1", 99),
        ]
        #expect(try raw(sum, rows, at: "2023-12") == 36)
        // Half of a row that the edge cuts, and what it leaves of the shorter ones.
        let straddling = [
            observed("x", "RUS", "KAZ", "2021-07-01/P12M", 12), observed("x", "RUS", "KAZ", "2022-04-01/P6M", 600),
            observed("x", "RUS", "KAZ", "2022-10-01/P15M", 150),
        ]
        // Fifteen months, then six of April to September, then three of the first twelve.
        #expect(try raw(sum, straddling, at: "2023-12") == 150 + 600 + 3)
        // A row that reaches into the window counts by its part inside it.
        #expect(isNear(try raw(flow(.sum, .months(6)), [years[4]], at: "2023-12"), 8))
        let days = [
            observed("x", "RUS", "KAZ", "2023-01-01/P10D", 10), observed("x", "RUS", "KAZ", "2023-01-10/P5D", 5),
        ]
        // The tenth is there once: of two the longer keeps it, and four days of the other are left.
        #expect(isNear(try raw(flow(.sum, .days(14)), days, at: "2023-01"), 14))
    }

    @Test func `a register knows that nothing happened, up to the day that it is complete for`() throws {
        let events = [
            observed("x", "RUS", "KAZ", "2018-08-29", 1), observed("x", "RUS", "KAZ", "2021-09-24", 1),
            observed("x", "RUS", "KAZ", "2024-07-23", 1),
        ]
        let register = Indicator(
            id: "x",
            title: "",
            isFlow: true,
            gaps: .zero,
            transform: [.window(Window(.sum, .months(60)))]
        )
        #expect(try raw(register, events, at: "2018-07") == nil)
        #expect(try raw(register, events, at: "2018-08") == 1)
        #expect(try raw(register, events, at: "2021-09") == 2)
        #expect(try raw(register, events, at: "2024-07") == 2)
        #expect(try raw(register, events, at: "2026-11") == 1)
        #expect(try raw(register, events, at: "2032-01") == 0)
        #expect(try basis(register, events, at: "2032-01").known == 1)
        // Who is not listed at all had none; an empty register says nothing.
        #expect(try raw(register, events, at: "2026-11", power: "CHN") == 0)
        #expect(try raw(register, [], at: "2026-11") == nil)
        // What is stated to be unknown is so even there.
        let disputed = events + [observed("x", "RUS", "KAZ", "2022", nil, .notCollected)]
        #expect(isNear(try raw(register, disputed, at: "2026-11"), 1 / 0.8 * 1.0001, 0.01))
        let complete = Indicator(
            id: "x",
            title: "",
            isFlow: true,
            gaps: .zero,
            through: Period("2022").end,
            transform: [.window(Window(.sum, .months(60)))],
            cadence: .months(12),
            maxAge: .months(36)
        )
        #expect(try raw(complete, events, at: "2022-12") == 2)
        #expect(try raw(complete, events, at: "2024-12") == 2)
        #expect(try basis(complete, events, at: "2024-12").freshness == .aging)
        #expect(try basis(complete, events, at: "2025-12").freshness == .stale)
        #expect(try basis(complete, events, at: "2026-01").freshness == .expired)
        #expect(try basis(complete, events, at: "2024-12").span?.to == Period("2022").end)
        #expect(try raw(complete, events, at: "2021-12") == 2)
    }

    private func isNear(_ value: Double?, _ expected: Double, _ tolerance: Double) -> Bool {
        value.map { abs($0 - expected) <= tolerance } ?? false
    }

    @Test func `a window reads one reporter per dyad, and no row about another power changes it`() throws {
        let mixed = [
            observed("x", "RUS", "KAZ", "2020", 1, by: "A"), observed("x", "RUS", "KAZ", "2021", 10, by: "B"),
            observed("x", "RUS", "KAZ", "2022", 20, by: "B"),
        ]
        let sum = flow(.sum, .months(24), minKnown: 0.5)
        // A's newest is two years older than B's, more than a cadence.
        #expect(try raw(sum, mixed, at: "2022-12") == 30)
        #expect(try raw(sum, mixed + [observed("x", "CHN", "KAZ", "2022", 1, by: "A")], at: "2022-12") == 30)
        // Of 2021 it would be the preferred one, though it knows half of the window.
        let recent = mixed + [observed("x", "RUS", "KAZ", "2021", 7, by: "A")]
        #expect(try raw(sum, recent, at: "2022-12") == 8)
        let order = flow(.sum, .months(24), minKnown: 0.5, reporters: ["B", "A"])
        #expect(try raw(order, recent, at: "2022-12") == 30)
        #expect(try raw(flow(.sum, .months(24), reporters: ["C"]), recent, at: "2022-12") == nil)
    }

    @Test func `flows of part of a year are brought to a year`() throws {
        let part = [observed("x", "RUS", "KAZ", "2023-01-01/P9M", 30)]
        let flow = Indicator(id: "x", title: "", isFlow: true)
        #expect(try raw(flow, part, at: "2023-09") == 40)
        #expect(try raw(last, part, at: "2023-09") == 30)
        // Eleven days of January, twenty-nine of February and ten of March.
        let days = [observed("x", "RUS", "KAZ", "2024-01-21/P50D", 2)]
        #expect(isNear(try raw(flow, days, at: "2024-09"), 2 * 12 / (11.0 / 31 + 1 + 10.0 / 31)))
        #expect(try raw(flow, [observed("x", "RUS", "KAZ", "2023", 0.1)], at: "2023-12") == 0.1)
    }
}
