internal import InfluenceModel

/// How often each power held each rank, and how often one was above another: counts, so their sum over the batches is
/// exact in any order.
struct Standings: Sendable {
    /// By branch, dyad, rank - 1.
    private(set) var ranks: [Int]
    /// By compared branch, dyad, other power: the replications in which the other one is higher, and those in which both
    /// have a value.
    private(set) var higher: [Int]
    private(set) var both: [Int]
    private let compared: [Int]
    private let dyadCount: Int
    private let powerCount: Int

    init(of tree: UncertainTree) {
        dyadCount = tree.dyads.count
        powerCount = tree.model.powers.count
        ranks = Array(repeating: 0, count: tree.branches.count * dyadCount * powerCount)
        compared = tree.compared
        higher = Array(repeating: 0, count: compared.count * dyadCount * powerCount)
        both = higher
    }

    func ranks(branch: Int, dyad: Int) -> ArraySlice<Int> {
        let start = (branch * dyadCount + dyad) * powerCount
        return ranks[start..<(start + powerCount)]
    }

    /// How often `other` is above `power`, ties half; `nil` where they never both have a value.
    /// - Parameter compared: Position in ``UncertainTree/compared``.
    func probability(compared: Int, country: Int, that other: Int, exceeds power: Int) -> Double? {
        func place(_ power: Int, _ other: Int) -> Int {
            (compared * dyadCount + country * powerCount + power) * powerCount + other
        }
        let above = higher[place(power, other)]
        let below = higher[place(other, power)]
        let count = both[place(power, other)]
        // (above + ties / 2) / count, in one rounding: the probability of the reverse adds up to 1 with it.
        return count == 0 ? nil : Double(above + count - below) / Double(2 * count)
    }

    mutating func add(_ other: Standings) {
        Self.add(other.ranks, to: &ranks)
        Self.add(other.higher, to: &higher)
        Self.add(other.both, to: &both)
    }

    private static func add(_ counts: [Int], to sums: inout [Int]) {
        for position in sums.indices { sums[position] += counts[position] }
    }

    /// Counts a batch in.
    mutating func add(_ batch: Batch, of tree: UncertainTree) {
        for branch in tree.branches.indices {
            for country in tree.model.countries.indices {
                let dyads = (country * powerCount..<(country + 1) * powerCount).filter {
                    tree.branches[branch].isScored[$0]
                }
                rank(dyads, branch, batch)
                if let compared = compared.firstIndex(of: branch) { compare(dyads, branch, compared, batch) }
            }
        }
    }

    /// Eight replications at a time, brought together so that all comparisons find them in the processor's cache.
    private mutating func rank(_ dyads: [Int], _ branch: Int, _ batch: Batch) {
        var tile = [SIMD8<Double>](repeating: SIMD8(repeating: 0), count: dyads.count)
        for offset in stride(from: 0, to: batch.width, by: 8) {
            for (place, dyad) in dyads.enumerated() {
                tile[place] = Kernel.eight(
                    batch.values.span,
                    batch.run(branch: branch, dyad: dyad).lowerBound + offset
                )
            }
            for (place, dyad) in dyads.enumerated() {
                let own = tile[place]
                let rank = Kernel.higher(than: own, among: tile.span)
                let start = (branch * dyadCount + dyad) * powerCount
                for lane in 0..<8 where own[lane] == own[lane] { ranks[start + Int(rank[lane])] += 1 }
            }
        }
    }

    private mutating func compare(_ dyads: [Int], _ branch: Int, _ compared: Int, _ batch: Batch) {
        for (number, dyad) in dyads.enumerated() {
            for other in dyads[(number + 1)...] {
                let (run, others) = (batch.run(branch: branch, dyad: dyad), batch.run(branch: branch, dyad: other))
                let counts = Kernel.compare(batch.values, run.lowerBound, others.lowerBound, width: batch.width)
                let haveBoth =
                    batch.mayLack(branch: branch, dyad: dyad) || batch.mayLack(branch: branch, dyad: other)
                    ? zip(run, others).count { !batch.values[$0].isNaN && !batch.values[$1].isNaN } : batch.count
                let place = (compared * dyadCount + dyad) * powerCount + other % powerCount
                let reverse = (compared * dyadCount + other) * powerCount + dyad % powerCount
                higher[place] += counts.higher
                higher[reverse] += counts.lower
                both[place] += haveBoth
                both[reverse] += haveBoth
            }
        }
    }
}
