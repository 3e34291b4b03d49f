import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceScoring

@Suite struct RootReplicationTests {
    /// Sobol indices are of the root alone: of its parts the one value is computed that leads to the root's.
    @Test func `The root computed alone is what it is among all nodes, bit for bit`() throws {
        var random = SplitMix(57)
        var compared = 0
        for round in 0..<60 {
            let sample = try UncertaintyTests.Case(&random, least: random.chance(0.7) ? 1 : 0)
            let plan = UncertaintyPlan(
                replications: 60,
                weights: random.pick([0.25, 0.8]),
                goalpostsHigh: random.pick([[], [0.8, 1.25]]),
                aggregations: random.pick([[], [.geometric], [.harmonic, .product]]).map {
                    AlternativeAggregation($0, floor: random.pick([nil, 3]))
                },
                leaveOneOut: random.chance(0.9),
                seed: UInt64(round)
            )
            let tree = try UncertainTree(
                sample.table,
                of: sample.model,
                at: sample.period,
                countries: nil,
                plan: plan,
                columns: nil,
                threads: 1
            )
            let numbers = Philox(key: plan.seed)
            let replications = (0..<plan.replications).map { tree.replication($0, .replications, numbers) }
            let dyads = 0..<tree.dyads.count
            for part in BatchPlan(replications).parts {
                let among = Batch(part, BatchDraws(part.replications, of: tree, numbers), of: tree, dyads: dyads)
                let draws = BatchDraws(part.replications, of: tree, numbers, isRootOnly: true)
                let alone = Batch(part, draws, of: tree, dyads: dyads, isRootOnly: true)
                #expect(!draws.leavesOut)
                for dyad in dyads {
                    let (left, right) = (among.run(branch: 0, dyad: dyad), alone.run(branch: 0, dyad: dyad))
                    for (first, second) in zip(left, right) {
                        for lane in 0..<8 {
                            let (score, other) = (among.values[first][lane], alone.values[second][lane])
                            #expect(score.bitPattern == other.bitPattern || score.isNaN && other.isNaN)
                            if !score.isNaN { compared += 1 }
                        }
                    }
                }
            }
        }
        #expect(compared > 10_000)
    }
}
