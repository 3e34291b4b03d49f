import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceScoring

@Suite("Power means, extremes, medians and Copeland scores")
struct ComparingAggregationTests {
    /// The scores of an aggregate of one column a child, a value a power.
    private func scores(
        _ aggregate: Aggregate,
        _ children: [(weight: Double, values: [Double])],
        threads: Int = 1,
        cellsPerRun: Int = 65_536
    ) throws -> [Double?] {
        let leaves = children.enumerated().map { number, child in
            Branch.leaf(Indicator(id: NodeID("x\(number)"), title: ""), weight: child.weight)
        }
        let count = children[0].values.count
        let model = Model(.group("index", aggregate, weight: 1, leaves), powers: (0..<count).map { PowerID("P\($0)") })
        let table = try ScoreTable(
            scoring: children.map { Column(values: $0.values) },
            of: model,
            in: Cells(model, periods: ["2020"], cellsPerRun: cellsPerRun),
            threads: threads
        )
        return (0..<count).map { table.score(node: 0, dyad: $0, period: 0).value }
    }

    private func score(_ method: Aggregation, _ children: [(Double, Double)]) throws -> Double? {
        try scores(Aggregate(method: method), children.map { ($0.0, [$0.1]) })[0]
    }

    @Test func `power means`() throws {
        let close = { (found: Double?, wanted: Double) in abs((found ?? .nan) - wanted) <= 1e-13 * wanted }
        #expect(close(try score(.power(exponent: 2), [(1, 1), (1, 7)]), 5))
        #expect(close(try score(.power(exponent: 0.5), [(1, 4), (3, 16)]), 12.25))
        #expect(close(try score(.power(exponent: 1), [(1, 10), (3, 20)]), 17.5))
        #expect(close(try score(.power(exponent: 0), [(1, 2), (1, 8)]), 4))
        #expect(close(try score(.power(exponent: -1), [(1, 2), (1, 6)]), 3))
        #expect(close(try score(.power(exponent: 3), [(1, 0), (1, 2)]), 4.0.cubeRoot))
        #expect(close(try score(.power(exponent: 2), [(1, 1), (5, .nan), (1, 7)]), 5))
        #expect(try score(.power(exponent: 2), [(1, 0), (1, 0)]) == 0)
        #expect(try score(.power(exponent: 2), [(1, .nan)]) == nil)
        // No power of these fits a floating-point number; nearly the largest, the smallest, the geometric mean.
        #expect(close(try score(.power(exponent: 1e6), [(1, 3), (1, 50)]), 49.999965342653235))
        #expect(close(try score(.power(exponent: -1e300), [(1, 3), (1, 50)]), 3))
        #expect(close(try score(.power(exponent: 1e-15), [(1, 2), (1, 8)]), 4))
    }

    @Test func `power means have no value where they would take the root of what has none`() throws {
        #expect(try score(.power(exponent: 2), [(1, 1), (1, -2)]) == nil)
        for exponent in [0, -0.5] { #expect(try score(.power(exponent: exponent), [(1, 1), (1, 0)]) == nil) }
    }

    @Test func `a cell that has no value leaves all others as they are`() throws {
        for method in [Aggregation.geometric, .harmonic, .power(exponent: -1), .power(exponent: 3)] {
            let good = try scores(Aggregate(method: method), [(1, [4, 9]), (2, [5, 6])])
            #expect(
                try scores(Aggregate(method: method), [(1, [4, -1, 9]), (2, [5, 5, 6])]) == [good[0], nil, good[1]]
            )
        }
        #expect(try scores(Aggregate(method: .arithmetic), [(1, [1.7e308, 3]), (2, [1.7e308, 6])]) == [nil, 5])
        #expect(try scores(Aggregate(method: .product), [(1, [1.7e308, 3]), (2, [2, 6])]) == [nil, 18])
    }

    @Test func `a ratio is the first over the second`() throws {
        #expect(try score(.ratio, [(1, 3), (9, 4)]) == 0.75)
        #expect(try score(.ratio, [(1, -3), (9, 4)]) == -0.75)
        #expect(try score(.ratio, [(1, 0), (1, -4)])?.sign == .plus)
        for missing in [
            [(1, 3), (1, 0)], [(1, .nan), (1, 4)], [(1, 3), (1, .nan)], [(1.0, 3.0)], [(1, 1e300), (1, 1e-300)],
        ] {
            #expect(try score(.ratio, missing) == nil)
        }
        #expect(try score(.ratio, [(1, 3), (0, 7), (2, 4)]) == 0.75)
        #expect(try score(.ratio, [(1, 3), (1, 7), (1, 4)]) == nil)
    }

    @Test func `extremes and medians take the present children of positive weight, whatever they weigh`() throws {
        let children = [(0.1, 5.0), (9, 2), (1, .nan), (0, -50), (2, 11), (1, 3)]
        #expect(try score(.min, children) == 2)
        #expect(try score(.max, children) == 11)
        #expect(try score(.median, children) == 4)
        #expect(try score(.median, children + [(1, 4.5)]) == 4.5)
        for method in [Aggregation.min, .max, .median, .copeland, .outranking] {
            #expect(try score(method, [(1, .nan), (1, .nan)]) == nil)
            #expect(try score(method, [(1, -0.0)])?.sign == .plus)
        }
        #expect(try score(.median, [(1, 1.7e308), (1, 1.7e308)]) == 1.7e308)
    }

    @Test func `outranking sums the weight in which a unit is ahead of each other`() throws {
        // A against B: ahead in 0.5, behind in 0.3, tie in 0.2. A against C: behind, ahead, ahead. B against C: behind,
        // ahead, ahead.
        let found = try scores(
            Aggregate(method: .outranking),
            [(5, [3, 2, 9]), (3, [1, 4, 0]), (2, [6, 6, 5])]
        ).compactMap { $0 }
        for (score, wanted) in zip(found, [0.6 + 0.5, 0.4 + 0.5, 0.5 + 0.5]) { #expect(abs(score - wanted) < 1e-13) }
        #expect(found.count == 3)
        #expect(try scores(Aggregate(method: .outranking), [(1, [4])]) == [0])
        #expect(try scores(Aggregate(method: .outranking), [(1, [4, 4, 4])]) == [1, 1, 1])
    }

    @Test func `outranking compares a pair in the criteria that both have`() throws {
        // A and B share the first, A and C the second, B and C none; D has nothing and takes no part.
        let found = try scores(
            Aggregate(method: .outranking),
            [(1, [2, 1, .nan, .nan]), (3, [5, .nan, 7, .nan])]
        )
        #expect(found == [1, 0.5, 1.5, nil])
        let gated = try scores(
            Aggregate(method: .outranking, minCoverage: 0.5),
            [(1, [2, 1, .nan, .nan]), (3, [5, .nan, 7, .nan])]
        )
        #expect(gated == [1, nil, 1.5, nil])
    }

    @Test func `copeland counts pairs won less pairs lost`() throws {
        // A beats B by 0.5 to 0.3; C ties with both, 0.5 to 0.5. Outranking gives 1.1, 0.9, 1.
        #expect(
            try scores(Aggregate(method: .copeland), [(5, [3, 2, 9]), (3, [1, 4, 0]), (2, [6, 6, 5])]) == [1, -1, 0]
        )
        #expect(try scores(Aggregate(method: .copeland), [(1, [4])]) == [0])
        #expect(try scores(Aggregate(method: .copeland), [(1, [4, 4, 4])]) == [0, 0, 0])
        // By little in most criteria, and by much in one: a count of wins, not a mean.
        #expect(
            try scores(Aggregate(method: .copeland), [(1, [2, 1, 0]), (1, [2, 1, 0]), (1, [0, 9, 8])]) == [2, 0, -2]
        )
    }

    @Test func `copeland leaves out what one of a pair misses, and who has nothing`() throws {
        let children: [(weight: Double, values: [Double])] = [(1, [2, 1, .nan, .nan]), (3, [5, .nan, 7, .nan])]
        // A beats B, C beats A, B and C have nothing in common.
        #expect(try scores(Aggregate(method: .copeland), children) == [0, -1, 1, nil])
        #expect(try scores(Aggregate(method: .copeland, minCoverage: 0.5), children) == [0, nil, 1, nil])
    }

    @Test(arguments: [
        [0.1, 0.2, 0.3], [0.3, 0.2, 0.1], [0.7, 0.1, 0.8], [1.1, 2.2, 3.3], [1e-9, 2e-9, 3e-9], [1e9, 2e9, 3e9],
    ])
    func `sides that weigh the same are a tie, whatever rounding makes of their sums`(_ weights: [Double]) throws {
        // Ahead in the two that weigh what the third does.
        let third = weights.max() ?? 0
        let children = weights.map { weight in (weight: weight, values: weight == third ? [1.0, 2] : [2, 1]) }
        #expect(try scores(Aggregate(method: .copeland), children) == [0, 0])
        let more = children.map { ($0.weight == third ? $0.weight * (1 + 1e-9) : $0.weight, $0.values) }
        #expect(try scores(Aggregate(method: .copeland), more) == [-1, 1])
    }

    @Test func `the balances of all pairs sum to nothing and agree with a plain count`() throws {
        var random = SplitMix(52)
        for _ in 0..<30 {
            let count = Int.random(in: 1...20, using: &random)
            let children = (0..<5).map { _ in
                (
                    weight: random.pick([0.1, 0.2, 0.3, 1, 2.5]),
                    values: (0..<count).map { _ -> Double in
                        random.chance(0.2) ? .nan : Double(Int.random(in: 1..<6, using: &random))
                    }
                )
            }
            let found = try scores(Aggregate(method: .copeland), children)
            #expect(found.reduce(0) { $0 + ($1 ?? 0) } == 0)
            for unit in 0..<count where children.contains(where: { !$0.values[unit].isNaN }) {
                var balance = 0
                for other in 0..<count where other != unit {
                    let ahead = children.filter { $0.values[unit] > $0.values[other] }.reduce(0) { $0 + $1.weight }
                    let behind = children.filter { $0.values[unit] < $0.values[other] }.reduce(0) { $0 + $1.weight }
                    if abs(ahead - behind) > 1e-9 { balance += ahead > behind ? 1 : -1 }
                }
                #expect(found[unit] == Double(balance))
            }
        }
    }

    @Test func `permutations, threads, runs and scaled weights change no bit`() throws {
        var random = SplitMix(50)
        let children = [0.3, 1.7, 0.45, 2].map { weight in
            (
                weight: weight,
                values: (0..<40).map { _ in random.chance(0.25) ? .nan : Double(Int.random(in: 1..<9, using: &random)) }
            )
        }
        let order = Array(0..<40).shuffled(using: &random)
        for method in Aggregation.plain + [.power(exponent: 0.5), .power(exponent: -2)] where method != .ratio {
            let aggregate = Aggregate(method: method)
            let found = try scores(aggregate, children)
            #expect(found.contains { $0 != nil })
            let permuted = children.map { child in (child.weight, order.map { child.values[$0] }) }
            #expect(try scores(aggregate, permuted) == order.map { found[$0] }, "\(method)")
            #expect(try scores(aggregate, children, threads: 8, cellsPerRun: 7) == found)
            #expect(try scores(aggregate, children.map { ($0.weight * 8, $0.values) }) == found)
            for (left, right) in zip(found, try scores(aggregate, children.map { ($0.weight * 0.3, $0.values) })) {
                #expect(abs((left ?? 0) - (right ?? 0)) <= 1e-12 * abs(left ?? 0))
            }
            // Not there, or of weight 0.
            let weightless = children + [(0, (0..<40).map { _ in Double.random(in: 1...9, using: &random) })]
            #expect(try scores(aggregate, weightless) == found)
        }
    }

    @Test func `a higher child never lowers the score, which lies between the smallest and the largest mean`() throws {
        var random = SplitMix(51)
        for _ in 0..<200 {
            let children = (0..<4).map { _ in
                (Double.random(in: 0.1...3, using: &random), Double.random(in: 1...100, using: &random))
            }
            var higher = children
            let raised = Int.random(in: 0..<4, using: &random)
            higher[raised].1 += Double.random(in: 0...50, using: &random)
            var previous = -Double.infinity
            for method in [.min, .power(exponent: -3), .harmonic, .geometric, .power(exponent: 0.5), .arithmetic]
                + [Aggregation.power(exponent: 4), .max]
            {
                let score = try #require(try score(method, children))
                #expect(try #require(try self.score(method, higher)) >= score * (1 - 1e-14), "\(method)")
                #expect(score >= previous * (1 - 1e-14), "\(method)")
                previous = score
            }
            #expect(try #require(try score(.median, higher)) >= (try #require(try score(.median, children))))
        }
    }
}

extension Double {
    /// By Newton's method, for it isn't in the standard library.
    fileprivate var cubeRoot: Double {
        (0..<60).reduce(self) { root, _ in (2 * root + self / (root * root)) / 3 }
    }
}
