import InfluenceModel
import InfluenceScoring
import Testing

@Suite("Windows")
struct WindowTests {
    private let years = [
        observed("x", "RUS", "KAZ", "2019", 1), observed("x", "RUS", "KAZ", "2020", 2),
        observed("x", "RUS", "KAZ", "2021", 4), observed("x", "RUS", "KAZ", "2022", 8),
        observed("x", "RUS", "KAZ", "2023", 16),
    ]

    private func indicator(_ window: Window, isFlow: Bool = false) -> Indicator {
        Indicator(id: "x", title: "", isFlow: isFlow, window: window)
    }

    @Test func `last takes the latest period that has ended`() throws {
        #expect(try raw(indicator(.last), years, at: "2023-12") == 16)
        #expect(try raw(indicator(.last), years, at: "2023-11") == 8)
        #expect(try raw(indicator(.last), years, at: "2019-11") == nil)
        #expect(try raw(indicator(.last), years, at: "2019-12") == 1)
    }

    @Test func `of two periods with one end the longer is taken`() throws {
        let both = years + [observed("x", "RUS", "KAZ", "2023-12", 99), observed("x", "RUS", "KAZ", "2024-01", 7)]
        #expect(try raw(indicator(.last), both, at: "2023-12") == 16)
        #expect(try raw(indicator(.last), both, at: "2024-01") == 7)
        #expect(try raw(indicator(.sum(.months(24))), both, at: "2023-12") == 8 + 16)
    }

    @Test func `a window holds the periods that end within it`() throws {
        #expect(try raw(indicator(.sum(.months(36))), years, at: "2023-12") == 4 + 8 + 16)
        #expect(try raw(indicator(.sum(.months(36))), years, at: "2023-11") == 2 + 4 + 8)
        #expect(try raw(indicator(.sum(.months(12))), years, at: "2023-12") == 16)
        #expect(try raw(indicator(.sum(.months(11))), years, at: "2024-12") == nil)
        #expect(try raw(indicator(.mean(.months(36))), years, at: "2023-12") == 28.0 / 3)
        #expect(try raw(indicator(.sum(.months(0))), years, at: "2023-12") == nil)
    }

    @Test func `a month's window never holds two month ends`() throws {
        let months = [observed("x", "RUS", "KAZ", "2023-05", 1), observed("x", "RUS", "KAZ", "2023-06", 2)]
        #expect(try raw(indicator(.sum(.months(1))), months, at: "2023-06") == 2)
        let february = [observed("x", "RUS", "KAZ", "2023-02", 1), observed("x", "RUS", "KAZ", "2023-03", 2)]
        #expect(try raw(indicator(.sum(.months(1))), february, at: "2023-03") == 2)
        #expect(try raw(indicator(.sum(.months(2))), february, at: "2023-03") == 3)
    }

    @Test func `overlapping periods are counted once, from the latest back`() throws {
        let overlapping = [
            observed("x", "RUS", "KAZ", "2022", 100), observed("x", "RUS", "KAZ", "2022-12", 9),
            observed("x", "RUS", "KAZ", "2023-01", 1), observed("x", "RUS", "KAZ", "2023-01-01/P9M", 10),
            observed("x", "RUS", "KAZ", "2023-09", 2), observed("x", "RUS", "KAZ", "2023-10", 3),
        ]
        #expect(try raw(indicator(.sum(.months(24))), overlapping, at: "2023-10") == 100 + 10 + 3)
        #expect(try raw(indicator(.sum(.months(24))), overlapping, at: "2023-01") == 100 + 1)
        let straddling = overlapping + [observed("x", "RUS", "KAZ", "2022-11-01/P11M", 50)]
        // 2022-11..2023-09 overlaps both; of the two ends in September the longer period is taken.
        #expect(try raw(indicator(.sum(.months(24))), straddling, at: "2023-10") == 50 + 3)
    }

    @Test func `periods that share a day overlap, those that meet do not`() throws {
        let sharing = [
            observed("x", "RUS", "KAZ", "2023-01-01/P10D", 1), observed("x", "RUS", "KAZ", "2023-01-10/P5D", 2),
        ]
        #expect(try raw(indicator(.sum(.months(12))), sharing, at: "2023-01") == 2)
        let meeting = [sharing[0], observed("x", "RUS", "KAZ", "2023-01-11/P5D", 2)]
        #expect(try raw(indicator(.sum(.months(12))), meeting, at: "2023-01") == 3)
    }

    @Test func `decay halves with each half-life`() throws {
        let decay = indicator(.decay(.months(60), halfLife: .months(12)))
        // 16 + 8 / 2 + 4 / 4 + 2 / 8 + 1 / 16
        #expect(try raw(decay, years, at: "2023-12") == 21.3125)
        let late = try #require(try raw(decay, [years[4]], at: "2024-06"))
        #expect(abs(late - 16 * 0.5.squareRoot()) < 1e-12)
        let days = indicator(.decay(.months(60), halfLife: .days(10)))
        let event = [observed("x", "RUS", "KAZ", "2023-12-21", 1)]
        #expect(try raw(days, event, at: "2023-12-31") == 0.5)
    }

    @Test func `flows of part of a year are brought to a year, but not in sums`() throws {
        let part = [observed("x", "RUS", "KAZ", "2023-01-01/P9M", 30)]
        #expect(try raw(indicator(.last, isFlow: true), part, at: "2023-09") == 40)
        #expect(try raw(indicator(.last), part, at: "2023-09") == 30)
        #expect(try raw(indicator(.mean(.months(12)), isFlow: true), part, at: "2023-09") == 40)
        #expect(try raw(indicator(.decay(.months(12), halfLife: .months(3)), isFlow: true), part, at: "2023-12") == 20)
        #expect(try raw(indicator(.sum(.months(12)), isFlow: true), part, at: "2023-09") == 30)
        let days = [observed("x", "RUS", "KAZ", "2023-01-02/P73D", 2)]
        let annual = try #require(try raw(indicator(.last, isFlow: true), days, at: "2023-09"))
        #expect(abs(annual - 2 * 365.25 / 73) < 1e-12)
        let year = [observed("x", "RUS", "KAZ", "2023", 0.1)]
        #expect(try raw(indicator(.last, isFlow: true), year, at: "2023-12") == 0.1)
    }

    @Test func `a window reads one reporter, the first with data in it`() throws {
        let mixed = [
            observed("x", "RUS", "KAZ", "2020", 1, by: "A"), observed("x", "CHN", "KAZ", "2022", 1, by: "A"),
            observed("x", "RUS", "KAZ", "2021", 10, by: "B"), observed("x", "RUS", "KAZ", "2022", 20, by: "B"),
        ]
        let sum = indicator(.sum(.months(36)))
        #expect(try raw(sum, mixed, at: "2022-12") == 1)
        // A speaks about 2022 only, and not about Russia.
        #expect(try raw(indicator(.sum(.months(24))), mixed, at: "2022-12") == nil)
        let order = Indicator(id: "x", title: "", reporters: ["B", "A"], window: .sum(.months(36)))
        #expect(try raw(order, mixed, at: "2022-12") == 30)
        let closed = Indicator(id: "x", title: "", reporters: ["C"], window: .sum(.months(36)))
        #expect(try raw(closed, mixed, at: "2022-12") == nil)
    }

    @Test func `of each period last reads the one reporter whom all powers are read from`() throws {
        let mixed = [
            observed("x", "RUS", "KAZ", "2021", 1, by: "B"), observed("x", "RUS", "KAZ", "2022", 2, by: "B"),
            observed("x", "CHN", "KAZ", "2022", 3, by: "A"), observed("x", "BRA", "KAZ", "2021", 3, by: "C"),
        ]
        // In 2022 reporter A has data, so nobody is read from B; Russia falls back to 2021.
        #expect(try raw(indicator(.last), mixed, at: "2022-12") == 1)
        #expect(try raw(indicator(.last), mixed, at: "2022-12", power: "CHN") == 3)
        let order = Indicator(id: "x", title: "", reporters: ["C", "B"], window: .last)
        // C, who is first, speaks about a power outside the model in 2021: it is C's year all the same.
        #expect(try raw(order, mixed, at: "2021-12") == nil)
        #expect(try raw(order, mixed, at: "2022-12") == 2)
    }
}
