/// For the series of one model, digests of the scores that were stored last: one for each ``block`` of periods, and a check
/// of eight bits for each score. What has the same digest is stored already, what has another check is not: neither need be
/// read to be compared. Reading everything takes longer than storing a typical run, and what earlier runs stored of the
/// same periods is read with it.
///
/// 64 bits: the chance that a change goes unseen is one in 10^19 a block and run. Checks decide nothing alone: scores of one
/// check, in a block of another digest, are read. Empty after a start, dropped with a change of the model, and not kept at
/// all for a model of very many scores.
struct ScoreDigests {
    /// Periods under one digest.
    static let block = 16
    /// With more scores than this (6 MB) none are kept.
    private static let most = 1 << 22

    private var model: Int64?
    private var lastRun: Int64 = 0
    private var known: [Int64: Known] = [:]
    private var isKept = false

    /// Prepares for `run` of `model`: what was not kept by the run just before it is worth nothing.
    mutating func begin(model: Int64, run: Int64, scores: Int) {
        isKept = scores <= Self.most
        if model != self.model || run != lastRun + 1 || !isKept { known = [:] }
        self.model = model
        lastRun = run
    }

    /// Where the scores of a series may differ from those stored last; `nil`: nowhere. Takes `scores` for stored from then
    /// on.
    mutating func difference(_ series: Int64, _ periods: [Int64], _ scores: [StoredBits]) -> ScoreDifference? {
        let new = Known(periods, scores)
        var old = isKept ? known.updateValue(new, forKey: series) : nil
        // Of other periods, positions say nothing.
        if let periods = old?.periods, !zip(periods, new.periods).allSatisfy({ $0 == $1 }) { old = nil }
        return ScoreDifference(old, new)
    }

    /// What is known of one series.
    fileprivate struct Known {
        let periods: [Int64]
        /// One for each block of periods.
        let digests: [UInt64]
        /// One for each score: never another one for the same.
        let checks: [UInt8]

        init(_ periods: [Int64], _ scores: [StoredBits]) {
            self.periods = periods
            var digests: [UInt64] = []
            digests.reserveCapacity((scores.count + ScoreDigests.block - 1) / ScoreDigests.block)
            var checks: [UInt8] = []
            checks.reserveCapacity(scores.count)
            for start in stride(from: 0, to: scores.count, by: ScoreDigests.block) {
                var state = Self.seed
                for score in scores[start..<min(start + ScoreDigests.block, scores.count)] {
                    // No finite value has the bit pattern of all ones.
                    var own = Self.mix(Self.seed, score.value ?? .max)
                    own = Self.mix(own, score.coverage)
                    own = Self.mix(own, score.confidence)
                    state = Self.mix(state, own)
                    checks.append(UInt8(truncatingIfNeeded: own))
                }
                digests.append(state)
            }
            (self.digests, self.checks) = (digests, checks)
        }

        private static let seed: UInt64 = 0x9e37_79b9_7f4a_7c15

        /// Source: W. Yi, wyhash, the multiply-and-fold step.
        @inline(__always)
        private static func mix(_ state: UInt64, _ word: UInt64) -> UInt64 {
            let product = (state ^ 0xa076_1d64_78bd_642f).multipliedFullWidth(by: word ^ 0xe703_7ed1_a0b4_28db)
            return (product.high ^ product.low) &+ state
        }
    }
}

/// Where the scores of a series may differ from those stored last: positions of periods.
struct ScoreDifference {
    /// Outside of them nothing differs. In ascending order.
    let blocks: [Range<Int>]
    /// In ascending order: of which stored scores must be read to be compared.
    private let doubtful: [Int]

    fileprivate init?(_ old: ScoreDigests.Known?, _ new: ScoreDigests.Known) {
        let block = ScoreDigests.block
        var blocks: [Range<Int>] = []
        var doubtful: [Int] = []
        for (number, digest) in new.digests.enumerated() {
            if let old, number < old.digests.count, old.digests[number] == digest { continue }
            let positions = number * block..<min((number + 1) * block, new.checks.count)
            blocks.append(positions)
            for position in positions {
                if let old, position < old.checks.count, old.checks[position] != new.checks[position] { continue }
                doubtful.append(position)
            }
        }
        if blocks.isEmpty { return nil }
        (self.blocks, self.doubtful) = (blocks, doubtful)
    }

    /// What to read of the stored scores, in as few pieces as is worth it: stepping over some rows takes less time than
    /// looking for the next.
    /// - Parameter position: what is wanted besides; `nil`: nothing.
    func reads(and position: Int?) -> [Range<Int>] {
        var wanted = doubtful
        if let position, blocks.contains(where: { $0.contains(position) }), !wanted.contains(position) {
            wanted.insert(position, at: wanted.firstIndex { $0 > position } ?? wanted.count)
        }
        var reads: [Range<Int>] = []
        for position in wanted {
            if let last = reads.last, position - last.upperBound < ScoreDigests.block {
                reads[reads.count - 1] = last.lowerBound..<(position + 1)
            } else {
                reads.append(position..<(position + 1))
            }
        }
        return reads
    }
}
