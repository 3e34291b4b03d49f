internal import InfluenceModel

/// The scores of all aggregates for some dyads in some replications that share their options, and differ by weights and by
/// the indicator left out.
///
/// The values of one (aggregate, dyad) over the replications lie together. An indicator's score is one number for the
/// whole batch, so the weighted sums run over the replications, eight at a time, and nothing is looked up inside. No value
/// depends on which other replications are in the batch.
struct Batch: Sendable {
    typealias Block = BatchDraws.Block

    let count: Int
    /// Blocks of eight for each (branch, dyad). What is over is NaN.
    let blocks: Int
    /// Positions among the tree's dyads.
    let dyads: Range<Int>
    /// By branch, dyad, block. NaN: no score.
    private(set) var values: [Block]

    /// - Parameters:
    ///   - dyads: Positions among the tree's; all of them where an aggregation compares dyads.
    ///   - isRootOnly: Whether the values of the other aggregates are not wanted.
    init(
        _ part: BatchPlan.Part,
        of tree: UncertainTree,
        dyads: Range<Int>,
        isRootOnly: Bool = false,
        _ random: Philox
    ) {
        let draws = BatchDraws(part.replications, of: tree, random)
        count = part.replications.count
        blocks = draws.blocks
        self.dyads = dyads
        var aggregator = BatchAggregator(count: count, draws, part.options, of: tree, dyads: dyads)
        values = Array(repeating: Block(repeating: .nan), count: aggregator.full.count)
        // Children come after their parent.
        for branch in tree.branches.indices.reversed() {
            let isRoot = branch == 0
            if draws.leavesOut {
                if !isRoot { aggregator.aggregate(branch, .full) }
                aggregator.aggregate(branch, .reduced)
            } else {
                aggregator.aggregate(branch, .full)
            }
            guard isRoot || !isRootOnly else { continue }
            for dyad in dyads where tree.branches[branch].isScored[dyad] {
                for (block, place) in run(branch: branch, dyad: dyad).enumerated() {
                    values[place] =
                        if !draws.leavesOut {
                            aggregator.full[place]
                        } else if isRoot {
                            aggregator.reduced[place]
                        } else {
                            // By what is left out for the node's own sake.
                            aggregator.full[place].replacing(
                                with: aggregator.reduced[place],
                                where: draws.drops[branch * blocks + block]
                            )
                        }
                }
            }
        }
    }

    func run(branch: Int, dyad: Int) -> Range<Int> {
        let start = (branch * dyads.count + dyad - dyads.lowerBound) * blocks
        return start..<(start + blocks)
    }
}
