import InfluenceModel
import Testing

@testable import InfluenceScoring

/// What people write in decimal is compared as decimals: a figure within 4 units in the last place of a threshold is at it.
@Suite struct DecimalThresholdTests {
    @Test func `Figures within four units in the last place of the larger one are equal`() {
        let above = 1.0.nextUp.nextUp.nextUp.nextUp
        #expect(!above.exceeds(1) && above.nextUp.exceeds(1))
        #expect(!(2.2 - 1.2).exceeds(1) && (2.2 - 1.2) > 1)
        #expect(!(0.1 + 0.2).exceeds(0.3) && !0.3.exceeds(0.1 + 0.2))
        #expect(30.0.exceeds(29) && !29.0.exceeds(29 / 100.0 * 100))
        #expect((0.1 + 0.2).isEqual(to: 0.3, ofSize: 0) && !0.3.isEqual(to: 0.300_000_000_000_1, ofSize: 0))
        // The rounding of a difference goes by what it is the difference of.
        #expect((52.2 - 51.3).isEqual(to: 0.9, ofSize: 52.2) && !(52.2 - 51.3).isEqual(to: 0.9, ofSize: 0))
        for value in [0, 1, -1, Double.infinity, -.infinity, .greatestFiniteMagnitude] {
            #expect(!value.exceeds(value) && value.isEqual(to: value, ofSize: 0))
            #expect(!value.exceeds(.nan) && !Double.nan.exceeds(value) && !value.isEqual(to: .nan, ofSize: 0))
        }
        #expect(Double.infinity.exceeds(1) && 1.0.exceeds(-.infinity) && !(-Double.infinity).exceeds(1))
        #expect(!Double.infinity.isEqual(to: 1, ofSize: 0) && !Double.infinity.isEqual(to: -.infinity, ofSize: 0))
    }

    private func raw(_ keys: String, _ rows: String, others: String = "") throws -> Double? {
        try WrittenRows("normalise: none, cadence: P1Y, \(keys)", rows, others: others).score(at: "2020-12").value
    }

    /// Before: 29 % of 100 was 28.999999999999996 and fell into the band below.
    @Test func `A ratio that is just where a band begins is in it`() throws {
        for percent in 1...99 {
            let value = try raw(
                "transform: [{ratio: g, scale: 100}, {bands: [[none, 0], [\(percent), 50], [\(percent + 1), 100]]}]",
                "x RUS 2020 \(percent)\ng RUS 2020 100",
                others: "  - {id: g, title: T, cadence: P1Y}"
            )
            #expect(value == 50, "\(percent)")
        }
        for tenths in stride(from: 1, to: 1000, by: 7) {
            let value = try raw(
                "transform: [{ratio: g, scale: 100}, {bands: [[none, 0], [\(Double(tenths) / 10), 50]]}]",
                "x RUS 2020 \(tenths)\ng RUS 2020 1000",
                others: "  - {id: g, title: T, cadence: P1Y}"
            )
            #expect(value == 50, "\(tenths)")
        }
        // What is below by more than rounding is below.
        #expect(try raw("transform: {bands: [[none, 0], [29, 50]]}", "x RUS 2020 28.9999999999") == 0)
    }

    @Test func `A mean or a share that is a level of the table has its score`() throws {
        let levels =
            "levels: [{level: 29, label: a, score: 10, citation: c}, {level: 30, label: b, score: 20, citation: c}]"
        #expect(
            try raw(
                "transform: [{ratio: g, scale: 100}, ordinal], \(levels)",
                "x RUS 2020 29\ng RUS 2020 100",
                others: "  - {id: g, title: T, cadence: P1Y}"
            ) == 10
        )
        #expect(try raw("transform: ordinal, \(levels)", "x RUS 2020 29.00001") == nil)
    }

    /// Before: all missing, "the shares of all powers add up to 100 %".
    @Test(
        arguments: [("100", [50.2, 20.1, 29.7]), ("100.5", [50.2, 20.1, 30.2]), ("100", [33.3, 33.3, 33.4])],
        [[0, 1, 2], [2, 0, 1], [1, 2, 0], [0, 2, 1]]
    )
    func `Shares that add up to the tolerance are within it`(_ one: (String, [Double]), _ order: [Int]) throws {
        let powers = "[{id: RUS, name: N}, {id: CHN, name: N}, {id: TUR, name: N}]"
        func absence(_ keys: String, more: Double) throws -> Absence? {
            let values = order.map { one.1[$0] }
            let rows = """
                x RUS 2020 \(values[0])
                x CHN 2020 \(values[1])
                x TUR 2020 \(values[2] + more)
                """
            let found = try WrittenRows("normalise: none, cadence: P1Y, \(keys)", rows, powers: powers)
            return try found.basis(at: "2020-12").absence
        }
        for keys in ["table: true, tolerance: \(one.0)", "table: true, tolerance: \(one.0), window: {mean: P1Y}"] {
            #expect(try absence(keys, more: 0) == nil, "\(keys)")
            guard case .sharesExceedTotal(_, let tolerance)? = try absence(keys, more: 0.01) else {
                Issue.record("no reason with \(keys)")
                continue
            }
            #expect(Double(one.0) == tolerance)
        }
        let told = Absence.sharesExceedTotal(sum: 100.01, tolerance: 100)
        #expect("\(told)" == "the shares of all powers add up to 100.01 %, more than the tolerance of 100 %")
    }

    @Test func `A total that comes out as the least one counts`() throws {
        let keys = "transform: {share: powers}, min_total: 0.3"
        #expect(try raw(keys, "x RUS 2020 0.1\nx CHN 2020 0.2") != nil)
        #expect(try raw(keys, "x RUS 2020 0.1\nx CHN 2020 0.19") == nil)
    }

    /// Before: "B leads" by 1.0000000000000002, and "more than 3 times" 0.3 of 0.9.
    @Test func `A lead of just the margin is none, nor is just the multiple more than it`() {
        for whole in 0..<100 {
            for tenth in 0..<10 {
                let first = Double("\(whole).\(tenth)") ?? 0
                let second = Double("\(whole + 1).\(tenth)") ?? 0
                #expect(Lead(first: first, second: second, margin: 1) == .contested, "\(first)")
                #expect(Lead(first: second, second: first, margin: 1) == .contested, "\(first)")
                #expect(Lead(first: first, second: second + 0.001, margin: 1) == .second, "\(first)")
                #expect(Lead(first: second + 0.001, second: first, margin: 1) == .first, "\(first)")
                let triple = Double(whole * 30 + tenth * 3) / 10
                #expect(Lead(first: first, second: triple, multiple: 3) == .contested, "\(first)")
                #expect(Lead(first: triple, second: first, multiple: 3) == .contested, "\(first)")
                #expect(Lead(first: triple + 0.01, second: first, multiple: 3) == .first, "\(first)")
            }
        }
        #expect(Lead(first: 0.3, second: 0.9, multiple: 3) == .contested)
        #expect(Lead(first: -1, second: -3, multiple: 2) == nil && Lead(first: -1, second: 3, multiple: 2) == nil)
        #expect(Lead(first: 0, second: 1, multiple: 2) == .second)
    }

    /// Before: displacement 1 where one power's index was 71.00000000000001 for 71.
    @Test func `Nothing that rounding makes is displaced, nor is it momentum`() {
        #expect(PowerShares.change(from: 0.1 + 0.2, to: 0.3) == 0)
        #expect(PowerShares.change(from: 0.3, to: 0.300_001) > 0)
        #expect(PowerShares.change(from: .nan, to: 0.3).isNaN)
        var window = TheilSen(ofSize: 100)
        for (year, value) in [5.0, 5.0.nextUp, 5 + 1e-14, 5, 5 - 2e-14].enumerated() {
            window.move(to: 0, adding: value, at: Double(year))
        }
        #expect(window.slope == 0)
        #expect(window.changes.up == 0 && window.changes.down == 0)
        window.move(to: 0, adding: 5.001, at: 5)
        #expect(window.changes.up == 1 && window.changes.down == 0)
    }

    @Test func `What rounding alone parts is tied and without spread`() {
        #expect(!Sample([0.3, 0.1 + 0.2, 0.3]).isSpread && Sample([0.3, 0.300_000_1]).isSpread)
        #expect(TiedValues([0.3, 0.1 + 0.2, 0.2]).averageRanks == [2.5, 2.5, 1])
        #expect(TiedValues([0.1 + 0.2, .nan, 0.3, 1]).levelled.map { $0.isNaN ? -1 : $0 } == [0.3, -1, 0.3, 1])
        let near = [0.3, 0.1 + 0.2, 29 / 100.0 * 100, 29, 30]
        for order in [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 0, 4, 1, 3]] {
            let criteria = [order.map { near[$0] }]
            let balance = Copeland.scores(criteria, weights: [1])
            let rows = Outranking.scores(criteria, weights: [1])
            for (place, number) in order.enumerated() {
                #expect(balance[place] == [-3, -3, 1, 1, 4][number])
                #expect(rows[place] == [0.5, 0.5, 2.5, 2.5, 4][number])
            }
            // Ranks of a normalisation are R's, which compares values as they are.
            for direction in [Direction.positive, .negative] {
                var values = criteria[0]
                Ranking.replace(&values, at: Array(values.indices), direction, .min) { $0 }
                for (place, number) in order.enumerated() {
                    #expect(values[place] == (direction == .positive ? [1, 2, 3, 4, 5] : [5, 4, 3, 2, 1])[number])
                }
            }
        }
    }
}
