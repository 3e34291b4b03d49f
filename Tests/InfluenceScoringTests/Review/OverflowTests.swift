import InfluenceModel
import Testing

@testable import InfluenceScoring

/// Sums and products that leave the range of numbers: null with that for a reason, and never the 0 that a division by what
/// is infinite makes of everything.
@Suite struct OverflowTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let keys: String
        let rows: String
        var others = ""

        var testDescription: String { name }
    }

    static let infinite: [Case] = [
        Case(
            name: "a share of what the powers add up to",
            keys: "cadence: P1Y, transform: {share: powers}",
            rows: "x RUS 2015 1e308\nx CHN 2015 1.7e308"
        ),
        Case(
            name: "and after other steps",
            keys: "cadence: P1Y, transform: [{share: powers}, {cap: [0, 50]}]",
            rows: "x RUS 2015 1.7e308\nx CHN 2015 1.7e308"
        ),
        Case(
            name: "a share of a total that is the sum of inputs",
            keys: "cadence: P1Y, inputs: [a, b], transform: share",
            rows: "a RUS 2015 3\nb RUS 2015 4\na WLD 2015 1e308\nb WLD 2015 1e308",
            others: "  - {id: a, title: T}\n  - {id: b, title: T}"
        ),
        Case(
            name: "a ratio to a flow of a quarter",
            keys: "cadence: P1Y, transform: {ratio: gdp}",
            rows: "x RUS 2015 5\ngdp - 2015-Q1 1e308",
            others: "  - {id: gdp, title: T, subject: country, flow: true}"
        ),
        Case(
            name: "the same after a window",
            keys: "cadence: P1Y, transform: [{mean: P1Y}, {ratio: gdp}]",
            rows: "x RUS 2015 5\ngdp - 2015-Q4 1e308",
            others: "  - {id: gdp, title: T, subject: country, flow: true}"
        ),
        Case(
            name: "a share of the sum of two years",
            keys: "flow: true, cadence: P1Y, transform: [{sum: P2Y}, share]",
            rows: "x RUS 2014 10\nx RUS 2015 10\nx WLD 2014 1e308\nx WLD 2015 1e308"
        ),
        Case(
            name: "of powers in the sum of two years",
            keys: "flow: true, cadence: P1Y, transform: [{sum: P2Y}, {share: powers}]",
            rows: "x RUS 2014 10\nx RUS 2015 10\nx CHN 2014 1e308\nx CHN 2015 1e308"
        ),
        Case(
            name: "a level over a window of many months",
            keys: "cadence: P1Y, transform: {sum: P10Y, min_window: 0}",
            rows: "x RUS 2015 1e308"
        ),
    ]

    @Test(arguments: infinite) func `A sum beyond the numbers makes nothing a part of it`(_ example: Case) throws {
        let rows = try WrittenRows(example.keys, example.rows, others: example.others)
        // Before: 0 at full coverage.
        let score = try rows.score(at: "2015-12")
        #expect(score == .none)
        let explanation = try rows.scorer.explain(Dyad(power: "RUS", country: "KAZ"), at: "2015-12", among: ["2015-12"])
        #expect(explanation["x"]?.absence == .notFinite)
    }

    @Test func `Where the newest sum is none, an older table stands as long as it may`() throws {
        let rows = try WrittenRows(
            "cadence: P1Y, max_age: P2Y, transform: {share: powers}",
            "x RUS 2014 30\nx CHN 2014 70\nx RUS 2015 1e308\nx CHN 2015 1.7e308"
        )
        #expect(try rows.score(at: "2016-12").value == 30)
        #expect(try rows.score(at: "2017-01") == .none)
    }

    @Test func `What is read month after month is what is read by itself, until it is too old`() throws {
        let rows = try WrittenRows(
            "cadence: P1Y, max_age: P2Y, transform: {share: powers}",
            "x RUS 2015 1e308\nx CHN 2015 1.7e308"
        )
        let periods: [Period] = ["2015-11", "2015-12", "2016-12", "2017-12", "2018-01", "2018-06"]
        let dyad = Dyad(power: "RUS", country: "KAZ")
        let reasons = try periods.map { try rows.scorer.explain(dyad, at: $0, among: periods)["x"]?.absence }
        #expect(reasons == [.noObservation, .notFinite, .notFinite, .notFinite, .expired("2015"), .expired("2015")])
        let columns = rows.scorer.columns(for: periods)
        let freshness = periods.indices.map { columns[0].raw.freshness(at: $0) }
        #expect(freshness == [.missing, .undefined, .undefined, .undefined, .expired, .expired])
    }

    /// Before: "nothing was observed".
    @Test func `A sum of powers that is not above 0 says so`() throws {
        for (first, second, sum) in [(0.0, 0.0, 0.0), (5, -7, -2)] {
            let rows = try WrittenRows(
                "cadence: P1Y, transform: {share: powers}",
                "x RUS 2015 \(first)\nx CHN 2015 \(second)"
            )
            let explanation = try rows.scorer.explain(
                Dyad(power: "RUS", country: "KAZ"),
                at: "2015-12",
                among: ["2015-12"]
            )
            #expect(explanation["x"]?.absence == .totalTooSmall(total: sum, minimum: 0))
        }
    }

    @Test(arguments: ["geometric", "{power: 0}"])
    func `Weights so large that their sum with logarithms is none make no mean of 0`(method: String) throws {
        let model = try WrittenModel(
            """
            nodes: [{id: index, title: I, aggregate: \(method)}]
            indicators:
              - {id: a, title: A, parent: index, weight: 1e307, normalise: none}
              - {id: b, title: B, parent: index, weight: 1e307, normalise: none}
            """,
            ["a": ["P": [1e-20]], "b": ["P": [1e-20]]]
        )
        #expect(try model.scores("index") == [[nil]])
        #expect(try model.explain("P")["index"]?.absence == .notFinite)
    }

    @Test(arguments: ["zscore", "minmax", "distance_to_max", "{distance_to_target: 1.7e308}"])
    func `Values that lie too far apart to be compared have no scores`(method: String) throws {
        let model = try WrittenModel(
            """
            nodes: [{id: index, title: I}]
            indicators: [{id: x, title: X, parent: index, weight: 1, normalise: \(method)}]
            """,
            ["x": ["A": [1.7e308], "B": [-1.7e308], "C": [0]]]
        )
        #expect(try model.scores("x") == [[nil], [nil], [nil]])
        #expect(try model.explain("C")["x"]?.absence == .notFinite)
    }

    /// Before: tilt 0.
    @Test func `Weights whose sums are no numbers give a pair no measures`() {
        var pair = PairStructure()
        pair.totalWeight = 1.7e308
        pair.parts = [
            PairStructure.Part(dimension: 0, weight: 1.2e308, first: 1, second: 0.9),
            PairStructure.Part(dimension: 1, weight: 5e307, first: 0.9, second: 1),
        ]
        #expect(pair.tilt.isNaN && pair.contest.isNaN && pair.divisionOfLabour.isNaN)
        for place in pair.parts.indices {
            let part = pair.parts[place]
            pair.parts[place] = .init(
                dimension: part.dimension,
                weight: part.weight / 1e307,
                first: part.first,
                second: part.second
            )
        }
        #expect(agree(pair.tilt, (15.8 - 16.5) / (15.8 + 16.5)))
    }
}
