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
    private let dyads: Range<Int>
    /// How many of them are computed at a time: those of a country, or all.
    private let step: Int
    private let branches: Int
    /// By step, branch, dyad, block. NaN: no score.
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
        branches = isRootOnly ? 1 : tree.branches.count
        // A country at a time: what is computed stays in the processor's cache.
        step = max(1, tree.comparesDyads ? dyads.count : tree.model.powers.count)
        let aggregator = BatchAggregator(count: count, draws, part.options, of: tree)
        var found = BatchValues(of: tree, draws, dyads: min(step, dyads.count))
        var values: [Block] = []
        values.reserveCapacity(branches * dyads.count * blocks)
        for start in stride(from: dyads.lowerBound, to: dyads.upperBound, by: step) {
            let some = start..<min(start + step, dyads.upperBound)
            // Nobody wants what there is by then.
            if !Abandonment.isDue { aggregator.compute(&found, of: some) }
            for branch in 0..<branches {
                let isScored = tree.branches[branch].isScored
                for dyad in some {
                    let from = found.start(branch, dyad)
                    let isScored = isScored[dyad]
                    for block in 0..<blocks {
                        values.append(
                            isScored
                                ? found.value(branch, from &+ block, drops: branch &* blocks &+ block)
                                : Block(repeating: .nan)
                        )
                    }
                }
            }
        }
        self.values = values
    }

    func run(branch: Int, dyad: Int) -> Range<Int> {
        let (number, place) = (dyad - dyads.lowerBound).quotientAndRemainder(dividingBy: step)
        // Of whole countries, so all steps are alike.
        let start = ((number * branches + branch) * step + place) * blocks
        return start..<(start + blocks)
    }
}
