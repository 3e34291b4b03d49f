import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceScoring

/// What is remembered of one reading is told of another only where it is the same.
@Suite struct EvidenceOrderTests {
    @Test(arguments: 0..<12 as Range<UInt64>)
    func `What stands behind a figure is the same in whatever order it is asked for, with a scorer at hand or without`(
        seed: UInt64
    ) throws {
        var random = SplitMix(7_000 + seed)
        var compared = 0
        for _ in 0..<12 {
            let drawn = RandomCase(&random)
            let panel = try Panel(drawn.observations)
            guard let scorer = try? Scorer(model: drawn.model, panel: panel),
                let table = try? scorer.scores(for: drawn.periods)
            else { continue }
            let ascending = Evidence(model: drawn.model, panel: panel, scorer: scorer, table: table)
            let descending = Evidence(model: drawn.model, panel: panel)
            for dyad in table.dyads {
                for node in table.nodes {
                    func figures(_ evidence: Evidence, _ periods: [Period]) -> [Evidence.FigureEvidence] {
                        periods.map { evidence.figure(of: node, dyad, at: $0, breaksAfter: nil, in: table) }
                    }
                    let one = figures(ascending, drawn.periods)
                    #expect(figures(descending, Array(drawn.periods.reversed())) == Array(one.reversed()))
                    // Nothing is remembered by who is asked but once.
                    let period = Int.random(in: drawn.periods.indices, using: &random)
                    let fresh = Evidence(model: drawn.model, panel: panel)
                    #expect(figures(fresh, [drawn.periods[period]]) == [one[period]])
                    compared += one.count { $0.span != nil }
                }
            }
        }
        #expect(compared > 100)
    }
}
