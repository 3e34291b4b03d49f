/// For the series of one model, digests of the scores that were stored last, one for each ``block`` of periods: what has
/// the same digest need not be read to be compared. Reading everything takes longer than storing a typical run.
///
/// 64 bits: the chance that a change goes unseen is one in 10^19 a block and run. Empty after a start, dropped with a
/// change of the model, and not kept at all for a model of very many scores.
struct ScoreDigests {
    /// Periods under one digest.
    static let block = 16
    /// With more scores than this (2 MB of digests) none are kept.
    private static let most = 1 << 22

    private var model: Int64?
    private var lastRun: Int64 = 0
    private var digests: [Int64: [UInt64]] = [:]
    private var isKept = false

    /// Prepares for `run` of `model`: what was not kept by the run just before it is worth nothing.
    mutating func begin(model: Int64, run: Int64, scores: Int) {
        isKept = scores <= Self.most
        if model != self.model || run != lastRun + 1 || !isKept { digests = [:] }
        self.model = model
        lastRun = run
    }

    /// The positions among `periods` outside of which the scores of the series are known to be stored already; `nil` if
    /// all of them are. Takes `scores` for stored from then on.
    mutating func unstored(_ series: Int64, _ periods: [Int64], _ scores: [StoredBits]) -> Range<Int>? {
        let new = Self.digests(periods, scores)
        let old = isKept ? digests.updateValue(new, forKey: series) ?? [] : []
        let differing = new.indices.filter { $0 >= old.count || old[$0] != new[$0] }
        guard let first = differing.first, let last = differing.last else { return nil }
        return first * Self.block..<min(periods.count, (last + 1) * Self.block)
    }

    private static func digests(_ periods: [Int64], _ scores: [StoredBits]) -> [UInt64] {
        stride(from: 0, to: periods.count, by: block).map { start in
            var state: UInt64 = 0x9e37_79b9_7f4a_7c15
            for index in start..<min(start + block, periods.count) {
                state = mix(state, UInt64(bitPattern: periods[index]))
                // No finite value has the bit pattern of all ones.
                state = mix(state, scores[index].value ?? .max)
                state = mix(state, scores[index].coverage)
                state = mix(state, scores[index].confidence)
            }
            return state
        }
    }

    /// Source: W. Yi, wyhash, the multiply-and-fold step.
    private static func mix(_ state: UInt64, _ word: UInt64) -> UInt64 {
        let product = (state ^ 0xa076_1d64_78bd_642f).multipliedFullWidth(by: word ^ 0xe703_7ed1_a0b4_28db)
        return (product.high ^ product.low) &+ state
    }
}
