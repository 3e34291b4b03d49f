import InfluenceModel
import InfluenceScoring
import InfluenceTestKit
import Testing

@Suite("Normalisations")
struct NormalisationTests {
    /// The scores of one indicator: a row a power, a column a period.
    private func scores(
        _ normalisation: Normalisation,
        _ direction: Direction = .positive,
        scale: Scale = Scale(),
        of values: [[Double]]
    ) throws -> [[Double?]] {
        let indicator = Indicator(id: "x", title: "", normalisation: normalisation, direction: direction)
        let model = Model(
            .node("index", [.leaf(indicator, weight: 1)]),
            powers: (0..<values.count).map { PowerID("P\($0)") },
            scale: scale
        )
        let periods = (0..<values[0].count).compactMap { Period.year(2000 + $0) }
        let table = try ScoreTable(
            scoring: [Column(values: values.flatMap { $0 })],
            of: model,
            for: periods,
            threads: 1
        )
        return values.indices.map { dyad in
            periods.indices.map { table.score(node: 1, dyad: dyad, period: $0).value }
        }
    }

    @Test func `goalposts are linear between two fixed points and truncated beyond them`() throws {
        let goalposts = Normalisation(.goalposts(low: 10, high: 60))
        let values = [[10, 60, 35, 5, 61, 1e300, -1e300, 22.5, .nan]]
        #expect(try scores(goalposts, of: values) == [[0, 100, 50, 0, 100, 100, 0, 25, nil]])
        #expect(try scores(goalposts, .negative, of: values) == [[100, 0, 50, 100, 0, 0, 100, 75, nil]])
        #expect(try scores(goalposts, scale: Scale(low: 1, high: 7), of: values) == [[1, 7, 4, 1, 7, 7, 1, 2.5, nil]])
    }

    @Test func `the ends of the goalposts fall exactly on the ends of the scale`() throws {
        var random = SplitMix(1)
        for _ in 0..<2000 {
            let low = Double.random(in: -1e3...1e3, using: &random)
            let high = low + Double.random(in: 1e-6...1e3, using: &random)
            let scale = Scale(low: random.pick([0, 1, -1]), high: random.pick([100, 10, 1.5]))
            let goalposts = Normalisation(.goalposts(low: low, high: high))
            #expect(try scores(goalposts, scale: scale, of: [[low, high]]) == [[scale.low, scale.high]])
            #expect(try scores(goalposts, .negative, scale: scale, of: [[low, high]]) == [[scale.high, scale.low]])
        }
    }

    @Test func `minmax spans the values of the panel, or of each period`() throws {
        let values = [[1, 10], [3, 30], [5, .nan], [2, 20]]
        let panel = Normalisation(.minmax(target: Scale(low: 0, high: 29)))
        #expect(try scores(panel, of: values) == [[0, 9], [2, 29], [4, nil], [1, 19]])
        #expect(try scores(panel, .negative, of: values) == [[29, 20], [27, 0], [25, nil], [28, 10]])
        let period = Normalisation(.minmax(target: Scale(low: 1, high: 101)), scope: .period)
        #expect(try scores(period, of: values) == [[1, 1], [51, 101], [101, nil], [26, 51]])
    }

    @Test func `zscore takes the sample's deviation`() throws {
        // Mean 5, squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, of 7.
        let values = [[2.0], [4], [4], [4], [5], [5], [7], [9]]
        let sd = (32.0 / 7).squareRoot()
        let found = try scores(Normalisation(.zscore(mean: 10, sd: 2)), of: values)
        for (row, value) in zip(found, values) {
            #expect(abs((row[0] ?? .nan) - ((value[0] - 5) / sd * 2 + 10)) < 1e-12)
        }
        let mirrored = try scores(Normalisation(.zscore(mean: 0, sd: 1)), .negative, of: values)
        let first = try #require(mirrored[0][0])
        #expect(abs(first - 3 / sd) < 1e-12)
    }

    @Test func `without two different values a relative score is null`() throws {
        for method in [Normalisation.Method.minmax(target: Scale()), .zscore(mean: 0, sd: 1)] {
            // The mean of these is rounded: their deviation alone is not 0.
            #expect(try scores(Normalisation(method), of: [[0.1], [0.1], [0.1]]) == [[nil], [nil], [nil]])
            #expect(try scores(Normalisation(method), of: [[7]]) == [[nil]])
            #expect(try scores(Normalisation(method), of: [[.nan]]) == [[nil]])
            let oneFlat = try scores(Normalisation(method, scope: .period), of: [[1, 5], [2, 5]])
            #expect(oneFlat.map { $0[1] } == [nil, nil])
            #expect(oneFlat.allSatisfy { $0[0] != nil })
        }
    }

    @Test func `none leaves the value, and direction -1 mirrors it on the scale`() throws {
        #expect(try scores(.none, of: [[-3, 40, 250]]) == [[-3, 40, 250]])
        #expect(try scores(.none, .negative, scale: Scale(low: 1, high: 11), of: [[1, 4, 11]]) == [[11, 8, 1]])
    }

    @Test func `parameters beyond floating point leave no score in their scope`() throws {
        #expect(try scores(Normalisation(.minmax(target: Scale())), of: [[-1.5e308], [1.5e308]]) == [[nil], [nil]])
        let zscore = Normalisation(.zscore(mean: 0, sd: 1), scope: .period)
        let found = try scores(zscore, of: [[1, 1e200], [2, -1e200]])
        #expect(found.map { $0[0] != nil } == [true, true])
        #expect(found.map { $0[1] } == [nil, nil])
        #expect(try scores(Normalisation(.goalposts(low: -1.5e308, high: 1.5e308)), of: [[1]]) == [[nil]])
        #expect(try scores(Normalisation(.goalposts(low: 0, high: .leastNonzeroMagnitude)), of: [[1]]) == [[nil]])
    }

    @Test func `an aggregate may be normalised like an indicator`() throws {
        let product = Aggregate(
            method: .product,
            normalisation: Normalisation(.minmax(target: Scale(low: 0, high: 1)), scope: .panel)
        )
        let model = Model(
            .node(
                "index",
                [
                    .group(
                        "bandwidth_x_dependence",
                        product,
                        weight: 1,
                        [
                            .leaf(Indicator(id: "a", title: ""), weight: 1),
                            .leaf(Indicator(id: "b", title: ""), weight: 1),
                        ]
                    )
                ]
            ),
            powers: ["A", "B", "C"]
        )
        let table = try ScoreTable(
            scoring: [Column(values: [1, 2, 3]), Column(values: [2, 4, 6])],
            of: model,
            for: ["2020"],
            threads: 1
        )
        // Products 2, 8, 18.
        #expect((0..<3).map { table.score(node: 0, dyad: $0, period: 0).value } == [0, 6.0 / 16, 1])
        #expect(table.fits[1].parameters == [.minmax(min: 2, max: 18, target: Scale(low: 0, high: 1))])
    }
}
