import InfluenceModel
import Testing

/// One table, one reporter, one hundred per cent: further orders of reporters, periods and unions.
@Suite struct TableSiblingTests {
    private static let powers =
        "[{id: RUS, name: N}, {id: CHN, name: N}, {id: EUU, name: N}, {id: DEU, name: N, within: EUU}]"
    private static let share = "flow: true, cadence: P1Y, max_age: P5Y, transform: share"
    private static let published = "  - {id: q, title: T, cadence: P1Y, table: true}"

    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let keys: String
        let rows: String
        /// Of RUS, CHN, EUU and DEU.
        let values: [Double?]

        var testDescription: String { name }
    }

    private static func table(
        _ period: String,
        _ reporter: String,
        total: Double?,
        _ values: KeyValuePairs<String, Double>
    ) -> String {
        (values.map { "x \($0.key) \(period) \($0.value) - \(reporter)" }
            + (total.map { ["x WLD \(period) \($0) - \(reporter)"] } ?? [])).joined(separator: "\n") + "\n"
    }

    static let known: [Case] = [
        Case(
            name: "the first reporter is a cadence older, and kept",
            keys: share + ", reporters: [A, B]",
            rows: table("2014", "A", total: 100, ["RUS": 50, "CHN": 20])
                + table("2015", "B", total: 100, ["RUS": 10, "EUU": 30]),
            values: [50, 20, nil, nil]
        ),
        Case(
            name: "it is not with a shorter lag",
            keys: share + ", reporters: [A, B], lag: P11M",
            rows: table("2014", "A", total: 100, ["RUS": 50, "CHN": 20])
                + table("2015", "B", total: 100, ["RUS": 10, "EUU": 30]),
            values: [10, nil, 30, nil]
        ),
        Case(
            name: "a member beside its union counts once",
            keys: share,
            rows: table("2015", "A", total: 100, ["RUS": 30, "EUU": 70, "DEU": 60]),
            values: [30, nil, 70, 60]
        ),
        Case(
            name: "a member without its union counts",
            keys: share,
            rows: table("2015", "A", total: 100, ["RUS": 45, "DEU": 60]),
            values: [nil, nil, nil, nil]
        ),
        Case(
            name: "a fresh quotation does not make the others disappear",
            keys: share,
            rows: table("2014", "A", total: 100, ["RUS": 30, "CHN": 10]) + table("2015", "A", total: 100, ["CHN": 60]),
            values: [30, 60, nil, nil]
        ),
        Case(
            name: "but where it would make 140 % the newest complete table counts",
            keys: share,
            rows: table("2014", "A", total: 100, ["RUS": 80, "CHN": 10]) + table("2015", "A", total: 100, ["CHN": 60]),
            values: [80, 10, nil, nil]
        ),
        Case(
            name: "which may be one of nine months",
            keys: share,
            rows: table("2013", "A", total: 100, ["RUS": 80, "CHN": 10])
                + table("2014-01-01/P9M", "A", total: 50, ["RUS": 20, "CHN": 10])
                + table("2015", "A", total: 100, ["CHN": 70]),
            values: [40, 20, nil, nil]
        ),
        Case(
            name: "a total of nothing, or below it, has no shares",
            keys: share,
            rows: table("2015", "A", total: 0, ["RUS": 0]) + table("2014", "A", total: -5, ["RUS": 1]),
            values: [nil, nil, nil, nil]
        ),
        Case(
            name: "the least total is met by itself",
            keys: share + ", min_total: 10",
            rows: table("2015", "A", total: 9.99, ["RUS": 5]) + table("2014", "A", total: 10, ["RUS": 2]),
            values: [20, nil, nil, nil]
        ),
        Case(
            name: "totals of any size",
            keys: share,
            rows: table("2015", "A", total: 1e300, ["RUS": 1e299, "CHN": 5e299]),
            values: [10, 50, nil, nil]
        ),
        Case(
            name: "reporters by country, of whom none is there",
            keys: share + ", reporters: {default: [A], KAZ: [Z]}",
            rows: table("2015", "A", total: 100, ["RUS": 50]),
            values: [nil, nil, nil, nil]
        ),
        Case(
            name: "reporters by country take the place of the others",
            keys: share + ", reporters: {default: [A], KAZ: [B]}",
            rows: table("2015", "A", total: 100, ["RUS": 50]) + table("2014", "B", total: 100, ["RUS": 20]),
            values: [20, nil, nil, nil]
        ),
        Case(
            name: "of the powers alone, a union without its member",
            keys: "flow: true, cadence: P1Y, transform: {share: powers}",
            rows: table("2015", "A", total: 1_000, ["RUS": 20, "EUU": 60, "DEU": 40]),
            values: [25, nil, 75, 50]
        ),
        Case(
            name: "of the powers alone, a member without its union",
            keys: "flow: true, cadence: P1Y, transform: {share: powers}",
            rows: table("2015", "A", total: nil, ["RUS": 20, "DEU": 60]),
            values: [25, nil, nil, 75]
        ),
        Case(
            name: "published shares of a later year",
            keys: share + ", reporters: [A], else: q",
            rows: table("2014", "A", total: 100, ["RUS": 50, "CHN": 20]) + "q RUS 2015-Q1 33",
            values: [33, nil, nil, nil]
        ),
        Case(
            name: "published shares of the same year",
            keys: share + ", reporters: [A], else: q",
            rows: table("2015-Q1", "A", total: 100, ["RUS": 50, "CHN": 20]) + "q RUS 2015 33",
            values: [50, 20, nil, nil]
        ),
        Case(
            name: "published shares that would exceed the whole",
            keys: share + ", reporters: [A], else: q",
            rows: "q RUS 2015 63\nq CHN 2014 50",
            values: [nil, 50, nil, nil]
        ),
        Case(
            name: "two windows, where one year of one power is missing",
            keys: "flow: true, cadence: P1Y, max_age: P5Y, transform: [{sum: P2Y, min_window: 0.5}, share]",
            rows: table("2014", "A", total: 100, ["RUS": 50, "CHN": 10]) + table("2015", "A", total: 300, ["CHN": 60]),
            // Of 2014 alone, as both sums are.
            values: [50, 17.5, nil, nil]
        ),
        Case(
            name: "a register's share of which nothing is known in one year",
            keys: "flow: true, cadence: P1Y, gaps: zero, transform: [{sum: P10Y}, share]",
            rows: table("2010", "A", total: 10, ["CHN": 5]) + "x RUS 2012 - L A",
            values: [0, 50, 0, 0]
        ),
        // Before: nothing, in the year of which the row or its total says that nothing is known.
        Case(
            name: "a register's mean of shares of which one is stated to be unknown",
            keys: "flow: true, cadence: P1Y, gaps: zero, transform: [share, {mean: P4Y}]",
            rows: (2012...2015).map { table("\($0)", "A", total: 100, ["CHN": 20]) }.joined()
                + "x RUS 2014 - L A\nx RUS 2013 9 - A",
            values: [3, 20, 0, 0]
        ),
        Case(
            name: "a register's mean of shares where a total is missing",
            keys: "flow: true, cadence: P1Y, gaps: zero, transform: [share, {mean: P4Y}]",
            rows: (2012...2014).map { table("\($0)", "A", total: 100, ["CHN": 20]) }.joined()
                + "x CHN 2015 20 - A\nx RUS 2013 9 - A",
            values: [2.25, 20, 0, 0]
        ),
        Case(
            name: "a register's mean of shares of the powers where one is unknown",
            keys: "flow: true, cadence: P1Y, gaps: zero, transform: [{share: powers}, {mean: P4Y}]",
            rows: (2012...2015).map { table("\($0)", "A", total: nil, ["CHN": 20]) }.joined()
                + "x RUS 2014 - O A\nx RUS 2013 20 - A",
            // Together 104 %, so of the three years known to both.
            values: [50.0 / 3, 250.0 / 3, 0, 0]
        ),
    ]

    @Test(arguments: known)
    func `All powers stand in one table, however its rows come`(_ one: Case) throws {
        let found = try WrittenRows(one.keys, one.rows, others: Self.published, powers: Self.powers)
        let reversed = try WrittenRows(
            one.keys,
            one.rows.split(separator: "\n").reversed().joined(separator: "\n"),
            others: Self.published,
            powers: Self.powers
        )
        for (power, expected) in zip(["RUS", "CHN", "EUU", "DEU"] as [PowerID], one.values) {
            let score = try found.score(power, at: "2015-12")
            #expect(agree(score.value, expected), "\(power): \(String(describing: score.value))")
            #expect(try reversed.score(power, at: "2015-12") == score)
        }
    }
}
