import InfluenceModel
import Testing

@testable import InfluenceScoring

/// Windows are integrals over time: further periods, orders and edges than those that the faults were found with.
@Suite struct WindowSiblingTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let keys: String
        let rows: String
        let at: Period
        let value: Double?
        var coverage: Double? = 1

        init(_ keys: String, _ rows: String, at: Period = "2015-12", _ value: Double?, _ coverage: Double? = nil) {
            (self.keys, self.rows, self.at, self.value) = (keys, rows, at, value)
            self.coverage = coverage ?? (value == nil ? 0 : 1)
        }

        var testDescription: String { "\(keys) of \(rows.prefix(60))" }
    }

    private static let flow = "flow: true, cadence: P1Y, "

    private static func years(_ span: ClosedRange<Int>, _ value: Double) -> String {
        span.map { "x RUS \($0) \(value)" }.joined(separator: "\n")
    }

    static let known: [Case] = [
        // 12 a year, told by the year, by the quarter, and by both one after the other.
        Case(flow + "window: {decay: P5Y, half_life: P3Y}", years(2011...2015, 12), 35.577_884_816_648_13),
        Case(
            flow + "window: {decay: P5Y, half_life: P3Y}",
            years(2011...2013, 12) + "\n"
                + (2014...2015).flatMap { y in (1...4).map { "x RUS \(y)-Q\($0) 3" } }.joined(separator: "\n"),
            35.577_884_816_648_13
        ),
        // February is a month, in leap years too.
        Case(flow + "window: {mean: P1M}", "x RUS 2016-02 29", at: "2016-02", 348),
        Case(flow + "window: {mean: P1M}", "x RUS 2015-02 28", at: "2015-02", 336),
        Case(
            flow + "window: {mean: P1M}",
            (1...29).map { "x RUS 2016-02-\($0 < 10 ? "0" : "")\($0) 1" }.joined(separator: "\n"),
            at: "2016-02",
            348
        ),
        Case(flow + "window: {sum: P365D}", "x RUS 2016 12", at: "2016-12", 11 + 30.0 / 31),
        // Rows that the edge cuts, and those of which a longer one covers but a part.
        Case(flow + "window: {sum: P18M}", "x RUS 2014 12\nx RUS 2015 24", 30),
        Case(flow + "window: {sum: P1Y}", "x RUS 2015 12\nx RUS 2015-Q1 100\nx RUS 2015-Q4 100", 12),
        Case(flow + "window: {sum: P1Y}", "x RUS 2015-01-01/P9M 9\nx RUS 2015-Q3 300\nx RUS 2015-Q4 5", 14),
        Case(flow + "window: {sum: P6M}", "x RUS 2015-Q4 99\nx RUS 2015-Q3 99\nx RUS 2015 12", 6),
        // The least known part is met by just as much, and missed by a month less.
        Case(flow + "window: {sum: P5Y}", "x RUS 2015 12\nx RUS 2013 12\nx RUS 2011 12", 60, 0.6),
        Case(flow + "window: {sum: P5Y}", "x RUS 2015 12\nx RUS 2013 12\nx RUS 2011-02-01/P11M 11", nil),
        Case(
            flow + "window: {sum: P10M, min_window: 0.3}",
            "x RUS 2015-12 1\nx RUS 2015-10 1\nx RUS 2015-05 1",
            10,
            0.3
        ),
        Case(flow + "window: {sum: P5Y, min_window: 1}", years(2011...2015, 12), 60),
        Case(flow + "window: {sum: P5Y, min_window: 0}", "x RUS 2015 12", 60, 0.2),
        // What comes after the newest value is age, and no gap, whatever is said of it.
        Case(flow + "window: {sum: P2Y}, max_age: P5Y", "x RUS 2011 3\nx RUS 2012 4", 7),
        Case(flow + "window: {sum: P2Y}, max_age: P5Y", "x RUS 2011 3\nx RUS 2012 4\nx RUS 2014 - O", 7),
        Case(flow + "window: {sum: P2Y}, max_age: P5Y", "x RUS 2011 3\nx RUS 2012 4\nx RUS 2014 9 F", 7),
        // What does not accrue.
        Case("cadence: P1Y, window: {mean: P2Y}", "x RUS 2014 10\nx RUS 2015-Q4 20", 12, 0.625),
        Case("cadence: P1Y, window: {decay: P2Y, half_life: P1Y}", "x RUS 2014 0\nx RUS 2015 3", 2),
        Case("cadence: P1Y, window: {decay: P10Y, half_life: P3Y}", years(2006...2015, 7), 7),
        // A register: nothing where no row is, to its own end.
        Case(flow + "gaps: zero, window: {sum: P2Y}", "x RUS 2011 3\nx RUS 2014 4", 4),
        Case(flow + "gaps: zero, window: {sum: P2Y}, through: 2014", "x RUS 2011 3\nx RUS 2013 4", 4),
        Case(flow + "gaps: zero, window: {sum: P2Y}, through: 2014, max_age: P6M", "x RUS 2013 4", nil),
        Case(flow + "gaps: zero, window: {sum: P2Y}, through: 2013", "x RUS 2012 3\nx RUS 2014 4", 3),
        Case(flow + "gaps: zero, window: {sum: P2Y}", "x RUS 2014 4\nx RUS 2015-07-01/P12M 12", 4),
        Case("cadence: P1Y, gaps: zero, window: {mean: P2Y}", "x RUS 2014 10", 5),
        Case("cadence: P1Y, gaps: zero, window: {decay: P2Y, half_life: P1Y}", "x RUS 2015 3", 2),
        Case(flow + "gaps: zero, window: {sum: P2Y}", "x CHN 2016 3", nil),
        Case(flow + "gaps: zero, window: {sum: P2Y}", "x CHN 2011 3", 0),
    ]

    @Test(arguments: known)
    func `Windows of further periods and edges hold what was worked out by hand`(_ one: Case) throws {
        let score = try WrittenRows(one.keys, one.rows).score(at: one.at)
        #expect(agree(score.value, one.value), "\(String(describing: score.value))")
        #expect(agree(score.coverage, one.coverage), "\(String(describing: score.coverage))")
    }

    /// A year of which the amount grows evenly by the day is the same by the day, by ISO weeks and by calendar months.
    @Test func `Weeks that lie in two months are as good as days and months`() throws {
        func days(_ first: Day, _ last: Day) -> [Day] { (first.number...last.number).map { Day(clamping: $0) } }
        func amount(_ day: Day) -> Double {
            let (year, month, _) = day.components
            return 1 / Double(Day.length(ofMonth: month, year: year))
        }
        let (first, last) = (try #require(Day("2013-12-30")), try #require(Day("2016-01-03")))
        let all = days(first, last)
        let daily = all.map { "x RUS \($0) \(amount($0))" }
        let weekly = stride(from: 0, to: all.count, by: 7).map { start in
            "x RUS \(all[start])/P7D \(all[start..<start + 7].reduce(0) { $0 + amount($1) })"
        }
        for window in ["{sum: P1Y}", "{mean: P1Y}", "{decay: P1Y, half_life: P6M}"] {
            let keys = "flow: true, cadence: P1D, max_age: P1Y, window: \(window)"
            let values = try [daily, weekly].map {
                try #require(try WrittenRows(keys, $0.joined(separator: "\n")).score(at: "2016-01").value)
            }
            #expect(agree(values[0], values[1]), "\(window): \(values)")
            let expected = window.contains("decay") ? 12 * (0.5 / 0.693_147_180_559_945_3) * 0.75 : 12
            #expect(abs(values[0] - expected) < 1e-12 * 50, "\(window): \(values)")
        }
    }

    /// Before: a dyad of which a register has no value at all had nothing, at coverage 1, even where it was stated that
    /// nothing is known.
    @Test(
        arguments: [
            ("x RUS 2012 - L", 0, 0.9), ("x RUS 2012 - O", 0, 0.9), ("x RUS 2012 7 F", 0, 0.9),
            ("x RUS 2012 7 U", 0, 0.9),
            ("x RUS 2012-Q1 - Q\nx RUS 2013-Q1 - K", 0, 0.95), ("x RUS 2012 - H\nx RUS 2011 0", 0, 0.9),
            ("x RUS 2006-01-01/P10Y - L", nil, 0), ("x RUS 2010-01-01/P5Y - L", nil, 0),
            ("x RUS 2012 - O B", 0, 0.9), ("x RUS 2012 - O A\nx RUS 2010 - L B", 0, 0.9),
            ("x RUS 2000 - L", 0, 1),
        ] as [(String, Double?, Double)]
    )
    func `What a register says it does not know is no zero, if it says nothing else of the dyad`(
        rows: String,
        value: Double?,
        coverage: Double
    ) throws {
        let rows =
            "x CHN 2010 5\n" + rows + "\n"
            + (2006...2015).map { "gdp - \($0) 100" }.joined(separator: "\n")
        let keys = ["window: {sum: P10Y}", "window: {mean: P10Y}", "transform: [{ratio: gdp}, {sum: P10Y}]"]
        for keys in keys {
            let found = try WrittenRows(
                "flow: true, cadence: P1Y, gaps: zero, " + keys,
                rows,
                others: "  - {id: gdp, title: T, subject: country, flow: true, cadence: P1Y}"
            )
            let score = try found.score(at: "2015-12")
            #expect(score.value == value && agree(score.coverage, coverage), "\(keys): \(score)")
            if value == nil {
                guard case .windowUnknown? = try found.basis(at: "2015-12").absence else {
                    Issue.record("another reason")
                    return
                }
            }
        }
        // Of the others it says as much as before.
        #expect(try WrittenRows("flow: true, gaps: zero, " + keys[0], rows).score("CHN", at: "2015-12").value == 5)
    }
}
