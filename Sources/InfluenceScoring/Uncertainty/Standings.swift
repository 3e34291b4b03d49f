internal import InfluenceModel

/// How often each power held each rank, and how often one was above another: counts, so their sum over the batches is
/// exact in any order.
struct Standings: Sendable {
    /// By branch, dyad, rank - 1.
    private(set) var ranks: [Int]
    /// By branch, dyad, other power: the replications in which the other one is higher, and those in which both have a
    /// value.
    private(set) var higher: [Int]
    private(set) var both: [Int]
    private let dyadCount: Int
    private let powerCount: Int

    init(of tree: UncertainTree) {
        dyadCount = tree.dyads.count
        powerCount = tree.model.powers.count
        ranks = Array(repeating: 0, count: tree.branches.count * dyadCount * powerCount)
        higher = ranks
        both = ranks
    }

    func ranks(branch: Int, dyad: Int) -> ArraySlice<Int> {
        let start = (branch * dyadCount + dyad) * powerCount
        return ranks[start..<(start + powerCount)]
    }

    /// How often `other` is above `power`, ties half; `nil` where they never both have a value.
    func probability(branch: Int, country: Int, that other: Int, exceeds power: Int) -> Double? {
        func place(_ power: Int, _ other: Int) -> Int {
            (branch * dyadCount + country * powerCount + power) * powerCount + other
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
        var own = [Double](repeating: 0, count: batch.count)
        for branch in tree.branches.indices {
            let isScored = tree.branches[branch].isScored
            for dyad in 0..<dyadCount where isScored[dyad] {
                let start = (branch * dyadCount + dyad) * powerCount
                let country = dyad / powerCount * powerCount
                let run = batch.run(branch: branch, dyad: dyad)
                let mayLack = batch.mayLack(branch: branch, dyad: dyad)
                Kernel.clear(&own)
                for power in 0..<powerCount where isScored[country + power] && country + power != dyad {
                    let other = batch.run(branch: branch, dyad: country + power)
                    // NaN is not higher than anything, and nothing is higher than NaN.
                    let count = Kernel.rank(batch.values, run.lowerBound, below: other.lowerBound, &own)
                    higher[start + power] += Int(count)
                    both[start + power] +=
                        mayLack || batch.mayLack(branch: branch, dyad: country + power)
                        ? zip(run, other).count { !batch.values[$0].isNaN && !batch.values[$1].isNaN } : batch.count
                }
                if mayLack {
                    for place in 0..<batch.count where !batch.values[run.lowerBound + place].isNaN {
                        ranks[start + Int(own[place])] += 1
                    }
                } else {
                    for rank in own { ranks[start + Int(rank)] += 1 }
                }
            }
        }
    }
}
