/// Computes a branch of a batch by a mean of the form g^-1(sum w g(x) / sum w): the values of one dyad at a time.
struct BatchMean {
    typealias Block = BatchDraws.Block

    /// An indicator.
    struct Leaf {
        /// Of its edge's weights, the first.
        var weights: Int
        /// What it adds to a sum, but for its weight. NaN: the mean refuses it.
        var term: Double
    }

    /// A branch beneath.
    struct Below {
        /// Of its edge's weights and picks, the first.
        var weights: Int
        /// Of its values, the first.
        var values: Int
    }

    let mean: QuasiArithmetic
    let floor: Double?
    /// The branch's own normalisation.
    let map: ScoreMap
    /// Of each (branch, dyad).
    let blocks: Int
    /// By edge and block.
    let weights: [Block]
    /// By edge and block: where a branch's value is its own in this state, and not the whole one. Empty: everywhere.
    let picks: [BatchDraws.Mask]
    /// The branches' values with all indicators. Not looked at without picks.
    let whole: [Block]

    /// Of children that all have values, which the mean takes.
    /// - Parameters:
    ///   - inverses: 1 / sum of the weights, by block.
    ///   - values: The branches' in this state; those from `place` on are written.
    func store(
        _ leaves: Span<Leaf>,
        _ below: Span<Below>,
        inverses: Span<Block>,
        in values: inout [Block],
        at place: Int
    ) {
        // Most trees are of plain means.
        let isLinear = mean == .arithmetic && floor == nil
        var (least, greatest) = (Double.infinity, -Double.infinity)
        for number in leaves.indices {
            (least, greatest) = (min(least, leaves[number].term), max(greatest, leaves[number].term))
        }
        let isUnmapped = map == .identity
        // A mean between numbers is one.
        let isNumber = isLinear && isUnmapped && least > -.infinity && greatest < .infinity
        let weights = weights.span
        let picks = picks.span
        let whole = whole.span
        var values = values.mutableSpan
        // Two blocks at a time: what a loop costs is paid half as often. Of an odd number the last one stands twice.
        for first in stride(from: 0, to: blocks, by: 2) {
            let second = min(first + 1, blocks - 1)
            var (sum, secondSum) = (Block(repeating: 0), Block(repeating: 0))
            for number in leaves.indices {
                let leaf = leaves[number]
                sum += weights[leaf.weights &+ first] * leaf.term
                secondSum += weights[leaf.weights &+ second] * leaf.term
            }
            var block = first
            while true {
                var (low, high) = (Block(repeating: least), Block(repeating: greatest))
                for number in below.indices {
                    let child = below[number]
                    let score = Self.value(child, block, own: values.span, whole: whole, picks: picks)
                    let term = isLinear ? score : mean.inner(score, floor: floor)
                    sum += weights[child.weights &+ block] * term
                    low.replace(with: term, where: term .< low)
                    high.replace(with: term, where: term .> high)
                }
                // 0 / 0, where nothing is present, is NaN.
                var average = sum * inverses[block]
                // Rounding takes no mean beyond what it is of: that of one, or of equal ones, is exactly that.
                average.replace(with: low, where: average .< low)
                average.replace(with: high, where: average .> high)
                if isNumber {
                    // Never -0.
                    values[place &+ block] = average + 0
                } else {
                    let value = isLinear ? average : mean.outer(average)
                    values[place &+ block] = Self.finite(isUnmapped ? value : map(value))
                }
                if block == second { break }
                (block, sum) = (second, secondSum)
            }
        }
    }

    /// Of children of which some may have no value in some replication, or one that the mean refuses.
    /// - Parameters:
    ///   - inverses: 1 / sum of the weights where all have values, by block.
    ///   - isGappy: Whether one may have none.
    func storeDoubtful(
        _ leaves: Span<Leaf>,
        _ below: Span<Below>,
        inverses: Span<Block>,
        isGappy: Bool,
        in values: inout [Block],
        at place: Int
    ) {
        for block in 0..<blocks {
            var (sum, total) = (Block(repeating: 0), Block(repeating: 0))
            for number in leaves.indices {
                let leaf = leaves[number]
                let weight = weights[leaf.weights + block]
                let term = weight * leaf.term
                // What is left out is not refused.
                sum += leaf.term == leaf.term ? term : term.replacing(with: 0, where: weight .== 0)
                total += weight
            }
            for number in below.indices {
                let child = below[number]
                let weight = weights[child.weights + block]
                let score = Self.value(child, block, own: values.span, whole: whole.span, picks: picks.span)
                // One without a score is not there; one that is refused takes the score.
                let isAbsent = score .!= score
                sum += (weight * mean.inner(score, floor: floor)).replacing(with: 0, where: isAbsent)
                total += weight.replacing(with: 0, where: isAbsent)
            }
            let inverse = isGappy ? 1 / total : inverses[block]
            values[place + block] = Self.finite(map(mean.outer(sum * inverse)))
        }
    }

    /// A child's value as the state needs it.
    @inline(__always)
    private static func value(
        _ child: Below,
        _ block: Int,
        own: Span<Block>,
        whole: Span<Block>,
        picks: Span<BatchDraws.Mask>
    ) -> Block {
        let value = own[child.values &+ block]
        if picks.isEmpty { return value }
        return whole[child.values &+ block].replacing(with: value, where: picks[child.weights &+ block])
    }

    /// NaN for what leaves the range of numbers; never -0: the two zeros print differently.
    @inline(__always)
    private static func finite(_ values: Block) -> Block {
        let values = values + 0
        return values.replacing(with: .nan, where: (values - values) .!= Block(repeating: 0))
    }
}
