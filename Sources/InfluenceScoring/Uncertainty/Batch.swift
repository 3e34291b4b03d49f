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
    let values: [Block]

    /// - Parameters:
    ///   - draws: Of the part's replications.
    ///   - dyads: Positions among the tree's: of whole countries, and of all where an aggregation compares dyads.
    ///   - isRootOnly: Whether the values of the other aggregates are not wanted.
    init(
        _ part: BatchPlan.Part,
        _ draws: BatchDraws,
        of tree: UncertainTree,
        dyads: Range<Int>,
        isRootOnly: Bool = false
    ) {
        count = part.replications.count
        blocks = draws.blocks
        self.dyads = dyads
        let kept = isRootOnly ? 1 : tree.branches.count
        var values = Array(repeating: Block(repeating: .nan), count: kept * dyads.count * blocks)
        // A country at a time: what is computed stays in the processor's cache.
        let step = max(1, tree.comparesDyads ? dyads.count : tree.model.powers.count)
        let aggregator = BatchAggregator(count: count, draws, part.options, of: tree)
        var found = BatchValues(of: tree, draws, dyads: min(step, dyads.count))
        var cells = values.mutableSpan
        for start in stride(from: dyads.lowerBound, to: dyads.upperBound, by: step) {
            // Nobody wants what there is by then.
            if Abandonment.isDue { break }
            let some = start..<min(start + step, dyads.upperBound)
            aggregator.compute(&found, of: some)
            for branch in 0..<kept {
                let isScored = tree.branches[branch].isScored
                for dyad in some where isScored[dyad] {
                    let from = found.start(branch, dyad)
                    let to = (branch * dyads.count + dyad - dyads.lowerBound) * blocks
                    for block in 0..<blocks {
                        cells[to &+ block] = found.value(branch, from + block, drops: branch * blocks + block)
                    }
                }
            }
        }
        self.values = values
    }

    func run(branch: Int, dyad: Int) -> Range<Int> {
        let start = (branch * dyads.count + dyad - dyads.lowerBound) * blocks
        return start..<(start + blocks)
    }
}
