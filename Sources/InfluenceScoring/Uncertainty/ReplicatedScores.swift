/// The values of one aggregate in one country over all replications: what its powers' distributions, ranks and
/// comparisons are counted from.
struct ReplicatedScores {
    private let batches: [Batch]
    private let branch: Int
    /// The dyads of the country, positions among the tree's.
    private let dyads: Range<Int>
    private let isScored: [Bool]

    init(_ batches: [Batch], branch: Int, dyads: Range<Int>, of tree: UncertainTree) {
        self.batches = batches
        self.branch = branch
        self.dyads = dyads
        isScored = tree.branches[branch].isScored
    }

    /// The values of a dyad, without those that are missing.
    func values(_ dyad: Int) -> [Double] {
        var values = [Double](repeating: 0, count: batches.reduce(0) { $0 + $1.blocks * 8 })
        var count = 0
        do {
            var values = values.mutableSpan
            for batch in batches {
                let blocks = batch.values.span
                for place in batch.run(branch: branch, dyad: dyad) {
                    let block = blocks[place]
                    if Kernel.isWhole(block) {
                        for lane in 0..<8 { values[count &+ lane] = block[lane] }
                        count &+= 8
                    } else {
                        // What is over is NaN.
                        for lane in 0..<8 where block[lane] == block[lane] {
                            values[count] = block[lane]
                            count &+= 1
                        }
                    }
                }
            }
        }
        values.removeLast(values.count - count)
        return values
    }

    /// By power and rank - 1: in how many replications it held it.
    ///
    /// Eight replications at a time, brought together so that all comparisons find them in the processor's cache.
    func ranks() -> [[Int]] {
        let scored = dyads.filter { isScored[$0] }
        var ranks = [[Int]](repeating: [], count: dyads.count)
        for dyad in scored { ranks[dyad - dyads.lowerBound] = Array(repeating: 0, count: dyads.count) }
        var counts = [Int](repeating: 0, count: scored.count * dyads.count)
        var tile = [SIMD8<Double>](repeating: SIMD8(repeating: 0), count: scored.count)
        for batch in batches {
            let starts = scored.map { batch.run(branch: branch, dyad: $0).lowerBound }
            let values = batch.values.span
            var counts = counts.mutableSpan
            var tile = tile.mutableSpan
            for block in 0..<batch.blocks {
                for place in tile.indices { tile[place] = values[starts[place] &+ block] }
                for place in tile.indices {
                    let own = tile[place]
                    let rank = Kernel.higher(than: own, among: tile.span)
                    let start = place &* dyads.count
                    if Kernel.isWhole(own) {
                        for lane in 0..<8 { counts[start &+ Int(truncatingIfNeeded: rank[lane])] &+= 1 }
                    } else {
                        // What is over is NaN.
                        for lane in 0..<8 where own[lane] == own[lane] {
                            counts[start &+ Int(truncatingIfNeeded: rank[lane])] &+= 1
                        }
                    }
                }
            }
        }
        for (place, dyad) in scored.enumerated() {
            ranks[dyad - dyads.lowerBound] = Array(counts[(place * dyads.count)..<((place + 1) * dyads.count)])
        }
        return ranks
    }

    /// How often `other` is above `power`, ties half; `nil` where they never both have a value.
    /// - Parameters: Positions in the model.
    func probability(that other: Int, exceeds power: Int) -> Double? {
        let (own, others) = (dyads.lowerBound + power, dyads.lowerBound + other)
        guard isScored[own], isScored[others] else { return nil }
        var (higher, lower) = (SIMD8<Int64>(repeating: 0), SIMD8<Int64>(repeating: 0))
        var both = higher
        for batch in batches {
            let values = batch.values.span
            let start = batch.run(branch: branch, dyad: own).lowerBound
            let otherStart = batch.run(branch: branch, dyad: others).lowerBound
            for block in 0..<batch.blocks {
                let (value, other) = (values[start &+ block], values[otherStart &+ block])
                higher &+= Kernel.isHigher(value, other)
                lower &+= Kernel.isHigher(other, value)
                // Above, below, or equal; NaN is none.
                both &+= 0 &- unsafeBitCast((value .== value) .& (other .== other), to: SIMD8<Int64>.self)
            }
        }
        let (above, below, count) = (higher.wrappedSum(), lower.wrappedSum(), both.wrappedSum())
        // (above + ties / 2) / count, in one rounding: the probability of the reverse adds up to 1 with it.
        return count == 0 ? nil : Double(above + count - below) / Double(2 * count)
    }
}
