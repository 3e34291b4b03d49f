/// Computes a branch of a batch by a mean of the form g^-1(sum w g(x) / sum w): the values of one dyad at a time.
struct BatchMean {
    typealias Block = BatchDraws.Block

    /// An indicator.
    struct Leaf {
        /// Of its edge's weights, the first.
        var weights: Int
        /// Its score.
        var value: Double
        /// What it adds to a sum, but for its weight. NaN: the mean refuses it.
        var term: Double
    }

    /// The smallest and the largest of the indicators' scores, and those of the others: one may be left out.
    private struct Ends {
        private var (least, nextLeast) = (Double.infinity, Double.infinity)
        private var (greatest, nextGreatest) = (-Double.infinity, -Double.infinity)
        /// Of their edges' weights, the first.
        private var (leastWeights, greatestWeights) = (0, 0)

        init(_ leaves: Span<Leaf>) {
            for number in leaves.indices {
                let leaf = leaves[number]
                if leaf.value < least {
                    (least, nextLeast, leastWeights) = (leaf.value, least, leaf.weights)
                } else if leaf.value < nextLeast {
                    nextLeast = leaf.value
                }
                if leaf.value > greatest {
                    (greatest, nextGreatest, greatestWeights) = (leaf.value, greatest, leaf.weights)
                } else if leaf.value > nextGreatest {
                    nextGreatest = leaf.value
                }
            }
        }

        /// Whether rounding takes no mean beyond them, whatever one of them is left out: some are below it and some above, by
        /// more than it makes.
        /// - Parameter share: The least part of the weight that one has.
        func areApart(share: Double) -> Bool {
            let distance = min(greatest - nextLeast, nextGreatest - least)
            return distance * share > Within.doubt * max(least.magnitude, greatest.magnitude)
        }

        /// Whether all are numbers, and there is one.
        var isFinite: Bool { least > -.infinity && greatest < .infinity && least <= greatest }

        @inline(__always)
        func low(_ weights: Span<Block>, _ block: Int) -> Block {
            Block(repeating: least).replacing(with: nextLeast, where: weights[leastWeights &+ block] .== 0)
        }

        @inline(__always)
        func high(_ weights: Span<Block>, _ block: Int) -> Block {
            Block(repeating: greatest).replacing(with: nextGreatest, where: weights[greatestWeights &+ block] .== 0)
        }
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
    ///   - share: The least part of the sum that a child's weight is where it is not left out; 0 where several are at once.
    ///   - values: The branches' in this state; those from `place` on are written.
    func store(
        _ leaves: Span<Leaf>,
        _ below: Span<Below>,
        inverses: Span<Block>,
        share: Double,
        in values: inout [Block],
        at place: Int
    ) {
        let ends = Ends(leaves)
        // A mean between numbers is one.
        let isNumber = isLinear && isUnmapped && (leaves.isEmpty || ends.isFinite)
        // Of other means than sums of the values rounding is not bounded by these alone.
        let isWithin = isLinear && ends.areApart(share: share)
        let least = Within.doubt / share
        if !leaves.isEmpty { sum(leaves, in: &values, at: place) }
        let weights = weights.span
        let picks = picks.span
        let whole = whole.span
        var values = values.mutableSpan
        for block in 0..<blocks {
            var sum = leaves.isEmpty ? Block(repeating: 0) : values[place &+ block]
            var (score, weight) = (Block(repeating: .nan), Block(repeating: 0))
            for number in below.indices {
                let child = below[number]
                score = floored(Self.value(child, block, own: values.span, whole: whole, picks: picks))
                weight = weights[child.weights &+ block]
                sum += weight * (isLinear ? score : mean.inner(score))
            }
            // 0 / 0, where nothing is present, is NaN.
            let average = sum * inverses[block]
            var value = isLinear ? average : mean.outer(average)
            // Rounding takes no mean beyond what it is of: that of one, or of equal ones, is exactly that. The last of the
            // branches tells whether it can, like the indicators.
            if !isWithin, !(isLinear && Self.areApart(value, score, weight, by: least)) {
                var low = leaves.isEmpty ? Block(repeating: .infinity) : ends.low(weights, block)
                var high = leaves.isEmpty ? Block(repeating: -.infinity) : ends.high(weights, block)
                for number in below.indices {
                    let score = floored(
                        Self.value(below[number], block, own: values.span, whole: whole, picks: picks)
                    )
                    low.replace(with: score, where: score .< low)
                    high.replace(with: score, where: score .> high)
                }
                value.replace(with: low, where: value .< low)
                value.replace(with: high, where: value .> high)
            }
            // Never -0.
            values[place &+ block] = isNumber ? value + 0 : Self.finite(isUnmapped ? value : map(value))
        }
    }

    /// Whether in every lane one child weighs something and its value lies away from the mean; not where there is no number.
    @inline(__always)
    private static func areApart(_ means: Block, _ values: Block, _ weights: Block, by least: Double) -> Bool {
        let (distance, size) = (means - values, means * least)
        // Squares: without signs.
        return all(distance * distance .> size * size .& weights .> 0)
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
            var (low, high) = (Block(repeating: .infinity), Block(repeating: -.infinity))
            for number in leaves.indices {
                let leaf = leaves[number]
                let weight = weights[leaf.weights + block]
                let term = weight * leaf.term
                low.replace(with: leaf.value, where: leaf.value .< low .& (weight .!= 0))
                high.replace(with: leaf.value, where: leaf.value .> high .& (weight .!= 0))
                // What is left out is not refused.
                sum += leaf.term == leaf.term ? term : term.replacing(with: 0, where: weight .== 0)
                total += weight
            }
            for number in below.indices {
                let child = below[number]
                let weight = weights[child.weights + block]
                let score = floored(Self.value(child, block, own: values.span, whole: whole.span, picks: picks.span))
                // One without a score is not there; one that is refused takes the score.
                let isAbsent = score .!= score
                sum += (weight * mean.inner(score)).replacing(with: 0, where: isAbsent)
                total += weight.replacing(with: 0, where: isAbsent)
                low.replace(with: score, where: score .< low)
                high.replace(with: score, where: score .> high)
            }
            let inverse = isGappy ? 1 / total : inverses[block]
            var value = mean.outer(sum * inverse)
            value.replace(with: low, where: value .< low)
            value.replace(with: high, where: value .> high)
            values[place + block] = Self.finite(map(value))
        }
    }

    @inline(__always)
    private func floored(_ scores: Block) -> Block {
        floor.map { scores.replacing(with: $0, where: scores .< $0) } ?? scores
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
