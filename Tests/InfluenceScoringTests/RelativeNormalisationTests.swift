import InfluenceModel
import InfluenceScoring
import InfluenceTestKit
import Testing

@Suite("Ranks, distances and fractions")
struct RelativeNormalisationTests {
    /// The scores of one indicator: a row a dyad (by country, then by power), a column a period.
    private func table(
        _ normalisation: Normalisation,
        _ direction: Direction = .positive,
        countries: [CountryID] = ["KAZ"],
        of values: [[Double]]
    ) throws -> ScoreTable {
        try ScoreTable(
            scoring: [Column(values: values.flatMap { $0 })],
            of: model(normalisation, direction, countries: countries, of: values),
            for: values[0].indices.compactMap { Period.year(2000 + $0) },
            threads: 1
        )
    }

    private func model(
        _ normalisation: Normalisation,
        _ direction: Direction = .positive,
        countries: [CountryID] = ["KAZ"],
        of values: [[Double]]
    ) -> Model {
        let indicator = Indicator(id: "x", title: "", normalisation: normalisation, direction: direction)
        return Model(
            .node("index", [.leaf(indicator, weight: 1)]),
            powers: (0..<(values.count / countries.count)).map { PowerID("P\($0)") },
            countries: countries
        )
    }

    private func scores(
        _ normalisation: Normalisation,
        _ direction: Direction = .positive,
        countries: [CountryID] = ["KAZ"],
        of values: [[Double]]
    ) throws -> [[Double?]] {
        let table = try table(normalisation, direction, countries: countries, of: values)
        return values.indices.map { dyad in
            values[0].indices.map { table.score(node: 1, dyad: dyad, period: $0).value }
        }
    }

    private func column(_ method: Normalisation.Method, _ values: [Double]) throws -> [Double?] {
        try column(method, .positive, values)
    }

    private func column(_ method: Normalisation.Method, _ direction: Direction, _ values: [Double]) throws -> [Double?]
    {
        try scores(Normalisation(method), direction, of: values.map { [$0] }).map { $0[0] }
    }

    @Test func `ranks give equal values the smallest, mean or largest of their places`() throws {
        let values = [30.0, 10, .nan, 20, 20, 20, 40]
        #expect(try column(.rank(.min), values) == [5, 1, nil, 2, 2, 2, 6])
        #expect(try column(.rank(.average), values) == [5, 1, nil, 3, 3, 3, 6])
        #expect(try column(.rank(.max), values) == [5, 1, nil, 4, 4, 4, 6])
        #expect(try column(.rank(.min), .negative, values) == [2, 6, nil, 3, 3, 3, 1])
        #expect(try column(.rank(.max), .negative, values) == [2, 6, nil, 5, 5, 5, 1])
        #expect(try column(.rank(), [0.0, -0.0]) == [1, 1])
    }

    @Test func `borda counts begin at 0 and percentile ranks span 0 to 1`() throws {
        let values = [30.0, 10, .nan, 20, 20, 40]
        #expect(try column(.borda(), values) == [3, 0, nil, 1, 1, 4])
        #expect(try column(.borda(.average), values) == [3, 0, nil, 1.5, 1.5, 4])
        #expect(try column(.percentileRank(), values) == [0.75, 0, nil, 0.25, 0.25, 1])
        #expect(try column(.percentileRank(.max), values) == [0.75, 0, nil, 0.5, 0.5, 1])
        #expect(try column(.percentileRank(), .negative, values) == [0.25, 1, nil, 0.5, 0.5, 0])
    }

    @Test func `ranks are of the panel or of each period`() throws {
        let values = [[1.0, 9], [2, 8], [3, .nan]]
        #expect(try scores(Normalisation(.rank()), of: values) == [[1, 5], [2, 4], [3, nil]])
        #expect(try scores(Normalisation(.rank(), scope: .period), of: values) == [[1, 2], [2, 1], [3, nil]])
        let found = try table(Normalisation(.rank(), scope: .period), of: values)
        #expect(found.fits[1].parameters == [.ranks(count: 3), .ranks(count: 2)])
    }

    /// Before: that the reference has no value, which it has.
    @Test func `A distance to a reference that is no number is told as that`() throws {
        func absences(_ values: [Double]) throws -> [Absence?] {
            let model = model(Normalisation(.distanceToReference("P0")), of: values.map { [$0] })
            let rows = values.enumerated().map { observed("x", PowerID("P\($0.offset)"), "KAZ", "2000", $0.element) }
            let scorer = try Scorer(model: model, panel: Panel(rows))
            return try model.powers.map { power in
                try scorer.explain(Dyad(power: power.id, country: "KAZ"), at: "2000", among: ["2000"])["x"]?.absence
            }
        }
        #expect(try absences([1e-300, 0, 1e300]) == [nil, nil, .notFinite])
        #expect(try absences([0, 0, 5]) == [.noReference("P0"), .noReference("P0"), .noReference("P0")])
    }

    @Test func `distance to the maximum`() throws {
        #expect(try column(.distanceToMax, [2, 4, .nan, 10]) == [0, 0.25, nil, 1])
        #expect(try column(.distanceToMax, .negative, [2, 4, .nan, 10]) == [1, 0.75, nil, 0])
        #expect(
            try table(Normalisation(.distanceToMax), .negative, of: [[2], [10]]).fits[1].parameters
                == [.distance(from: 10, to: 2)]
        )
    }

    @Test func `distance to a target`() throws {
        #expect(try column(.distanceToTarget(6), [2, 4, .nan, 10]) == [0, 0.5, nil, 2])
        #expect(try column(.distanceToTarget(6, capped: true), [2, 4, .nan, 10]) == [0, 0.5, nil, 1])
        #expect(try column(.distanceToTarget(6), .negative, [2, 4, .nan, 10]) == [2, 1.5, nil, 0])
        // No better than the worst value.
        #expect(try column(.distanceToTarget(2), [2, 4]) == [nil, nil])
        #expect(try column(.distanceToTarget(1), [2, 4]) == [nil, nil])
        #expect(try column(.distanceToTarget(5), .negative, [2, 4]) == [nil, nil])
        #expect(try column(.distanceToTarget(5), [2]) == [0])
    }

    @Test func `the reference is the power's value in the same country and period, the smallest that of the scope`()
        throws
    {
        // P0 and P1 in KAZ, then in UZB; two periods.
        let values = [[5, 3], [2, 5], [3, .nan], [8, 1]]
        func found(_ scope: Normalisation.Scope, _ direction: Direction = .positive, capped: Bool = false) throws
            -> [[Double?]]
        {
            try scores(
                Normalisation(.distanceToReference("P0", capped: capped), scope: scope),
                direction,
                countries: ["KAZ", "UZB"],
                of: values
            )
        }
        // From 1.
        #expect(try found(.panel) == [[1, 1], [0.25, 2], [1, nil], [3.5, nil]])
        #expect(try found(.panel, capped: true) == [[1, 1], [0.25, 1], [1, nil], [1, nil]])
        // From 2 and from 1.
        #expect(try found(.period) == [[1, 1], [0, 2], [1, nil], [6, nil]])
        // From 8 and from 5.
        #expect(try found(.period, .negative) == [[1, 1], [2, 0], [1, nil], [0, nil]])
        #expect(throws: ScoringError.unknownReference(node: "x", power: "P9")) {
            try scores(Normalisation(.distanceToReference("P9")), of: [[1], [2]])
        }
    }

    @Test func `fraction of the maximum, or its mirror`() throws {
        #expect(try column(.fractionOfMax, [0, 2, .nan, 8, -4]) == [0, 0.25, nil, 1, -0.5])
        #expect(try column(.fractionOfMax, .negative, [0, 2, .nan, 8]) == [1, 0.75, nil, 0])
        #expect(try column(.fractionOfMax, [-1, -3, 0]) == [nil, nil, nil])
        #expect(try column(.fractionOfMax, [7]) == [1])
    }

    @Test func `goalposts need not truncate`() throws {
        let method = Normalisation.Method.goalposts(low: 10, high: 60, truncate: false)
        #expect(try column(method, [10, 60, 110, -15, .nan]) == [0, 100, 200, -50, nil])
        #expect(try column(method, .negative, [10, 60, 110, -15, .nan]) == [100, 0, -100, 150, nil])
        // One cell too large for the numbers leaves the others theirs.
        #expect(try column(.goalposts(low: 0, high: 1e-10, truncate: false), [1e300, 1e-10]) == [nil, 100])
        #expect(try column(method, [.nan]) == [nil])
    }

    @Test func `equal values, a single one or none are null or have a score that says so`() throws {
        #expect(try column(.rank(), [7, 7]) == [1, 1])
        #expect(try column(.rank(.average), [7, 7]) == [1.5, 1.5])
        #expect(try column(.rank(), [7]) == [1])
        #expect(try column(.borda(), [7]) == [0])
        #expect(try column(.percentileRank(), [7]) == [nil])
        #expect(try column(.distanceToReference("P0"), [7, 7]) == [nil, nil])
        #expect(try column(.distanceToMax, [7, 7]) == [nil, nil])
        for method in methods {
            #expect(try column(method, [.nan, .nan]) == [nil, nil])
            let found = try table(Normalisation(method), of: [[.nan]])
            #expect(found.fits[1].parameters == [.undefined])
        }
    }

    @Test func `figures beyond floating point are no score`() throws {
        for method in [Normalisation.Method.distanceToMax, .distanceToReference("P1")] {
            let found = try scores(Normalisation(method, scope: .period), of: [[1, -1.7e308], [2, 1.7e308]])
            #expect(found == [[0, nil], [1, nil]])
        }
        #expect(try column(.fractionOfMax, [.leastNonzeroMagnitude]) == [nil])
    }

    @Test func `percentile ranks lie on any range, and percentiles are groups of equal size`() throws {
        #expect(try column(.percentileRank(onto: Scale(low: 1, high: 100)), [5, 7, 9]) == [1, 50.5, 100])
        #expect(try column(.percentileRank(onto: Scale(low: 1, high: 100)), .negative, [5, 7, 9]) == [100, 50.5, 1])
        // Of 250 values, 1 to 250: the hundredth that each falls into.
        let values = (1...250).map(Double.init)
        #expect(try column(.percentiles(groups: 100), values) == values.map { ($0 * 100 / 250).rounded(.up) })
        #expect(try column(.percentiles(groups: 4), [1, 2, 3, 4, .nan]) == [1, 2, 3, 4, nil])
        #expect(try column(.percentiles(groups: 4), .negative, [1, 2, 3, 4]) == [4, 3, 2, 1])
        // Equal values are in the highest group that they reach.
        #expect(try column(.percentiles(groups: 4), [1, 1, 1, 9]) == [3, 3, 3, 4])
        #expect(try column(.percentiles(groups: 100), [7]) == [100])
    }

    private let methods: [Normalisation.Method] = [
        .rank(), .borda(.average), .percentileRank(.max), .distanceToMax, .distanceToReference("P0"),
        .distanceToTarget(30), .fractionOfMax,
    ]

    @Test func `permuting the powers permutes the scores bit for bit`() throws {
        var random = SplitMix(40)
        for method in methods + [.minmax(target: Scale())] {
            // The reference stays the first.
            let values = (0..<30).map {
                $0 > 0 && random.chance(0.2) ? .nan : Double(Int.random(in: 0..<40, using: &random))
            }
            let order = [0] + Array(1..<30).shuffled(using: &random)
            let found = try column(method, values)
            #expect(try column(method, order.map { values[$0] }) == order.map { found[$0] })
        }
    }

    @Test func `direction -1 mirrors`() throws {
        var random = SplitMix(41)
        let values = (0..<30).map { _ in random.chance(0.2) ? .nan : Double(Int.random(in: 0..<20, using: &random)) }
        let count = Double(values.count { !$0.isNaN })
        // What the scores of both directions add up to. Of ties the smallest place is the largest the other way round.
        let mirrors: [(Normalisation.Method, Normalisation.Method, Double)] = [
            (.rank(.min), .rank(.max), count + 1), (.rank(.average), .rank(.average), count + 1),
            (.borda(.min), .borda(.max), count - 1), (.percentileRank(.min), .percentileRank(.max), 1),
            (.distanceToMax, .distanceToMax, 1), (.fractionOfMax, .fractionOfMax, 1),
        ]
        for (up, down, sum) in mirrors {
            for (left, right) in zip(try column(up, values), try column(down, .negative, values)) {
                #expect((left == nil) == (right == nil))
                if let left, let right { #expect(abs(left + right - sum) < 1e-12) }
            }
        }
        // Distances to a value: the same as those of -x to its negative.
        for (left, right) in zip(
            try column(.distanceToTarget(5), .negative, values),
            try column(.distanceToTarget(-5), values.map { -$0 })
        ) { #expect(left == right) }
    }

    @Test func `a higher value never scores lower`() throws {
        var random = SplitMix(42)
        let values = (0..<60).map { _ in Double.random(in: 1...50, using: &random) }.sorted()
        for method in methods {
            // P0 as the reference would be the smallest.
            let reference: Normalisation.Method =
                method.kind is DistanceToReference ? .distanceToReference("P7") : method
            let found = try column(reference, values).compactMap { $0 }
            #expect(found.count == values.count)
            #expect(zip(found, found.dropFirst()).allSatisfy { $0 <= $1 })
        }
    }

    @Test func `an aggregate may be ranked, and what is read of it is its rank`() throws {
        let parts = [Branch.leaf(Indicator(id: "a", title: ""), weight: 1)]
        let ranked = Aggregate(method: .arithmetic, normalisation: Normalisation(.rank()))
        let model = Model(.node("index", [.group("part", ranked, weight: 1, parts)]), powers: ["A", "B", "C"])
        let found = try ScoreTable(scoring: [Column(values: [5, .nan, 9])], of: model, for: ["2020"], threads: 1)
        #expect((0..<3).map { found.score(node: 0, dyad: $0, period: 0).value } == [1, nil, 2])
        #expect((0..<3).map { found.score(node: 2, dyad: $0, period: 0).value } == [5, nil, 9])
    }

    @Test func `an explanation of a rank has the raw value`() throws {
        let indicator = Indicator(id: "x", title: "", normalisation: Normalisation(.rank()))
        let scorer = try Scorer(
            model: Model(indicator),
            panel: Panel([observed("x", "RUS", "KAZ", "2020", 50), observed("x", "CHN", "KAZ", "2020", 20)])
        )
        let found = try scorer.explain(Dyad(power: "RUS", country: "KAZ"), at: "2020", among: ["2020"])
        let node = try #require(found["x"])
        #expect(node.score.value == 2)
        #expect(node.normalisation == .ranks(count: 2))
        guard case .indicator(let basis) = node.basis else { throw NoBasis() }
        #expect(basis.raw == 50)
    }
}
