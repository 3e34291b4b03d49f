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

    private let mean: QuasiArithmetic
    private let floor: Double?
    private let map: ScoreMap
    private let blocks: Int
    private let weights: [Block]
    private let picks: [BatchDraws.Mask]
    private let whole: [Block]
    /// Most trees are of plain means.
    private let isLinear: Bool
    private let isUnmapped: Bool

    /// - Parameters:
    ///   - map: The branch's own normalisation.
    ///   - blocks: Of each (branch, dyad).
    ///   - weights: By edge and block.
    ///   - picks: By edge and block: where a branch's value is its own in this state, and not the whole one. Empty:
    ///     everywhere.
    ///   - whole: The branches' values with all indicators. Not looked at without picks.
    init(
        mean: QuasiArithmetic,
        floor: Double?,
        map: ScoreMap,
        blocks: Int,
        weights: [Block],
        picks: [BatchDraws.Mask],
        whole: [Block]
    ) {
        self.mean = mean
        self.floor = floor
        self.map = map
        self.blocks = blocks
        self.weights = weights
        self.picks = picks
        self.whole = whole
        isLinear = mean == .arithmetic && floor == nil
        isUnmapped = map == .identity
    }

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
        var (least, greatest) = (Double.infinity, -Double.infinity)
        for number in leaves.indices {
            (least, greatest) = (min(least, leaves[number].term), max(greatest, leaves[number].term))
        }
        // A mean between numbers is one.
        let isNumber = isLinear && isUnmapped && least > -.infinity && greatest < .infinity
        if !leaves.isEmpty { sum(leaves, in: &values, at: place) }
        let weights = weights.span
        let picks = picks.span
        let whole = whole.span
        var values = values.mutableSpan
        for block in 0..<blocks {
            var sum = leaves.isEmpty ? Block(repeating: 0) : values[place &+ block]
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
        }
    }

    /// The indicators' parts of the sums, from `place` on. A loop that does nothing else: what it adds up stays in the
    /// processor's registers.
    @inline(never)
    private func sum(_ leaves: Span<Leaf>, in values: inout [Block], at place: Int) {
        let weights = weights.span
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
            values[place &+ first] = sum
            values[place &+ second] = secondSum
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
