import InfluenceModel
import InfluenceModelFiles
import Testing

@testable import InfluenceScoring

/// Intervals of one country that was asked for alone are those that it has among all.
@Suite struct OneCountryUncertaintyTests {
    /// Before: compared with the dyads of its own country alone: 1..1 about a score of 3.
    @Test(arguments: [
        ("aggregate: outranking", "", ""), ("aggregate: copeland", "", ""), ("", "aggregate: copeland", ""),
        ("", "aggregate: outranking", "weights: 0.2"), ("", "", "aggregations: [median], weights: 0.1"),
        ("", "aggregate: copeland", "weights: 0.1"), ("", "", "weights: 0.2"),
    ])
    func `An interval does not depend on which countries were asked for`(
        root: String,
        below: String,
        choices: String
    ) throws {
        let file = """
            model: m
            title: T
            definition: D
            scale: {low: 0, high: 100}
            grid: {frequency: year, from: 2024}
            powers: [{id: AAA, name: N}, {id: BBB, name: N}]
            countries: [{id: XXX, name: N}, {id: YYY, name: N}]
            nodes:
              - {id: index, title: T\(root.isEmpty ? "" : ", " + root)}
              - {id: below, title: T, parent: index, weight: 1\(below.isEmpty ? "" : ", " + below)}
            indicators:
              - {id: a, title: T, parent: below, weight: 1, normalise: none}
              - {id: b, title: T, parent: below, weight: 2, normalise: none}
              - {id: c, title: T, parent: index, weight: 2, normalise: none}
            uncertainty:
              {replications: 20, leave_one_out: false, sensitivity: 8\(choices.contains("weights") ? "" : ", weights: 0")\
            \(choices.isEmpty ? "" : ", " + choices)}
            """
        let model = try ModelFiles.load(sources: [ModelSource(name: "m", text: file)]).model
        let values: [(PowerID, CountryID, [Double])] = [
            ("AAA", "XXX", [4, 4, 2]), ("BBB", "XXX", [3, 3, 9]), ("AAA", "YYY", [2, 5, 5]), ("BBB", "YYY", [1, 1, 6]),
        ]
        let rows = values.flatMap { power, country, values in
            zip(["a", "b", "c"] as [NodeID], values).map { observed($0, power, country, "2024", $1) }
        }
        let scorer = try Scorer(model: model, panel: Panel(rows))
        let columns = try scorer.wantedColumns(for: ["2024"], threads: 1)
        let table = try ScoreTable(scoring: columns.map(\.treated), of: model, for: ["2024"], threads: 1)
        func uncertainty(of countries: [CountryID]?) throws -> PeriodUncertainty {
            try #require(
                try scorer.uncertainty(
                    of: table,
                    from: columns,
                    at: 0,
                    countries: countries,
                    pairs: .all,
                    isComplete: true,
                    threads: 1
                )
            )
        }
        let (one, all) = (try uncertainty(of: ["YYY"]), try uncertainty(of: nil))
        for power in ["AAA", "BBB"] as [PowerID] {
            let dyad = Dyad(power: power, country: "YYY")
            for node in model.nodes.map(\.id) {
                let alone = try #require(one.replicated?[node, dyad])
                let among = try #require(all.replicated?[node, dyad])
                #expect(alone.low == among.low && alone.median == among.median && alone.high == among.high)
                #expect(alone.rankCounts == among.rankCounts)
                if choices.isEmpty {
                    let value = table[node, dyad, "2024"]?.value
                    #expect(alone.low == value && alone.high == value)
                }
            }
            if let sensitivity = one.sensitivity, let whole = all.sensitivity,
                let (here, there) = sensitivity.dyads.firstIndex(of: dyad).flatMap({ here in
                    whole.dyads.firstIndex(of: dyad).map { (here, $0) }
                })
            {
                #expect(sensitivity.indices(dyad: here) == whole.indices(dyad: there))
            }
        }
    }
}
